"""``loyalty desk``: find a document, follow its numbers to rule lines, sign off, take it all along."""

from datetime import datetime
from fractions import Fraction

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, note, print_json
from loyalty.desk.filed import KINDS, Filed, Wanted
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.money import currency
from loyalty.use_cases.desk.search_documents import search_documents
from loyalty.wording.amounts import money

LISTED = 50
LISTED_MAX = 200


@click.group()
def desk() -> None:
    """Review prices: find what was told, follow numbers to rule lines, sign off, take it along."""


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


def _said(found: Filed) -> str:
    exponent = currency(found.currency).exponent
    amount = money(Fraction(found.amount), found.currency, exponent, "en")
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
        "amount": {"amount": found.amount, "currency": found.currency},
        "rules": list(found.rules),
        "digest": found.digest,
    }
