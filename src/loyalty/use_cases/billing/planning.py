"""What a bill of a subscription says at an instant, from everything that is known: the plan of a booking.

A preview shows it, an invoice keeps it; so they cannot differ.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from loyalty.decision.explain import Document, Heading, explain
from loyalty.kernel.refusal import Refusal
from loyalty.subscriptions import billing
from loyalty.subscriptions.billing import Bill, Due, Line, Place
from loyalty.subscriptions.document import Head, invoice_document
from loyalty.subscriptions.records import Subscription
from loyalty.subscriptions.timeline import Segment
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.billing.decided import decisions
from loyalty.use_cases.billing.paying import Asked, Funds, pays
from loyalty.use_cases.billing.renewals import held_back
from loyalty.use_cases.documents import Recipe, new_text_id, opened
from loyalty.use_cases.market_notices import told_in_market
from loyalty.use_cases.services import Services
from loyalty.use_cases.sold_in import sale_in

PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Planned:
    """What is new of a subscription, and what pays it.

    ``recipes`` are the explanations that are not kept yet, ``documents`` all, by id. ``held`` are
    the periods, by when they begin, that are not charged yet, each with why.
    """

    subscription: Subscription
    asked: Asked
    bill: Bill
    funds: Funds
    recipes: Mapping[str, Recipe]
    documents: Mapping[str, Document]
    held: Mapping[datetime, Refusal] = field(default_factory=dict)

    @property
    def payable(self) -> int:
        """The money left to pay, below 0 what is given back, in minor units."""
        return self.bill.due - self.funds.paid.money

    def next_due(self, after: datetime) -> datetime | None:
        """Give the first instant at which something falls due, or from which on a charge waits."""
        timeline = self.subscription.timeline
        ends = timeline.ends_at
        waiting = () if ends is not None and ends <= after else tuple(self.held)
        then = billing.next_due(timeline, after)
        return min((*waiting, *(() if then is None else (then,))), default=None)

    def document(self, head: Head) -> Document:
        """Give it as an invoice."""
        return invoice_document(head, self.bill, self.funds.paid, self.documents)

    def preview(self) -> Document | None:
        """Give it as a preview, None where nothing is due."""
        if not self.bill.lines:
            return None
        return self.document(Head(PREVIEW, self.subscription.id, provisional=self.asked.over))


def plan_bill(services: Services, unit: UnitOfWork, subscription: Subscription, asked: Asked) -> Planned:
    """Give what a bill would say. Raises what `decisions` and `pays` raise."""
    told = unit.invoices.lines(subscription.member_id, subscription.id)
    before = billing.booked(told)
    held = held_back(services, unit, subscription, asked.at, before)
    dues = [
        replace(each, closed=each.closed or asked.over)
        for each in billing.due(subscription.timeline, asked.at)
        if each.segment.cycle.period.start not in held
    ]
    dues += (
        each for each in billing.undone(dues, before) if _keeps_a_fee(services, unit, each.segment, before)
    )
    recipes = _recipes(services, unit, subscription, dues, told)
    lines: list[Line] = []
    for each, recipe in zip(dues, recipes.values(), strict=True):
        lines += billing.decided(each.segment, explain(recipe.decision, recipe.heading))
    bill = billing.bill(lines, before)
    named = {line.explanation for line in bill.lines}
    whose, now = subscription.member_id, services.clock.now()
    market = subscription.timeline.started.market
    new = {
        name: told_in_market(
            services,
            recipe,
            sale_in(recipe.decision.programme, market),
            whose if recipe.personal else None,
            now,
        )
        for name, recipe in recipes.items()
        if name in named
    }
    documents = {name: recipe.document() for name, recipe in new.items()}
    documents |= documents_of(services, unit, named - new.keys())
    funds = pays(services, unit, subscription, bill, asked)
    return Planned(subscription, asked, bill, funds, new, documents, held)


def _keeps_a_fee(
    services: Services, unit: UnitOfWork, segment: Segment, before: Mapping[Place, Line]
) -> bool:
    """Whether a fee of a period stays when that is undone: of one without, every line is given back."""
    period = segment.cycle.period.start, segment.plan
    told = next(line.explanation for place, line in before.items() if place.period == period)
    row = unit.explanations.get(told)
    assert row is not None  # noqa: S101 - kept in the bill's own transaction
    plans = services.programmes.by_digest(unit, row.digest).shape.plans
    return not all(fee.refundable for plan in plans if plan.id == segment.plan for fee in plan.fees)


def documents_of(services: Services, unit: UnitOfWork, names: Iterable[str]) -> dict[str, Document]:
    """Give kept explanations by their ids."""
    found = {}
    for name in sorted(names):
        row = unit.explanations.get(name)
        assert row is not None  # noqa: S101 - kept in the bill's own transaction
        found[name] = opened(services.programmes.by_digest(unit, row.digest), row).document()
    return found


def _recipes(
    services: Services,
    unit: UnitOfWork,
    subscription: Subscription,
    dues: Iterable[Due],
    told: Iterable[Line],
) -> dict[str, Recipe]:
    """Give each decision under a new id of its explanation, in order."""
    now = services.clock.now()
    made = decisions(services, unit, subscription, dues, told)
    recipes = [
        Recipe(each.decision, Heading(new_text_id(services, "exp", now), "usage"), personal=each.personal)
        for each in made
    ]
    said = (
        recipe.beside(instead_of=each.instead_of, known=each.facts.known, unread=each.facts.unread)
        for recipe, each in zip(recipes, made, strict=True)
    )
    return {recipe.heading.id: recipe for recipe in said}
