"""``loyalty statement``, ``forecast`` and ``expiring``: what they print of a member's points."""

import json

from tests.unit.cli.conftest import Run


def test_a_statement_adds_up_lot_by_lot(run: Run, member: str) -> None:
    """Opening, the order and closing; as JSON the same figures."""
    days = ("--from", "2026-11-01", "--to", "2026-11-30")

    printed = run("statement", member, *days).output.splitlines()
    told = json.loads(run("statement", member, *days, "--json").output)

    assert "opening" == printed[1].split()[0]
    # in the programme's zone: it is nine o'clock in London
    assert ["2026-11-16", "10:00", "earn"] == printed[2].split()[:3]
    assert ["+80", "80"] == printed[2].split()[-2:]
    assert ["closing", "80"] == printed[4].split()
    assert ["ends", "2028-11-16", "0", "+80", "80"] == printed[5].split()[-5:]
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
    for day in ("9999-12-31", "1999-12-31", "2026-02-30", "20261231"):
        assert f"`{day}` is no day such as 2026-11-22" in run("forecast", member, "--on", day).output
    assert "The day is over.\n" == run("forecast", member, "--on", "2026-11-01").output
