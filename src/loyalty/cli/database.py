"""``loyalty db``: the tables of a database."""

import click

from loyalty.bootstrap import prepare, schema_of, settings_from
from loyalty.cli import options
from loyalty.cli.connection import settings_for
from loyalty.cli.operations.copying import backup, copy, restore
from loyalty.cli.output import print_json


@click.group()
def db() -> None:
    """Create, upgrade, copy, save and restore the database, or say how it stands."""


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

    The code is 1 where this release cannot serve from it; from one that a newer release brought further
    it can.

    \b
    Example:
      loyalty db status --db sqlite:///var/loyalty.db
    """
    schema = schema_of(settings_for(database))
    if as_json:
        told = {"at": schema.at, "needed": schema.needed, "current": schema.current, "serves": schema.serves}
        print_json(told)
    else:
        click.echo(f"at {schema.at or 'nothing'}, this release needs {schema.needed}")
    if not schema.serves:
        raise click.exceptions.Exit(1)


for _command in (copy, backup, restore):
    db.add_command(_command)
