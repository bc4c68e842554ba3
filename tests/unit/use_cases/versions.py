"""A programme that has begun, and short ways to take steps in the life of its versions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from loyalty.adoption.plan import AdoptionPlan
from loyalty.adoption.version import Person
from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.kernel.refusal import Refusal
from loyalty.language.findings import Span
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.lifecycle.adopt_plan import AdoptPlan, adopt_plan
from loyalty.use_cases.lifecycle.answering import AnswerPlan
from loyalty.use_cases.lifecycle.approve_plan import approve_plan
from loyalty.use_cases.lifecycle.plan_adoption import PlanAdoption, plan_adoption
from loyalty.use_cases.lifecycle.show_audit import show_audit
from loyalty.use_cases.record_order import RecordOrder
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.steps.reading import metered

NAME = "metered"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ADA, BO = Person("Ada"), Person("Bo")
MONDAY = date(2026, 11, 23)
WEEK = timedelta(days=7)
WAIVED = """constraints:
  - more_never_costs_less: {of: quantity}
waivers:
  - {constraint: more_never_costs_less, where: units, reason: agreed, approved_by: Cy, until: 2026-11-30}
"""


def rules(price: str, more: str = "") -> Mapping[str, str]:
    """Give a programme with one price."""
    [(name, text)] = metered(f"model: per_unit\nunit: {price}").items()
    return {name: text + more}


OLD, NEW, NEWER = rules("0.10"), rules("0.20"), rules("0.30")


@dataclass
class House:
    """A database in which a programme has begun, and short ways to take steps in it."""

    services: Services
    clock: StandingClock

    def plan(self, source: Mapping[str, str] = NEW, day: date | None = MONDAY, **more: str) -> AdoptionPlan:
        """Let Ada plan a version."""
        named = {"plan_id": "p-1", **more}
        return plan_adoption(
            self.services, PlanAdoption(NAME, author=ADA, source=source, day=day, **named)
        ).plan

    def approved(
        self, source: Mapping[str, str] = NEW, day: date | None = MONDAY, **more: str
    ) -> AdoptionPlan:
        """Let Ada plan a version and Bo approve it."""
        plan = self.plan(source, day, **more)
        return approve_plan(self.services, AnswerPlan(NAME, plan.plan_id, BO)).plan

    def adopt(self, plan_id: str = "p-1") -> datetime:
        """Adopt a plan and give from when it binds."""
        return adopt_plan(self.services, AdoptPlan(NAME, plan_id, ADA)).binds_from

    def binding(self, at: datetime | None = None) -> str:
        """Give the digest that binds."""
        with self.services.units.read() as unit:
            return self.services.programmes.in_force(unit, NAME, at or self.clock.at).digest

    def steps(self) -> list[tuple[str, str]]:
        """Give the audit: each step with who took it."""
        return [(step.step, step.by.name) for step in show_audit(self.services, NAME, limit=100)]

    def refuses(self, refusal: type[Refusal], action: Callable[[], object]) -> Refusal:
        """Hold that an action is refused and leaves the audit and what binds as they were."""
        before = (self.steps(), self.binding())
        with pytest.raises(refusal) as no:
            action()
        assert before == (self.steps(), self.binding())
        return no.value


def verdict(name: str, holds: bool | None, evidence: Evidence = Evidence.TESTED) -> Verdict:  # noqa: FBT001  as a verdict has it
    """Give a verdict as a method would."""
    return Verdict(name, Span("constraints.yaml", 2, 5), evidence, holds, "a basket of two")


def order(order_id: str) -> RecordOrder:
    """Give an order of one packet of coffee by nobody known."""
    line = BasketLine("1", "beans", Fraction(1), Fraction(2694), {"category": "coffee", "brand": "own"})
    return RecordOrder("corner-coffee", "till", order_id, Basket((line,), {"channel": "shop"}))
