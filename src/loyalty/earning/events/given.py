"""What each rule gave for an event, and why not more: read from what was decided."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from loyalty.earning.events.event import Why
from loyalty.earning.events.occasion import award_formula, budget_left_formula, whole_formula, why_formula
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.programme import ProgrammeShape, rules_for
from loyalty.language.shapes.wallets import POINTS

_ORDER = (
    Why.NOT_IN_FORCE,
    Why.NO_ORDER,
    Why.ALREADY,
    Why.CONDITION,
    Why.NOT_FULL,
    Why.CAP,
    Why.BUDGET,
)
"""The reasons, the one that is told first where several hold."""


class Decided(Protocol):
    """The numbers of a decision about an event."""

    @property
    def formulas(self) -> Collection[str]:
        """The names of what was worked out."""
        ...

    def value(self, formula: str) -> int:
        """Give a number that was worked out, 0 where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule gave in a wallet; ``why`` is empty where it gave all it has."""

    rule: str
    wallet: str
    points: int
    why: str = ""


def given_by(shape: ProgrammeShape, decided: Decided, event: str) -> tuple[Given, ...]:
    """Give what every rule of an event gave, in the order of the file."""
    return tuple(
        Given(rule.id, rule.wallet or POINTS, decided.value(award_formula(rule.id)), _why(decided, rule))
        for rule in rules_for(shape, event)
    )


def _why(decided: Decided, rule: EarnEventShape) -> str:
    points = decided.value(award_formula(rule.id))
    if points and points == decided.value(whole_formula(rule.id)):
        return ""
    if points:
        of_budget = rule.budget is not None and decided.value(budget_left_formula(rule.id)) == points
        return Why.BUDGET if of_budget else Why.CAP
    names = ((why, why_formula(why, rule.id)) for why in _ORDER)
    return next(why for why, name in names if name in decided.formulas and not decided.value(name))
