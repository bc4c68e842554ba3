"""Splitting never pays: two orders of the same lines never cost less than one, nor earn more.

An order is split between its lines, whatever they are; both parts are of the same member in the same tier
at the same moment and pay in money. The second finds what the first left behind: that there was one more
order, what it came to and earned, what it filled on a card, counted for a measure, and drew on a budget of
money or points. Of a programme that looks at other traces (a streak, the days since an order, how often a
budget was drawn on) nothing is claimed. Where an amount off each order, or points once per order, are meant
to be had with each, a waiver says so.
"""

from loyalty.constraints.claims import DUE, EARNED, settled
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.earning.counts import BUDGET, CARD, GIVEN, budget_formulas, formula_of_count
from loyalty.earning.counts import TIMES as COUNTED
from loyalty.earning.wallets import earned_formula
from loyalty.language.occasions.belonging import SPEND
from loyalty.language.occasions.moments import DAYS_ENROLLED, ENROLLED, HISTORY, ORDERS, TIMES
from loyalty.language.shapes.programme import ProgrammeShape, discounts_of
from loyalty.pricing.budgets import taken_formula
from loyalty.prover.deciding import Effort
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import SplitClaim
from loyalty.redemption.payment import OFFERED
from loyalty.tiers.measure import formula_of as measure_formula

FILLED = "filled"
_SPENT = dict.fromkeys((SPEND, *(f"{SPEND}_{time}" for time in TIMES)), (DUE,))
_COUNTED = dict.fromkeys((ORDERS, *(f"{ORDERS}_{time}" for time in TIMES)), (FILLED,))
_EARNED = {f"{HISTORY}points_{time}": (EARNED,) for time in (*TIMES, "ever")}
_UNMOVED = frozenset({DAYS_ENROLLED, ENROLLED})


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of every order against the two it can be split in."""
    sheet = programme.basket.compiled.sheet
    past = {item.name for item in sheet.inputs if item.name.startswith(HISTORY)}
    carried = {name: left for name in sorted(past) if (left := _left_behind(programme, name))}
    strange = sorted(past - carried.keys() - _UNMOVED)
    if strange:
        return Answer.open(f"a first order changes `{strange[0]}`, which is not followed into the second")
    formulas = {formula.name for formula in sheet.formulas}
    wallets = [EARNED, *(earned_formula(wallet.id) for wallet in programme.shape.wallets)]
    wants = {DUE: Relation.NOT_LESS, **{w: Relation.NOT_MORE for w in wallets if w in formulas}}
    claim = SplitClaim("an order split in two", programme.basket, wants, {OFFERED: 0}, carried)
    tier = " in the same tier" if programme.shape.tiers is not None else ""
    said = f"two orders{tier} never cost less than one, nor earn more"
    return settled(programme, [claim], effort, said)


def _left_behind(programme: Programme, name: str) -> tuple[str, ...]:
    """Give the formulas by which an order makes an input of the past more; none where it is no such sum."""
    known = (_COUNTED | _EARNED | _SPENT).get(name)
    if known is not None:
        return known
    what, _, rest = name.removeprefix(HISTORY).partition(".")
    drawn = {BUDGET: budget_formulas, "taken": _taken}.get(what)
    if drawn is not None:
        return drawn(programme.shape, rest)
    if what == "measure":
        return _there(programme, measure_formula(rest))
    rule, _, _ = rest.partition(".")
    return _there(programme, formula_of_count(what, rule)) if what in {CARD, GIVEN, COUNTED} else ()


def _taken(shape: ProgrammeShape, budget: str) -> tuple[str, ...]:
    """Give what discounts take of a budget of money; how often they do is no sum of formulas."""
    of_money = any(each.id == budget and each.money is not None for each in shape.budgets)
    return tuple(taken_formula(rule.id) for rule in discounts_of(shape) if budget in rule.budget and of_money)


def _there(programme: Programme, formula: str) -> tuple[str, ...]:
    return (formula,) if formula in programme.basket.compiled.slots else ()
