"""``loyalty privacy``: the notice to whoever gives data, and what members choose about its use."""

from collections.abc import Mapping
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, note, print_facts, print_json
from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId, id_text
from loyalty.privacy.choice import AgeBand, Choice
from loyalty.use_cases.handovers.take_signal import TakeSignal, take_signal
from loyalty.use_cases.pages.make_page_link import MakePageLink, link_address, make_page_link
from loyalty.use_cases.privacy.list_views import list_views
from loyalty.use_cases.privacy.set_age import SetAge, set_age
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices, show_choices
from loyalty.use_cases.privacy.show_notice_at_collection import show_notice_at_collection
from loyalty.wording.catalogue import say

SOURCE = "command line"


@click.group()
def privacy() -> None:
    """Show the notice to whoever gives data, and keep what members choose."""


@privacy.command()
@click.argument("programme")
@options.database
@options.language
@options.as_json
def notice(programme: str, database: str | None, language: str, *, as_json: bool) -> None:
    """Print the notice of the rules in force, and the sha256 by which it is cited.

    \b
    Example:
      loyalty privacy notice corner-coffee --lang zh-CN
    """
    found = show_notice_at_collection(open_database(database), programme, language)
    cited = found.shown
    if as_json:
        told = {"notice": cited.notice, "version": cited.version, "sha256": cited.sha256}
        print_json({"programme": programme, **told, "language": language, "text": list(found.sentences)})
        return
    for sentence in found.sentences:
        click.echo(sentence)
    click.echo(f"sha256: {cited.sha256}")


@privacy.command()
@options.member
@click.option("--personalise/--no-personalise", default=None, help="Prices may rest on what is known.")
@click.option("--profiling/--no-profiling", default=None, help="Personal facts and segments may be used.")
@click.option("--marketing/--no-marketing", default=None, help="Marketing may be sent at all.")
@click.option("--sharing/--no-sharing", default=None, help="Data may be sold or shared.")
@click.option("--restricted/--unrestricted", default=None, help="Personal data are kept and not used.")
@options.database
@options.as_json
def choose(
    member: MemberId,
    database: str | None,
    *,
    personalise: bool | None,
    profiling: bool | None,
    marketing: bool | None,
    sharing: bool | None,
    restricted: bool | None,
    as_json: bool,
) -> None:
    """Keep what a member chooses; what is not named stays as it is.

    \b
    Example:
      loyalty privacy choose mem_01b6esf8g0000 --no-personalise
    """
    named = {
        Choice.PERSONALISE: personalise,
        Choice.PROFILING: profiling,
        Choice.DIRECT_MARKETING: marketing,
        Choice.SHARING: sharing,
        Choice.RESTRICTED: restricted,
    }
    choices = {choice: holds for choice, holds in named.items() if holds is not None}
    if not choices:
        raise click.UsageError("Name what the member chooses, such as --no-personalise.")
    _print(set_choices(open_database(database), SetChoices(member, choices, SOURCE)).data, as_json=as_json)


@privacy.command()
@options.member
@options.database
@options.as_json
def choices(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Say how a member's choices stand.

    \b
    Example:
      loyalty privacy choices mem_01b6esf8g0000
    """
    _print(show_choices(open_database(database), member), as_json=as_json)


@privacy.command()
@options.member
@options.language
@options.database
@options.as_json
def signal(member: MemberId, language: str, database: str | None, *, as_json: bool) -> None:
    """Take a browser's signal that a member's data be not sold or shared (Sec-GPC); the membership goes on.

    Prints what to ask the member where the programme gives something for data.

    \b
    Example:
      loyalty privacy signal mem_01b6esf8g0000
    """
    data = dict(take_signal(open_database(database), TakeSignal(member)).data)
    if as_json:
        print_json({**data, "member": id_text("mem", member)})
        return
    stands = "The member chose to share all the same." if data["sharing"] else "Nothing is sold or shared."
    click.echo(stands)
    if data["ask"]:
        click.echo(say("own.signal.about", language))


@privacy.command()
@options.member
@click.argument("band", type=click.Choice([str(each) for each in AgeBand]))
@click.option("--guardian", type=options.Member(), help="Who answers for the member.")
@click.option("--corrects", is_flag=True, help="What was said before was a mistake; it was so all the time.")
@options.database
@options.as_json
def age(
    member: MemberId,
    band: str,
    guardian: MemberId | None,
    database: str | None,
    *,
    corrects: bool,
    as_json: bool,
) -> None:
    """Keep whether a member is grown up; a date of birth is not taken.

    \b
    Example:
      loyalty privacy age mem_01b6esf8g0000 teen --guardian mem_01b6esf8g0001
    """
    command = SetAge(member, AgeBand(band), guardian, SOURCE, corrects)
    _print(set_age(open_database(database), command).data, as_json=as_json)


@privacy.command()
@options.member
@click.option("--limit", type=click.IntRange(1, 10_000), default=200, show_default=True, help="How many.")
@options.database
@options.as_json
def views(member: MemberId, limit: int, database: str | None, *, as_json: bool) -> None:
    """List who of the staff looked at a member, in which role and why, the newest first.

    \b
    Example:
      loyalty privacy views mem_01b6esf8g0000
    """
    found = [
        {
            "at": instant_text(each.at),
            "role": each.role,
            "viewer": each.viewer,
            "what": each.what,
            "reason": each.reason,
        }
        for each in list_views(open_database(database), member, None, limit)
    ]
    if as_json:
        print_json(found)
        return
    for each in found:
        click.echo(f"{each['at']}  {each['role']} {each['viewer']}: {each['what']}, {each['reason']}")
    click.echo(counted(len(found), "look"))


@privacy.command(name="page-link")
@options.member
@options.database
@options.as_json
def page_link(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Make a link that opens a member's own pages, once, within 15 minutes.

    Give it to nobody but the member: whoever opens it may take along and have erased what is kept.

    \b
    Example:
      loyalty privacy page-link mem_01b6esf8g0000
    """
    services = open_database(database)
    told = make_page_link(services, MakePageLink(member, SOURCE)).data
    address = link_address(services, told["link"])
    if as_json:
        print_json({"member": id_text("mem", member), "address": address, "until": told["until"]})
        return
    click.echo(address)
    note("It stands behind the address of the service, and opens once.")


def _print(data: Mapping[str, Any], *, as_json: bool) -> None:
    guardian = data["guardian"]
    named = {"guardian": id_text("mem", guardian) if guardian is not None else None}
    told = {**data, "member": id_text("mem", data["member"]), **named}
    if as_json:
        print_json(told)
    else:
        print_facts({name: _said(value) for name, value in told.items()}, as_json=False)


def _said(value: object) -> object:
    return ("yes" if value else "no") if isinstance(value, bool) else value
