"""A year of a subscription through the API alone, on both databases, and every number worked out again.

A trial, a coupon, prepaid credit, seats and add-ons, an upgrade to a plan with another interval,
late and corrected events, a void, a pause, a cancellation told late. Each change is asked for as a
preview first, each invoice goes through the independent checker, and in the end all invoices and
credit notes together are what the periods come to when they are decided from the events alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from api.app import Door, create_app
from loyalty import sumcheck
from loyalty.access.scopes import Scope
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.bootstrap import Health
from loyalty.database.engine import open_engine
from loyalty.desk.course import COURSE
from loyalty.subscriptions.billing import due
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.billing.decided import decisions
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.find_key import find_key
from loyalty.use_cases.services import Services
from tests.unit.api.routes.shop import SetClock

RULES = Path(__file__).parents[2] / "rules" / "cloud-desk"
CLOUD = {"programme": "cloud-desk"}
BERLIN = ZoneInfo("Europe/Berlin")
HERE = "/v1/subscriptions/desk"
CREDIT = 15000
ISSUED = ("id", "kind", "number", "issued_at", "periods")
Document = dict[str, Any]


@dataclass
class Year:
    """A client of the API, its clock, and what was billed so far."""

    services: Services
    clock: SetClock
    client: FlaskClient
    headers: dict[str, str]
    keys: Iterator[int] = field(default_factory=partial(count, 1))
    bills: list[Document] = field(default_factory=list)
    member: str = ""

    def on(self, time: str) -> None:
        """Let it be a time in Berlin."""
        self.clock.at = datetime.fromisoformat(time).replace(tzinfo=BERLIN).astimezone(ZoneInfo("UTC"))

    def ask(self, method: str, path: str, body: object = None) -> Document:
        """Send a request that is to succeed."""
        headers = self.headers | {"Idempotency-Key": f"year-{next(self.keys)}"}
        answer = self.client.open(path, method=method, json=body, headers=headers)
        assert answer.status_code in {200, 201}, answer.text
        found: Document = answer.get_json()
        return found

    def change(self, path: str, method: str = "POST", **asked: object) -> Document:
        """Ask beforehand, then do it, and hold one to the other."""
        body = CLOUD | asked
        shown = self.ask(method, path, body | {"preview": True})
        terms = shown.get("terms")
        agreed = {"consent": {"terms": terms["sha256"], "language": "en", "way": "form"}} if terms else {}
        booked = self.ask(method, path, body | agreed)

        assert shown["subscription"] == booked["subscription"]
        assert content(shown.get("invoice")) == content(booked.get("invoice"))
        return self.keep(booked.get("invoice"))

    def bill(self) -> Document:
        """Book what is due."""
        return self.keep(self.ask("POST", f"{HERE}/bill", CLOUD).get("invoice"))

    def keep(self, bill: Document | None) -> Document:
        """Hold a bill to the checker and to what is shown of it; give it, empty where there is none."""
        if bill is None:
            return {}
        assert [] == sumcheck.check(bill)
        shown = self.ask("GET", f"/v1/invoices/{bill['id']}")
        assert shown.pop(COURSE)["status"] == "committed"
        assert bill == shown
        self.bills.append(bill)
        return bill

    def use(self, *events: tuple[str, str, int, str], **more: str) -> list[str]:
        """Send events by id, meter, quantity and time; give what became of each."""
        sent = [
            {"id": name, "member": self.member, "meter": meter, "quantity": quantity, "at": f"{at}:00Z"}
            | more
            for name, meter, quantity, at in events
        ]
        answer = self.ask("POST", "/v1/usage/events", CLOUD | {"events": sent})
        return [outcome["outcome"] for outcome in answer["outcomes"]]

    def state(self) -> str:
        """Say how the subscription stands."""
        return str(self.ask("GET", f"{HERE}?programme=cloud-desk")["state"])


def content(bill: Document | None) -> Document:
    """Give what a preview and an invoice have in common."""
    return {name: value for name, value in (bill or {}).items() if name not in ISSUED}


@pytest.fixture
def year(database_url: str) -> Iterator[Year]:
    """Give the API on a fresh database with the programme of a software house."""
    clock, entropy = SetClock(), SystemEntropy()
    services = Services(Units(open_engine(database_url)), clock, entropy, b"s" * 32)
    adopt_programme(services, read_rule_folder(RULES).source)
    door = Door(partial(find_key, services), lambda: Health({"schema": True}), entropy.bits)
    key = create_key(services, CreateKey("journey", frozenset(Scope)))
    client = create_app(services, door).test_client()
    yield Year(services, clock, client, {"Authorization": f"Bearer {key.text}"})
    services.units.close()


def from_events(year: Year) -> int:
    """Give what all periods come to, decided from the events and the changes alone."""
    with year.services.units.read() as unit:
        subscription = loaded(unit, SubscriptionKey("cloud-desk", "desk"))
        dues = due(subscription.timeline, year.clock.at)
        made = decisions(year.services, unit, subscription, dues, ())
    return sum(each.decision.due for each in made)


def test_a_year_of_a_subscription(year: Year) -> None:
    """Every bill adds up, every preview was kept, and all of them are what the events come to."""
    year.on("2026-01-15 10:00")
    year.member = year.ask("POST", "/v1/members", CLOUD)["member"]
    grant = {"amount": {"amount": CREDIT, "currency": "EUR"}, "purchased": True}
    year.ask("POST", f"/v1/members/{year.member}/credit", grant)

    _the_trial_turns_into_the_rest_of_january(year)
    _seats_and_add_ons(year)
    _late_and_corrected_events(year)
    _a_plan_by_the_year(year)
    _a_pause_and_a_void(year)
    _cancelled_late(year)

    listed = year.ask("GET", "/v1/invoices?programme=cloud-desk&subscription=desk")["invoices"]
    assert year.bills == listed
    assert [str(n) for n in range(1, len(listed) + 1)] == [bill["number"] for bill in listed]
    _told_in_other_currencies(year, listed)
    assert from_events(year) == sum(bill["total"]["due"] for bill in listed)
    credit = sum(paid["amount"] for bill in listed for paid in bill["paid"])
    assert CREDIT - credit == year.ask("GET", f"/v1/members/{year.member}/credit")["left"]["amount"]


def _told_in_other_currencies(year: Year, bills: list[Document]) -> None:
    """Hold what is left to pay to the rate of the day of issue, rounded once to 0, 2 and 3 decimals."""
    rates = {"JPY": ("183.50", 0), "USD": ("1.1620", 2), "KWD": ("0.3607", 3)}
    for code, (rate, decimals) in rates.items():
        bill = next(
            one for one in bills if one["payable"] and (code != "USD" or one["issued_at"] > "2026-07")
        )
        told = year.ask("GET", f"/v1/invoices/{bill['id']}?currency={code}")["converted"]
        exact = Fraction(abs(bill["payable"])) / 100 * Fraction(rate) * 10**decimals
        found = int(exact + Fraction(1, 2)) * (1 if bill["payable"] > 0 else -1)

        assert (found, Fraction(rate), "demonstration") == (
            told["amount"],
            Fraction(told["rate"]),
            told["source"],
        )
    answer = year.client.get(f"/v1/invoices/{bills[0]['id']}?currency=SEK", headers=year.headers)
    assert "?currency" == answer.get_json()["errors"][0]["pointer"]


def _the_trial_turns_into_the_rest_of_january(year: Year) -> None:
    begun = year.change(
        HERE, "PUT", market="EU", member=year.member, plan="team", seats=5, coupons=["welcome"]
    )
    assert ({}, "trial") == (begun, year.state())
    year.ask("POST", "/v1/jobs/runs", CLOUD | {"kinds": ["renewal-notice"]})
    for notice in year.ask("GET", "/v1/notices?programme=cloud-desk&state=waiting")["notices"]:
        year.ask("POST", "/v1/notices/delivered", {"notice": notice["notice"], "channel": "email"})
    year.on("2026-01-29 10:00")
    first = year.bill()
    assert 0 == first["payable"] < first["total"]["due"]
    year.on("2026-01-31 12:00")
    assert ["accepted", "accepted"] == year.use(
        ("e-1", "api-calls", 40_000, "2026-01-29T12:00"), ("e-2", "storage", 25, "2026-01-29T13:00")
    )
    year.on("2026-02-01 00:00")
    used = {line["key"] for line in year.bill()["lines"] if line["category"] == "usage" and line["amount"]}
    assert {"usage.api-calls", "usage.storage"} <= used


def _seats_and_add_ons(year: Year) -> None:
    year.on("2026-02-11 09:00")
    assert year.change(f"{HERE}/changes", seats=12)["total"]["due"] > 0
    assert {} == year.change(f"{HERE}/changes", add_ons={"backup": 2}, when="at_period_end")
    year.on("2026-03-01 08:00")
    assert any("backup" in line["key"] for line in year.bill()["lines"])


def _late_and_corrected_events(year: Year) -> None:
    year.on("2026-03-05 08:00")
    assert ["late"] == year.use(("e-3", "api-calls", 90_000, "2026-02-20T12:00"))
    assert year.bill()["total"]["due"] > 0
    year.on("2026-03-05 09:00")
    corrected = ("e-4", "api-calls", 9_000, "2026-02-20T12:00")
    assert ["corrected"] == year.use(corrected, supersedes="e-3")
    assert "credit_note" == year.bill()["kind"]


def _a_plan_by_the_year(year: Year) -> None:
    """Let the rest of March come back and a year begin, whose use is due when it is over."""
    year.on("2026-03-20 09:00")
    moved = year.change(f"{HERE}/changes", plan="team-yearly")
    assert {"team", "team-yearly"} == {line["plan"] for line in moved["lines"]}
    year.change(f"{HERE}/coupons", coupon="gift")
    year.on("2026-07-01 09:00")
    assert ["accepted"] == year.use(("e-5", "api-calls", 150_000, "2026-06-30T12:00"))
    assert {} == year.bill()


def _a_pause_and_a_void(year: Year) -> None:
    year.on("2026-10-05 09:00")
    assert "credit_note" == year.change(f"{HERE}/pause")["kind"]
    year.on("2026-10-20 09:00")
    resumed = year.change(f"{HERE}/resume")
    note = year.keep(year.ask("POST", f"/v1/invoices/{resumed['id']}/void", CLOUD))
    assert -resumed["total"]["due"] == note["total"]["due"]
    year.on("2026-10-21 09:00")
    assert resumed["total"]["due"] == year.bill()["total"]["due"]


def _cancelled_late(year: Year) -> None:
    """Cancel from the beginning of December, ten days later; then an event comes after all."""
    year.on("2026-12-11 09:00")
    year.change(f"{HERE}/cancel", when="back_dated", at="2026-12-01T00:00:00+01:00")
    assert "ended" == year.state()
    year.on("2027-01-15 10:00")
    assert ["late"] == year.use(("e-6", "api-calls", 20_000, "2026-11-30T12:00"))
    assert {} != year.bill()
    assert {} == year.bill()
