"""Buying more never earns fewer points: in no wallet, for no line's quantity.

Of orders paid in money: points that pay are no part of what is bought, and what they pay may earn nothing.
"""

from loyalty.constraints.claims import settled
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.decision.situation import QUANTITY
from loyalty.earning.wallets import earned_formula
from loyalty.prover.deciding import Effort
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import PairClaim
from loyalty.redemption.payment import OFFERED


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of the points earned when a quantity rises."""
    sheet = programme.basket.compiled.sheet
    wallets = [w.id for w in programme.shape.wallets]
    earned = ["points.earned", *(earned_formula(wallet) for wallet in wallets)]
    wants = {name: Relation.NOT_LESS for name in earned if name in {f.name for f in sheet.formulas}}
    paid = {OFFERED: 0}
    claim = PairClaim(
        f"more `{QUANTITY}`", programme.basket, wants, {QUANTITY: Relation.NOT_LESS}, paid, paid
    )
    return settled(programme, [claim], effort, "the points never fall when a quantity rises")
