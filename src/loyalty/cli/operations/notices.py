"""``loyalty notices``: what members are to be told, and that they were."""

from datetime import datetime
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json, stop
from loyalty.decision.explain import instant_text
from loyalty.jobs.notice import Notice, NoticeState, Report
from loyalty.kernel.identity import id_text, parse_id
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.report_notice import UNSAID, ReportNotice, report_notice
from loyalty.use_cases.jobs.show_notice import show_notice
from loyalty.wording.notices import notice_sentences

LISTED = 50
BY = "command line"
channel = click.option(
    "--channel",
    type=click.Choice(["email", "sms", "push", "post", "app", "counter", "phone", "bank", "card", UNSAID]),
    default=UNSAID,
    help="By which way.",
)


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
@channel
@options.at
@options.database
def delivered(notice: str, channel: str, at: datetime | None, database: str | None) -> None:
    """Say that a notice has reached the member; it is kept once, with when.

    \b
    Example:
      loyalty notices delivered ntc_01b6esf8g0000 --channel email
    """
    command = ReportNotice(_number(notice), NoticeState.DELIVERED, BY, None, channel, at)
    kept, before = report_notice(open_database(database), command)
    said = instant_text(kept.delivered_at) if kept.delivered_at is not None else ""
    click.echo(f"{notice} delivered {said} by {kept.delivered_by}{', as said before' if before else ''}")


@notices.command()
@click.argument("notice", metavar="NOTICE")
@click.argument("state", type=click.Choice([str(NoticeState.HANDED), str(NoticeState.FAILED)]))
@channel
@options.database
def report(notice: str, state: str, channel: str, database: str | None) -> None:
    """Say that a notice was handed to a channel, or failed there; every report is kept.

    \b
    Example:
      loyalty notices report ntc_01b6esf8g0000 handed --channel email
    """
    command = ReportNotice(_number(notice), NoticeState(state), BY, None, channel)
    kept, _ = report_notice(open_database(database), command)
    click.echo(f"{notice} {kept.state}")


@notices.command()
@click.argument("notice", metavar="NOTICE")
@options.database
@options.language
@options.as_json
def show(notice: str, database: str | None, language: str, *, as_json: bool) -> None:
    """Show a notice with everything that became of it on its way.

    \b
    Example:
      loyalty notices show ntc_01b6esf8g0000
    """
    found, reports = show_notice(open_database(database), _number(notice), None)
    data = notice_data(found, language) | {"reports": [report_data(each) for each in reports]}
    if as_json:
        print_json(data)
        return
    click.echo(f"{data['notice']} {data['member']} {data['state']}: {'; '.join(data['text'])}")
    for each in data["reports"]:
        click.echo(f"  {each['at']} {each['state']} by {each['channel']}, said by {each['by']}")


def _number(notice: str) -> int:
    number = parse_id("ntc", notice)
    if number is None:
        stop(f"`{notice}` is no notice's id.", 2)
    return number


def report_data(report: Report) -> dict[str, Any]:
    """Give what became of a notice as plain data."""
    return {
        "number": report.number,
        "state": str(report.state),
        "channel": report.channel,
        "at": instant_text(report.at),
        "recorded_at": instant_text(report.recorded_at),
        "by": report.by,
    }


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
