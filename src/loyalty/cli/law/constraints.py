"""``loyalty constraints`` and ``loyalty profiles``: what the law asks, from where, and who checks it."""

from collections.abc import Iterator
from typing import Final

import click

from loyalty.cli import options
from loyalty.cli.checking.explained import EN, source_in_chinese
from loyalty.cli.output import print_json, stop
from loyalty.language.findings import did_you_mean
from loyalty.language.texts.jurisdictions import help_for, implied
from loyalty.profiles.catalogue import Constraint
from loyalty.profiles.page import page, told
from loyalty.profiles.plain import constraint_data, profile_data
from loyalty.profiles.profile import Profile
from loyalty.profiles.shipped import catalogue, profiles

_WORDS: Final = {
    "profiles": "法域档案",
    "sources": "来源",
    "looked at": "检查时机",
    "codes": "代码",
    "evidence": "证据",
    "check": "检查",
    "test": "测试",
}
"""What stands before what is told of a constraint, in Chinese."""


@click.command()
@click.argument("name", metavar="ID", required=False)
@click.option("--market", metavar="CODE", help="Only those that bind in this market, such as EU or US-CA.")
@click.option("--page", "as_page", is_flag=True, help="Print docs/constraints.md.")
@options.language
@options.as_json
def constraints(name: str | None, market: str | None, language: str, *, as_page: bool, as_json: bool) -> None:
    """List the constraints of law and good practice, or tell of one.

    Each has its profiles, its sources, when it is looked at, the code of what breaks it, and how
    strong its check is.

    \b
    Examples:
      loyalty constraints --market US-CA
      loyalty constraints PX-01
    """
    if as_page:
        click.echo(page(catalogue(), profiles()), nl=False)
        return
    binding = _binding(market)
    found = [row for row in catalogue().values() if row.binds(binding)]
    if name is not None:
        found = [_named(name.upper())]
    if as_json:
        rows = [constraint_data(row) for row in found]
        print_json(rows if name is None else rows[0])
        return
    for line in _one(found[0], language) if name is not None else (_line(row, language) for row in found):
        click.echo(line)


@click.command(name="profiles")
@click.argument("code", metavar="CODE", required=False)
@options.language
@options.as_json
def profiles_(code: str | None, language: str, *, as_json: bool) -> None:
    """List the markets whose law is known, or tell what one of them sets, with sources and days.

    \b
    Examples:
      loyalty profiles
      loyalty profiles CA-QC
    """
    known = profiles()
    if code is None:
        if as_json:
            print_json([{"profile": one, "version": known[one].version} for one in known])
            return
        for one in known.values():
            click.echo(f"{one.code:<6} {one.version:<8} {_names(one, language)}")
        return
    profile = known.get(code.upper())
    if profile is None:
        stop(f"There is no such profile; {help_for(code.upper())}", 2)
    if as_json:
        print_json(profile_data(profile))
        return
    click.echo(f"{profile.code} {profile.version}: {_names(profile, language)}")
    for listed in profile.values.values():
        for value in listed:
            days = f"{value.valid_from or '…'} – {value.valid_to or '…'}"
            source = _source(value.cited, language)
            click.echo(f"  {value.parameter} = {told(value)}  [{value.status}, {days}] {source}")


def _binding(market: str | None) -> tuple[str, ...]:
    if market is None:
        return tuple(profiles())
    if market.upper() not in profiles():
        stop(f"There is no such market; {help_for(market.upper())}", 2)
    return implied([market.upper()])


def _named(name: str) -> Constraint:
    row = catalogue().get(name)
    if row is None:
        stop(
            f"There is no such constraint; {did_you_mean(name, catalogue()) or 'see docs/constraints.md'}", 2
        )
    return row


def _names(profile: Profile, language: str) -> str:
    """Give a market in English and Chinese, or in Chinese alone to whoever reads that."""
    return profile.name(language) if language != EN else f"{profile.name(EN)}, {profile.name('zh-CN')}"


def _source(cited: object, language: str) -> str:
    if language == EN:
        return str(cited)
    return "；".join(map(source_in_chinese, str(cited).split("; ")))


def _line(row: Constraint, language: str) -> str:
    return f"{row.id:<6} {row.evidence:<11}  {row.says[language]} [{', '.join(row.profiles)}]"


def _one(row: Constraint, language: str) -> Iterator[str]:
    told = {
        "profiles": ", ".join(row.profiles),
        "sources": _source(row.sourced, language),
        "looked at": ", ".join(row.stages),
        "codes": ", ".join(row.codes),
        "evidence": row.evidence,
    }
    yield f"{row.id}: {row.says[language]}"
    if language == EN:
        yield f"       {row.says['zh-CN']}"
    listed = [
        *told.items(),
        *(("check", each) for each in row.checks),
        *(("test", each) for each in row.tests),
    ]
    for word, said in listed:
        if said:
            yield f"{word:<9} {said}" if language == EN else f"{_WORDS[word]}：{said}"
