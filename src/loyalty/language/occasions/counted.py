"""What the engine counts of a member's past by itself, as examples may state it.

Cards and streaks, points that a rule with caps gave, and what budgets gave: no rule asks for these
by name, but what they are decides what an order comes to.
"""

from collections.abc import Iterator
from typing import Final

from loyalty.language import tree as t
from loyalty.language.occasions.belonging import MONEY_MOST, MOST
from loyalty.language.occasions.moments import HISTORY
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.tree import Kind, Read

CARD, TIMES, RUN = f"{HISTORY}card.", f"{HISTORY}times.", f"{HISTORY}run."
"""What stands before the id of a rule: what its card holds, how often it gave, how long its streak is."""
GIVEN, BUDGET, TAKEN = f"{HISTORY}given.", f"{HISTORY}budget.", f"{HISTORY}taken."
"""What stands before a rule and a time, and before a budget: points given, money or times taken."""
_KINDS: Final = {"orders": Kind.QUANTITY, "units": Kind.QUANTITY, "money": Kind.MONEY}


def counted_before(shape: ProgrammeShape, quantity_den: int) -> Iterator[Read]:
    """Give what is counted of a member's past; units are counted in ``quantity_den`` parts."""
    for rule in shape.earn.rules if shape.earn is not None else ():
        yield from _of_rule(rule, quantity_den)
    for budget in shape.budgets:
        if budget.points is not None:
            yield t.read(f"{BUDGET}{budget.id}", Kind.POINTS, 1, 0, MONEY_MOST)
        else:
            kind = Kind.MONEY if budget.money is not None else Kind.QUANTITY
            yield t.read(f"{TAKEN}{budget.id}", kind, 1, 0, MONEY_MOST)


def _of_rule(rule: EarnRuleShape, quantity_den: int) -> Iterator[Read]:
    if rule.card is not None:
        den = quantity_den if rule.card.of == "units" else 1
        yield t.read(f"{CARD}{rule.id}", _KINDS[rule.card.of], den, 0, MOST * den)
    if rule.streak is not None:
        yield t.read(f"{RUN}{rule.id}", Kind.QUANTITY, 1, 0, MOST)
    if rule.card is not None or rule.streak is not None:
        yield t.read(f"{TIMES}{rule.id}", Kind.QUANTITY, 1, 0, MOST)
    for cap in rule.caps:
        time = next(word for word in cap.per if word != "member")
        yield t.read(f"{GIVEN}{rule.id}.{time}", Kind.POINTS, 1, 0, MONEY_MOST)
