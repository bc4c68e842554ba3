"""What budgets have given, counted in plain memory for one version of a programme."""

from collections import Counter
from datetime import datetime

from loyalty.kernel.again import DecideAgain
from loyalty.pricing.budget_parts import BudgetPart, Claimant


class PointBudgetsInMemory:
    """What the campaigns of one version have given, counted in plain memory."""

    def __init__(self) -> None:
        """Start with nothing given."""
        self._given: Counter[str] = Counter()

    def given(self, programme: str, budget: str) -> int:  # noqa: ARG002 - there is one programme
        """Give what a budget has given to everybody."""
        return self._given[budget]

    def take(self, programme: str, budget: str, points: int, most: int) -> None:
        """Count points of a budget that gives ``most``. Raises DecideAgain where so much is not left."""
        if self.given(programme, budget) + points > most:
            raise DecideAgain
        self._given[budget] += points

    def give_back(self, programme: str, budget: str, points: int) -> None:  # noqa: ARG002 - as above
        """Count points as not given."""
        self._given[budget] -= points


class DiscountBudgetsInMemory:
    """What discounts have taken of their budgets; a history has no quotes, so nothing is promised."""

    def __init__(self) -> None:
        """Start with nothing taken."""
        self._taken: Counter[str] = Counter()

    def taken(self, programme: str, scope: str) -> int:  # noqa: ARG002 - there is one programme
        """Give what was taken of a scope."""
        return self._taken[scope]

    def promised(self, programme: str, scope: str, claimant: Claimant) -> int:  # noqa: ARG002 - no quotes
        """Give nothing."""
        return 0

    def take(self, part: BudgetPart, claimant: Claimant) -> None:  # noqa: ARG002 - no quotes
        """Take for good. Raises DecideAgain where so much is not left."""
        if self._taken[part.scope] + part.amount > part.most:
            raise DecideAgain
        self._taken[part.scope] += part.amount

    def promise(self, part: BudgetPart, claimant: Claimant, until: datetime) -> None:  # noqa: ARG002
        """Refuse: in a history there are no quotes."""
        raise DecideAgain

    def give_back(self, programme: str, scope: str, amount: int) -> None:  # noqa: ARG002 - as above
        """Take what a return took back off what was taken of a scope."""
        self._taken[scope] -= amount
