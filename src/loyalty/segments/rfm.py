"""RFM: members in five equal parts by recency, by frequency and by money, and in ten groups by the first two.

Recency is cut by the quantiles of its value, where those who tie stay together; frequency and
money by rank, where ties are broken by the order of ids. The ten groups are the common map of
practice; on the Online Retail history they have the ten counts that are published for it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from loyalty.kernel.identity import MemberId

PARTS: Final = 5

_GROUPS: Final = (
    # frequency 1, 2, 3, 4, 5 by recency
    (1, ("hibernating", "hibernating", "at_risk", "at_risk", "cant_lose")),
    (2, ("hibernating", "hibernating", "at_risk", "at_risk", "cant_lose")),
    (3, ("about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal")),
    (4, ("promising", "potential_loyalists", "potential_loyalists", "loyal", "loyal")),
    (5, ("new", "potential_loyalists", "potential_loyalists", "champions", "champions")),
)
GROUP_OF: Final[Mapping[tuple[int, int], str]] = MappingProxyType(
    {(recency, place): name for recency, names in _GROUPS for place, name in enumerate(names, start=1)}
)
"""The group by the scores of recency and frequency."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """What somebody bought: whole days since the last time, how many times, and for how much in all."""

    id: int
    days: int
    times: int
    money: int | Fraction


@dataclass(frozen=True, slots=True)
class Scores:
    """Fifths from 1 to 5, where 5 is the most recent, the most frequent, the most money."""

    recency: int
    frequency: int
    money: int

    @property
    def group(self) -> str:
        """The name of the group."""
        return GROUP_OF[self.recency, self.frequency]


def scores(buyers: Iterable[Buyer]) -> dict[int, Scores]:
    """Give the scores of every buyer by id; a set of buyers has one answer, in whatever order it comes."""
    known = sorted(buyers, key=_id)
    edges = _edges(sorted(each.days for each in known))
    times = _by_place(sorted(known, key=_times))
    money = _by_place(sorted(known, key=_money))
    return {
        each.id: Scores(PARTS + 1 - _part(edges, each.days), times[each.id], money[each.id]) for each in known
    }


def of_enough(groups: Mapping[MemberId, str], least: int) -> dict[MemberId, str]:
    """Give the groups of fewer than ``least`` left out: who is in one of them is in none."""
    sizes = Counter(groups.values())
    return {who: group for who, group in groups.items() if sizes[group] >= least}


def _edges(values: Sequence[int]) -> list[Fraction]:
    """Give the inner borders of five equal parts of sorted values, between values where they fall there."""
    last = len(values) - 1
    found = []
    for part in range(1, PARTS):
        place, rest = divmod(part * last, PARTS)
        step = values[min(place + 1, last)] - values[place] if last >= 0 else 0
        found.append(values[place] + Fraction(step * rest, PARTS) if last >= 0 else Fraction(0))
    return found


def _part(edges: Sequence[Fraction], value: int) -> int:
    """Give the part, from 1, of which the border above is the first not below the value."""
    return bisect_left(edges, value) + 1


def _by_place(ordered: Sequence[Buyer]) -> dict[int, int]:
    edges = _edges(range(1, len(ordered) + 1))
    return {each.id: _part(edges, place) for place, each in enumerate(ordered, start=1)}


def _id(buyer: Buyer) -> int:
    return buyer.id


def _times(buyer: Buyer) -> int:
    return buyer.times


def _money(buyer: Buyer) -> int | Fraction:
    return buyer.money
