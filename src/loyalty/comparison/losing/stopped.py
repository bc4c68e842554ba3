"""Subscriptions that a new version stops charging: of a plan, an add-on or a time that is sold no more.

Whether anybody has one is not known of two versions, so that this is told of and stands in nobody's way.
"""

from collections.abc import Iterator

from loyalty.comparison.losing.loss import LOSS, Loss
from loyalty.comparison.losing.sayings import said
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.programme import ProgrammeShape


def stopped_subscriptions(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Loss]:
    """Give the plans of whose subscribers some cannot be charged any more; others keep their values."""
    after = {plan.id: plan for plan in new.plans if plan.price is not None}
    for plan in old.plans:
        if plan.price is None or plan.existing == "keep":
            continue
        found = after.get(plan.id)
        if found is None:
            yield Loss(LOSS, plan.id, said("plan_gone", plan=plan.id))
        else:
            yield from _of_plan(plan, found)


def _of_plan(old: PlanShape, new: PlanShape) -> Iterator[Loss]:
    assert old.price is not None and new.price is not None  # noqa: S101, PT018 - plans with prices are asked
    was, is_ = old.price.every, new.price.every
    if (was.months, was.days) != (is_.months, is_.days):
        yield Loss(LOSS, old.id, said("plan_time", plan=old.id, old=str(was), new=str(is_)))
    kept = {add_on.id for add_on in new.add_ons}
    for add_on in (each.id for each in old.add_ons if each.id not in kept):
        yield Loss(LOSS, old.id, said("add_on_gone", plan=old.id, add_on=add_on))
