"""What an order takes of a budget of discounts, and who takes it: plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.budgets import BudgetShape


@dataclass(frozen=True, slots=True)
class BudgetPart:
    """``amount`` of a scope that has ``most``: minor units of money, or uses.

    A scope is a budget, for one member or one time where it is ``per`` those.
    """

    programme: str
    scope: str
    amount: int
    most: int


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who takes of a budget at ``now``: promises to their own quotes are not held against them."""

    now: datetime
    member: MemberId | None = None
    quote: str | None = None


def scope_of(budget: BudgetShape, member: MemberId | None, first: date) -> str:
    """Give the scope of a budget for a member in its time, which began on ``first``."""
    whose = f"#{member}" if "member" in budget.per else ""
    return f"{budget.id}{whose}" if budget.time == "ever" else f"{budget.id}{whose}@{first.isoformat()}"
