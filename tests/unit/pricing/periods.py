"""One period of a small programme's plan, decided, explained and added up again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from loyalty import sumcheck
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Document, Heading, explain
from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY, Participant, situate_usage
from loyalty.decision.use import Measured, Stretch, Usage
from tests.unit.decision.making import AT

MONTHLY = "price: {every: month, anchor: anniversary, amount: "
"""A plan's price up to its amount, for a text to go on."""


@dataclass(frozen=True, slots=True)
class Bill:
    """The explanation of a period and its decision; the sum check has passed."""

    document: Document
    decision: Decision

    @property
    def due(self) -> int:
        """The total, in minor units."""
        return int(self.document["total"]["due"])

    @property
    def lines(self) -> dict[str, int]:
        """The amounts by the rule's id, and the stretch where there is one: ``team:1``."""
        return {
            f"{row['rule']['id']}:{row['order_line']}" if row["order_line"] else row["rule"]["id"]: row[
                "amount"
            ]
            for row in self.document["lines"]
        }


def bill(by: Programme, usage: Usage, at: datetime = AT, who: Participant = NOBODY) -> Bill:
    """Give the bill of a period of use."""
    part, situation = situate_usage(by, usage, at, who)
    decision = decide(by, situation, part)
    document = explain(decision, Heading("exp", "usage"), for_nobody(decision))
    assert [] == sumcheck.check(document)
    return Bill(document, decision)


def use(**quantities: int | str) -> Mapping[str, Measured]:
    """Give what meters came to."""
    return {meter: Measured.of(Fraction(quantity)) for meter, quantity in quantities.items()}


def stretch(name: str, part: int, total: int, seats: int = 1, **add_ons: int) -> Stretch:
    """Give a time of the period with its seats and add-ons."""
    return Stretch(name, part, total, Fraction(seats), {k: Fraction(v) for k, v in add_ons.items()})
