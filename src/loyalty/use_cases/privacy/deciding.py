"""Deciding a basket so that its price is the one for everybody, where the member wants it so."""

from dataclasses import replace
from datetime import datetime

from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY, Participant, situate
from loyalty.decision.trace import label_of
from loyalty.language.readers.python import Value
from loyalty.language.shapes.programme import discount_budgets
from loyalty.pricing.basket import Basket
from loyalty.pricing.budgets import taken_before
from loyalty.privacy.allowed import PERSONAL
from loyalty.use_cases.privacy.reading import is_profile


def decided_for(
    programme: Programme, basket: Basket, at: datetime, who: Participant, *, personal: bool
) -> Decision:
    """Give the decision of a basket; where it may not be ``personal``, its total is that for nobody.

    The member still earns what membership gives where that leaves the total as it is for nobody;
    else nothing of the member is read at all. Raises NotInForce, RequestMisfit.
    """
    if personal:
        return decide(programme, situate(programme, basket, at, who))
    nobody = replace(NOBODY, history=_of_budgets(programme, who), vouchers=who.vouchers)
    public = decide(programme, situate(programme, basket, at, nobody))
    as_member = decide(programme, situate(programme, basket, at, _impersonal(programme, who)))
    return as_member if as_member.due == public.due else public


def _impersonal(programme: Programme, who: Participant) -> Participant:
    """Give a member of whom nothing is known but that they take part."""
    facts = {name: v for name, v in who.facts.items() if label_of(name, programme.shape) != PERSONAL}
    history = {name: value for name, value in who.history.items() if not is_profile(name)}
    return replace(who, facts=facts, history=history)


def _of_budgets(programme: Programme, who: Participant) -> dict[str, Value]:
    """Give what was taken of the budgets of discounts, which a nobody meets as everybody does."""
    names = {taken_before(budget.id) for budget in discount_budgets(programme.shape)}
    return {name: value for name, value in who.history.items() if name in names}
