"""Points buy no less by a new version, for every balance, or it binds long enough after its adoption.

Between two versions: what a balance buys is a value function, compared at its jumps for all
balances. A version that binds at least ``notice`` after the day it is adopted on announces what
it takes; ``adopted_on`` is that day, which whoever adopts adds to the declared parameters.
"""

from datetime import date

from loyalty.comparison.losing.devaluation import CODE, Less, devaluations
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.language.texts.words import duration
from loyalty.language.values import Duration, Unit
from loyalty.prover.deciding import Effort

ADOPTED_ON = "adopted_on"
NOTICE = Duration(60, Unit.DAY)
"""How long before it binds a devaluation must be adopted where the rule file says nothing else."""


def decide(_programme: Programme, _params: Params, _effort: Effort) -> Answer:
    """Give NOT CHECKED: one version by itself devalues nothing."""
    return Answer.unchecked("it needs the version that binds: loyalty prove DIR --against OLD")


def places(old: Programme, new: Programme) -> frozenset[str]:
    """Give where balances buy less: the rewards, conversions, wallets and plans, and `redeem`."""
    return frozenset(less.where for less in devaluations(old.shape, new.shape))


def decide_change(old: Programme, new: Programme, params: Params) -> Answer:
    """Give whether every balance buys as much by ``new`` as by ``old``, or is told long enough before."""
    found = devaluations(old.shape, new.shape)
    if not found:
        return Answer.shown("compared for every balance: none buys less, later or not at all", "breakpoints")
    told = "; ".join(_told(less) for less in found)
    announced = _announced(found, params)
    if announced:
        return Answer.shown(f"announced, {announced}: {told}", "breakpoints")
    if all(less.open for less in found):
        return Answer.open(told)
    return Answer.refuted(f"{CODE}: {told}; {_needed(params)}")


def _told(less: Less) -> str:
    begins = "" if less.balance is None else f", the smallest balance is {less.balance} points"
    return f"{less.what} (at {less.where}, from {less.since} on{begins})"


def _notice(params: Params) -> Duration:
    written = params.get("notice")
    return (duration(written) if isinstance(written, str) else None) or NOTICE


def _announced(found: tuple[Less, ...], params: Params) -> str:
    """Say when it is adopted and from when members would notice, empty where that is too soon."""
    adopted, notice = params.get(ADOPTED_ON), _notice(params)
    first = min(less.since for less in found)
    if not isinstance(adopted, str) or notice.after(date.fromisoformat(adopted)) > first:
        return ""
    return f"adopted on {adopted}, {notice} or more before {first}"


def _needed(params: Params) -> str:
    adopted, notice = params.get(ADOPTED_ON), _notice(params)
    if not isinstance(adopted, str):
        return f"it must be adopted {notice} before, and no day of adoption is known here"
    earliest = notice.after(date.fromisoformat(adopted))
    return f"adopted on {adopted} with {notice} of notice it may begin on {earliest}"
