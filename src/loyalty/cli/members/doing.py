"""``loyalty event`` and ``loyalty rewards``: what members do besides buying, and what they may have."""

from datetime import datetime

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, note, print_facts, print_json
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.points.list_rewards import list_rewards
from loyalty.use_cases.record_event import RecordEvent, record_event

SOURCE = "command line"


@click.command()
@options.member
@click.argument("event_id", metavar="ID", type=options.OwnId())
@click.argument("name", metavar="EVENT")
@options.at
@options.database
@options.as_json
def event(
    member: MemberId, event_id: str, name: str, at: datetime | None, database: str | None, *, as_json: bool
) -> None:
    """Keep something a member did, and book what it earns. ID is your own: the same again earns nothing.

    \b
    Example:
      loyalty event mem_01b6esf8g0000 review-7 review
    """
    kept = record_event(open_database(database), RecordEvent(member, event_id, name, SOURCE, at))
    if kept.replayed:
        note("This was kept before; nothing has been booked now.")
    happened = kept.event
    told = {
        "event": happened.rule,
        "at": happened.occurred_at.isoformat(),
        "points": happened.points,
        "why": happened.why or None,
    }
    print_facts(told, as_json=as_json)


@click.command()
@options.member
@options.database
@options.as_json
def rewards(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """List what a member may have for points now.

    \b
    Example:
      loyalty rewards mem_01b6esf8g0000
    """
    found = list_rewards(open_database(database), member)
    if as_json:
        rows = [
            {"reward": r.reward, "kind": r.kind, "wallet": r.wallet, "points": r.points, "left": r.left}
            for r in found
        ]
        print_json(rows)
        return
    for each in found:
        left = "" if each.left is None else f"  {each.left} left"
        click.echo(f"{each.reward}  {each.points} {each.wallet}{left}")
    click.echo(counted(len(found), "reward"))
