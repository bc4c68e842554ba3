"""What a programme says about subscribing to a plan, apart from what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from loyalty.decision.refusals import UnknownPlan
from loyalty.language.findings import not_known
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.values import Duration
from loyalty.subscriptions.refusals import NotForSubscription, UnknownAddOn
from loyalty.subscriptions.schedule import Rhythm
from loyalty.subscriptions.share import Basis


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan's words on periods and changes; without ``basis`` it has no shares of a period.

    ``add_ons`` are the ids of what may be had besides.
    """

    plan: str
    rhythm: Rhythm
    basis: Basis | None = None
    on_change: Literal["credit_and_charge", "at_period_end"] | None = None
    back_dated: Duration | None = None
    trial: Duration | None = None
    add_ons: tuple[str, ...] = ()

    def check_add_ons(self, asked: Iterable[str]) -> None:
        """Raise UnknownAddOn for the first add-on that the plan does not have."""
        for name in asked:
            if name not in self.add_ons:
                sentence = f"The plan `{self.plan}` has no add-on `{name}`"
                raise UnknownAddOn(not_known(sentence, name, self.add_ons), plan=self.plan)


def offer_of(shape: ProgrammeShape, plan: str) -> Offer:
    """Give a plan's offer. Raises UnknownPlan, and NotForSubscription for a plan without a price."""
    found = next((one for one in shape.plans if one.id == plan), None)
    if found is None:
        known = [one.id for one in shape.plans]
        raise UnknownPlan(not_known(f"The programme has no plan `{plan}`", plan, known))
    if found.price is None:
        raise NotForSubscription(f"The plan `{plan}` has no recurring price.", plan=plan)
    rhythm = Rhythm(found.price.every, found.price.anchor)
    words = found.proration
    add_ons = tuple(one.id for one in found.add_ons)
    if words is None:
        return Offer(plan, rhythm, trial=found.trial, add_ons=add_ons)
    return Offer(plan, rhythm, words.basis, words.on_change, words.back_dated, found.trial, add_ons)
