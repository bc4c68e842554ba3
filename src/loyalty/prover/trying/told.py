"""Uses of a plan as a worked example tells them: a quantity for each meter, in one whole period.

A search tries numbers that no single example can tell: a share of a period, or events counted apart by how
much each costs. Here the same claim is tried on what examples say, decided as they are, the roundest first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil

from loyalty.decision.examples import decide_given
from loyalty.kernel.refusal import Refusal
from loyalty.language.shapes.programme import GivenShape, PeriodGiven
from loyalty.language.texts.documents import Scalar
from loyalty.pricing.rows import STRETCH_SEATS, cell_name, quantity_name
from loyalty.prover.trying.case import Case, Used
from loyalty.prover.trying.claim import PairClaim
from loyalty.prover.trying.search import Cases, Search
from loyalty.prover.trying.worked import OFFERED, Writer

ROUND = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 100_000, 1_000_000)
"""Quantities that are tried whatever the rules are, the least first."""


def as_told(search: Search, found: Cases) -> Cases:
    """Give cases of a plan that an example tells and that break the claim, else those that were found."""
    plan = search.claim.plan
    if plan is None or plan not in search.programme.plans:
        return found
    teller = _Teller(search, plan, found)
    for used in teller.uses():
        cases = tuple(case for case in map(teller.case, found, used) if case is not None)
        if len(cases) == len(found) and search.breaks(cases):
            return cases
    return found


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells uses of one plan like cases that were found."""

    search: Search
    plan: str
    found: Cases

    def uses(self) -> Iterator[tuple[Used, ...]]:
        """Give what may be used in each of the cases: of one meter alone, then of all as was found."""
        meters = self.meters()
        nothing = dict.fromkeys(meters, Fraction(0))
        for seats in dict.fromkeys((Fraction(1), self.seats())):
            yield (Used(nothing, seats),) * len(self.found)
            for meter, values in meters.items():
                for row in self.rows(meter, values):
                    yield tuple(Used({**nothing, meter: value}, seats) for value in row)
            yield (Used({meter: max(values) for meter, values in meters.items()}, seats),) * len(self.found)

    def rows(self, meter: str, values: list[Fraction]) -> Iterator[tuple[Fraction, ...]]:
        """Give what is used of a meter in each case: more in the second where the claim is about more."""
        if not self.is_moved(meter):
            yield from ((value,) * len(self.found) for value in values)
            return
        pairs = combinations(sorted(values), 2)
        yield from sorted(pairs, key=lambda row: (_plainness(max(row, key=_plainness)), row[1] - row[0]))

    def is_moved(self, meter: str) -> bool:
        claim = self.search.claim
        return isinstance(claim, PairClaim) and any(_is_of(name, meter) for name in claim.moves)

    def meters(self) -> Mapping[str, list[Fraction]]:
        """Give the quantities that are tried, by meter of the plan."""
        shape = self.search.programme.shape
        return {
            use.meter: sorted({*map(Fraction, ROUND), *self.values(use.meter)}, key=_plainness)
            for plan in shape.plans
            if plan.id == self.plan
            for use in plan.usage
        }

    def values(self, meter: str) -> Iterator[Fraction]:
        """Give the quantities of a meter that were found, and those at which its price turns."""
        for item in self.search.claim.part.compiled.sheet.inputs:
            if _is_of(item.name, meter):
                known = [row.get(item.name, 0) for case in self.found for row in (case.order, *case.lines)]
                for value in (*known, *self.search.domain.values[item.name]):
                    exact = Fraction(int(value), item.node.den)
                    yield from (exact, Fraction(ceil(exact)))

    def seats(self) -> Fraction:
        node = (i.node for i in self.search.claim.part.compiled.sheet.inputs if i.name == STRETCH_SEATS)
        den = next((each.den for each in node), 1)
        rows = [row for case in self.found for row in case.lines]
        return Fraction(max((int(row.get(STRETCH_SEATS, den)) for row in rows), default=den), den)

    def case(self, found: Case, used: Used) -> Case | None:
        """Give the case of an example that tells this use, None where it is refused."""
        programme, part = self.search.programme, self.search.claim.part
        facts = {name: Scalar(text) for name, text in Writer(programme, part, self.plan).known(found)}
        offered = int(found.order.get(OFFERED, 0))
        period = PeriodGiven(used=used.meters, seats=used.seats, points_to_spend=offered)
        try:
            decision = decide_given(
                programme, GivenShape(plan=self.plan, at=found.at, period=period, facts=facts)
            )
        except Refusal:
            return None
        compiled, situation = part.compiled, decision.situation
        lines = tuple(dict(zip(compiled.line_inputs, line.values, strict=True)) for line in situation.lines)
        return Case(situation.at, situation.order_facts(compiled), lines, used)


def _plainness(value: Fraction) -> tuple[bool, Fraction]:
    """Give how plain a quantity is: whole numbers come first, small ones before large ones."""
    return value.denominator > 1, value


def _is_of(name: str, meter: str) -> bool:
    """Give whether an input counts what is used of a meter, in whole or in part."""
    return name == quantity_name(meter) or name.startswith((f"{quantity_name(meter)}.", cell_name(meter, "")))
