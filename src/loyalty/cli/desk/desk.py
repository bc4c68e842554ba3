"""``loyalty desk``: find a document, follow its numbers to rule lines, sign off, take it all along."""

from datetime import datetime
from fractions import Fraction
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.desk.bundles import bundle
from loyalty.cli.lifecycle.naming import Words, by, person
from loyalty.cli.output import counted, note, print_json
from loyalty.desk.filed import KINDS, Filed, Wanted
from loyalty.desk.sign_off import Judgement, SignOff
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.money import currency
from loyalty.privacy.free_text import NOTE_MAX
from loyalty.use_cases.desk.compare_decisions import (
    MOST,
    CompareDecisions,
    compare_decisions,
    compared_data,
)
from loyalty.use_cases.desk.list_sign_offs import list_sign_offs
from loyalty.use_cases.desk.search_documents import search_documents
from loyalty.use_cases.desk.sign_off_comparison import sign_off_comparison
from loyalty.use_cases.desk.sign_off_document import sign_off_document
from loyalty.use_cases.desk.signing_off import Judged, SignedOff
from loyalty.use_cases.desk.trace_number import list_numbers, number_data, trace_number, traced_data
from loyalty.wording.amounts import money, points
from loyalty.wording.desk.decisions import decision_lines
from loyalty.wording.desk.traced import number_said, traced_lines

LISTED = 50
LISTED_MAX = 200


@click.group()
def desk() -> None:
    """Review prices: find what was told, follow numbers to rule lines, sign off, take it along."""


desk.add_command(bundle)


@desk.command()
@click.argument("programme", metavar="PROGRAMME")
@click.option("--number", help="Its id, or the id of an order, a quote, an event, an invoice.")
@click.option("--member", type=options.Member(), help="Whose it is.")
@click.option("--rule", help="A rule that made a line or awarded points.")
@click.option("--kind", type=click.Choice(KINDS), help="What it explains.")
@click.option("--since", type=options.Instant(), help="Told at or after this instant.")
@click.option("--until", type=options.Instant(), help="Told before this instant.")
@click.option("--least", type=int, help="The least amount, in minor units.")
@click.option("--most", type=int, help="The greatest amount, in minor units.")
@click.option("--before", metavar="ID", help="The document after which the list goes on.")
@click.option("--limit", type=click.IntRange(1, LISTED_MAX), default=LISTED, show_default=True)
@options.database
@options.as_json
def search(
    programme: str,
    *,
    number: str | None,
    member: MemberId | None,
    rule: str | None,
    kind: str | None,
    since: datetime | None,
    until: datetime | None,
    least: int | None,
    most: int | None,
    before: str | None,
    limit: int,
    database: str | None,
    as_json: bool,
) -> None:
    """Find what was told: quotes, receipts, refunds, bills and events, those told last first.

    What is not named is not asked for; amounts are in minor units, cents of a euro.

    \b
    Examples:
      loyalty desk search corner-coffee --number order-1001
      loyalty desk search corner-coffee --rule tier-discount --since 2026-11-01T00:00:00Z --least 5000
    """
    wanted = Wanted(
        programme,
        member_id=member,
        rule=rule,
        kind=kind,
        since=since,
        until=until,
        least=least,
        most=most,
        before=before,
    )
    page = search_documents(open_database(database), wanted, number, limit)
    if as_json:
        more = page.found[-1].explanation_id if page.more else None
        print_json({"documents": [_data(each) for each in page.found], "next": more})
        return
    for each in page.found:
        click.echo(_said(each))
    note(f"{counted(len(page.found), 'document')} found.")
    if page.more:
        note(f"There are more: --before {page.found[-1].explanation_id}")


@desk.command()
@click.argument("explanation", metavar="ID")
@click.argument("number", metavar="NUMBER", required=False)
@options.database
@options.language
@options.as_json
def trace(
    explanation: str, number: str | None, database: str | None, language: str, *, as_json: bool
) -> None:
    """Follow a number to the rule lines behind it, as they were in the version that decided.

    NUMBER is where it stands in the document, such as /total/due; without it every number is listed
    with its rule line.

    \b
    Examples:
      loyalty desk trace exp_01b6esf8g0000
      loyalty desk trace exp_01b6esf8g0000 /lines/1/amount
    """
    services = open_database(database)
    if number is None:
        listed = [number_data(each) for each in list_numbers(services, explanation).numbers]
        if as_json:
            print_json({"explanation": explanation, "numbers": listed})
            return
        for each in listed:
            click.echo(number_said(each, language))
        return
    found = traced_data(trace_number(services, explanation, number))
    if as_json:
        print_json(found)
        return
    for line in traced_lines(found, language):
        click.echo(line)


@desk.command("sign-off")
@click.argument("explanation", metavar="ID")
@click.argument("judgement", type=click.Choice([str(each) for each in Judgement]))
@by
@click.option("--note", type=Words(NOTE_MAX), help="Why; kept for ever, so name no person.")
@options.database
@options.as_json
def sign_off(
    explanation: str, judgement: str, by: str, note: str | None, database: str | None, *, as_json: bool
) -> None:
    """Sign off a document: hold what was told to be right, or wrong.

    Nobody who planned or adopted the version that decided may. It is signed and kept for ever.

    \b
    Example:
      loyalty desk sign-off exp_01b6esf8g0000 right --by "Reviewer R"
    """
    judged = Judged(Judgement(judgement), person(by), note)
    _print_signed(sign_off_document(open_database(database), explanation, judged), as_json=as_json)


@desk.command("sign-off-comparison")
@click.argument("programme", metavar="PROGRAMME")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("judgement", type=click.Choice([str(each) for each in Judgement]))
@by
@click.option("--note", type=Words(NOTE_MAX), help="Why; kept for ever, so name no person.")
@options.database
@options.as_json
def sign_off_versions(
    programme: str,
    old: str,
    new: str,
    judgement: str,
    database: str | None,
    *,
    as_json: bool,
    **said: Any,  # noqa: ANN401  as Click hands them over
) -> None:
    """Sign off what changes from one version to another, as `loyalty compare OLD NEW` tells it.

    Nobody who planned or adopted the newer one may; `loyalty audit` lists it.

    \b
    Example:
      loyalty desk sign-off-comparison corner-coffee 3f2a91c04b77 494e593eb0b8 right --by "Reviewer R"
    """
    judged = Judged(Judgement(judgement), person(said["by"]), said["note"])
    given = sign_off_comparison(open_database(database), programme, old, new, judged)
    _print_signed(given, as_json=as_json)


@desk.command("sign-offs")
@click.argument("programme", metavar="PROGRAMME")
@click.option("--subject", help="The id of a document, or two digests as OLD..NEW.")
@click.option("--after", type=click.IntRange(0), default=0, help="Only those with numbers above this.")
@click.option("--limit", type=click.IntRange(1, LISTED_MAX), default=LISTED, show_default=True)
@options.database
@options.as_json
def sign_offs(
    programme: str, subject: str | None, after: int, limit: int, database: str | None, *, as_json: bool
) -> None:
    """List who held what to be right or wrong, in the order in which it was signed.

    \b
    Example:
      loyalty desk sign-offs corner-coffee
    """
    found = list_sign_offs(open_database(database), programme, subject, after=after, limit=limit)
    if as_json:
        print_json([each.to_json() for each in found])
        return
    for each in found:
        click.echo(_signed_said(each))
    note(f"{counted(len(found), 'sign-off')} found.")


@desk.command()
@click.argument("programme", metavar="PROGRAMME")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--since", type=options.Instant(), help="Told at or after this instant.")
@click.option("--until", type=options.Instant(), help="Told before this instant.")
@click.option("--limit", type=click.IntRange(1, MOST), default=MOST, show_default=True)
@options.database
@options.language
@options.as_json
def decisions(
    programme: str,
    old: str,
    new: str,
    database: str | None,
    language: str,
    *,
    as_json: bool,
    **asked: Any,  # noqa: ANN401  as Click hands them over
) -> None:
    """Say what version NEW would have made of receipts that OLD decided, the last ones first.

    Nothing is booked. Both are digests that were adopted; the first 12 digits are enough.

    \b
    Example:
      loyalty desk decisions corner-coffee 3f2a91c04b77 494e593eb0b8
    """
    command = CompareDecisions(programme, old, new, asked["since"], asked["until"], asked["limit"])
    found = compared_data(compare_decisions(open_database(database), command))
    if as_json:
        print_json(found)
        return
    for line in decision_lines(found, language):
        click.echo(line)


def _print_signed(given: SignedOff, *, as_json: bool) -> None:
    if as_json:
        print_json(given.sign_off.to_json())
        return
    click.echo(_signed_said(given.sign_off))
    if given.replayed:
        note("It was signed off so before; nothing was added.")


def _signed_said(found: SignOff) -> str:
    of = found.of
    what = of.explanation or f"{str(of.old)[:12]}..{str(of.new)[:12]}"
    note_said = f": {found.note}" if found.note else ""
    parts = (f"{found.number:>4}", found.at.isoformat(timespec="seconds"), f"{found.judgement:<5}", what)
    return "  ".join((*parts, f"{found.by.name}{note_said}"))


def _said(found: Filed) -> str:
    if found.currency:
        amount = money(Fraction(found.amount), found.currency, currency(found.currency).exponent, "en")
    else:
        amount = points(Fraction(found.amount), "en")
    whose = "-" if found.member_id is None else id_text("mem", found.member_id)
    parts = (found.explanation_id, f"{found.told_at:%Y-%m-%d %H:%M}", f"{found.kind:<7}", f"{amount:>12}")
    return "  ".join((*parts, whose, found.reference or "-", ", ".join(found.rules)))


def _data(found: Filed) -> dict[str, object]:
    return {
        "explanation": found.explanation_id,
        "kind": found.kind,
        "at": found.told_at.isoformat(),
        "member": None if found.member_id is None else id_text("mem", found.member_id),
        "number": found.reference or None,
        **_amount(found),
        "rules": list(found.rules),
        "digest": found.digest,
    }


def _amount(found: Filed) -> dict[str, object]:
    if not found.currency:
        return {"points": found.amount}
    return {"amount": {"amount": found.amount, "currency": found.currency}}
