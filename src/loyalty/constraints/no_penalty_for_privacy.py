"""Using a right costs nothing: no price, point or tier hangs on it.

Facts with the label `rights` tell that a member asked for their data, objected, complained or withheld
consent. No value of such a fact, nor of anything made of it, may change an outcome.
"""

from loyalty.constraints import no_influence
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.prover.deciding import Effort


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of the facts labelled ``rights``."""
    return no_influence.decide(programme, {"from": ("rights",)}, effort)
