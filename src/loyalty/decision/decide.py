"""``decide(programme, situation)``: one pure function for quote, order, return, replay and proof."""

from collections.abc import Collection
from dataclasses import dataclass

from loyalty.decision.programme import Part, Programme
from loyalty.decision.situation import Situation
from loyalty.earning.wallets import earned_formula
from loyalty.kernel.money import Money
from loyalty.language.no_value import NO_TAX_RATE, NoValue, OutOfBounds
from loyalty.language.readers.python import Steps
from loyalty.language.tree import Kind


@dataclass(frozen=True, slots=True)
class Decision:
    """What a programme says about a situation: the recorded steps, and the numbers read from them.

    Money is in whole minor units of the programme's currency, points are whole points. An
    equal programme and situation give an equal decision.
    """

    programme: Programme
    part: Part
    situation: Situation
    steps: Steps

    def value(self, formula: str) -> int:
        """Give an order formula's recorded number, 0 where this sheet has no such formula."""
        if formula not in self.part.compiled.slots:
            return 0
        return int(self.part.compiled.value(self.steps, formula))

    @property
    def formulas(self) -> Collection[str]:
        """The names of the numbers this sheet works out."""
        return self.part.compiled.slots.keys()

    @property
    def due(self) -> int:
        """What is to be paid, mandatory fees and tax included, before points."""
        return self.value("total.due")

    @property
    def payable(self) -> int:
        """The money left to pay after points."""
        return self.value("total.payable")

    @property
    def points_earned(self) -> int:
        """Points the order earns."""
        return self.value("points.earned")

    def earned_in(self, wallet: str) -> int:
        """Give the points the order earns in a wallet."""
        return self.value(earned_formula(wallet))

    @property
    def points_used(self) -> int:
        """Points the order spends."""
        return self.value("points.used")


def decide(programme: Programme, situation: Situation, part: Part | None = None) -> Decision:
    """Give the decision of ``programme`` in ``situation``; ``part`` is the basket unless a plan's is given.

    Pure: no clock, no database, no network, no chance. Raises NoValue where a table of the
    programme has no row for the case, and OutOfBounds beyond ``numbers.limits``.
    """
    chosen = part or programme.basket
    try:
        steps = chosen.compiled.run(situation.order, [line.values for line in situation.lines])
    except OutOfBounds as beyond:
        raise _in_money(beyond, programme, chosen) from None
    except NoValue as none:
        raise _with_facts(none, programme, chosen) from None
    return Decision(programme, chosen, situation, steps)


def _in_money(refusal: OutOfBounds, programme: Programme, part: Part) -> OutOfBounds:
    """Give the refusal with its limit as money where it is one."""
    formula = next(each for each in part.compiled.sheet.formulas if each.name == refusal.name)
    if formula.tree.kind is not Kind.MONEY:
        return refusal
    limit = Money(refusal.most, programme.currency).decimal_text()
    return OutOfBounds(refusal.name, refusal.most, f"{limit} {programme.currency.code}")


def _with_facts(refusal: NoValue, programme: Programme, part: Part) -> NoValue:
    """Give the refusal with the facts by which the tax table was asked, where it is that one."""
    if refusal.reason != NO_TAX_RATE:
        return refusal
    shape, plan = programme.shape, programme.plan_of(part)
    taxes = [tax for each in shape.plans if each.id == plan for tax in each.tax]
    if plan is None and shape.basket is not None:
        taxes = list(shape.basket.tax)
    return NoValue(refusal.reason, tuple(dict.fromkeys(name for tax in taxes for name in tax.by)))
