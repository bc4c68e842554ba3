"""``loyalty event``: something a member did besides buying, and what it earned."""

from collections.abc import Iterator
from datetime import datetime

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_json
from loyalty.decision.explain import Document, instant_text
from loyalty.kernel.identity import MemberId, id_text
from loyalty.use_cases.record_event import Happened, RecordEvent, record_event
from loyalty.wording.languages import EN
from loyalty.wording.reasons import why_not
from loyalty.wording.voice import Voice

SOURCE = "command line"


class StatedFact(click.ParamType[tuple[str, str]]):
    """A fact with its value, such as ``words=80``."""

    name = "fact"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Give name and value. Ends the command where there is no ``=``."""
        name, equals, text = str(value).partition("=")
        if not name or not equals:
            self.fail("write name=value, such as words=80", param, ctx)
        return name.removeprefix("event."), text


@click.command()
@options.member
@click.argument("event_id", metavar="ID", type=options.OwnId())
@click.argument("name", metavar="EVENT")
@click.option("--fact", "facts", multiple=True, type=StatedFact(), help="A fact of the event, name=value.")
@click.option("--at", type=options.Instant(), help="When it was done; without it, now.")
@options.database
@options.as_json
def event(
    member: MemberId,
    event_id: str,
    name: str,
    facts: tuple[tuple[str, str], ...],
    at: datetime | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Tell that a member did EVENT, once per ID, and say what it earned and which rules did not apply.

    \b
    Example:
      loyalty event mem_01b6esf8g0000 review-4711 review --fact words=80
    """
    command = RecordEvent(member, event_id, name, SOURCE, at, facts=dict(facts))
    kept = record_event(open_database(database), command)
    document = kept.document()
    if as_json:
        print_json(_told(kept, document))
        return
    for each in kept.given:
        why = f" ({each.why})" if each.why else ""
        click.echo(f"{each.points:>12} {each.wallet} by {each.rule}{why}")
    if document is not None:
        voice = Voice(document, EN)
        for rule in document["not_applied"]:
            click.echo(f"{rule['rule']} did not apply: {'; '.join(why_not(voice, rule))}")


def _told(kept: Happened, document: Document | None) -> dict[str, object]:
    event = kept.event
    return {
        "id": event.key.event_id,
        "member": id_text("mem", event.member_id),
        "event": event.rule,
        "at": instant_text(event.occurred_at),
        "points": event.points,
        "awards": [
            {"rule": each.rule, "wallet": each.wallet, "points": each.points, "why": each.why or None}
            for each in kept.given
        ],
        "not_applied": list(_not_applied(document)) if document is not None else [],
        "explanation": event.explanation_id,
        "replayed": kept.replayed,
    }


def _not_applied(document: Document) -> Iterator[dict[str, object]]:
    for rule in document["not_applied"]:
        yield {key: rule[key] for key in ("rule", "needed", "missing", "gives")}
