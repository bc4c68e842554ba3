"""``loyalty db``: the tables of a database."""

from contextlib import closing

import click

from loyalty.bootstrap import open_services, prepare, schema_of, settings_from
from loyalty.cli import options
from loyalty.cli.connection import settings_for
from loyalty.cli.lifecycle.naming import done_by, person
from loyalty.cli.operations.copying import backup, copy, restore
from loyalty.cli.output import print_json
from loyalty.use_cases.held_secret import accept_secret


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


@db.command("accept-secret")
@done_by
@options.database
def accept(by: str | None, database: str | None) -> None:
    """Go on with the secret that is here, where the one the database was used with is lost for good.

    Who was found by a reference or a card is not found any more, and codes and gift cards of before are
    not known; what members have stays theirs under their ids. `loyalty audit` keeps who did it.

    \b
    Example:
      loyalty db accept-secret --by Ada
    """
    settings = settings_for(database)
    services = open_services(settings)
    with closing(services.units):
        accept_secret(services, person(by))
    click.echo(f"The database goes with {settings.secret_file} from now on.")


for _command in (copy, backup, restore):
    db.add_command(_command)
