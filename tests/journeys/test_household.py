"""Three years of a household through the API alone, on both databases, and every statement held to paper.

Ada and Ben buy, give each other points and spend them; Ada finds that her old card is a member of
its own and has it merged; she loses her tier and wins it back; they bring goods back after the
points of the sale have ended. Beside it a plain book is kept by hand. After every step the
balances agree with it, and in the end so does every line and every lot of every year, by the
API and as the command prints it.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.journeys.hearth import Hearth, midnight, opened
from tests.journeys.plain_book import PlainLot
from tests.journeys.statements import printer, statements_agree

FIVE_DAYS = "first=2024-01-01&last=2024-01-05"


@pytest.fixture
def hearth(database_url: str) -> Iterator[Hearth]:
    """Give the API on a fresh database with the household's programme."""
    there = opened(database_url)
    yield there
    there.services.units.close()


def test_three_years_of_a_household(hearth: Hearth, database_url: str, tmp_path: Path) -> None:
    """Every step agrees with the paper, the statements of every period too, and the book has no fault."""
    _the_first_year(hearth)
    _one_person_two_cards(hearth)
    _goods_come_back_after_the_points_ended(hearth)
    _the_tier_is_lost_and_won_back(hearth)
    _too_much_spent(hearth)
    _one_pool_and_one_wallet_more(hearth)
    _what_the_standing_was_on_any_day(hearth)

    printed = printer(database_url, tmp_path)
    for name, book in hearth.books.items():
        statements_agree(hearth, name, book, printed)
    statements_agree(hearth, "Ada", hearth.miles, printed, "miles")
    assert [] == json.loads(printed("ledger", "verify", "--json"))["faults"]


def test_a_merge_undone_leaves_both_statements_whole(hearth: Hearth) -> None:
    """What was booked there and back stands in both and comes to nothing, lot by lot."""
    _the_first_year(hearth)
    hearth.on("2024-01-02T10:00")
    path = f"/v1/members/{hearth.members['Ada']}/merges"
    merge = hearth.ask("POST", path, {"merged": hearth.members["card"]})["merge"]
    hearth.on("2024-01-05T10:00")
    hearth.ask("POST", f"{path}/undo", {"merge": merge})

    hearth.agree()
    for name, book in hearth.books.items():
        told = hearth.ask("GET", f"/v1/members/{hearth.members[name]}/statement?{FIVE_DAYS}")
        booked = [line["entry"]["points"] for line in told["lines"]]
        assert told["closing"]["total"] == told["opening"]["total"] + sum(booked)
        assert {lot.ends: lot.points for lot in book.lots.values() if lot.points} == {
            datetime.fromisoformat(lot["expires_at"]): lot["closing"]
            for lot in told["lots"]
            if lot["closing"]
        }


def _the_first_year(hearth: Hearth) -> None:
    hearth.on("2023-01-10T09:00")
    hearth.enrol("Ada", "Ben", "card")
    hearth.on("2023-01-15T10:00")
    hearth.buy("Ada", "A1", ("2 x 60.00", "1 x 30.00"), 150)
    hearth.night("2023-02-01T04:00", "points")
    hearth.on("2023-02-10T10:00")
    hearth.buy("Ben", "B1", ("5 x 50.00",), 250)
    hearth.on("2023-03-01T10:00")
    hearth.buy("Ada", "A2", ("1 x 400.00",), 400)
    assert "silver" == hearth.tier("Ada")
    hearth.on("2023-03-20T10:00")
    hearth.buy("Ada", "A3", ("1 x 100.00",), 200)
    hearth.on("2023-04-10T10:00")
    hearth.give("Ada", "Ben", 70)
    hearth.on("2023-05-02T10:00")
    hearth.buy("Ben", "B2", ("4 x 15.00",), 30, 300)
    assert [70, 230] == list(hearth.spent["B2"].values())
    hearth.on("2023-06-01T10:00")
    hold = hearth.set_aside("Ada", 100, 7)
    hearth.on("2023-06-02T10:00")
    hearth.capture("Ada", hold, 40)
    hearth.on("2023-06-10T10:00")
    hearth.set_aside("Ada", 50, 1)
    hearth.night("2023-06-11T11:00", "points", "points")
    hearth.on("2023-11-05T10:00")
    hearth.buy("card", "C1", ("3 x 30.00",), 90)
    hearth.on("2023-12-20T10:00")
    hearth.buy("card", "C2", ("1 x 60.00",), 60)


def _one_person_two_cards(hearth: Hearth) -> None:
    """Merge the card with what it set aside and what still waits; its id then says where to look."""
    hearth.on("2024-01-01T12:00")
    hold = hearth.set_aside("card", 20, 7)
    hearth.on("2024-01-02T10:00")
    card = hearth.members.pop("card")
    hearth.ask("POST", f"/v1/members/{hearth.members['Ada']}/merges", {"merged": card})
    hearth.books["Ada"].take_over(hearth.clock.at, hearth.books.pop("card"))
    hearth.miles.note(hearth.clock.at, "merge", 0)
    hearth.agree()
    gone = hearth.client.get(f"/v1/members/{card}", headers=hearth.headers)
    assert (410, hearth.members["Ada"]) == (gone.status_code, gone.get_json()["reasons"][0]["member"])
    hearth.on("2024-01-03T12:00")
    hearth.capture("Ada", hold, 15)


def _goods_come_back_after_the_points_ended(hearth: Hearth) -> None:
    """Take back first what had lapsed, which costs nothing; what was spent comes back and lapses at once."""
    hearth.night("2024-01-17T04:00", "points", "tier-notice")
    hearth.deliver()
    hearth.on("2024-02-05T10:00")
    hearth.bring_back("Ada", "A1", 1, (6000, 60, 0))
    assert -20 == hearth.books["Ada"].lines[-1].change
    hearth.on("2024-02-20T10:00")
    hearth.bring_back("Ben", "B2", 1, (750, 8, 75))
    assert ["restore", "lapse", "clawback"] == [line.kind for line in hearth.books["Ben"].lines[-3:]]


def _the_tier_is_lost_and_won_back(hearth: Hearth) -> None:
    """Lose silver a year after it was reached, with twice the points; reach it again within three months."""
    hearth.night("2024-02-21T04:00")
    hearth.on("2024-03-01T23:59")
    assert "silver" == hearth.tier("Ada")
    hearth.on("2024-03-02T00:00")
    assert "blue" == hearth.tier("Ada")
    hearth.night("2024-03-22T04:00", "points", "tier-review")
    hearth.on("2024-04-01T10:00")
    hearth.buy("Ada", "A4", ("1 x 100.00",), 100)
    hearth.on("2024-06-01T10:00")
    hearth.buy("Ada", "A5", ("3 x 150.00",), 450)
    assert "silver" == hearth.tier("Ada")
    hearth.on("2024-07-10T10:00")
    hearth.buy("Ada", "A6", ("1 x 50.00",), 100)
    hearth.on("2024-08-15T10:00")
    hearth.bring_back("Ada", "C1", 1, (3000, 30, 0), kind="merge")
    hearth.on("2024-10-01T10:00")
    hearth.buy("Ben", "B3", ("2 x 100.00",), 200)


def _too_much_spent(hearth: Hearth) -> None:
    """Undo one exchange, spend again, bring back what earned it; gifts and purchases repay what is owed."""
    hearth.night("2024-11-07T04:00", "points", "points")
    hearth.on("2024-12-01T10:00")
    hearth.redeem("Ada", "kettle-1", 650)
    hearth.on("2024-12-18T10:00")
    hearth.buy("Ben", "B4", ("1 x 10.00",), 10)  # can be spent from the first instant of the year on
    hearth.on("2025-01-10T10:00")
    hearth.roll_back("Ada", "kettle-1")
    hearth.agree()
    hearth.on("2025-02-01T10:00")
    hearth.redeem("Ada", "kettle-2", 600)
    hearth.on("2025-02-10T10:00")
    hearth.bring_back("Ada", "A5", 2, (30000, 300, 0))
    assert (250, "silver") == (hearth.books["Ada"].owed, hearth.tier("Ada"))
    hearth.on("2025-02-12T10:00")
    hearth.give("Ben", "Ada", 90)
    hearth.on("2025-03-01T10:00")
    hearth.buy("Ada", "A7", ("2 x 100.00",), 400)
    hearth.night("2025-04-10T04:00", "points", "tier-notice")
    hearth.deliver()
    hearth.night("2025-05-10T04:00")
    hearth.on("2025-05-20T10:00")
    hearth.buy("Ada", "A8", ("3 x 100.00",), 600)
    assert (0, 240) == (hearth.books["Ada"].owed, hearth.books["Ada"].lots["A7"].points)
    hearth.on("2025-06-02T10:00")
    assert "silver" == hearth.tier("Ada")
    for day, pieces, points in (("2025-06-02", 1, 200), ("2025-06-05", 2, 400)):
        hearth.on(f"{day}T12:00")
        hearth.bring_back("Ada", "A8", pieces, (pieces * 10000, points, 0))


def _one_pool_and_one_wallet_more(hearth: Hearth) -> None:
    """Share what both have; what is undone goes home, with its end; turn points into miles, rounded down."""
    ada, ben = hearth.books["Ada"], hearth.books["Ben"]
    hearth.on("2025-07-01T10:00")
    household = hearth.ask("POST", "/v1/households", {"member": hearth.members["Ada"]})["household"]
    hearth.ask("POST", f"/v1/households/{household}/join", {"member": hearth.members["Ben"]})
    ben.hand_over(hearth.clock.at, ada, {"B3": 110, "B4": 10}, ("pool", "pool"))
    hearth.redeem("Ada", "kettle-3", 150)
    (first, _), (second, _), (_, own) = hearth.spent["kettle-3"].items()
    assert 30 == own
    hearth.on("2025-09-01T10:00")
    hearth.roll_back("Ada", "kettle-3")
    ada.hand_over(hearth.clock.at, ben, {first: 110, second: 10}, ("pool", "receive"))
    hearth.agree()
    hearth.ask("POST", f"/v1/households/{household}/leave", {"member": hearth.members["Ben"]})
    at = hearth.on("2025-11-01T10:00")
    body = {"member": hearth.members["Ada"], "id": "trip", "conversion": "to-miles", "points": 100}
    assert 66 == hearth.ask("POST", "/v1/conversions", body)["got"]
    ada.spend(at, 100, "convert")
    hearth.miles.earn(at, PlainLot("trip", 66, midnight(date(2026, 6, 1))), "convert")
    hearth.agree()
    hearth.on("2025-12-24T10:00")
    hearth.buy("Ben", "B5", ("1 x 80.00",), 80)
    hearth.night("2026-01-01T00:00")


def _what_the_standing_was_on_any_day(hearth: Hearth) -> None:
    days = ("2023-02-28", "2023-03-01", "2024-03-01", "2024-03-02", "2024-06-01", "2025-12-31")
    held = ["blue", "silver", "silver", "blue", "silver", "silver"]
    assert held == [hearth.tier_on("Ada", day) for day in days]
    entries = hearth.ask("GET", f"/v1/members/{hearth.members['Ada']}/ledger?limit=100")["entries"]
    assert {"journey", "return:C1:back-C1-1"} == {e["reason"] for e in entries if e["kind"] == "merge"}
    notices = hearth.ask("GET", "/v1/notices?programme=hearth")["notices"]
    ends = [each["about_at"][:10] for each in notices if each["kind"] == "tier"]
    # silver until the end of the day before in Berlin, both times
    assert ["2025-06-01", "2024-03-01"] == ends
