"""What orders leave behind that later orders count: fillings of cards, streaks, points by rule and budget.

Each is kept as what an order counts for is kept, under a name of its own, and a return
takes off what the kept order no longer counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from loyalty.language.occasions.moments import HISTORY
from loyalty.language.shapes.earn import EarnRuleShape, StreakShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.programme import ProgrammeShape, rules_for

CARD, TIMES, STREAK, GIVEN = "card", "times", "streak", "given"
EARNED = "earned"
"""How often a rule gave points for an event."""
BUDGET, RUN = "budget", "run"


@dataclass(frozen=True, slots=True)
class Count:
    """``measure`` is the name it is kept under, ``formula`` what an order counts for."""

    measure: str
    formula: str


def formula_of_count(what: str, rule: str) -> str:
    """Give the formula that says what an order counts for."""
    return f"{what}.now.{rule}"


def measure_of_count(what: str, rule: str) -> str:
    """Give the name under which what a rule counts is kept."""
    return f"{what}:{rule}"


def history_of(what: str, name: str) -> str:
    """Give the name of the input that says what was counted before."""
    return f"{HISTORY}{what}.{name}"


def rules_of(shape: ProgrammeShape) -> tuple[EarnRuleShape, ...]:
    """Give the rules that earn, none where nothing is earned."""
    return shape.earn.rules if shape.earn is not None else ()


def counts_of(shape: ProgrammeShape) -> Iterator[Count]:
    """Give everything that orders count for later orders of the same member."""
    for rule in rules_of(shape):
        kept = [GIVEN] if rule.caps else []
        kept += [CARD, TIMES] if rule.card is not None else []
        kept += [STREAK, TIMES] if rule.streak is not None else []
        for what in kept:
            yield Count(measure_of_count(what, rule.id), formula_of_count(what, rule.id))


def event_counts_of(shape: ProgrammeShape, event: str) -> Iterator[Count]:
    """Give everything that an event counts for later events of the same member."""
    for rule in rules_for(shape, event):
        kept = [CARD, TIMES] if rule.card is not None else []
        kept += [STREAK, TIMES] if rule.streak is not None else []
        for what in kept:
            yield Count(measure_of_count(what, rule.id), formula_of_count(what, rule.id))


def streak_of(shape: ProgrammeShape, rule: str) -> StreakShape:
    """Give the streak of a rule that earns by orders or by events and has one."""
    known: list[EarnRuleShape | EarnEventShape] = [*rules_of(shape), *shape.events]
    return next(each.streak for each in known if each.id == rule and each.streak is not None)


def budget_formulas(shape: ProgrammeShape, budget: str) -> tuple[str, ...]:
    """Give the formulas that say what an order takes of a budget."""
    return tuple(formula_of_count(GIVEN, rule.id) for rule in rules_of(shape) if rule.budget == budget)
