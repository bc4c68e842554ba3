"""Put the buyers of a history in the ten groups by recency and frequency, without booking anything."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fractions import Fraction

from loyalty.history.bill import Row
from loyalty.language.occasions.belonging import RFM_SEGMENTS
from loyalty.segments.rfm import Buyer, Scores, scores

_CANCELS = "C"


@dataclass(slots=True)
class _Bought:
    bills: set[str] = field(default_factory=set)
    last: datetime = datetime.min  # noqa: DTZ901 - times of a history are local
    money: Fraction = Fraction(0)


def group_history(rows: Iterable[Row], on: date) -> dict[str, Scores]:
    """Give the scores of every buyer as of the beginning of a day.

    Rows of cancellations, of nobody known, without a time, and of that day or later count
    nothing. Ties are broken by the number of the buyer.
    """
    begins = datetime.combine(on, time.min)
    bought: defaultdict[str, _Bought] = defaultdict(_Bought)
    for bill, _, _, quantity, at, price, buyer, *_ in rows:
        counts = bill is not None and not bill.startswith(_CANCELS)
        if not counts or buyer is None or at is None or at >= begins:
            continue
        one = bought[buyer]
        one.bills.add(bill or "")
        one.last = max(one.last, at)
        one.money += Fraction(quantity or 0) * Fraction(price or 0)
    # Numbers in order of their value: of two texts of digits the shorter is the smaller one.
    names = sorted(bought, key=lambda name: (len(name), name))
    buyers = [
        Buyer(place, (begins - bought[name].last).days, len(bought[name].bills), bought[name].money)
        for place, name in enumerate(names)
    ]
    found = scores(buyers)
    return {name: found[place] for place, name in enumerate(names)}


def group_counts(scored: Iterable[Scores]) -> dict[str, int]:
    """Give how many are in each of the ten groups, empty ones too."""
    found = dict.fromkeys(RFM_SEGMENTS, 0)
    for each in scored:
        found[each.group] += 1
    return found
