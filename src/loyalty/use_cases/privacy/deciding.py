"""Deciding a basket so that its price is the one for everybody, where the member wants it so or pays less."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from loyalty.decision.baseline import Held, held_to_public
from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY, Participant, situate
from loyalty.decision.trace import label_of
from loyalty.language.facts import is_of_place
from loyalty.language.lowering import NO_TIER
from loyalty.language.readers.python import Value
from loyalty.language.shapes.programme import discount_budgets
from loyalty.pricing.basket import Basket
from loyalty.pricing.budgets import taken_before
from loyalty.privacy.allowed import PERSONAL
from loyalty.use_cases.privacy.reading import is_profile
from loyalty.use_cases.services import POINTS


def decided_for(  # noqa: PLR0913 - what is bought, by whom, and what of them may count
    programme: Programme,
    basket: Basket,
    at: datetime,
    who: Participant,
    *,
    personal: bool,
    apart: Collection[str] = (),
) -> Held:
    """Give the decision of a basket; where it may not be ``personal``, its total is that for nobody.

    So it is where the member would pay more than nobody: what is known of them never raises a price.
    The member still earns what the tier gives where that leaves the total as it is for nobody, else
    what membership gives. What stands ``apart`` of their past gives them nothing.
    Raises NotInForce, RequestMisfit.
    """
    if not personal:
        return Held(_public(programme, basket, at, who))
    own = _without(programme, basket, at, who, apart)
    held = held_to_public(own)
    if held.instead_of is None:
        return Held(own, None, held.looked)
    return Held(_public(programme, basket, at, who), own.due, held.looked)


def _without(
    programme: Programme, basket: Basket, at: datetime, who: Participant, apart: Collection[str]
) -> Decision:
    """Give the decision in which what stands apart gives nothing: neither as it is nor by being left out.

    Who had a welcome is not welcomed again for wanting no profile.
    """
    own = decide(programme, situate(programme, basket, at, who))
    past = {name: value for name, value in who.history.items() if name not in apart}
    if past == who.history:
        return own
    less = decide(programme, situate(programme, basket, at, replace(who, history=past)))
    wallets = {POINTS, *(wallet.id for wallet in programme.shape.wallets)}
    earns = any(less.earned_in(each) > own.earned_in(each) for each in wallets)
    return own if less.due < own.due or (less.due == own.due and earns) else less


def _public(programme: Programme, basket: Basket, at: datetime, who: Participant) -> Decision:
    """Give the decision whose total is that for nobody, of as much of a member as leaves it so."""
    declared = programme.shape.facts
    place = {name: v for name, v in who.facts.items() if name in declared and is_of_place(declared[name])}
    nobody = replace(NOBODY, facts=place, history=_of_budgets(programme, who), vouchers=who.vouchers)
    public = decide(programme, situate(programme, basket, at, nobody))
    of_tier = replace(who, facts=place, history=nobody.history)
    for less in (_impersonal(programme, who), of_tier, replace(of_tier, tier=NO_TIER)):
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
