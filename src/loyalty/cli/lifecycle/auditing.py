"""``loyalty audit``: every step in the life of a programme, and everything that changed who may do what."""

import re
from collections.abc import Sequence
from datetime import date

import click

from loyalty.adoption.plan import AuditRecord
from loyalty.adoption.review import review_until
from loyalty.cli import options
from loyalty.cli.checking.explained import told_in
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import programme_named
from loyalty.cli.output import counted, print_json, stop
from loyalty.deeds.deed import DeedsAsked, What
from loyalty.deeds.label import ERASED, ERASED_SAYS
from loyalty.use_cases.deeds.list_deeds import deed_data, list_deeds
from loyalty.use_cases.deeds.verify_deeds import DeedsVerified, verify_deeds
from loyalty.use_cases.lifecycle.show_audit import record_data, show_audit, show_unreviewed
from loyalty.use_cases.services import Services

STEPS_MAX = 1_000
OVERDUE = "FOUR_EYES"
_HEAD = re.compile(r"[0-9]{1,18}:[0-9a-f]{64}", re.ASCII)
_FAULT = "it is not as it was written, its label is gone too early, or a row is missing"
_NO_HEAD = "The head that was given is not there: rows were changed, or taken away at the end."
_DIGESTS = frozenset({"digest", "against", "document"})


@click.command()
@click.argument("name", metavar="[PROGRAMME]", required=False)
@click.option("--after", type=click.IntRange(0, 10**12), default=0, help="Only rows with numbers above this.")
@click.option("--by", help="Only what was done by this name, label or id of a key.")
@click.option("--what", type=click.Choice([str(each) for each in What]), help="Only this.")
@click.option("--day", type=options.Day(), help="Only what was done on this day of UTC.")
@click.option("--verify", is_flag=True, help="Say whether every row is there as it was written.")
@click.option("--head", metavar="HEAD", help="The end that an earlier `--verify` printed, kept elsewhere.")
@options.database
@options.language
@options.as_json
def audit(
    name: str | None,
    after: int,
    by: str | None,
    what: str | None,
    day: date | None,
    head: str | None,
    database: str | None,
    language: str,
    *,
    verify: bool,
    as_json: bool,
) -> None:
    """List who did what, when, on what: keys, sign-ins, endpoints, secrets, exports, restores.

    With PROGRAMME, every step in the life of its versions, and of which digests, why; ends with 1 where
    nobody else looked within 24 hours at what was adopted in an emergency. `--verify` ends with 1 where
    a row was changed or taken away; rows that are missing at the end show by `--head` only.

    \b
    Examples:
      loyalty audit --what key-made --day 2026-11-26
      loyalty audit --verify
      loyalty audit corner-coffee
    """
    if name is not None and (by or what or day or verify or head):
        message = "Steps of a programme are listed whole; --by, --what, --day and --verify are without one."
        raise click.UsageError(message)
    if head is not None and (not verify or not _HEAD.fullmatch(head)):
        message = "Give --verify with it, and what that printed: a number, a colon and a digest."
        raise click.BadParameter(message, param_hint="--head")
    services = open_database(database)
    if name is not None:
        _steps(services, name, after, language, as_json=as_json)
    elif verify:
        _verified(verify_deeds(services, head), language, as_json=as_json)
    else:
        asked = DeedsAsked(by, None if what is None else What(what), day, after=after)
        _deeds(services, asked, language, as_json=as_json)


def _deeds(services: Services, asked: DeedsAsked, language: str, *, as_json: bool) -> None:
    found = list_deeds(services, asked, STEPS_MAX)
    if as_json:
        print_json([deed_data(each) for each in found])
        return
    for row in found:
        deed = row.deed
        who = deed.by if deed.by_key is None else f"{deed.by} ({deed.by_key})"
        said = ", ".join(
            f"{fact} {value if isinstance(value, str) else ' '.join(value) or '-'}"
            for fact, value in deed.says.items()
        )
        at = deed.at.isoformat(timespec="seconds")
        parts = (
            f"{row.number:>4}",
            at,
            f"{deed.what:<17}",
            deed.on,
            f"{told_in(language, 'by')} {who}",
            deed.programme or "",
            said,
        )
        click.echo("  ".join(part for part in parts if part))
    click.echo(told_in(language, counted(len(found), "deed")))
    if any(row.erased for row in found):
        for sentence in ERASED_SAYS.values():
            click.echo(f"{ERASED}: {sentence}")


def _verified(found: DeedsVerified, language: str, *, as_json: bool) -> None:
    if as_json:
        told = {"deeds": found.rows, "faults": list(found.faults), "head": found.head, "known": found.known}
        print_json(told)
    else:
        for number in found.faults:
            click.echo(f"{number}: {told_in(language, _FAULT)}")
        if not found.known:
            click.echo(options.in_readers_language(_NO_HEAD))
        counts = counted(found.rows, "deed"), counted(len(found.faults), "fault")
        click.echo(", ".join(told_in(language, each) for each in counts))
        if found.head is not None:
            click.echo(f"head {found.head}")
    if found.faults or not found.known:
        raise click.exceptions.Exit(1)


def _steps(services: Services, name: str, after: int, language: str, *, as_json: bool) -> None:
    with programme_named(services, name):
        found = show_audit(services, name, after=after, limit=STEPS_MAX)
    if as_json:
        print_json([record_data(step) for step in found])
    else:
        _print_steps(found, language)
    now = services.clock.now()
    late = [str(each.number) for each in show_unreviewed(services, name) if review_until(each) < now]
    if late:
        look = f"`loyalty desk sign-off-comparison {name} AGAINST DIGEST right|wrong`"
        stop(f"{OVERDUE}: nobody else has looked at step {', '.join(late)}; another person does by {look}.")


def _print_steps(found: Sequence[AuditRecord], language: str) -> None:
    for step in found:
        of = ", ".join(f"{what} {said[:12] if what in _DIGESTS else said}" for what, said in step.of.items())
        why = f": {step.reason}" if step.reason else ""
        parts = (f"{step.number:>4}", step.at.isoformat(timespec="seconds"), f"{step.step:<13}", step.by.name)
        click.echo("  ".join(part for part in (*parts, of) if part) + why)
    click.echo(told_in(language, counted(len(found), "step")))
