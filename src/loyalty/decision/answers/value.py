"""What a membership was worth: what it saved on orders and bills against what its plans cost.

Every number is the difference of two decisions that are kept or can be made again: with and
without membership, and of a plan's period with and without the plan's own price.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme
from loyalty.pricing.rows import FIRST_PERIOD, STRETCH

VERSION = 1


@dataclass(frozen=True, slots=True)
class Worth:
    """What something was paid and would have been paid without membership; minor units.

    ``fee`` is what of ``paid`` is the price of a plan: what it costs to have it. ``about`` says what it is.
    """

    about: Mapping[str, Any]
    explanation: str
    currency: str
    public: int
    paid: int
    fee: int = 0

    @property
    def saved(self) -> int:
        """How much less was paid, below 0 where more was."""
        return self.public - self.paid

    def data(self) -> dict[str, Any]:
        """Give it as plain data."""
        sums = {"public": self.public, "paid": self.paid, "fee": self.fee, "saved": self.saved}
        return {**self.about, **sums, "explanation": self.explanation}


def worth(decision: Decision, about: Mapping[str, Any], explanation: str) -> Worth:
    """Give what an order, or a period of a plan, was worth."""
    public = for_nobody(decision).due
    code = decision.programme.currency.code
    return Worth(about, explanation, code, public, decision.due, _fee(decision))


def _fee(decision: Decision) -> int:
    """Give what a plan's own price adds to its period, fees and tax on it included; 0 for an order."""
    if decision.part is decision.programme.basket:
        return 0
    situation = decision.situation.with_facts(decision.part.compiled, {FIRST_PERIOD: 0})
    used = replace(situation, lines=tuple(line for line in situation.lines if line.sku != STRETCH))
    return decision.due - decide(decision.programme, used, decision.part).due


def value_data(
    programme: Programme, head: Mapping[str, Any], orders: Sequence[Worth], plans: Sequence[Worth]
) -> dict[str, Any]:
    """Give the statement as plain data, in minor units of the programme's currency.

    ``net`` is what was saved less what plans cost; below 0 the membership cost more than it
    saved. What was paid in another currency is named and not counted.
    """
    own = programme.currency
    counted = [one for one in (*orders, *plans) if one.currency == own.code]
    saved, fee = sum(one.saved for one in counted), sum(one.fee for one in counted)
    return {
        "version": VERSION,
        "kind": "value",
        "programme": {"name": programme.name, "digest": programme.digest},
        **head,
        "currency": own.code,
        "exponent": own.exponent,
        "timezone": programme.shape.timezone,
        "orders": [one.data() for one in orders if one.currency == own.code],
        "plans": [one.data() for one in plans if one.currency == own.code],
        "left_out": [one.explanation for one in (*orders, *plans) if one.currency != own.code],
        "total": {
            "public": sum(one.public for one in counted),
            "paid": sum(one.paid for one in counted),
            "saved": saved,
            "fee": fee,
            "net": saved - fee,
        },
    }
