"""The price for a nobody: the same situation decided without membership and without personal facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Part, Programme
from loyalty.decision.situate import unstated
from loyalty.decision.situation import Situation
from loyalty.kernel.looked import Looked
from loyalty.language.facts import is_of_place, may_be_unknown
from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.moments import HISTORY
from loyalty.language.readers.python import Value
from loyalty.language.tree import Kind
from loyalty.pricing.budgets import TAKEN

_NOBODY = "nobody"
_OF_MEMBERSHIP = frozenset({"member.enrolled", "member.tier"})


def facts_of_nobody(programme: Programme, part: Part) -> Mapping[str, Value]:
    """Give what a sheet of the programme reads of a member's record, as it is for one who is no member.

    What discounts took of their budgets is of the moment, and where something goes is of the sale:
    a nobody meets both too.
    """
    known = part.compiled.looked.get(_NOBODY)
    if known is None:
        known = part.compiled.looked[_NOBODY] = MappingProxyType(_of_nobody(programme, part))
    assert isinstance(known, Mapping)  # noqa: S101 - nothing else is put there
    return known


def _of_nobody(programme: Programme, part: Part) -> dict[str, Value]:
    declared = programme.shape.facts
    found: dict[str, Value] = {"member.enrolled": 0, "member.tier": NO_TIER}
    for item in part.compiled.sheet.inputs:
        fact = declared.get(item.name)
        if item.name.startswith(TAKEN) or (fact is not None and is_of_place(fact)):
            continue
        if item.name.startswith(HISTORY):
            found[item.name] = "" if item.node.kind is Kind.TEXT else 0
        elif fact is not None and item.name not in found and may_be_unknown(item.name, fact):
            found[item.name] = unstated(programme, item, fact)
    return found


def for_nobody(decision: Decision) -> Decision:
    """Give the decision for somebody who is no member and of whom nothing is known.

    Facts of the request (what is bought, where it goes) stay; points offered are none.
    """
    return decide(decision.programme, as_nobody(decision), decision.part)


def as_nobody(decision: Decision) -> Situation:
    """Give the situation that `for_nobody` decides."""
    nothing = {**facts_of_nobody(decision.programme, decision.part), "order.points_offered": 0}
    return decision.situation.with_facts(decision.part.compiled, nothing)


def worked_out_twice(document: Mapping[str, Any]) -> tuple[Looked, ...]:
    """Give that the price for nobody was worked out and stands beside the price, where it does."""
    baseline = document["baseline"]
    if baseline is None or baseline["public_total"] - document["total"]["due"] != baseline["saved"]:
        return ()
    return Looked("PP-01"), Looked("RF-08")


@dataclass(frozen=True, slots=True)
class Held:
    """A decision that costs nobody more than who is unknown.

    ``instead_of`` is what would have been due without that, in minor units; None where it is the same.
    ``looked`` says whether it was held against what nobody pays.
    """

    decision: Decision
    instead_of: int | None = None
    looked: tuple[Looked, ...] = ()


def held_to_public(decision: Decision, *, personal: bool = True) -> Held:
    """Give a decision, or where somebody unknown would pay less, one that comes to what those pay.

    What is known of a person may only lower what they pay (Maryland HB 895; the catalogue's PP-04).
    Where the price may not be ``personal`` it comes to what those pay in any case (PP-06).
    """
    part, programme = decision.part, decision.programme
    unknown = decision.situation.with_facts(part.compiled, facts_of_nobody(programme, part))
    if unknown == decision.situation:
        return Held(decision)
    public = decide(programme, unknown, part)
    if not personal:
        return Held(_member_of(decision, public))
    looked = (Looked("PP-04"),)
    if public.due >= decision.due:
        return Held(decision, None, looked)
    return Held(_member_of(decision, public), decision.due, looked)


def _member_of(decision: Decision, public: Decision) -> Decision:
    """Give what comes to the ``public`` total and is still a member's, of their tier, where one does."""
    part, programme = decision.part, decision.programme
    nothing = facts_of_nobody(programme, part)
    less = {name: value for name, value in nothing.items() if name not in _OF_MEMBERSHIP}
    for known in (less, {**less, "member.tier": NO_TIER}):
        member = decide(programme, decision.situation.with_facts(part.compiled, known), part)
        if member.due == public.due:
            return member
    return public
