"""Points buy no less by a new version, for every balance, or it binds long enough after its adoption.

Between two versions: what a balance buys is a value function, compared at its jumps for all
balances. A version that binds at least ``notice`` after the day it is adopted on announces what
it takes; ``adopted_on`` is that day, which whoever adopts adds to the declared parameters. The law
asks for 60 days everywhere; a file may ask for more. Where the law protects what members have
received, no announcement helps; a market that the new version leaves counts, for they received it there.
"""

from datetime import date

from loyalty.comparison.losing.devaluation import CODE, devaluations
from loyalty.comparison.losing.hindrances import END
from loyalty.comparison.losing.loss import Less
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.language.texts.words import duration
from loyalty.language.values import Duration, Unit
from loyalty.profiles.markets import Law, law_on
from loyalty.prover.deciding import Effort

ADOPTED_ON = "adopted_on"
RECEIVED = "RECEIVED_UNITS_CHANGED"
"""The code of a change of what members have received, where the law protects it."""


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
    law = law_on(new.shape.effective.from_, (*old.shape.jurisdictions, *new.shape.jurisdictions))
    told, known = "; ".join(_told(less) for less in found), any(not less.open for less in found)
    protected = law.asking("points.received_protected")
    changed = any(not less.open and less.where != END for less in found)
    if protected is not None and changed:
        return Answer.refuted(
            f"{RECEIVED}: {told}; what members have received keeps its worth ({protected.cited})"
        )
    notice = _notice(params, law)
    announced = _announced(found, params, notice)
    if announced:
        return Answer.shown(f"announced, {announced}: {told}", "breakpoints")
    if not known:
        return Answer.open(told)
    return Answer.refuted(f"{CODE}: {told}; {_needed(params, notice)}")


def _told(less: Less) -> str:
    begins = "" if less.balance is None else f", the smallest balance is {less.balance} points"
    return f"{less.what} (at {less.where}, from {less.since} on{begins})"


def _notice(params: Params, law: Law) -> tuple[Duration, ...]:
    """Give what the file asks for and what each market does; all of them count."""
    windows = [
        window
        for value in law.values("points.devaluation_notice")
        if isinstance(value.value, tuple)
        for window in value.value
    ]
    written = params.get("notice")
    own = duration(written) if isinstance(written, str) else None
    asked = [Duration(max(window.latest for window in windows), Unit.DAY)] if windows else []
    return (own, *asked) if own is not None else tuple(asked)


def _earliest(adopted: str, notice: tuple[Duration, ...]) -> tuple[date, Duration]:
    day = date.fromisoformat(adopted)
    return max(((each.after(day), each) for each in notice), key=lambda found: found[0])


def _announced(found: tuple[Less, ...], params: Params, notice: tuple[Duration, ...]) -> str:
    """Say when it is adopted and from when members would notice, empty where that is too soon."""
    adopted = params.get(ADOPTED_ON)
    first = min(less.since for less in found)
    if not isinstance(adopted, str):
        return ""
    earliest, longest = _earliest(adopted, notice)
    return f"adopted on {adopted}, {longest} or more before {first}" if earliest <= first else ""


def _needed(params: Params, notice: tuple[Duration, ...]) -> str:
    adopted = params.get(ADOPTED_ON)
    if not isinstance(adopted, str):
        asked = " and ".join(str(each) for each in dict.fromkeys(notice))
        return f"it must be adopted {asked} before, and no day of adoption is known here"
    earliest, longest = _earliest(adopted, notice)
    return f"adopted on {adopted} with {longest} of notice it may begin on {earliest}"
