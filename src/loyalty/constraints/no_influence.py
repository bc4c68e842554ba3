"""Facts of some labels have no influence on price, points or tier.

A fact bears its own label and those of everything it was made of: through segments, benefits and other
derived facts. Where no such fact stands behind an outcome the claim holds by structure; where one does,
it must be shown that no value of it changes anything, at the formula where it enters.

A proxy may be read for the purposes it is declared for where those are uses that need it:
carriage, tax, or finding a shop (`purpose: [carriage]`).
"""

from collections.abc import Iterator

from loyalty.constraints.claims import ON_EVENT, on_plan, parts_of, settled
from loyalty.constraints.lineage import path_to
from loyalty.constraints.purposes import strangers
from loyalty.constraints.verdict import Answer, Params, listed
from loyalty.decision.programme import Part, Programme
from loyalty.decision.telling.lineage import labels_of
from loyalty.prover.deciding import Effort
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import PairClaim
from loyalty.vouchers.given import GIVEN

OUTCOMES = {
    "price": ("total.due",),
    "points": ("points.earned",),
    "tier": ("tier.measure",),
    "voucher": (GIVEN.rstrip("."),),
}
NEEDED = frozenset({"carriage", "tax", "delivery", "store"})
"""Purposes for which a proxy such as a postcode is needed."""


def decide(programme: Programme, params: Params, effort: Effort) -> Answer:
    """Give what is known of facts labelled as in ``from`` and the outcomes in ``on``."""
    labels = frozenset(listed(params, "from", ("protected", "proxy")))
    return decide_of(programme, labels, listed(params, "on", ("price", "points", "tier")), effort)


def decide_of(
    programme: Programme,
    labels: frozenset[str],
    outcomes: tuple[str, ...],
    effort: Effort,
    facts: frozenset[str] | None = None,
) -> Answer:
    """Give what is known of facts with one of the labels, and of some of them where ``facts`` names them.

    ``outcomes`` are keys of ``OUTCOMES``.
    """
    claims = [
        claim for claim in _claims(programme, labels, outcomes) if facts is None or facts & claim.moves.keys()
    ]
    named = " or ".join(sorted(labels))
    if not claims:
        return Answer.shown(f"no formula behind the outcome reads a {named} fact; by structure")
    return settled(programme, claims, effort, f"no value of a {named} fact changes the outcome")


def _claims(programme: Programme, labels: frozenset[str], outcomes: tuple[str, ...]) -> Iterator[PairClaim]:
    starts = [start for word in outcomes for start in OUTCOMES.get(word, ())]
    parts = parts_of(programme)
    parts.update({f"{ON_EVENT}{name}": part for name, part in programme.events.items()})
    for plan, part in parts.items():
        wants = dict.fromkeys(_outcomes(part, starts), Relation.SAME)
        for fact in sorted(_read(programme, part, wants, labels)):
            about = f"another value of {path_to(programme, fact, labels)}{on_plan(plan)}"
            yield PairClaim(about, part, wants, {fact: Relation.UNKNOWN}, plan=plan)


def _outcomes(part: Part, starts: list[str]) -> list[str]:
    names = part.compiled.sheet.behind
    return [name for name in names if any(name == s or name.startswith(f"{s}.") for s in starts)]


def _read(
    programme: Programme, part: Part, outcomes: dict[str, Relation], labels: frozenset[str]
) -> frozenset[str]:
    """Give the facts of the labels behind an outcome, but for proxies that are needed there."""
    sheet = part.compiled.sheet
    behind = frozenset().union(*(sheet.behind[name] for name in outcomes)) & sheet.reads
    found = {fact for fact in behind if labels & labels_of(programme, fact)}
    return frozenset(fact for fact in found if not _needed(programme, part, fact))


def _needed(programme: Programme, part: Part, fact: str) -> bool:
    declared = programme.shape.facts.get(fact)
    if declared is None or declared.label != "proxy" or not declared.purpose:
        return False
    return set(declared.purpose) <= NEEDED and not list(
        strangers(programme, part, fact, declared.purpose, through=True)
    )
