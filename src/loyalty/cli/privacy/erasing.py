"""``loyalty member erase`` and what belongs to it: legal holds, the replay list."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from loyalty.adapters.erasure_list import FileErasureList
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import done_by, person
from loyalty.cli.output import counted, print_facts, print_json
from loyalty.erasure.erasure import Ground, Step
from loyalty.kernel.identity import MemberId, id_text
from loyalty.privacy.purpose import Kept
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.end_legal_hold import end_legal_hold
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.erasing.replay_erasures import NOT_DONE, Replayed, list_erased, replay_erasures
from loyalty.use_cases.erasing.set_legal_hold import SetLegalHold, set_legal_hold
from loyalty.use_cases.erasing.show_erasure import show_erasure

SOURCE = "command line"
SHOWN_MAX = 10
"""How many lines that could not be done are printed."""


@click.command()
@options.member
@click.option(
    "--step",
    type=click.Choice(["ask", "close", "erase"]),
    help="One step alone; without it, all three, one after the other.",
)
@click.option(
    "--ground",
    type=click.Choice([str(each) for each in Ground]),
    default=str(Ground.MEMBER_ASKED),
    show_default=True,
    help="Why.",
)
@click.option(
    "--checked",
    type=options.OwnId(),
    default="by-staff",
    show_default=True,
    help="How the identity was checked, in a word of the house.",
)
@options.database
@options.as_json
def erase(
    member: MemberId, step: str | None, ground: str, checked: str, database: str | None, *, as_json: bool
) -> None:
    """Erase a person and keep the books: ask, close the account, erase.

    Asking stops all messages and says what the member has to use, give away or lose. Closing lapses
    the rest by ordinary postings. Erasing removes what is personal and destroys the member's key,
    searches the whole database for every former value, and leaves a tombstone that says what stays, why,
    and until when. A step that was done is not done again.

    \b
    Example:
      loyalty member erase mem_01b6esf8g0000 --checked code-by-email
    """
    services = open_database(database)
    if step in {None, "ask"}:
        told = ask_erasure(services, AskErasure(member, Ground(ground), checked, SOURCE))
    if step in {None, "close"}:
        told = close_account(services, member, SOURCE)
    if step in {None, "erase"}:
        told = erase_member(services, member)
    _print(told.data, as_json=as_json)


@click.command("erasure")
@options.member
@options.database
@options.as_json
def erasure(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Say how far the erasure of a member is, and what is left of it.

    \b
    Example:
      loyalty member erasure mem_01b6esf8g0000
    """
    _print(show_erasure(open_database(database), member), as_json=as_json)


@click.command("erasures")
@options.database
def erasures(database: str | None) -> None:
    """Print the list of who was erased, a line each, for after a restore of an older database.

    The service writes the same lines as it erases, to the file of LOYALTY_ERASURES_FILE or one beside
    the database.

    \b
    Example:
      loyalty member erasures
    """
    for line in list_erased(open_database(database)):
        click.echo(line)


@click.command("replay-erasures")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@done_by
@options.database
@options.as_json
def replay(path: Path, by: str | None, database: str | None, *, as_json: bool) -> None:
    """Erase once more, in a database that was restored, who was erased before; nothing is done twice.

    Ends with 1 where a line could not be done; a restored database is served once all are.

    \b
    Example:
      loyalty member replay-erasures var/loyalty.db.erasures
    """
    found = list(replay_erasures(open_database(database), FileErasureList(path).lines(), person(by)))
    counts = {ended: sum(each.ended is ended for each in found) for ended in Replayed}
    wrong = [each for each in found if each.ended in NOT_DONE]
    if as_json:
        print_json({str(ended): count for ended, count in counts.items()})
    else:
        for each in wrong[:SHOWN_MAX]:
            click.echo(f"line {each.line}: {each.ended}{f': {each.why}' if each.why else ''}")
        click.echo(", ".join(f"{count} {ended}" for ended, count in counts.items() if count) or "no lines")
    if wrong:
        raise click.exceptions.Exit(1)


@click.command("legal-hold")
@options.member
@click.argument("case", type=options.OwnId())
@click.option(
    "--class",
    "classes",
    multiple=True,
    type=click.Choice([str(each) for each in Kept]),
    help="A class of retention whose rows stay; several times.",
)
@click.option("--approved-by", type=options.OwnId(), help="Who answers for it.")
@click.option("--until", type=options.Instant(), help="When it ends by itself.")
@click.option("--end", is_flag=True, help="End it now.")
@options.database
@options.as_json
def legal_hold(
    member: MemberId,
    case: str,
    classes: tuple[str, ...],
    approved_by: str | None,
    until: datetime | None,
    database: str | None,
    *,
    end: bool,
    as_json: bool,
) -> None:
    """Keep rows of a member for a case, also when the member is erased, or end that.

    \b
    Example:
      loyalty member legal-hold mem_01b6esf8g0000 case-7 --class orders --approved-by counsel \\
        --until 2027-06-30T00:00:00Z
    """
    services = open_database(database)
    if end:
        told = end_legal_hold(services, member, case)
    elif classes and approved_by and until is not None:
        kept = tuple(Kept(each) for each in classes)
        told = set_legal_hold(services, SetLegalHold(member, case, kept, approved_by, until))
    else:
        raise click.UsageError("Say --class, --approved-by and --until, or --end.")
    data: dict[str, object] = {**told.data, "member": id_text("mem", told.data["member"])}
    print_facts(data if as_json else {**data, "classes": ", ".join(told.data["classes"])}, as_json=as_json)


def _print(told: Any, *, as_json: bool) -> None:  # noqa: ANN401  plain data
    data = {**told, "member": id_text("mem", told["member"])}
    if as_json:
        print_json(data)
        return
    for name in ("erasure", "member", "step", "ground", "checked", "asked_at", "closed_at", "erased_at"):
        if data[name] is not None:
            click.echo(f"{name:<10}  {data[name]}")
    has = data["offer"] if data["step"] == str(Step.ASKED) else data["released"] or {}
    words = "on offer" if data["step"] == str(Step.ASKED) else "lapsed"
    for wallet, points in has.items():
        click.echo(f"{words:<10}  {points} in {wallet}")
    for case in data["open_cases"]:
        click.echo(f"{'open case':<10}  {case}: answer and close it first; it is removed with the member")
    if data["removed"] is not None:
        rows = sum(data["removed"].values())
        click.echo(f"{'removed':<10}  {counted(rows, 'row')} of {counted(len(data['removed']), 'table')}")
    for kept in data["kept"]:
        until = "" if kept["until"] is None else f", until {kept['until']}"
        click.echo(f"{'kept':<10}  {', '.join(kept['tables'])}: {kept['reason']}{until}")
