"""``loyalty compare``: what is different between two versions of a programme."""

import re
from pathlib import Path

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_json, write_page
from loyalty.cli.rules import programme_in
from loyalty.comparison.versions import Versions, compare_versions
from loyalty.decision.programme import Programme
from loyalty.use_cases.compare_programmes import compare_programmes, find_version
from loyalty.wording.versions.html import as_page
from loyalty.wording.versions.page import as_text, versions_data

CHANGES = 4
"""The exit code where something changes in meaning: there is something to adopt."""
_DIGEST = re.compile(r"[0-9a-f]{12,64}", re.ASCII)


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--text", "texts", is_flag=True, help="Show the files line by line too.")
@click.option(
    "--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write it as a web page too."
)
@options.database
@options.language
@options.as_json
def compare(
    old: str,
    new: str,
    page: Path | None,
    database: str | None,
    language: str,
    *,
    texts: bool,
    as_json: bool,
) -> None:
    """Say what changes from one version of a programme to another, for whom, and what members would lose.

    OLD and NEW are folders of rule files, or digests that were adopted in the database (the first
    12 digits are enough). Ends with 0 where nothing changes in meaning, with 4 where something does.

    \b
    Examples:
      loyalty compare rules/corner-coffee my-rules
      loyalty compare rules/corner-coffee my-rules --html changes.html
      loyalty compare 3f2a91c04b77 my-rules --db sqlite:///var/loyalty.db --lang zh-CN
    """
    found = _compared(old, new, database)
    if page is not None:
        write_page(page, as_page(found, language))
    if as_json:
        print_json(versions_data(found))
    else:
        click.echo(as_text(found, language, texts=texts), nl=False)
    if found.changes:
        raise click.exceptions.Exit(CHANGES)


def _compared(old: str, new: str, database: str | None) -> Versions:
    if _is_digest(old) and _is_digest(new):
        return compare_programmes(open_database(database), old, new)
    return compare_versions(version_named(old, database), version_named(new, database))


def _is_digest(named: str) -> bool:
    return _DIGEST.fullmatch(named) is not None and not Path(named).is_dir()


def version_named(named: str, database: str | None) -> Programme:
    """Give the version in a folder or of a digest in the database; ends with its mistakes, or wrong use."""
    if _is_digest(named):
        return find_version(open_database(database), named)
    if not Path(named).is_dir():
        raise click.UsageError(f"`{named}` is neither a folder of rule files nor a digest.")
    return programme_in(Path(named))
