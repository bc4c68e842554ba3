"""``loyalty db`` and ``loyalty adopt``: the tables of a database, and the rules that bind in it."""

from pathlib import Path

import click

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.bootstrap import prepare, schema_of, settings_from
from loyalty.cli import options
from loyalty.cli.connection import open_database, settings_for
from loyalty.cli.output import print_json
from loyalty.cli.rules import print_findings
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.refusals import FindingsStand


@click.group()
def db() -> None:
    """Create and upgrade the database, or say how it stands."""


@db.command()
@options.database
def upgrade(database: str | None) -> None:
    """Create the tables of this release, or bring older ones up to date; nothing is lost.

    \b
    Example:
      loyalty db upgrade --db sqlite:///var/loyalty.db
    """
    settings = settings_from(database)
    prepare(settings)
    click.echo(f"The database stands at {schema_of(settings).at}.")


@db.command()
@options.database
@options.as_json
def status(database: str | None, *, as_json: bool) -> None:
    """Say at which step the database stands and which this release needs; changes nothing.

    \b
    Example:
      loyalty db status --db sqlite:///var/loyalty.db
    """
    schema = schema_of(settings_for(database))
    if as_json:
        print_json({"at": schema.at, "needed": schema.needed, "current": schema.current})
    else:
        click.echo(f"at {schema.at or 'nothing'}, this release needs {schema.needed}")
    if not schema.current:
        raise click.exceptions.Exit(1)


@click.command()
@options.folder
@options.database
@options.as_json
def adopt(folder: Path, database: str | None, *, as_json: bool) -> None:
    """Make a folder of rule files bind, from its first day, in a database.

    It must have no findings, and every worked example must hold. What was adopted before is kept.

    \b
    Example:
      loyalty adopt rules/corner-coffee --db sqlite:///var/loyalty.db
    """
    read = read_rule_folder(folder)
    if read.findings:
        print_findings(folder, read.findings)
        raise click.exceptions.Exit(1)
    services = open_database(database)
    try:
        adopted = adopt_programme(services, read.source)
    except FindingsStand as refusal:
        print_findings(folder, refusal.findings)
        raise click.exceptions.Exit(1) from None
    programme = adopted.programme
    first = programme.shape.effective.from_.isoformat()
    if as_json:
        known = {
            "programme": programme.name,
            "digest": programme.digest,
            "from": first,
            "known": adopted.known,
        }
        print_json(known)
    else:
        before = "had been adopted before and " if adopted.known else ""
        click.echo(f"{programme.name} {programme.digest[:12]} {before}binds from {first}.")
