"""What may only help: a concession those it is for, a registered score those who have more of it.

A rule may ask whether somebody is a senior, a student or disabled, or for a score of known making. Asked the
other way round it makes them pay more, earn less or stand lower than others. Each sheet that reads such a
fact is shown never to do so, or tried for a case.
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
from loyalty.prover.trying.case import Value
from loyalty.prover.trying.claim import PairClaim
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.personal.loyal import blamed
from loyalty.publication.personal.meaning import classes, is_concession, is_registered, meaning
from loyalty.publication.personal.others import is_of_others
from loyalty.publication.words import About
from loyalty.vouchers.given import GIVEN

_MEASURE: Final = "tier.measure"
_CODES: Final = {
    About.CONCESSION: ("FA-01", "PROTECTED_ATTRIBUTE_FLOW"),
    About.AGE: ("FA-05", "AGE_PRICE_NOT_ALLOWED"),
    About.EMPLOYER: ("FA-03", "PROXY_INPUT_NOT_ALLOWED"),
}
"""What a concession turned round breaks, the weightiest first."""

_HELP: Final = "let it only help those whom it is for"
_OF_AGE: Final = "; an age that a law asks for is checked at the sale, and the price is the same"


@dataclass(frozen=True, slots=True)
class _Asked:
    """That a sheet reads, as ``read``, a fact that may only help those for whom it is ``best``.

    Against whom it is ``other``; ``best`` is None of a score, of which more is better.
    """

    fact: str
    read: str
    other: Value = 0
    best: Value | None = None

    @property
    def about(self) -> str:
        """Give what is compared."""
        if self.best is None:
            return f"more `{self.read}`"
        if isinstance(self.best, str):
            return f"`{self.best}` against `{self.other}` as `{self.read}`"
        return f"with `{self.read}` against without" if self.best else f"without `{self.read}` against with"

    @property
    def way(self) -> str:
        """Give how the sheet comes to the fact."""
        return f"`{self.fact}`" if self.fact == self.read else f"`{self.read}` ← `{self.fact}`"


def check_concessions(matter: Matter) -> Iterator[Breach]:
    """Give rules by which those who hold a trait, or more of a score, have less than others."""
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
                others = int(any(map(is_of_others, called)))
                yield _Asked(fact, read, others, 1 - others)
            elif is_registered(matter, fact):
                yield _Asked(fact, read)
            elif read == fact:
                ordinary, helped = classes(matter, fact)
                yield from (_Asked(fact, read, other, best) for best in helped for other in ordinary)


def _claims(programme: Programme, part: Part, plan: str | None, asked: _Asked) -> Iterator[PairClaim]:
    behind = part.compiled.sheet.behind
    wallets = (earned_formula("points"), *(earned_formula(wallet.id) for wallet in programme.shape.wallets))
    about, plain = f"{asked.about}{on_plan(plan)}", asked.best is None
    moves = {asked.read: Relation.NOT_LESS if plain else Relation.UNKNOWN}
    first, second = ({}, {}) if asked.best is None else ({asked.read: asked.other}, {asked.read: asked.best})
    asks = PairClaim(about, part, {}, moves, first, second, plan=plan)
    if asked.read in behind.get(DUE, ()):
        yield replace(asks, wants={DUE: Relation.NOT_MORE}, slack=1)
    earns = dict.fromkeys((w for w in wallets if asked.read in behind.get(w, ())), Relation.NOT_LESS)
    if earns:
        yield replace(asks, wants=earns, same=paid(part, wallets))
    for given in (_MEASURE, *(name for name in behind if name.startswith(GIVEN))):
        if asked.read in behind.get(given, ()):
            yield replace(asks, wants={given: Relation.NOT_LESS})


def _turned(matter: Matter, claim: PairClaim, asked: _Asked) -> Iterator[Breach]:
    key = f"{claim.about} {asked.fact} {sorted(claim.wants)}"
    if key not in matter.turned:
        result = decide_claim(matter.programme, claim, thorough())
        place = blamed(matter.programme, claim, result.cases) if result.holds is False else None
        said = refuted(matter.programme, claim, result).because if place is not None else ""
        matter.turned[key] = (place, said) if place is not None else None
    found = matter.turned[key]
    if found is None:
        return
    if asked.best is None:
        message = f"the score {asked.way} does more than open a benefit: {found[1]}"
        yield Breach("FA-13", "OPAQUE_SCORE", found[0], message, "let whoever has more of it have no less")
        return
    about = meaning(matter, asked.fact)
    constraint, code = next(row for kind, row in _CODES.items() if kind in about)
    message = f"the concession of {asked.way} is turned round: {found[1]}"
    yield Breach(
        constraint, code, found[0], message, _HELP + (_OF_AGE if code == _CODES[About.AGE][1] else "")
    )
