"""Exchange rates from a CSV file: what one unit of the programme's currency is in another, from a day on.

The first row names the columns ``currency``, ``from``, ``rate`` and ``source``, in any order. A row
holds until the next day of the same currency. Cells have no quotation marks and no commas.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from loyalty.kernel.currencies import EXPONENT_BY_CODE
from loyalty.language import tree as t
from loyalty.language.findings import Finding, Span, did_you_mean
from loyalty.language.tables import MARK, ROWS_MAX, split_row
from loyalty.language.texts.scalars import decimal
from loyalty.language.texts.words import day
from loyalty.language.tree import Comparison, Kind, Node

COLUMNS = ("currency", "from", "rate", "source")
WRONG = "E462"


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of the programme's own currency is in ``currency``, from a day on, and who says so."""

    currency: str
    from_: date
    rate: Fraction
    source: str


def read_rates(file: str, text: str, findings: list[Finding]) -> tuple[Rate, ...] | None:
    """Give the rates by currency and day; None after adding findings where the text is wrong."""
    before = len(findings)
    lines = [(n, line) for n, line in enumerate(text.removeprefix(MARK).splitlines(), 1) if line.strip()]
    header = [name for name, _ in split_row(file, *lines[0])] if lines else []
    if sorted(header) != sorted(COLUMNS) or not 1 < len(lines) <= ROWS_MAX:
        message = f"exchange rates have 1 to {ROWS_MAX - 1} rows under a header"
        help_ = f"its columns are {', '.join(f'`{name}`' for name in COLUMNS)}"
        findings.append(Finding(Span(file, 1, 1), WRONG, message, help_))
        return None
    seen: dict[tuple[str, date], Span] = {}
    rates = []
    for number, line in lines[1:]:
        rate = _row(file, (number, line), header, findings)
        if rate is None:
            continue
        place = Span(file, number, 1)
        if (rate.currency, rate.from_) in seen:
            message = f"a second rate of {rate.currency} from {rate.from_}"
            findings.append(Finding(place, WRONG, message, f"first at {seen[rate.currency, rate.from_]}"))
        seen.setdefault((rate.currency, rate.from_), place)
        rates.append(rate)
    return None if len(findings) > before else tuple(sorted(rates, key=lambda r: (r.currency, r.from_)))


def _row(file: str, row: tuple[int, str], header: Sequence[str], findings: list[Finding]) -> Rate | None:
    cells = list(split_row(file, *row))
    if len(cells) != len(header) or '"' in row[1]:
        message = f"a row has {len(header)} cells, without quotation marks"
        findings.append(Finding(Span(file, row[0], 1), WRONG, message, f"one of each: {', '.join(header)}"))
        return None
    named = dict(zip(header, cells, strict=True))
    (code, at_code), (first, at_first), (rate, at_rate) = (named[name] for name in COLUMNS[:3])
    known, begins, exact = code in EXPONENT_BY_CODE, day(first), decimal(rate)
    if not known:
        help_ = did_you_mean(code, EXPONENT_BY_CODE) or "a code of ISO 4217 such as `EUR`"
        findings.append(Finding(at_code, "E213", f"unknown currency `{code}`", help_))
    if begins is None:
        findings.append(Finding(at_first, "E207", f"`{first}` is not a date", "such as `2026-11-22`"))
    if exact is None or exact <= 0:
        findings.append(Finding(at_rate, "E205", f"`{rate}` is not an exchange rate", "such as `7.8512`"))
    if not named["source"][0]:
        message = "a rate without its source"
        findings.append(Finding(named["source"][1], WRONG, message, "say who publishes it"))
    return Rate(code, begins, exact, named["source"][0]) if known and begins and exact else None


def in_force(rates: Sequence[Rate], currency: str, on: date) -> Rate | None:
    """Give the rate of a currency on a day, None where there is none yet."""
    return next((r for r in reversed(rates) if r.currency == currency and r.from_ <= on), None)


def lower_rate(rates: Sequence[Rate], asked: Node, on: Node) -> Node:
    """Give the rate of the currency ``asked`` on a day as a tree; where there is none it refuses."""
    node: Node = t.refuse("no-exchange-rate", Kind.NUMBER)
    for currency, of_it in _by_currency(rates):
        dated: Node = t.refuse("no-exchange-rate", Kind.NUMBER)
        for rate in of_it:
            begun = t.compare(Comparison.GE, on, t.const(Kind.DAY, rate.from_.toordinal()))
            dated = t.choose(begun, t.const(Kind.NUMBER, rate.rate), dated)
        node = t.choose(t.compare(Comparison.EQ, asked, t.text(currency)), dated, node)
    return node


def _by_currency(rates: Sequence[Rate]) -> Iterator[tuple[str, list[Rate]]]:
    for currency in dict.fromkeys(rate.currency for rate in rates):
        yield currency, [rate for rate in rates if rate.currency == currency]
