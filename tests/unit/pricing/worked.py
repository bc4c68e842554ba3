"""The tables of docs/charge-models.md, worked out from the example files."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from loyalty.cli.rating.times import over
from loyalty.decision.rating import Rated, rate_cumulative, rate_events, rate_terms
from loyalty.kernel.money import Money, currency
from loyalty.language.load import load_terms
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.charges import TermsShape
from loyalty.sumcheck import check
from loyalty.usage.meter import Reading

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "charge-models.md"
EXAMPLES = ROOT / "docs" / "examples" / "terms"
DAY = datetime(2026, 11, 22, tzinfo=UTC)
RATED = "| quantity | amount | how |"
BOOKED = "| quantity so far | booked |"
EVENTS = "| events | amount | how |"
EACH = "| event | booked |"
SERVICE = "| service in January 2024 | amount | how |"
JANUARY = (date(2024, 1, 1), date(2024, 2, 1))


def table(head: str, file: Path, quantities: Sequence[str]) -> str:
    """Give a table of the page: its first line says which it is."""
    terms, source = _terms(file)
    if head == SERVICE:
        rows = [_shared(terms, source, service) for service in quantities]
        return "\n".join([head, "| --- | --- | --- |", *rows])
    if head == EVENTS:
        rows = [_told(q, rate_events(terms, source, _events(q.split("; ")), DAY).last) for q in quantities]
        return "\n".join([head, "| --- | --- | --- |", *rows])
    if head == EACH:
        found = rate_events(terms, source, _events(quantities), DAY).steps
        rows = [
            f"| {q} | {_major(step, terms.currency)} |" for q, step in zip(quantities, found, strict=True)
        ]
        return "\n".join([head, "| --- | --- |", *rows])
    if head == BOOKED:
        booked = rate_cumulative(terms, source, [Fraction(q) for q in quantities], DAY)
        assert check(booked.last.document) == []
        code = terms.currency
        amounts = [_major(step, code) for step in booked.steps]
        rows = [f"| {q} | {amount} |" for q, amount in zip(quantities, amounts, strict=True)]
        return "\n".join([head, "| --- | --- |", *rows])
    return "\n".join([head, "| --- | --- | --- |", *(_row(terms, source, q) for q in quantities)])


def _row(terms: TermsShape, source: dict[str, str], quantity: str) -> str:
    return _told(quantity, rate_terms(terms, source, Fraction(quantity), DAY))


def _shared(terms: TermsShape, source: dict[str, str], service: str) -> str:
    first, _, last = service.partition("/")
    share = over(terms, JANUARY, (date.fromisoformat(first), date.fromisoformat(last))).share
    assert share is not None
    rated = rate_terms(terms, source, Fraction(1), DAY, share)
    assert check(rated.document) == []
    assert (
        rated.exact == sum(Fraction(p["amount"]) for p in rated.document["slices"]) * share.part / share.total
    )
    amount = _major(rated.amount, rated.currency.code)
    whole = " + ".join(_part(piece) for piece in rated.document["slices"])
    return f"| {service} | {amount} | {whole} × {share.part}/{share.total} |"


def _told(used: str, rated: Rated) -> str:
    assert check(rated.document) == []
    parts = " + ".join(_part(piece) for piece in rated.document["slices"]) or "nothing"
    exact = decimal_text(rated.exact / 10**rated.currency.exponent, rated.currency.exponent)
    amount = _major(rated.amount, rated.currency.code)
    rounding = "" if exact == amount else f", rounded from {exact}"
    return f"| {used} | {amount} | {parts}{rounding} |"


def _events(told: Sequence[str]) -> list[Reading]:
    """Give the events written ``4``, or ``3 (region eu, size large)`` with their properties."""
    found = []
    for place, event in enumerate(told):
        quantity, _, said = event.removesuffix(")").partition(" (")
        properties = dict(pair.split(" ", 1) for pair in said.split(", ") if pair)
        found.append(Reading(str(place), DAY + timedelta(seconds=place), Fraction(quantity), properties))
    return found


def _part(piece: dict[str, Any]) -> str:
    quantity, flat, what = piece["quantity"], piece["flat"], piece["what"]
    events = piece.get("events", {})
    if what == "free":
        return f"{quantity} free"
    if what in {"at_least", "at_most"}:
        return f"{events['count']} events × {events['price']} ({quantity}, {what})"
    if what != "band":
        return f"({flat}, {what})"
    if "blocks" in piece:
        blocks = piece["blocks"]
        return f"{blocks['count']} × {blocks['price']} ({quantity} in blocks of {blocks['size']})"
    shown = [f"{quantity} × {piece['unit']}"] if Fraction(piece["unit"]) else []
    if events:
        return " + ".join([*shown, f"{events['count']} events × {events['price']}"])
    return " + ".join([*shown, *([flat] if Fraction(flat) or not shown else [])])


def _terms(file: Path) -> tuple[TermsShape, dict[str, str]]:
    text = file.read_text(encoding="utf-8")
    loaded = load_terms(text, file.name)
    assert loaded.shape is not None, loaded.findings
    return loaded.shape, {file.name: text}


def _major(amount: int, code: str) -> str:
    return Money(amount, currency(code)).decimal_text()
