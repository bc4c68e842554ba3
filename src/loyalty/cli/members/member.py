"""``loyalty member``: enrolled, shown, told of, and merged with another one."""

from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.billing import asking
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_facts
from loyalty.cli.privacy.erasing import erase, erasure, erasures, legal_hold, replay
from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId, id_text
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.members.set_facts import SetFacts, set_facts
from loyalty.use_cases.members.unmerge_members import UnmergeMembers, unmerge_members
from loyalty.use_cases.once import Told
from loyalty.use_cases.show_member import show_member

SOURCE = "command line"


@click.group()
def member() -> None:
    """Enrol a member, show one, set their facts, merge two who are one person, and erase one."""


@member.command()
@click.argument("programme")
@click.option("--reference", help="Your own number of the member; kept only as a keyed hash.")
@click.option("--notice", metavar="SHA256", help="The fingerprint of the notice that was shown before.")
@options.facts
@asking.key
@options.database
@options.as_json
def enrol(
    programme: str,
    reference: str | None,
    notice: str | None,
    facts: tuple[tuple[str, str], ...],
    key: str | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Enrol a member of a programme.

    \b
    Example:
      loyalty member enrol corner-coffee --fact member.birthday=04-17
    """
    services = open_database(database)
    told = options.once_each("--fact", facts)
    once = asking.once_of(services, "enrol", key, [programme, reference, told, notice])
    _print(enrol_member(services, EnrolMember(programme, reference, told, notice), once), as_json=as_json)


@member.command()
@options.member
@options.database
@options.as_json
def show(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Say since when somebody is a member, which tier they hold, and what they have.

    \b
    Example:
      loyalty member show mem_01b6esf8g0000
    """
    shown = show_member(open_database(database), member)
    has, held = shown.holdings, shown.standing
    told: dict[str, object] = {
        "member": id_text("mem", shown.member.member_id),
        "programme": shown.member.programme,
        "enrolled_at": instant_text(shown.member.enrolled_at),
        "tier": held.tier if held is not None else None,
        "available": has.available,
        "pending": has.pending,
        "held": has.held,
        "owed": has.owed,
    }
    print_facts(told, as_json=as_json)


@member.command("set")
@options.member
@click.argument("facts", metavar="[NAME=VALUE]...", nargs=-1, type=options.Fact())
@click.option(
    "--forget", "forgotten", multiple=True, metavar="NAME", help="A fact to withdraw; once per fact."
)
@options.database
@options.as_json
def set_facts_of(
    member: MemberId,
    facts: tuple[tuple[str, str], ...],
    forgotten: tuple[str, ...],
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Declare or change facts of a member, and withdraw others; what is not named stays.

    \b
    Example:
      loyalty member set mem_01b6esf8g0000 member.birthday=04-17 --forget member.newsletter
    """
    stated: list[tuple[str, str | None]] = [*facts, *((name, None) for name in forgotten)]
    changes = options.once_each("The command", stated)
    if not changes:
        raise click.UsageError("Say a fact as NAME=VALUE, or name one with --forget.")
    told = set_facts(open_database(database), SetFacts(member, changes))
    named = {"kept": told.data["kept"], "withdrawn": told.data["withdrawn"]}
    if not as_json:
        named = {name: ", ".join(found) or None for name, found in named.items()}
    print_facts({"member": id_text("mem", told.data["member"]), **named}, as_json=as_json)


@member.command()
@options.member
@click.argument("merged", metavar="OTHER", type=options.Member())
@options.database
@options.as_json
def merge(member: MemberId, merged: MemberId, database: str | None, *, as_json: bool) -> None:
    """Let OTHER go on as MEMBER: every lot with its end, holds, orders, identities, the higher tier.

    \b
    Example:
      loyalty member merge mem_01b6esf8g0000 mem_01b6esf8g0001
    """
    _print(merge_members(open_database(database), MergeMembers(member, merged, SOURCE)), as_json=as_json)


@member.command()
@options.member
@click.argument("merge_id", metavar="MERGE")
@options.database
@options.as_json
def unmerge(member: MemberId, merge_id: str, database: str | None, *, as_json: bool) -> None:
    """Undo a merge into MEMBER, while nothing was done since that depends on it.

    \b
    Example:
      loyalty member unmerge mem_01b6esf8g0000 mrg_01b6esf8g0000
    """
    _print(
        unmerge_members(open_database(database), UnmergeMembers(member, merge_id, SOURCE)), as_json=as_json
    )


for command in (erase, erasure, erasures, replay, legal_hold):
    member.add_command(command)


def _print(told: Told, *, as_json: bool) -> None:
    asking.note_replayed(told)
    data: dict[str, Any] = dict(told.data)
    for name in ("member", "merged"):
        if name in data:
            data[name] = id_text("mem", data[name])
    print_facts(data, as_json=as_json)
