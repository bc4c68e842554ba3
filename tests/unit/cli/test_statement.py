"""``loyalty statement``, ``forecast`` and ``expiring``: what they print of a member's points."""

import json
from zoneinfo import ZoneInfo

import pytest

from loyalty.ledger.entry import Kind
from loyalty.wording.columns import width
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.statement import entry_word, statement_text
from tests.unit.cli.conftest import Run


def test_a_statement_adds_up_lot_by_lot(run: Run, member: str) -> None:
    """Opening, the order and closing; as JSON the same figures."""
    days = ("--from", "2026-11-01", "--to", "2026-11-30")

    printed = run("statement", member, *days).output.splitlines()
    told = json.loads(run("statement", member, *days, "--json").output)

    assert "opening" == printed[1].split()[0]
    # in the programme's zone: it is nine o'clock in London
    assert ["2026-11-16", "10:00", "earned"] == printed[2].split()[:3]
    assert ["+80", "80"] == printed[2].split()[-2:]
    assert ["closing", "80"] == printed[4].split()
    assert ["ends", "2028-11-16", "0", "+80", "80"] == printed[5].split()[-5:]
    assert (0, 80) == (told["opening"]["total"], told["closing"]["total"])
    assert [80] == [line["change"] for line in told["lines"]]
    assert [(0, 80, 80)] == [(lot["opening"], lot["change"], lot["closing"]) for lot in told["lots"]]


def test_a_statement_in_chinese(run: Run, member: str) -> None:
    """Every word is Chinese, numbers still stand under each other, and JSON is as it was."""
    days = ("--from", "2026-11-01", "--to", "2026-11-30")

    printed = run("statement", member, *days, "--lang", "zh-CN").output.splitlines()

    assert "至" in printed[0]
    assert [["期初", "0"], ["期末", "80"]] == [printed[place].split() for place in (1, 4)]
    assert ["2026-11-16", "10:00", "获得"] == printed[2].split()[:3]
    assert "有效期至 2028-11-16" in printed[5]
    assert 1 == len({width(line) for line in printed[1:3] + printed[4:]})
    assert run("statement", member, *days, "--json").output == (
        run("statement", member, *days, "--json", "--lang", "zh-CN").output
    )
    forecast = run("forecast", member, "--on", "2028-11-16", "--lang", "zh-CN").output
    assert "失效" in forecast.splitlines()[0]
    assert "2028-11-16 结束时可用积分 0，此前失效 80" == forecast.splitlines()[1]


def test_every_kind_of_entry_has_a_word() -> None:
    """Each kind has a word in each language that no other kind has."""
    for language in LANGUAGES:
        assert len(Kind) == len({entry_word(kind, language) for kind in Kind})


def test_a_merged_member_has_the_old_book(run: Run, member: str) -> None:
    """It ends with the merge and says under which id the member goes on; the survivor's has the points."""
    days = ("--from", "2026-11-01", "--to", "2026-12-31")
    enrolled = run("member", "enrol", "corner-coffee", "--json")
    survivor = json.loads(enrolled.output)["member"]
    assert 0 == run("member", "merge", survivor, member).exit_code

    old = run("statement", member, *days)
    lines = old.output.splitlines()

    assert 0 == old.exit_code
    assert f"goes on as {survivor}" == lines[1]
    assert ["closing", "0"] == next(line.split() for line in lines if line.startswith("closing"))
    assert any("merged" in line for line in lines)
    assert 80 == json.loads(run("statement", survivor, *days, "--json").output)["closing"]["total"]


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
    for day in ("9999-12-31", "1999-12-31", "2026-02-30", "20261231"):
        assert f"`{day}` is no day such as 2026-11-22" in run("forecast", member, "--on", day).output
    assert "The day is over.\n" == run("forecast", member, "--on", "2026-11-01").output


@pytest.mark.parametrize(
    ("reason", "english", "chinese"),
    [
        ("referral", " (referral)", "（推荐奖励）"),
        ("offline-difference", " (difference to an offline till)", "（离线收银差异）"),
        (
            "to_miles: 5 for 100, down",
            " (to_miles: 5 for 100, rounded (down))",
            "（to_miles：每 100 兑换 5，舍去尾数）",
        ),
        ("late parcel", " (late parcel)", "（late parcel）"),
    ],
)
def test_reasons_of_the_engine_are_said_in_words(reason: str, english: str, chinese: str) -> None:
    """What somebody stated stays as it was stated."""
    line = {"at": "2026-11-16T09:00:00Z", "kind": "earn", "reference": "order:1", "reason": reason}
    sums = {"total": 5, "held": 0, "owed": 0}
    told = {
        "member": "m",
        "wallet": "points",
        "from": "2026-11-01",
        "to": "2026-11-30",
        "onward": None,
        "opening": sums,
        "closing": sums,
        "lots": [],
        "lines": [{**line, "change": 5, "total": 5, "lots": {}}],
    }

    assert f"order:1{english} " in statement_text(told, ZoneInfo("UTC"), "en")
    assert f"order:1{chinese} " in statement_text(told, ZoneInfo("UTC"), "zh-CN")
