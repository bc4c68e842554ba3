"""``loyalty hand-over`` and ``loyalty marketing``: what others get of members, and what members are sent."""

import sys
from collections.abc import Mapping
from typing import Any

import click

from loyalty.bootstrap import settings_from
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.handovers.message import Medium, Outcome
from loyalty.kernel.card_door import refuse_in_texts
from loyalty.kernel.identity import MemberId, id_text, parse_id
from loyalty.use_cases.handovers.confirm_recipient_notices import (
    ConfirmRecipientNotices,
    confirm_recipient_notices,
)
from loyalty.use_cases.handovers.hand_over import HandOverData, hand_over
from loyalty.use_cases.handovers.list_hand_overs import list_hand_overs
from loyalty.use_cases.handovers.list_marketing import list_marketing
from loyalty.use_cases.handovers.list_recipient_notices import list_recipient_notices
from loyalty.use_cases.handovers.report_marketing import ReportMarketing, report_marketing
from loyalty.use_cases.handovers.send_marketing import SendMarketing, send_marketing

SOURCE = "command line"
NOTICE = "rcn"


@click.group(name="hand-over")
def handing() -> None:
    """Hand data of members over to others, list who got what, and what they are to be told."""


@handing.command()
@options.member
@click.argument("handover_id", metavar="ID", type=options.OwnId())
@click.argument("recipient", type=options.OwnId())
@click.option(
    "--fact", "facts", multiple=True, required=True, help="A fact, or `contact`; as often as needed."
)
@options.database
@options.as_json
def give(
    member: MemberId,
    handover_id: str,
    recipient: str,
    facts: tuple[str, ...],
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Hand data over, where the member allows it now: prints the values, which stand nowhere else.

    \b
    Example:
      loyalty hand-over give mem_01b6esf8g0000 parcel-1 parcel-post --fact contact
    """
    command = HandOverData(member, handover_id, recipient, facts, SOURCE)
    data = hand_over(open_database(database), command).data
    if as_json:
        print_json(_outside(data))
        return
    for name, value in data["values"].items():
        told = ", ".join(value.values()) if isinstance(value, dict) else value
        click.echo(f"{name}: {told}")
    click.echo(f"{counted(len(data['facts']), 'fact')} for {data['recipient']}, by {data['basis']}.")


@handing.command(name="list")
@options.member
@options.database
@options.as_json
def listed(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """List who else got something of a member, and what they are told since.

    \b
    Example:
      loyalty hand-over list mem_01b6esf8g0000
    """
    found = list_hand_overs(open_database(database), member)
    if as_json:
        print_json([{**_outside(each), "told": [_told(notice) for notice in each["told"]]} for each in found])
        return
    for each in found:
        click.echo(f"{each['at']}  {each['recipient']}: {', '.join(each['facts'])} ({each['basis']})")
        for notice in each["told"]:
            click.echo(f"  {notice['kind']}, {_when(notice)}")
    click.echo(counted(len(found), "hand-over"))


@handing.command()
@click.argument("programme")
@options.database
@options.as_json
def notices(programme: str, database: str | None, *, as_json: bool) -> None:
    """List what recipients are still to be told: erase it, it was corrected, stop using it.

    \b
    Example:
      loyalty hand-over notices corner-coffee
    """
    found = [_told(each) for each in list_recipient_notices(open_database(database), programme)]
    if as_json:
        print_json(found)
        return
    for each in found:
        click.echo(f"{each['notice']}  {each['recipient']}: {each['hand_over']} {each['kind']}")
    click.echo(counted(len(found), "notice"))


@handing.command()
@click.argument("programme")
@click.argument("notice_ids", metavar="NOTICE...", nargs=-1, required=True)
@options.database
@options.as_json
def told(programme: str, notice_ids: tuple[str, ...], database: str | None, *, as_json: bool) -> None:
    """Say that recipients were told.

    \b
    Example:
      loyalty hand-over told corner-coffee rcn_01b6esf8g0000
    """
    numbers = [parse_id(NOTICE, each) for each in notice_ids]
    named = [each for each in numbers if each is not None]
    if len(named) < len(numbers):
        raise click.UsageError("A notice is named as `loyalty hand-over notices` prints it: rcn_…")
    command = ConfirmRecipientNotices(programme, named, SOURCE)
    data = confirm_recipient_notices(open_database(database), command).data
    if as_json:
        print_json(data)
    else:
        click.echo(f"{counted(data['confirmed'], 'notice')} told.")


@click.group()
def marketing() -> None:
    """Send a member marketing while they agree to it, list it, say what became of it."""


@marketing.command()
@options.member
@click.argument("message_id", metavar="ID", type=options.OwnId())
@click.argument("medium", type=click.Choice([str(each) for each in Medium]))
@options.kept_language
@options.database
@options.as_json
def send(
    member: MemberId, message_id: str, medium: str, language: str, database: str | None, *, as_json: bool
) -> None:
    """Check that a member may be sent marketing, and print what to send where; the text is read from input.

    \b
    Example:
      loyalty marketing send mem_01b6esf8g0000 spring-1 email < spring.txt
    """
    text = sys.stdin.read(_TEXT_MAX + 1).strip()
    if not 0 < len(text) <= _TEXT_MAX:
        raise click.UsageError(f"Pipe in a text of 1 to {_TEXT_MAX} signs.")
    refuse_in_texts({"text": text})
    service = settings_from(database).public_url
    command = SendMarketing(member, message_id, Medium(medium), text, language, SOURCE, service)
    data = send_marketing(open_database(database), command).data
    if as_json:
        print_json(_outside(data))
        return
    click.echo(f"to: {data['to']}\n\n{data['text']}")


@marketing.command(name="list")
@options.member
@options.database
@options.as_json
def sent(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """List the marketing a member was sent.

    \b
    Example:
      loyalty marketing list mem_01b6esf8g0000
    """
    found = list_marketing(open_database(database), member)
    if as_json:
        print_json([_outside(each) for each in found])
        return
    for each in found:
        click.echo(f"{each['sent_at']}  {each['id']}: {each['medium']}, {each['why']}, {_became(each)}")
    click.echo(counted(len(found), "message"))


@marketing.command()
@options.member
@click.argument("message_id", metavar="ID", type=options.OwnId())
@click.argument("outcome", type=click.Choice([str(each) for each in Outcome]))
@options.database
@options.as_json
def report(member: MemberId, message_id: str, outcome: str, database: str | None, *, as_json: bool) -> None:
    """Say what became of a message; what was delivered stays so.

    \b
    Example:
      loyalty marketing report mem_01b6esf8g0000 spring-1 delivered
    """
    command = ReportMarketing(member, message_id, Outcome(outcome))
    data = report_marketing(open_database(database), command).data
    if as_json:
        print_json(_outside(data))
    else:
        click.echo(f"{data['id']}: {_became(data)}")


_TEXT_MAX = 2000


def _outside(data: Mapping[str, Any]) -> dict[str, Any]:
    return {**data, "member": id_text("mem", data["member"])}


def _told(data: Mapping[str, Any]) -> dict[str, Any]:
    return {**data, "notice": id_text(NOTICE, data["notice"])}


def _when(notice: Mapping[str, Any]) -> str:
    return f"told {notice['told_at']}" if notice["told_at"] else "not told yet"


def _became(data: Mapping[str, Any]) -> str:
    stopped = f", stopped {data['stopped_at']}" if data["stopped_at"] else ""
    return f"{data['outcome'] or 'sent'}{stopped}"
