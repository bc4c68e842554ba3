"""A fact about the person never raises a price: known, it costs no more than unknown.

Compared with a member of whom nobody knows the fact, and with somebody of whom nothing is known, the total
of the same basket is never higher. Of a discount with a last day before the programme's own nothing is asked
here: where it is kept from a member and open to nobody, the member is charged what nobody is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from loyalty.constraints.claims import on_plan, parts_of, settled
from loyalty.constraints.dated import dated_offers
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.baseline import facts_of_nobody
from loyalty.decision.programme import Part, Programme
from loyalty.decision.telling.lineage import labels_of
from loyalty.language.facts import FROM_REQUEST
from loyalty.language.readers.python import Value
from loyalty.prover.deciding import QUICK, Effort, decide_claim
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import PairClaim

DUE, ENROLLED = "total.due", "member.enrolled"


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of totals with and without each personal fact that is read."""
    claims = list(_claims(programme))
    if not claims:
        return Answer.shown("no price reads a personal fact; by structure")
    return settled(programme, claims, effort, "a personal fact never makes a price higher than without it")


def shown_never_dearer(programme: Programme) -> bool:
    """Give whether structure alone shows that an order costs no member more than nobody, on any day."""
    part = programme.basket
    claims = _membership(programme, part, facts_of_nobody(programme, part), None)
    return all(decide_claim(programme, replace(one, same=frozenset()), QUICK).holds for one in claims)


def _claims(programme: Programme) -> Iterator[PairClaim]:
    for plan, part in parts_of(programme).items():
        unknown = facts_of_nobody(programme, part)
        behind = part.compiled.sheet.behind.get(DUE, frozenset())
        for fact in sorted(behind & part.compiled.sheet.reads & unknown.keys()):
            if "personal" in labels_of(programme, fact):
                about = f"`{fact}` known against unknown{on_plan(plan)}"
                moves = {fact: Relation.UNKNOWN}
                first = {fact: unknown[fact]}
                yield PairClaim(about, part, {DUE: Relation.NOT_MORE}, moves, first, plan=plan)
        yield from _membership(programme, part, unknown, plan)


def _membership(
    programme: Programme, part: Part, unknown: Mapping[str, Value], plan: str | None
) -> Iterator[PairClaim]:
    """Give that a member, of whatever tier and past, pays no more than nobody."""
    sheet = part.compiled.sheet
    known = sheet.behind.get(DUE, frozenset()) & sheet.reads & unknown.keys()
    own = sorted(name for name in known if labels_of(programme, name) - FROM_REQUEST)
    if own:
        moves = dict.fromkeys(own, Relation.UNKNOWN)
        first = {ENROLLED: 0, **{name: unknown[name] for name in own}}
        about, dated = f"a member against nobody{on_plan(plan)}", dated_offers(programme, part)
        wants = {DUE: Relation.NOT_MORE}
        yield PairClaim(about, part, wants, moves, first, {ENROLLED: 1}, same=dated, plan=plan)
