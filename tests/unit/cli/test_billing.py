"""``loyalty bill``, ``loyalty invoice``, ``loyalty subscription``: what they print, and their exit codes."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loyalty.bootstrap import open_services, settings_from
from loyalty.subscriptions.spending import Alerts, Threshold
from loyalty.use_cases.answers.set_alerts import SetAlerts, set_alerts
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription
from tests.agreeing import begin
from tests.unit.api.routes.shop import SetClock
from tests.unit.cli.conftest import Run

BEGUN, NEXT_DAY = datetime(2026, 11, 16, 9, tzinfo=UTC), "2026-11-17T12:00:00+01:00"


@pytest.fixture
def services(run: Run, coffee: Path) -> Iterator[Services]:
    """Give services on the commands' own database, with a member's subscription billed every day.

    What is billed lies in the past, whenever the test runs.
    """
    plans = coffee / "plans.yaml"
    plans.write_text(
        plans.read_text(encoding="utf-8").replace("every: month", "every: day"), encoding="utf-8"
    )
    named = coffee / "programme.yaml"
    named.write_text(named.read_text(encoding="utf-8").replace(", until: 2027-01-31", ""), encoding="utf-8")
    assert 0 == run("db", "upgrade").exit_code
    assert 0 == run("adopt", coffee).exit_code
    made = open_services(settings_from())
    there = Services(made.units, SetClock(BEGUN), made.entropy, made.secret)
    member = enrol_member(there, EnrolMember("corner-coffee"), Once("test", "1", "")).data["member"]
    begin(there, StartSubscription(SubscriptionKey("corner-coffee", "desk-7"), member, "brew-pro"))
    yield there
    made.units.close()


def test_due_subscriptions_are_billed_with_a_closing_table(run: Run, services: Services) -> None:
    """The day that began is booked, a second run finds nothing new."""
    first = run("bill", "--programme", "corner-coffee", "--at", NEXT_DAY)
    again = run("bill", "--programme", "corner-coffee", "--at", NEXT_DAY, "--json")

    assert 0 == first.exit_code
    assert "1 invoice" in first.output
    assert "29.50 EUR" in first.output
    assert {"looked_at": 0, "bills": [], "nothing_due": 0, "refused": [], "alerts": []} == json.loads(
        again.output
    )


@pytest.mark.usefixtures("services")
def test_an_unknown_programme_is_not_nothing_due(run: Run) -> None:
    """A name that no programme has ends with code 1, in bills and in alerts."""
    for command in ("bill", "alerts"):
        answer = run(command, "--programme", "corner-cofee")
        assert 1 == answer.exit_code
        assert "No version of this programme binds" in answer.output


def test_an_invoice_is_printed_and_adds_up(run: Run, services: Services) -> None:
    """In words in both languages and as data, each checked."""
    shown = json.loads(run("subscription", "show", "corner-coffee", "desk-7", "--json").output)
    [invoice] = shown["invoices"]

    assert "sum check: ok" in run("invoice", invoice["id"]).output
    assert "专业版" in run("invoice", invoice["id"], "--lang", "zh-CN").output
    told = json.loads(run("invoice", invoice["id"], "--json").output)
    assert invoice == {name: told[name] for name in invoice}
    assert told == json.loads(run("explain", invoice["id"], "--json").output)
    assert "合计核对：正确" in run("explain", invoice["id"], "--lang", "zh-CN").output
    assert run("invoice", invoice["id"], "--format", "csv").output.count("\n") > len(invoice["lines"])
    page = run("invoice", invoice["id"], "--format", "html").output
    assert f"<h1>Invoice {invoice['number']}</h1>" in page
    assert "href" not in page
    assert run("invoice", invoice["id"], "--format", "pdf").stdout_bytes.startswith(b"%PDF")
    assert 1 == run("invoice", "inv_01b6esf8g0000").exit_code


def test_a_subscription_is_shown_with_its_bills_and_the_next_one(run: Run, services: Services) -> None:
    """State, period and bills as lines; the preview books nothing."""
    shown = run("subscription", "show", "corner-coffee", "desk-7").output
    preview = run("subscription", "preview", "corner-coffee", "desk-7")

    assert "state        active" in shown
    assert "78.50 EUR" in shown
    assert 0 == preview.exit_code
    assert "API calls" in preview.output
    assert shown == run("subscription", "show", "corner-coffee", "desk-7").output


def test_what_is_left_is_shown(run: Run, services: Services) -> None:
    """What was used, what becomes of the next unit and its exact price, as lines and as data."""
    period_of_now = run("subscription", "left", "corner-coffee", "desk-7", "api-calls", "--json")

    assert {"used": "0", "next": "charge", "price": "0.001", "adds": "0.00", "currency": "EUR"} == json.loads(
        period_of_now.output
    )
    lines = run("subscription", "left", "corner-coffee", "desk-7", "api-calls").output
    assert "price        0.001" in lines
    assert 1 == run("subscription", "left", "corner-coffee", "desk-7", "api-cals").exit_code


def test_what_a_membership_was_worth(run: Run, services: Services) -> None:
    """In words in both languages, and as data; a member's id that is none is wrong use."""
    shown = json.loads(run("subscription", "show", "corner-coffee", "desk-7", "--json").output)
    member = shown["subscription"]["member"]
    time = ("--start", "2026-11-16T00:00:00+01:00", "--end", "2026-11-17T00:00:00+01:00")
    told = json.loads(run("value", member, *time, "--json").output)

    assert (7800, 0) == (told["total"]["fee"], told["total"]["saved"])
    assert "You paid €78.00 for plans" in run("value", member, *time).output
    assert "您为套餐支付 €78.00" in run("value", member, *time, "--lang", "zh-CN").output
    assert 2 == run("value", "mem_1", *time).exit_code
    assert 2 == run("value", member, *time[:3], time[1]).exit_code


def test_alerts_are_told_once(run: Run, services: Services) -> None:
    """What is reached is printed, the next time nothing; a programme without alerts has none."""
    assert "0 alerts told" in run("alerts", "--programme", "corner-coffee").output
    wish = SetAlerts(
        SubscriptionKey("corner-coffee", "desk-7"), Alerts(None, (Threshold("any", amount=1),)), "EUR"
    )
    set_alerts(services, wish)
    first = run("alerts", "--programme", "corner-coffee", "--json")
    again = run("alerts", "--programme", "corner-coffee")

    assert ["any"] == [one["alert"] for one in json.loads(first.output)]
    assert "0 alerts told" in again.output


def test_a_bill_tells_of_alerts_first(run: Run, services: Services) -> None:
    """What is reached in the period that runs is told before the next one begins, and once."""
    key = SubscriptionKey("corner-coffee", "desk-7")
    set_alerts(services, SetAlerts(key, Alerts(None, (Threshold("any", amount=1),)), "EUR"))

    first = run("bill", "--programme", "corner-coffee", "--at", NEXT_DAY).output
    again = json.loads(run("bill", "--programme", "corner-coffee", "--at", NEXT_DAY, "--json").output)

    assert "desk-7 any: " in first
    assert "1 alert told" in first
    assert [] == again["alerts"]


def test_a_standing_of_any_day(run: Run, services: Services) -> None:
    """In words in both languages, and as data; of a day before joining there is none."""
    shown = json.loads(run("subscription", "show", "corner-coffee", "desk-7", "--json").output)
    member = shown["subscription"]["member"]

    assert "blue" == json.loads(run("standing", member, "--json").output)["standing"]["tier"]
    assert "€500.00 more (spend) to silver" in run("standing", member, "--on", "2026-11-20").output
    assert "距银卡还差 €500.00" in run("standing", member, "--lang", "zh-CN").output
    assert 1 == run("standing", member, "--on", "2026-11-15").exit_code
    assert 2 == run("standing", "mem_1").exit_code
    assert "0 tiers ending" in run("tiers-ending", "--programme", "corner-coffee").output
    assert [] == json.loads(run("tiers-ending", "--programme", "corner-coffee", "--json").output)
