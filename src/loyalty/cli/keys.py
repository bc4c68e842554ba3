"""``loyalty keys``: API keys, whose secret is shown once and never kept."""

from typing import Any

import click

from loyalty.access.key import ApiKey, Kind, Role
from loyalty.access.scopes import Scope, scopes_from
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import done_by, person
from loyalty.cli.output import counted, note, print_json, stop
from loyalty.deeds.label import ERASED
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.find_key import list_keys
from loyalty.use_cases.revoke_key import revoke_key

LABEL_MAX = 80


@click.group()
def keys() -> None:
    """Make, list and revoke API keys."""


@keys.command()
@click.option(
    "--label", required=True, help="The system that holds the key, such as shop-web; orders carry it."
)
@click.option(
    "--scopes",
    multiple=True,
    help="What it may do, separated by commas, or `all`; a role of people has its own, and may get less: "
    f"{', '.join(Scope)}.",
)
@click.option("--programme", help="The only programme it reaches; without it, all.")
@click.option(
    "--role",
    type=click.Choice([str(role) for role in Role]),
    default=str(Role.SYSTEM),
    show_default=True,
    help="Who stands behind it. All but a system are people: each role has its scopes, and which members "
    "they look at is kept, with a reason.",
)
@click.option("--trial", is_flag=True, help="It may ask for prices and reasons but books nothing.")
@done_by
@options.database
@options.as_json
def create(
    label: str,
    scopes: tuple[str, ...],
    programme: str | None,
    role: str,
    by: str | None,
    database: str | None,
    *,
    trial: bool,
    as_json: bool,
) -> None:
    """Make a key and print it. It is shown this once; only a digest of it is kept.

    \b
    Example:
      loyalty keys create --label shop-web --scopes quotes:write,orders:write,members:write
      loyalty keys create --label desk-anna --role agent
    """
    if not label or len(label) > LABEL_MAX or not label.isprintable():
        raise click.BadParameter(f"A label has 1 to {LABEL_MAX} characters.", param_hint="--label")
    words = [word.strip() for words in scopes for word in words.split(",") if word.strip()]
    if not words and (scopes or role == Role.SYSTEM):
        raise click.BadParameter("A key needs at least one scope.", param_hint="--scopes")
    everything = frozenset(Scope) if role == Role.SYSTEM else frozenset[Scope]()
    wanted = everything if "all" in words else scopes_from(words)
    command = CreateKey(label, wanted, programme, Kind.TRIAL if trial else Kind.LIVE, Role(role))
    minted = create_key(open_database(database), command, person(by))
    if as_json:
        print_json({**_data(minted.key), "key": minted.text})
    else:
        click.echo(minted.text)
        note("Keep it now; it is not shown again.")


@keys.command("list")
@options.database
@options.as_json
def list_all(database: str | None, *, as_json: bool) -> None:
    """List every key, oldest first, revoked ones included; never a secret.

    \b
    Example:
      loyalty keys list --json
    """
    found = list_keys(open_database(database))
    if as_json:
        print_json([_data(key) for key in found])
        return
    for key in found:
        state = "revoked" if key.revoked_at is not None else key.kind
        reach = key.programme or "every programme"
        may = ", ".join(sorted(key.scopes))
        click.echo(f"{key.key_id}  {state:<7}  {key.role:<8}  {key.label or ERASED}  {reach}  {may}")
    note(counted(len(found), "key"))


@keys.command()
@click.argument("key_id", metavar="ID")
@done_by
@options.database
def revoke(key_id: str, by: str | None, database: str | None) -> None:
    """End a key at once. ID is the one that `keys list` shows.

    \b
    Example:
      loyalty keys revoke 3f2a9c0d1e4b5a67
    """
    if not revoke_key(open_database(database), key_id, person(by)):
        stop("There is no key of this id in use.")
    click.echo(f"The key {key_id} opens nothing any more.")


def _data(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.key_id,
        "label": key.label or ERASED,
        "programme": key.programme,
        "scopes": sorted(key.scopes),
        "kind": key.kind,
        "role": str(key.role),
        "created_at": key.created_at.isoformat(),
        "revoked_at": key.revoked_at.isoformat() if key.revoked_at is not None else None,
    }
