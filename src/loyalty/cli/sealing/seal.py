"""``loyalty seal``: the keys that sign what is told, and the roots of closed days."""

from datetime import date
from pathlib import Path

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import done_by, person
from loyalty.cli.output import note, print_json, stop
from loyalty.cli.sealing.reading import FILE, keys_in, parsed_in
from loyalty.seals.growth import Grown, Growth, NotGrowth
from loyalty.seals.keys import SealKey, instant_text, key_list
from loyalty.use_cases.seals.list_erased_seals import list_erased_seals
from loyalty.use_cases.seals.list_seal_days import DaysAsked, list_seal_days, show_growth
from loyalty.use_cases.seals.list_seal_keys import list_seal_keys
from loyalty.use_cases.seals.rotate_seal_key import publish_seal_key, rotate_seal_key
from loyalty.wording.seals import growth_said

LISTED = 400

programme = click.argument("programme", metavar="PROGRAMME")


@click.group()
def seal() -> None:
    """Look after what seals documents: keys that sign, days that are closed."""


@seal.command()
@options.database
@options.as_json
def publish(database: str | None, *, as_json: bool) -> None:
    """Publish the key that seals, making it where there is none; else it is published when it seals first.

    \b
    Example:
      loyalty seal publish
    """
    _print_key(publish_seal_key(open_database(database)), as_json=as_json)


@seal.command()
@done_by
@options.database
@options.as_json
def rotate(by: str | None, database: str | None, *, as_json: bool) -> None:
    """Put a new key in the place of the one that seals; services that run take it by themselves.

    The old one signs a minute longer, and stays published for ever.

    \b
    Example:
      loyalty seal rotate
    """
    _print_key(rotate_seal_key(open_database(database), person(by)), as_json=as_json)


@seal.command()
@options.database
@options.as_json
def keys(database: str | None, *, as_json: bool) -> None:
    """List every key that ever sealed; with --json as the file that `loyalty verify --keys` takes.

    \b
    Examples:
      loyalty seal keys
      loyalty seal keys --json > keys.json
    """
    found = list_seal_keys(open_database(database))
    if as_json:
        print_json(key_list(found))
        return
    for key in found:
        click.echo(_said(key))


@seal.command()
@programme
@click.option("--day", type=options.Day(), help="Only the root of this day of UTC.")
@options.database
@options.as_json
def days(programme: str, day: date | None, database: str | None, *, as_json: bool) -> None:
    """List the roots of closed days, the newest first; `loyalty jobs run` closes what is over.

    With --day and --json it is the file that `loyalty verify --root` takes.

    \b
    Example:
      loyalty seal days corner-coffee --day 2026-11-22 --json > root.json
    """
    services = open_database(database)
    if day is not None:
        found = [show_growth(services, programme, day, day).later]
    else:
        found = list(list_seal_days(services, DaysAsked(programme), LISTED))
    if as_json:
        print_json(found[0].to_json() if day is not None else [each.to_json() for each in found])
        return
    for each in found:
        click.echo(f"{each.day}  {each.size:>9} leaves  {each.root.hex()}")


@seal.command()
@programme
@options.database
def erased(programme: str, database: str | None) -> None:
    """Write the signed list of what was erased, to publish: digests of seals and days, nothing of a person.

    It is the file that `loyalty verify --erasures` and the verifier's page take.

    \b
    Example:
      loyalty seal erased corner-coffee > erased.json
    """
    print_json(list_erased_seals(open_database(database), programme).to_json())


@seal.command()
@programme
@click.argument("earlier", metavar="DAY", type=options.Day())
@click.argument("later", metavar="DAY", type=options.Day())
@options.database
def growth(programme: str, earlier: date, later: date, database: str | None) -> None:
    """Write the proof that the tree of one day began with that of another, for `loyalty seal compare`.

    \b
    Example:
      loyalty seal growth corner-coffee 2026-11-22 2026-11-23 > growth.json
    """
    print_json(show_growth(open_database(database), programme, earlier, later).to_json())


@seal.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--keys", "trusted", type=FILE, required=True, help="The published keys that you trust.")
@options.language
def compare(file: Path, trusted: Path, language: str) -> None:
    """Say whether a tree only grew between two days, from a proof alone; ends with code 1 where it did not.

    \b
    Example:
      loyalty seal compare growth.json --keys keys.json
    """
    try:
        found = Growth.from_json(parsed_in(file))
    except NotGrowth:
        stop(f"{file} is no proof as `loyalty seal growth` writes it.")
    outcome = found.checked(keys_in(trusted, language))
    click.echo(growth_said(found, outcome, language))
    if outcome is not Grown.HOLDS:
        raise click.exceptions.Exit(1)


def _print_key(key: SealKey, *, as_json: bool) -> None:
    if as_json:
        print_json(key.to_json())
    else:
        click.echo(_said(key))
        note("Give the public key to whoever verifies: `loyalty seal keys --json`.")


def _said(key: SealKey) -> str:
    until = "" if key.valid_until is None else f" until {instant_text(key.valid_until)}"
    return f"{key.key_id}  {key.public.hex()}  from {instant_text(key.valid_from)}{until}"
