"""``loyalty freeze`` and ``thaw``: an emergency and its end."""

from collections.abc import Callable

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import by, person, programme_named, reason
from loyalty.cli.output import print_json
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.lifecycle.freeze_programme import FreezeProgramme, freeze_programme
from loyalty.use_cases.lifecycle.thaw_programme import thaw_programme
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services

PROGRAMME = click.argument("name", metavar="PROGRAMME")
Verb = Callable[[Services, FreezeProgramme, Once], Told]


@click.command()
@PROGRAMME
@by
@reason
@options.database
@options.as_json
def freeze(name: str, by: str, reason: str, database: str | None, *, as_json: bool) -> None:
    """Let a programme promise and book nothing new until it is thawed. Returns go on.

    \b
    Example:
      loyalty freeze corner-coffee --by Ada --reason "app orders earn a hundredfold"
    """
    _tell(freeze_programme, "freeze", database, FreezeProgramme(name, person(by), reason), as_json=as_json)


@click.command()
@PROGRAMME
@by
@reason
@options.database
@options.as_json
def thaw(name: str, by: str, reason: str, database: str | None, *, as_json: bool) -> None:
    """End the freeze of a programme.

    \b
    Example:
      loyalty thaw corner-coffee --by Ada --reason "rolled back to the version of October"
    """
    _tell(thaw_programme, "thaw", database, FreezeProgramme(name, person(by), reason), as_json=as_json)


def _tell(verb: Verb, word: str, database: str | None, command: FreezeProgramme, *, as_json: bool) -> None:
    services = open_database(database)
    once = Once(f"cli {word}", new_text_id(services, "cli", services.clock.now()), "")
    with programme_named(services, command.programme):
        told = verb(services, command, once).data
    if as_json:
        print_json(dict(told))
    else:
        click.echo(f"{told['programme']} is {'frozen' if told['frozen'] else 'thawed'}: {told['reason']}")
