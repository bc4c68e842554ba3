"""``loyalty notices``: what members are to be told, and that they were."""

from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json, stop
from loyalty.decision.explain import instant_text
from loyalty.jobs.notice import Notice, NoticeState
from loyalty.kernel.identity import id_text, parse_id
from loyalty.use_cases.jobs.deliver_notice import deliver_notice
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.wording.notices import notice_sentences

LISTED = 50
BY = "command line"


@click.group()
def notices() -> None:
    """List what members are to be told, and say that they were."""


@notices.command(name="list")
@click.argument("programme")
@click.option("--state", type=click.Choice([str(state) for state in NoticeState]), help="Only in this state.")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=LISTED,
    show_default=True,
    help="How many at most.",
)
@options.database
@options.language
@options.as_json
def listed(
    programme: str, state: str | None, limit: int, database: str | None, language: str, *, as_json: bool
) -> None:
    """List notices, the newest first, each with its sentences. Nothing is sent.

    \b
    Example:
      loyalty notices list corner-coffee --state waiting --lang zh-CN
    """
    chosen = NoticeState(state) if state else None
    found = list_notices(open_database(database), programme, chosen, None, limit)
    if as_json:
        print_json([notice_data(each, language) for each in found])
        return
    for each in found:
        data = notice_data(each, language)
        click.echo(f"{data['notice']} {data['member']} {data['state']}: {'; '.join(data['text'])}")
    click.echo(counted(len(found), "notice"))


@notices.command()
@click.argument("notice", metavar="NOTICE")
@options.database
def delivered(notice: str, database: str | None) -> None:
    """Say that a notice has reached the member; it is kept once, with when.

    \b
    Example:
      loyalty notices delivered ntc_01b6esf8g0000
    """
    number = parse_id("ntc", notice)
    if number is None:
        stop(f"`{notice}` is no notice's id.", 2)
    kept, before = deliver_notice(open_database(database), number, BY, None)
    at = instant_text(kept.delivered_at) if kept.delivered_at is not None else ""
    click.echo(f"{notice} delivered {at} by {kept.delivered_by}{', as said before' if before else ''}")


def notice_data(notice: Notice, language: str) -> dict[str, Any]:
    """Give a notice as plain data with its sentences."""
    at = notice.delivered_at
    return {
        "notice": id_text("ntc", notice.notice_id),
        "member": id_text("mem", notice.member_id),
        "kind": str(notice.kind),
        "about": notice.about,
        "about_at": instant_text(notice.about_at),
        "text": list(notice_sentences(notice.kind, notice.content, language)),
        "state": str(notice.state),
        "made_at": instant_text(notice.made_at),
        "delivered_at": instant_text(at) if at is not None else None,
        "delivered_by": notice.delivered_by,
    }
