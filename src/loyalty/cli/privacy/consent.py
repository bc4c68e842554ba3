"""``loyalty consent``: what members agreed to, refused and withdrew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.kernel.identity import MemberId, id_text
from loyalty.privacy.consent import Way
from loyalty.privacy.purpose import Purpose
from loyalty.use_cases.privacy.list_consents import list_consents
from loyalty.use_cases.privacy.record_consent import RecordConsent, record_consent
from loyalty.use_cases.privacy.withdraw_consent import WithdrawConsent, withdraw_consent

SOURCE = "command line"
PURPOSE = click.argument("purpose", type=click.Choice([str(each) for each in Purpose]))
WAY = click.option(
    "--way",
    type=click.Choice([str(each) for each in Way]),
    default=str(Way.AGENT),
    show_default=True,
    help="How it was asked, or said.",
)


@click.group()
def consent() -> None:
    """Record what members agree to, withdraw it, and list it."""


@consent.command()
@options.member
@click.argument("record_id", metavar="ID", type=options.OwnId())
@PURPOSE
@click.argument("answer", type=click.Choice(["given", "refused"]))
@click.option("--notice", required=True, help="The sha256 of the notice that was shown.")
@click.option("--jurisdiction", required=True, help="Whose law holds, such as DE or CN.")
@WAY
@click.option("--fact", "facts", multiple=True, help="A fact it covers; without it all of the purpose.")
@click.option("--proof", type=options.OwnId(), help="Where the proof is kept.")
@click.option("--until", type=options.Instant(), help="When it ends by itself.")
@click.option("--guardian", type=options.Member(), help="Who answers for a member who is not grown up.")
@click.option("--recipient", type=options.OwnId(), help="Whom data may be handed over to.")
@options.database
@options.as_json
def record(
    member: MemberId,
    record_id: str,
    purpose: str,
    answer: str,
    notice: str,
    jurisdiction: str,
    way: str,
    facts: tuple[str, ...],
    proof: str | None,
    until: datetime | None,
    guardian: MemberId | None,
    recipient: str | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Record what a member answered for one purpose; ID is your own. The latest answer counts.

    \b
    Example:
      loyalty consent record mem_01b6esf8g0000 ada-1 birthday_benefit given --notice 3f… --jurisdiction DE
    """
    command = RecordConsent(
        member=member,
        record_id=record_id,
        purpose=Purpose(purpose),
        given=answer == "given",
        notice=notice,
        way=Way(way),
        jurisdiction=jurisdiction,
        source=SOURCE,
        facts=facts,
        proof=proof,
        until=until,
        guardian=guardian,
        recipient=recipient,
    )
    _print(record_consent(open_database(database), command).data, as_json=as_json)


@consent.command()
@options.member
@PURPOSE
@WAY
@options.database
@options.as_json
def withdraw(member: MemberId, purpose: str, way: str, database: str | None, *, as_json: bool) -> None:
    """Withdraw a consent: nothing is read for it from now on, and what was told for it is forgotten.

    \b
    Example:
      loyalty consent withdraw mem_01b6esf8g0000 personal_offers
    """
    command = WithdrawConsent(member, Purpose(purpose), Way(way), SOURCE)
    data = dict(withdraw_consent(open_database(database), command).data)
    data["member"] = id_text("mem", data["member"])
    if as_json:
        print_json(data)
    else:
        click.echo(f"{data['purpose']} is withdrawn; {counted(len(data['forgotten']), 'fact')} forgotten.")


@consent.command(name="list")
@options.member
@options.database
@options.as_json
def listed(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """List every consent a member was asked for, and how it stands.

    \b
    Example:
      loyalty consent list mem_01b6esf8g0000
    """
    found = list_consents(open_database(database), member)
    if as_json:
        print_json([_outside(each) for each in found])
        return
    for each in found:
        _print(each, as_json=False)
    click.echo(counted(len(found), "consent"))


def _outside(data: Mapping[str, Any]) -> dict[str, Any]:
    guardian = data["guardian"]
    named = {"guardian": id_text("mem", guardian) if guardian is not None else None}
    return {**data, "member": id_text("mem", data["member"]), **named}


def _print(data: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(_outside(data))
        return
    back = f", {data['withdrawn_at']} by {data['withdrawn_by']}" if data["withdrawn_at"] else ""
    to = f" for {data['recipient']}" if data["recipient"] else ""
    click.echo(f"{data['id']}: {data['purpose']}{to} {data['state']}{back}; asked {data['decided_at']}")
