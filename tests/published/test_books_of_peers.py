"""What others publish of points that are earned, spent, brought back and lost: our books come to the same.

A case is a member's story in steps: what is bought, brought back, loaded or done, and what the
member has after it. The tables hold figures only; amounts are in major units.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money, currency
from loyalty.ledger.due import holdings
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_event import RecordEvent, record_event
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.show_standing import show_standing
from loyalty.use_cases.stored_value import value_unit
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.published.test_loyalty_of_peers import AT, NUMBERS, lines_of, source_of
from tests.steps.drivers import StandingClock

TABLES = sorted(Path(__file__).parent.glob("books/*.yaml"))
AT_LEAST_CASES = 19
EUR = currency("EUR")
MINOR = 100


def _cases() -> Iterator[Any]:
    for table in TABLES:
        told = yaml.load(table.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  texts only
        yield from (pytest.param(case, id=case["source"]) for case in told["cases"])


CASES = list(_cases())


@dataclass(slots=True)
class Story:
    """One member of one programme, and what is done to them."""

    services: Services
    clock: StandingClock
    member: MemberId
    numbers: Iterator[int] = field(default_factory=count)

    def take(self, step: Mapping[str, str]) -> dict[str, Fraction]:
        """Do what a step says; give what it came to."""
        if "at" in step:
            self.clock.at = datetime.fromisoformat(step["at"]).replace(hour=10, tzinfo=UTC)
        told: dict[str, Fraction] = {}
        if "buy" in step:
            told = self._buy(step)
        elif "back" in step:
            told = self._bring_back(step)
        elif "cancel" in step:
            key = OrderKey("p", "till", step["cancel"])
            cancel_order(self.services, CancelOrder(key, f"cancelled-{next(self.numbers)}"))
        elif "load" in step:
            amount = Money(int(Fraction(step["load"]) * MINOR), EUR)
            load_value(self.services, LoadValue(self.member, amount, "till"), self._once())
        elif "event" in step:
            said = f"event-{next(self.numbers)}"
            record_event(self.services, RecordEvent(self.member, said, step["event"], "app"))
        return told | self._has()

    def _buy(self, step: Mapping[str, str]) -> dict[str, Fraction]:
        value = int(Fraction(step.get("from_value", "0")) * MINOR)
        points, codes = int(step.get("spend", "0")), tuple(code for code in [step.get("code")] if code)
        lines = lines_of(step["lines"], MINOR)
        basket = Basket(lines, {}, {}, points, vouchers=codes, value_offered=value)
        booked = record_order(self.services, RecordOrder("p", "till", step["buy"], basket, self.member))
        decision = booked.recipe.decision
        return {
            "total": Fraction(decision.due, MINOR),
            "payable": Fraction(decision.payable, MINOR),
            "points": Fraction(decision.points_earned),
        }

    def _bring_back(self, step: Mapping[str, str]) -> dict[str, Fraction]:
        key = OrderKey("p", "till", step["back"])
        back = {step["line"]: Fraction(step["quantity"])}
        booked = record_return(self.services, RecordReturn(key, f"return-{next(self.numbers)}", back))
        return {"money": Fraction(booked.returned.money, MINOR)}

    def _has(self) -> dict[str, Fraction]:
        has = show_balances(self.services, self.member).holdings
        with self.services.units.read() as unit:
            programme = self.services.programmes.in_force(unit, "p", self.clock.at)
            account = unit.ledger.account(self.member, value_unit(programme), "p")
        value = holdings(account, self.clock.at).available
        return {
            "balance": Fraction(has.available),
            "owed": Fraction(has.owed),
            "value": Fraction(value, MINOR),
        }

    def _once(self) -> Once:
        key = f"once-{next(self.numbers)}"
        return Once("story", key, key)


@pytest.mark.parametrize("case", CASES)
def test_the_story_of_a_peer(sqlite_database: str, case: Mapping[str, Any]) -> None:
    """After each step the member has what the peer publishes, and the book is sound at the end."""
    clock = StandingClock(AT)
    engine = open_engine(sqlite_database)
    services = Services(Units(engine), clock, SystemEntropy(), b"secret")
    adopt_programme(services, source_of(case["rules"], NUMBERS | case.get("numbers", {})))
    first = next((step["at"] for step in case["steps"] if "at" in step), None)
    if first is not None:
        clock.at = datetime.fromisoformat(first).replace(tzinfo=UTC)
    enrolled = enrol_member(services, EnrolMember("p"), Once("story", "enrol", "enrol"))
    story = Story(services, clock, MemberId(enrolled.data["member"]))

    for step in case["steps"]:
        told = story.take(step)
        if "tier" in step:
            assert step["tier"] == show_standing(services, story.member).standing.tier, step
        expected = {name: Fraction(step[name]) for name in told if name in step}
        assert expected or "tier" in step
        assert {name: told[name] for name in expected} == expected, step

    assert [] == [fault for account in verify_ledger(services) for fault in account.faults]
    engine.dispose()


def test_there_are_stories() -> None:
    """A table that is no longer read would say nothing."""
    assert len(CASES) >= AT_LEAST_CASES
