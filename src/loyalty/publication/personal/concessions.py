"""A concession helps those it is for: they pay no more than others, earn no less and stand no lower.

A rule may ask whether somebody is a senior, a student or disabled. Asked the other way round it makes those
pay more who hold the trait. Each sheet that reads such a fact is shown never to do so, or tried for a case.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from loyalty.constraints.better_tier import paid
from loyalty.constraints.claims import DUE, ON_EVENT, on_plan, parts_of, refuted
from loyalty.decision.programme import Part, Programme
from loyalty.decision.telling.lineage import sources_of
from loyalty.earning.wallets import earned_formula
from loyalty.prover.deciding import decide_claim, thorough
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import PairClaim
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.personal.loyal import blamed
from loyalty.publication.personal.meaning import is_concession, meaning
from loyalty.publication.words import About, is_denied

_MEASURE: Final = "tier.measure"
_CODES: Final = {
    About.CONCESSION: ("FA-01", "PROTECTED_ATTRIBUTE_FLOW"),
    About.AGE: ("FA-05", "AGE_PRICE_NOT_ALLOWED"),
    About.EMPLOYER: ("FA-03", "PROXY_INPUT_NOT_ALLOWED"),
}
"""What a concession turned round breaks, the weightiest first."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """That a sheet reads, as ``read``, a fact by which a concession is given; ``up``: true is its holder."""

    fact: str
    read: str
    up: bool


def check_concessions(matter: Matter) -> Iterator[Breach]:
    """Give rules by which those who hold a trait pay more, earn less or stand lower than others."""
    parts = parts_of(matter.programme)
    parts.update({f"{ON_EVENT}{name}": part for name, part in matter.programme.events.items()})
    for plan, part in parts.items():
        for asked in _asked(matter, part):
            for claim in _claims(matter.programme, part, plan, asked):
                yield from _turned(matter, claim, asked)


def _asked(matter: Matter, part: Part) -> Iterator[_Asked]:
    for read in sorted(part.compiled.sheet.reads):
        for fact in sorted(sources_of(matter.programme, read)):
            if is_concession(matter, fact):
                called = (fact, *(matter.shape.facts[fact].name or {}).values())
                yield _Asked(fact, read, not any(map(is_denied, called)))


def _claims(programme: Programme, part: Part, plan: str | None, asked: _Asked) -> Iterator[PairClaim]:
    behind = part.compiled.sheet.behind
    wallets = (earned_formula("points"), *(earned_formula(wallet.id) for wallet in programme.shape.wallets))
    with_, without = ("with", "without") if asked.up else ("without", "with")
    about = f"{with_} `{asked.read}` against {without}{on_plan(plan)}"
    moves = {asked.read: Relation.UNKNOWN}
    first, second = {asked.read: int(not asked.up)}, {asked.read: int(asked.up)}
    asks = PairClaim(about, part, {}, moves, first, second, plan=plan)
    if asked.read in behind.get(DUE, ()):
        yield replace(asks, wants={DUE: Relation.NOT_MORE}, slack=1)
    earns = dict.fromkeys((w for w in wallets if asked.read in behind.get(w, ())), Relation.NOT_LESS)
    if earns:
        yield replace(asks, wants=earns, same=paid(part, wallets))
    if asked.read in behind.get(_MEASURE, ()):
        yield replace(asks, wants={_MEASURE: Relation.NOT_LESS})


def _turned(matter: Matter, claim: PairClaim, asked: _Asked) -> Iterator[Breach]:
    key = f"{claim.about} {asked.fact} {asked.up} {sorted(claim.wants)}"
    if key not in matter.turned:
        result = decide_claim(matter.programme, claim, thorough())
        place = blamed(matter.programme, claim, result.cases) if result.holds is False else None
        said = refuted(matter.programme, claim, result).because if place is not None else ""
        matter.turned[key] = (place, said) if place is not None else None
    found = matter.turned[key]
    if found is not None:
        about = meaning(matter, asked.fact)
        constraint, code = next(row for kind, row in _CODES.items() if kind in about)
        way = f"`{asked.fact}`" if asked.fact == asked.read else f"`{asked.read}` ← `{asked.fact}`"
        message = f"the concession of {way} is turned round: {found[1]}"
        yield Breach(constraint, code, found[0], message, "let it only help those whom it is for")
