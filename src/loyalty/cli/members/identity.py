"""``loyalty identity``: by what a member is known; it is typed or piped in, never an argument."""

import sys
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.kernel.card_door import refuse_in_texts
from loyalty.kernel.identity import MemberId, id_text
from loyalty.members.identity import IdentityKind, Shown
from loyalty.use_cases.identities.find_member import find_member
from loyalty.use_cases.identities.link_identity import LinkIdentity, link_identity
from loyalty.use_cases.identities.list_identities import list_identities
from loyalty.use_cases.identities.unlink_identity import unlink_identity

SOURCE = "command line"
KIND = click.argument("kind", type=click.Choice([str(kind) for kind in IdentityKind]))


@click.group()
def identity() -> None:
    """Say by what a member is known, and find who is."""


@identity.command()
@options.member
@KIND
@options.database
@options.as_json
def link(member: MemberId, kind: str, database: str | None, *, as_json: bool) -> None:
    """Let a member be known by what is read from the input: one line. Only a keyed hash of it is kept.

    \b
    Example:
      loyalty identity link mem_01b6esf8g0000 email < address.txt
    """
    command = LinkIdentity(member, _shown(kind), SOURCE)
    _print(link_identity(open_database(database), command).data, as_json=as_json)


@identity.command()
@options.member
@click.argument("identity_id", metavar="ID")
@options.database
@options.as_json
def unlink(member: MemberId, identity_id: str, database: str | None, *, as_json: bool) -> None:
    """End that a member is known by something; `loyalty identity list` gives its ID.

    \b
    Example:
      loyalty identity unlink mem_01b6esf8g0000 idn_01b6esf8g0000
    """
    _print(unlink_identity(open_database(database), member, identity_id, SOURCE).data, as_json=as_json)


@identity.command(name="list")
@options.member
@options.database
@options.as_json
def listed(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """List of what kind the things are that a member is known by, unlinked ones too.

    \b
    Example:
      loyalty identity list mem_01b6esf8g0000
    """
    found = list_identities(open_database(database), member)
    if as_json:
        print_json([_outside(each) for each in found])
        return
    for each in found:
        _print(each, as_json=False)
    click.echo(counted(len(found), "identity", "identities"))


@identity.command()
@click.argument("programme")
@KIND
@options.database
@options.as_json
def find(programme: str, kind: str, database: str | None, *, as_json: bool) -> None:
    """Say which member is known by what is read from the input: one line.

    \b
    Example:
      loyalty identity find corner-coffee email < address.txt
    """
    member = find_member(open_database(database), programme, _shown(kind))
    told = {"member": id_text("mem", member.member_id), "programme": member.programme}
    if as_json:
        print_json(told)
    else:
        click.echo(told["member"])


def _shown(kind: str) -> Shown:
    text = click.prompt(kind, err=True) if sys.stdin.isatty() else sys.stdin.readline()
    refuse_in_texts({kind: text})
    return Shown(IdentityKind(kind), text.rstrip("\r\n"))


def _outside(data: Any) -> dict[str, Any]:  # noqa: ANN401  plain data
    return {**data, "member": id_text("mem", data["member"])}


def _print(data: Any, *, as_json: bool) -> None:  # noqa: ANN401  plain data
    if as_json:
        print_json(_outside(data))
        return
    ended = f", unlinked {data['unlinked_at']} by {data['unlinked_by']}" if data["unlinked_at"] else ""
    click.echo(
        f"{data['identity']}: {data['kind']}, linked {data['linked_at']} by {data['linked_by']}{ended}"
    )
