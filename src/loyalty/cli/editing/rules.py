"""``loyalty rules``: begin a programme, and read one as plain sentences."""

import re
from importlib.resources import files
from pathlib import Path

import click

from loyalty.adapters.clock import SystemClock
from loyalty.cli import options
from loyalty.cli.output import counted, print_json, stop
from loyalty.cli.rules import programme_in
from loyalty.language.shapes.schema import schema_text
from loyalty.wording.rules.sentences import RuleSentence, rule_sentences
from loyalty.wording.rules.terms import terms_sheet

SCHEMA = ".programme-1.json"
"""The schema lies hidden beside the files, so that an editor needs nothing from outside."""
_NAME = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*", re.ASCII)
_NAME_MAX = 64
_YEAR = "2026-"
"""How the days of the starter begin."""


@click.group()
def rules() -> None:
    """Begin a programme, and read one as plain sentences."""


@rules.command()
@click.argument("name")
@click.option(
    "--to", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Where; else rules/NAME."
)
@options.as_json
def init(name: str, folder: Path | None, *, as_json: bool) -> None:
    """Make a folder with a small programme in which every line is explained.

    It passes its check as it is. A folder that has anything in it is left alone.

    \b
    Example:
      loyalty rules init tea-house --to rules/tea-house
    """
    if not _NAME.fullmatch(name) or len(name) > _NAME_MAX:
        message = f"`{name}` is not a name; letters and digits with `-` between them, such as tea-house"
        raise click.BadParameter(message, param_hint="NAME")
    target = folder or Path("rules") / name
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        stop(f"{target} is there already, and nothing was written; name another place with --to")
    target.mkdir(parents=True, exist_ok=True)
    written = _starter(name)
    for file, text in written.items():
        (target / file).write_text(text, encoding="utf-8")
    if as_json:
        print_json({"programme": name, "folder": str(target), "files": sorted(written)})
        return
    click.echo(f"{target}: {counted(len(written) - 1, 'file')} of a programme that is ready to be changed.")
    click.echo(f"Read them, change them, then run: loyalty check {target}")


def _starter(name: str) -> dict[str, str]:
    """Give the starter's files by name, with this programme's name and days of this year, and the schema."""
    year = SystemClock().now().year
    texts = {
        file.name: file.read_text(encoding="utf-8").replace(_YEAR, f"{year}-")
        for file in files("loyalty.cli.editing").joinpath("starter").iterdir()
        if file.name.endswith(".yaml")
    }
    head, key, rest = texts["programme.yaml"].partition("programme: ")
    texts["programme.yaml"] = f"{head}{key}{rest.replace('starter', name, 1)}"
    return {**texts, SCHEMA: schema_text()}


@rules.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@options.language
@options.as_json
def sentences(folder: Path, language: str, *, as_json: bool) -> None:
    """Say what every rule of a folder means, one plain sentence each, with its place.

    \b
    Examples:
      loyalty rules sentences rules/corner-coffee
      loyalty rules sentences rules/corner-coffee --lang zh-CN
    """
    programme = programme_in(folder)
    said = rule_sentences(programme.shape, language)
    if as_json:
        print_json(
            {
                "programme": programme.name,
                "digest": programme.digest,
                "language": language,
                "sentences": [_data(one) for one in said],
            }
        )
        return
    for one in said:
        click.echo(f"{folder / one.where}\n  {one.text}")


@rules.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@options.language
@options.as_json
def terms(folder: Path, language: str, *, as_json: bool) -> None:
    """Print the terms of a programme as members read them before they join, made from its rules alone.

    \b
    Examples:
      loyalty rules terms rules/corner-coffee
      loyalty rules terms rules/corner-coffee --lang zh-CN
    """
    programme = programme_in(folder)
    sections = terms_sheet(programme.shape, language)
    if as_json:
        told = [{"title": each.title, "sentences": list(each.sentences)} for each in sections]
        head = {"programme": programme.name, "digest": programme.digest, "language": language}
        print_json({**head, "sections": told})
        return
    for each in sections:
        click.echo(each.title)
        for sentence in each.sentences:
            click.echo(f"  {sentence}")
    click.echo(programme.digest)


def _data(said: RuleSentence) -> dict[str, str]:
    return {"part": said.part, "name": said.name, "where": said.where, "text": said.text}
