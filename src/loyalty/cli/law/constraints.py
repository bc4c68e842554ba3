"""``loyalty constraints`` and ``loyalty profiles``: what the law asks, from where, and who checks it."""

from collections.abc import Iterator

import click

from loyalty.cli import options
from loyalty.cli.output import print_json, stop
from loyalty.language.findings import did_you_mean
from loyalty.language.texts.jurisdictions import help_for, implied
from loyalty.profiles.catalogue import Constraint
from loyalty.profiles.page import page, told
from loyalty.profiles.plain import constraint_data, profile_data
from loyalty.profiles.shipped import catalogue, profiles


@click.command()
@click.argument("name", metavar="ID", required=False)
@click.option("--market", metavar="CODE", help="Only those that bind in this market, such as EU or US-CA.")
@click.option("--page", "as_page", is_flag=True, help="Print docs/constraints.md.")
@options.as_json
def constraints(name: str | None, market: str | None, *, as_page: bool, as_json: bool) -> None:
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
    for line in _one(found[0]) if name is not None else (_line(row) for row in found):
        click.echo(line)


@click.command(name="profiles")
@click.argument("code", metavar="CODE", required=False)
@options.as_json
def profiles_(code: str | None, *, as_json: bool) -> None:
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
            click.echo(f"{one.code:<6} {one.version:<8} {one.name('en')}, {one.name('zh-CN')}")
        return
    profile = known.get(code.upper())
    if profile is None:
        stop(f"There is no such profile; {help_for(code.upper())}", 2)
    if as_json:
        print_json(profile_data(profile))
        return
    click.echo(f"{profile.code} {profile.version}: {profile.name('en')}, {profile.name('zh-CN')}")
    for listed in profile.values.values():
        for value in listed:
            days = f"{value.valid_from or '…'} – {value.valid_to or '…'}"
            click.echo(f"  {value.parameter} = {told(value)}  [{value.status}, {days}] {value.cited}")


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


def _line(row: Constraint) -> str:
    return f"{row.id:<6} {row.evidence:<11}  {row.says['en']} [{', '.join(row.profiles)}]"


def _one(row: Constraint) -> Iterator[str]:
    yield f"{row.id}: {row.says['en']}"
    yield f"       {row.says['zh-CN']}"
    yield f"profiles  {', '.join(row.profiles)}"
    yield f"sources   {row.sourced}"
    yield f"looked at {', '.join(row.stages)}"
    if row.codes:
        yield f"codes     {', '.join(row.codes)}"
    yield f"evidence  {row.evidence}"
    yield from (f"check     {check}" for check in row.checks)
    yield from (f"test      {test}" for test in row.tests)
