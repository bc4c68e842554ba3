"""Splitting never pays: two orders of the same lines never cost less than one, nor earn more.

An order is split between its lines, whatever they are; both parts are of the same member at the same
moment and pay in money. The second counts what the first earned and that there was one more order. Of a
programme that looks at other traces an order leaves (what it spent, a card it filled, a budget it drew
on) nothing is claimed. Where an amount off each order, or points once per order, are meant to be had with
each, a waiver says so.
"""

from loyalty.constraints.claims import DUE, EARNED, settled
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.earning.wallets import earned_formula
from loyalty.language.occasions.moments import DAYS_ENROLLED, ENROLLED, HISTORY, ORDERS, TIMES
from loyalty.prover.deciding import Effort
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import SplitClaim
from loyalty.redemption.payment import OFFERED

FILLED = "filled"
_COUNTED = {ORDERS: FILLED, **{f"{ORDERS}_{time}": FILLED for time in TIMES}}
_EARNED = {f"{HISTORY}points_{time}": EARNED for time in (*TIMES, "ever")}
_UNMOVED = frozenset({DAYS_ENROLLED, ENROLLED})


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of every order against the two it can be split in."""
    sheet = programme.basket.compiled.sheet
    past = {item.name for item in sheet.inputs if item.name.startswith(HISTORY)}
    carried = {name: formula for name, formula in (_COUNTED | _EARNED).items() if name in past}
    strange = sorted(past - carried.keys() - _UNMOVED)
    if strange:
        return Answer.open(f"a first order changes `{strange[0]}`, which is not followed into the second")
    formulas = {formula.name for formula in sheet.formulas}
    wallets = [EARNED, *(earned_formula(wallet.id) for wallet in programme.shape.wallets)]
    wants = {DUE: Relation.NOT_LESS, **{w: Relation.NOT_MORE for w in wallets if w in formulas}}
    claim = SplitClaim("an order split in two", programme.basket, wants, {OFFERED: 0}, carried)
    return settled(programme, [claim], effort, "two orders never cost less than one, nor earn more")
