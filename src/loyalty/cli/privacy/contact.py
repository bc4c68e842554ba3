"""``loyalty contact``: where a member is reached; it is typed or piped in, never an argument."""

import sys

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_facts, print_json
from loyalty.kernel.card_door import refuse_in_texts
from loyalty.kernel.identity import MemberId, id_text
from loyalty.use_cases.contacts.set_contact import SetContact, set_contact
from loyalty.use_cases.contacts.show_contact import show_contact
from loyalty.use_cases.services import Services
from loyalty.vault.contact import Channel, Contact


@click.group()
def contact() -> None:
    """Say where a member is reached; it is sealed with the member's own key."""


@contact.command(name="set")
@options.member
@click.argument("channel", type=click.Choice([str(each) for each in Channel]))
@options.database
@options.as_json
def keep(member: MemberId, channel: str, database: str | None, *, as_json: bool) -> None:
    """Keep where a member is reached, read from the input: the address on one line, a name on the next.

    What was kept before is forgotten.

    \b
    Example:
      loyalty contact set mem_01b6esf8g0000 email < contact.txt
    """
    services = open_database(database)
    address, name = _line(channel), _line("name")
    refuse_in_texts({channel: address, "name": name})
    _kept(services, SetContact(member, Contact(Channel(channel), address, name or None)), as_json=as_json)


@contact.command()
@options.member
@options.database
@options.as_json
def show(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Say where a member is reached.

    \b
    Example:
      loyalty contact show mem_01b6esf8g0000
    """
    found = show_contact(open_database(database), member)
    told = (
        {} if found is None else {"channel": str(found.channel), "address": found.address, "name": found.name}
    )
    print_facts({"member": id_text("mem", member), **told}, as_json=as_json)


@contact.command()
@options.member
@options.database
@options.as_json
def forget(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Forget where a member is reached.

    \b
    Example:
      loyalty contact forget mem_01b6esf8g0000
    """
    _kept(open_database(database), SetContact(member, None), as_json=as_json)


def _line(asked: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(asked, err=True, default="" if asked == "name" else None))
    return sys.stdin.readline().rstrip("\r\n")


def _kept(services: Services, command: SetContact, *, as_json: bool) -> None:
    kept = set_contact(services, command).data["kept"]
    if as_json:
        print_json({"member": id_text("mem", command.member), "kept": kept})
    else:
        click.echo(
            f"{', '.join(kept)} kept, sealed." if kept else "Nothing is kept of where to reach the member."
        )
