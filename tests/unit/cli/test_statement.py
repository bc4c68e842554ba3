"""``loyalty statement``, ``forecast`` and ``expiring``: what they print of a member's points."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.bootstrap import open_services, settings_from
from loyalty.kernel.identity import MemberId, id_text
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from tests.unit.api.routes.shop import SetClock
from tests.unit.cli.conftest import Run

EARN = """
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  expire: {after: 24 months, by: each_lot, notice: 36 months}
"""
BOUGHT = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def member(run: Run, coffee: Path) -> Iterator[str]:
    """Give a member of the commands' own database who bought for 80.00 and earned 80 points."""
    (coffee / "earn.yaml").write_text(EARN, encoding="utf-8")
    (coffee / "examples.yaml").unlink()
    named = coffee / "programme.yaml"
    named.write_text(named.read_text(encoding="utf-8").replace(", until: 2027-01-31", ""), encoding="utf-8")
    for words in (("db", "upgrade"), ("adopt", coffee)):
        assert 0 == run(*words).exit_code, run(*words).output
    made = open_services(settings_from())
    there = Services(made.units, SetClock(BOUGHT), made.entropy, made.secret)
    enrolled = enrol_member(there, EnrolMember("corner-coffee"), Once("test", "1", "")).data["member"]
    line = BasketLine("1", "blend", Fraction(1), Fraction(8000), {"category": "coffee", "brand": "other"})
    basket = Basket((line,), {"channel": "shop", "delivery": "home"})
    record_order(there, RecordOrder("corner-coffee", "till", "A", basket, MemberId(enrolled)))
    yield id_text("mem", enrolled)
    made.units.close()


def test_a_statement_adds_up_lot_by_lot(run: Run, member: str) -> None:
    """Opening, the order and closing; as JSON the same figures."""
    days = ("--from", "2026-11-01", "--to", "2026-11-30")

    printed = run("statement", member, *days).output.splitlines()
    told = json.loads(run("statement", member, *days, "--json").output)

    assert "opening" == printed[1].split()[0]
    assert ["+80", "80"] == printed[2].split()[-2:]
    assert ["closing", "80"] == printed[4].split()
    assert ["0", "+80", "80"] == printed[5].split()[-3:]
    assert (0, 80) == (told["opening"]["total"], told["closing"]["total"])
    assert [80] == [line["change"] for line in told["lines"]]
    assert [(0, 80, 80)] == [(lot["opening"], lot["change"], lot["closing"]) for lot in told["lots"]]


def test_a_forecast_says_what_lapses(run: Run, member: str) -> None:
    """On the last day they are there, the day after nothing is."""
    there = run("forecast", member, "--on", "2028-11-15")
    gone = json.loads(run("forecast", member, "--on", "2028-11-16", "--json").output)

    assert "80 can be spent at the end of 2028-11-15, 0 lapse by then\n" == there.output
    assert (0, 80, ["lapse"]) == (gone["active"], gone["lapsing"], [step["kind"] for step in gone["steps"]])


def test_whose_points_end_soon(run: Run, member: str) -> None:
    """Who has points that end within the programme's notice is listed with them."""
    [row] = json.loads(run("expiring", "--programme", "corner-coffee", "--json").output)

    assert (member, "points", 80, "2028-11-16T23:00:00Z") == tuple(row.values())
    assert run("expiring", "--programme", "corner-coffee").output.endswith("1 notice due\n")


def test_days_that_cannot_be(run: Run, member: str) -> None:
    """A last day before the first is wrong use, a day that is over is refused."""
    assert 2 == run("statement", member, "--from", "2026-12-01", "--to", "2026-11-30").exit_code
    assert 2 == run("statement", "nobody", "--from", "2026-11-01", "--to", "2026-11-30").exit_code
    assert "The day is over.\n" == run("forecast", member, "--on", "2026-11-01").output
