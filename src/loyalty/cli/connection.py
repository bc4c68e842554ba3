"""Opening the database that a command is about, never making one by mistake."""

import os
from contextlib import closing
from pathlib import Path

import click

from loyalty.adapters.surroundings.settings import REASON, Settings
from loyalty.bootstrap import (
    database_file,
    erasures_file,
    goes_with_secret,
    left_beside,
    listed_erasures,
    open_for_looking,
    open_services,
    schema_of,
    settings_from,
    wrong_secret,
)
from loyalty.cli.output import counted, note, stop
from loyalty.kernel.identity import MemberId
from loyalty.privacy.view import Reason, reason_of
from loyalty.use_cases.erasing.replay_erasures import count_unlisted
from loyalty.use_cases.erasing.show_unerased import Unerased, show_unerased
from loyalty.use_cases.held_secret import mark_secret
from loyalty.use_cases.privacy.list_views import Looking, keep_views
from loyalty.use_cases.services import Services

OPERATOR = "operator"
OPERATOR_NAME = "command line"
ACCEPTING = "loyalty db accept-secret"


def settings_for(database: str | None) -> Settings:
    """Give the settings of a database that is there; ends with code 1 where its file is not."""
    settings = settings_from(database)
    file = database_file(settings)
    if file is not None and not file.is_file():
        stop(
            f"There is no database {file}; "
            f"`loyalty db upgrade --db {settings.database}` makes one, --db names another."
        )
    return settings


def open_database(database: str | None) -> Services:
    """Give the services on a database that is there; it is closed with the command."""
    services = open_held(settings_for(database))
    running = click.get_current_context()
    running.call_on_close(services.units.close)
    _keep_view(services, running)
    return services


def open_for_work(database: str | None) -> Services:
    """Give the services as `open_database` does, of a database that this release may work on.

    It has the tables, and nobody has to be erased in it again.
    """
    settings = settings_for(database)
    schema = schema_of(settings)
    if not schema.serves:
        stop(
            f"Nothing is done: the database stands at {schema.at or 'nothing'}, and this release needs "
            f"{schema.needed}; run `loyalty db upgrade`."
        )
    refuse_unerased(settings)
    return open_database(database)


def refuse_moved(settings: Settings) -> None:
    """End with code 1 where a database in use was moved away, in whose place an empty one would be served."""
    if (left := left_beside(settings)) is not None:
        stop(
            f"Nothing is served: there is no database {database_file(settings)}, and {left} is left of it. "
            f"Bring it back; `loyalty db upgrade --db {settings.database}` makes an empty one."
        )


def refuse_unerased(settings: Settings) -> None:
    """End with code 1 where who was erased stands in a database that was restored, until they are again."""
    services = open_for_looking(settings)
    path = erasures_file(settings)
    with closing(services.units):
        try:
            lines = listed_erasures(settings)
        except OSError as fault:
            stop(f"The list of who was erased, {path}, cannot be read: {fault.strerror}.")
        found, unlisted = show_unerased(services, lines), count_unlisted(services, lines)
    if (said := unerased_words(found)) is not None:
        stop(f"Nothing is served: {said}. `loyalty member replay-erasures {path}` erases them again.")
    if unlisted:
        note(f"{unlisted_words(unlisted)}: {unlisted_remedy(path)}")


def open_held(settings: Settings) -> Services:
    """Give the services on a database that goes with the secret that is here."""
    refuse_other_secret(settings)
    services = open_services(settings)
    mark_secret(services)
    return services


def refuse_other_secret(settings: Settings, accepting: str = ACCEPTING) -> None:
    """End with code 1 where a database is used with another secret than the one that is here.

    ``accepting`` is the command that goes on with the secret that is here.
    """
    if not goes_with_secret(settings):
        stop(f"Nothing is done: {wrong_secret(settings)}. {bring_back(accepting)}.")


def bring_back(accepting: str = ACCEPTING) -> str:
    """Say what to do about a secret that is another one; ``accepting`` goes on with the one that is here."""
    return (
        "Bring it back from where you keep it: with another one no member is found by a reference, and no "
        f"code or gift card is known. Where it is lost for good, `{accepting}` goes on without"
    )


def unlisted_words(people: int) -> str:
    """Say that the list of who was erased lacks lines."""
    return f"{counted(people, 'person', 'people')} erased here, not on the list of erasures"


def unlisted_remedy(path: Path) -> str:
    """Say how the lines come to the list; one that is there twice does no harm."""
    return f"`loyalty member erasures >> {path}`"


def unerased_words(found: Unerased) -> str | None:
    """Say that erasures have to be replayed, None where none have to."""
    if found.since is not None:
        return f"a backup was brought back at {found.since:%Y-%m-%d %H:%M} UTC, without its erasures"
    if found.people:
        return f"{counted(found.people, 'person', 'people')} on the list of erasures stand here unerased"
    return None


def _keep_view(services: Services, running: click.Context) -> None:
    """Keep that an operator looks at the member whom the command names, for the reason of the setting."""
    member = running.params.get("member")
    if isinstance(member, int):
        reason = reason_of(os.environ.get(REASON, str(Reason.MAINTENANCE)))
        looking = Looking(OPERATOR, OPERATOR_NAME, running.command_path, reason, most=None)
        keep_views(services, [MemberId(member)], looking)
