"""Deciding a basket so that its price is the one for everybody, where the member wants it so or pays less."""

from dataclasses import replace
from datetime import datetime

from loyalty.decision.baseline import Held, held_to_public
from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY, Participant, situate
from loyalty.decision.trace import label_of
from loyalty.language.facts import is_of_place
from loyalty.language.readers.python import Value
from loyalty.language.shapes.programme import discount_budgets
from loyalty.pricing.basket import Basket
from loyalty.pricing.budgets import taken_before
from loyalty.privacy.allowed import PERSONAL
from loyalty.use_cases.privacy.reading import is_profile


def decided_for(
    programme: Programme, basket: Basket, at: datetime, who: Participant, *, personal: bool
) -> Held:
    """Give the decision of a basket; where it may not be ``personal``, its total is that for nobody.

    So it is where the member would pay more than nobody: what is known of them never raises a price.
    The member still earns what membership gives where that leaves the total as it is for nobody;
    else nothing of the member is read at all. Raises NotInForce, RequestMisfit.
    """
    if not personal:
        return Held(_public(programme, basket, at, who))
    own = decide(programme, situate(programme, basket, at, who))
    if held_to_public(own).instead_of is None:
        return Held(own)
    return Held(_public(programme, basket, at, who), own.due)


def _public(programme: Programme, basket: Basket, at: datetime, who: Participant) -> Decision:
    """Give the decision whose total is that for nobody, of as much of a member as leaves it so."""
    declared = programme.shape.facts
    place = {name: v for name, v in who.facts.items() if name in declared and is_of_place(declared[name])}
    nobody = replace(NOBODY, facts=place, history=_of_budgets(programme, who), vouchers=who.vouchers)
    public = decide(programme, situate(programme, basket, at, nobody))
    for less in (_impersonal(programme, who), replace(who, facts=place, history=nobody.history)):
        as_member = decide(programme, situate(programme, basket, at, less))
        if as_member.due == public.due:
            return as_member
    return public


def _impersonal(programme: Programme, who: Participant) -> Participant:
    """Give a member of whom nothing is known but that they take part."""
    facts = {name: v for name, v in who.facts.items() if label_of(name, programme.shape) != PERSONAL}
    history = {name: value for name, value in who.history.items() if not is_profile(name)}
    return replace(who, facts=facts, history=history)


def _of_budgets(programme: Programme, who: Participant) -> dict[str, Value]:
    """Give what was taken of the budgets of discounts, which a nobody meets as everybody does."""
    names = {taken_before(budget.id) for budget in discount_budgets(programme.shape)}
    return {name: value for name, value in who.history.items() if name in names}
