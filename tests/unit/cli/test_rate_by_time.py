"""``loyalty rate``: events from a file, a share of a period, and what does not fit either."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.sumcheck import check
from tests.unit.cli.conftest import ROOT, Run

EVENTS = (
    '{"id": "b", "at": "2026-11-02T00:00:00Z", "amount": 12, "group": "x"}\n'
    '{"id": "a", "at": "2026-11-01T01:00:00+01:00", "quantity": "3.0", "properties": {"group": "y"}}\n'
    "\n"
    '{"id": "b", "at": 1793577600, "amount": "12.00", "dimensions": {"group": "x"}}\n'
)
GROUPS = (
    "currency: EUR\nmodel: matrix\ndimensions: [group]\napply: per_cell\n"
    "cells: [{where: {group: z}, model: flat, amount: 9}]\n"
    "otherwise: {model: graduated, bands: [{up_to: 10, unit: 1}, {above: 10, unit: 2}]}\n"
)


def test_events(run: Run, tmp_path: Path) -> None:
    """Events count once each, in the order of their times; each books what it adds; rows show their cell."""
    (tmp_path / "t.yaml").write_text(GROUPS, encoding="utf-8")
    (tmp_path / "e.jsonl").write_text(EVENTS, encoding="utf-8")

    told = json.loads(run("rate", tmp_path / "t.yaml", "--events", tmp_path / "e.jsonl", "--json").stdout)

    assert told["amount"] == {"amount": 1700, "currency": "EUR"}
    assert told["booked"] == [
        {"event": "a", "amount": 300, "cumulative": 300},
        {"event": "b", "amount": 1400, "cumulative": 1700},
    ]
    assert [(part["row"], part["quantity"]) for part in told["slices"]] == [
        ("units:group: x", "10"),
        ("units:group: x", "2"),
        ("units:group: y", "3"),
    ]
    assert check({key: told[key] for key in told if key != "booked"}) == []


@pytest.mark.parametrize("name", ["percentage", "matrix"])
def test_examples_of_events(run: Run, name: str) -> None:
    """The events beside the documented terms can be rated, and their sum check holds."""
    folder = ROOT / "docs" / "examples" / "terms"

    result = run("rate", folder / f"{name}.yaml", "--events", folder / f"{name}.jsonl")

    assert result.stdout.startswith("e1: books ")
    assert result.stdout.endswith("sum check: ok\n")


def test_no_events(run: Run, tmp_path: Path) -> None:
    """An empty file is a period in which nothing was used."""
    (tmp_path / "e.jsonl").write_text("", encoding="utf-8")
    file = ROOT / "docs" / "examples" / "terms" / "graduated.yaml"

    assert json.loads(run("rate", file, "--events", tmp_path / "e.jsonl", "--json").stdout)["booked"] == []


def test_many_events(run: Run, tmp_path: Path) -> None:
    """Of more than a thousand events the whole is told, not what each of them books."""
    (tmp_path / "t.yaml").write_text("currency: EUR\nmodel: per_unit\nunit: 1\n", encoding="utf-8")
    (tmp_path / "e.jsonl").write_text('{"quantity": 1}\n' * 1001, encoding="utf-8")

    told = json.loads(run("rate", tmp_path / "t.yaml", "--events", tmp_path / "e.jsonl", "--json").stdout)

    assert told["amount"]["amount"] == 100_100
    assert told["booked"] == []


def test_less_than_nothing_on_the_way(run: Run, tmp_path: Path) -> None:
    """A sum below zero that later events make good costs what nothing costs until then."""
    (tmp_path / "t.yaml").write_text("currency: EUR\nmodel: per_unit\nunit: 1\n", encoding="utf-8")
    (tmp_path / "e.jsonl").write_text('{"quantity": -4}\n{"quantity": 7}\n', encoding="utf-8")

    told = json.loads(run("rate", tmp_path / "t.yaml", "--events", tmp_path / "e.jsonl", "--json").stdout)

    assert [step["amount"] for step in told["booked"]] == [0, 300]


@pytest.mark.parametrize(
    ("words", "amounts", "booked"),
    [
        ("rate: 1%\nfixed: 5\nfree_units: 15\n", "4 4 4 4 10", [0, 0, 0, 501, 510]),
        ("rate: 10%\nfixed: 1\nfree_units: 5\nfree_events: 1\n", "3 4 10", [0, 0, 200]),
        ("rate: 10%\nfixed: 1\nfree_units: 5\n", "0 5 0", [0, 0, 100]),
        ("rate: 1%\nconvert: {divide_by: 3}\n", "10 10", [3, 4]),
        ("rate: 1%\nconvert: {divide_by: 3, round: up}\n", "10 10", [4, 4]),
        ("rate: 10%\nat_least: 2\nat_most: 5\nconvert: {divide_by: 3}\n", "30 300 90", [200, 500, 300]),
    ],
)
def test_units_before_a_percentage(
    run: Run, tmp_path: Path, words: str, amounts: str, booked: list[int]
) -> None:
    """Each event's amount is converted; what lies in the free units is no event to the model."""
    (tmp_path / "t.yaml").write_text(f"currency: EUR\nmodel: percentage\n{words}", encoding="utf-8")
    events = "".join(f'{{"amount": {amount}}}\n' for amount in amounts.split())
    (tmp_path / "e.jsonl").write_text(events, encoding="utf-8")

    told = json.loads(run("rate", tmp_path / "t.yaml", "--events", tmp_path / "e.jsonl", "--json").stdout)

    assert [step["amount"] for step in told["booked"]] == booked
    exact = sum((Fraction(part["amount"]) for part in told["slices"]), Fraction(0))
    assert exact == Fraction(told["exact"])


@pytest.mark.parametrize(
    ("lines", "amount"),
    [
        ('{"event_id": "a", "quantity": 3}\n{"event_id": "a", "quantity": "3.0"}', 300),
        ('{"transaction_id": 7, "quantity": 3}\n{"transaction_id": 8, "quantity": 3}', 600),
        ('{"id": "a", "event_id": "x", "quantity": 3}\n{"id": "b", "event_id": "x", "quantity": 3}', 600),
        ('{"quantity": 1e3}\n{"quantity": 2.5e-1}', 100_025),
        ('{"quantity": 1000000000000}', 10**14),
        ('{"quantity": 1, "timestamp": 1793577600.25}', 100),
    ],
)
def test_events_as_others_write_them(run: Run, tmp_path: Path, lines: str, amount: int) -> None:
    """Ids by their usual names count once; numbers of JSON are read by their digits, however large."""
    (tmp_path / "t.yaml").write_text("currency: EUR\nmodel: per_unit\nunit: 1\n", encoding="utf-8")
    (tmp_path / "e.jsonl").write_text(lines, encoding="utf-8")

    told = json.loads(run("rate", tmp_path / "t.yaml", "--events", tmp_path / "e.jsonl", "--json").stdout)

    assert told["amount"]["amount"] == amount


@pytest.mark.parametrize(
    ("terms", "amount"),
    [
        ("model: dynamic", 70),
        ("model: percentage\nrate: 10%", 7),
        ("model: graduated_percentage\nbands: [{above: 0, rate: 50%}]", 35),
        ("model: per_unit\nunit: 1", 700),
        ("model: matrix\ndimensions: [g]\napply: joined\notherwise: {model: dynamic}", 70),
        (GROUPS.partition("\n")[2], 700),
    ],
)
def test_events_with_a_quantity_and_an_amount(run: Run, tmp_path: Path, terms: str, amount: int) -> None:
    """Models of amounts of money take the amount of an event that has both, the others the quantity."""
    (tmp_path / "t.yaml").write_text(f"currency: EUR\n{terms}\n", encoding="utf-8")
    (tmp_path / "e.jsonl").write_text('{"quantity": 7, "amount": "0.70"}\n', encoding="utf-8")

    told = json.loads(run("rate", tmp_path / "t.yaml", "--events", tmp_path / "e.jsonl", "--json").stdout)

    assert told["amount"]["amount"] == amount


def test_both_where_cells_differ(run: Run, tmp_path: Path) -> None:
    """A matrix with cells of both kinds cannot tell which one is meant, so the event is refused."""
    terms = "model: matrix\ndimensions: [g]\napply: joined\ncells: [{where: {g: a}, model: dynamic}]\n"
    otherwise = "otherwise: {model: per_unit, unit: 1}\n"
    (tmp_path / "t.yaml").write_text(f"currency: EUR\n{terms}{otherwise}", encoding="utf-8")
    (tmp_path / "e.jsonl").write_text('{"quantity": 7, "amount": "0.70"}\n', encoding="utf-8")

    result = run("rate", tmp_path / "t.yaml", "--events", tmp_path / "e.jsonl")

    assert result.exit_code == 1
    assert result.stderr == "e.jsonl:1: `quantity` and `amount` exclude one another\n"


@pytest.mark.parametrize(
    ("times", "booked"),
    [
        (("2026-11-02T00:00:00Z", "2026-11-01T00:00:00Z"), [("b", 0), ("a", 100)]),
        (("peak", "off-peak"), [("a", 0), ("b", 50)]),
    ],
)
def test_a_key_called_time(
    run: Run, tmp_path: Path, times: tuple[str, str], booked: list[tuple[str, int]]
) -> None:
    """An instant under `time` is the event's time; anything else there is a dimension."""
    (tmp_path / "t.yaml").write_text(
        "currency: EUR\nmodel: percentage\nrate: 10%\nfree_events: 1\n", encoding="utf-8"
    )
    first, second = times
    (tmp_path / "e.jsonl").write_text(
        f'{{"id": "a", "amount": 10, "time": "{first}"}}\n{{"id": "b", "amount": 5, "time": "{second}"}}\n',
        encoding="utf-8",
    )

    told = json.loads(run("rate", tmp_path / "t.yaml", "--events", tmp_path / "e.jsonl", "--json").stdout)

    assert [(step["event"], step["amount"]) for step in told["booked"]] == booked


def test_a_flat_amount_needs_no_quantity(run: Run, tmp_path: Path) -> None:
    """A flat amount is shared by time without a word about use; a price for each unit is not."""
    (tmp_path / "flat.yaml").write_text("currency: EUR\nmodel: flat\namount: 31\n", encoding="utf-8")
    (tmp_path / "unit.yaml").write_text("currency: EUR\nmodel: per_unit\nunit: 31\n", encoding="utf-8")
    times = ("--period", "2024-01-01/2024-02-01", "--service", "2024-01-16/2024-02-01")

    told = json.loads(run("rate", tmp_path / "flat.yaml", *times, "--json").stdout)

    assert told["amount"]["amount"] == 1600
    assert run("rate", tmp_path / "unit.yaml", *times).exit_code == 2


def test_wrong_events_are_told_at_once(run: Run, tmp_path: Path) -> None:
    """Every wrong line is told with its number, and nothing is rated."""
    lines = (
        "{",
        "[1]",
        '{"id": "a"}',
        '{"quantity": 1, "at": 1793577600, "timestamp": 1793577600}',
        '{"quantity": 1e-10}',
        '{"quantity": 0.1234567891}',
        '{"quantity": 1, "at": "2026-11-22T10:00:00"}',
        '{"quantity": 1, "region": ["eu"]}',
        '{"quantity": 1, "region": "eu", "properties": {"region": "us"}}',
        '{"quantity": 1, "id": "a"}',
        '{"quantity": 2, "id": "a"}',
        '{"quantity": 2, "at": 1793577600}',
        '{"quantity": 1, "quantity": 2}',
        '{"quantity": 1e13}',
        '{"quantity": NaN}',
    )
    (tmp_path / "e.jsonl").write_text("\n".join(lines), encoding="utf-8")
    file = ROOT / "docs" / "examples" / "terms" / "graduated.yaml"

    result = run("rate", file, "--events", tmp_path / "e.jsonl")

    told = result.stderr.splitlines()
    assert result.exit_code == 1
    assert [line.partition(" ")[0] for line in told] == [
        *(f"e.jsonl:{number}:" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 15)),
        "e.jsonl:",
    ]
    assert not result.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GROUPS.partition("otherwise")[0], "no cell of the matrix is for group: y"),
        ("currency: EUR\nmodel: percentage\nrate: 1%\n", "may not be below zero"),
        ("currency: EUR\nmodel: flat\namount: 1\n", "/events: the events come to less than nothing"),
    ],
)
def test_events_that_do_not_fit(run: Run, tmp_path: Path, text: str, said: str) -> None:
    """An event of no cell, or below zero where it is charged by itself or in all, is refused."""
    (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
    events = '{"quantity": 1, "group": "z"}\n{"quantity": "-2", "group": "y"}\n'
    (tmp_path / "e.jsonl").write_text(events, encoding="utf-8")

    result = run("rate", tmp_path / "t.yaml", "--events", tmp_path / "e.jsonl")

    assert result.exit_code == 1
    assert said in result.stderr


SHARED = "currency: EUR\nmodel: flat\namount: 31.00\n"
JANUARY = ("--quantity", "1", "--period", "2024-01-01/2024-02-01", "--service")


@pytest.mark.parametrize(
    ("proration", "service", "amount", "share"),
    [
        ("", "2024-01-16/2024-02-01", 1600, (1_382_400, 2_678_400, "second")),
        ("proration: {basis: day}\n", "2024-01-16/2024-02-01", 1600, (16, 31, "day")),
        ("proration: {basis: day}\n", "2024-01-16T09:00:00Z/2024-01-16T18:00:00Z", 0, (0, 31, "day")),
        ("", "2024-01-16T00:00:00Z/2024-01-16T12:00:00Z", 50, (43_200, 2_678_400, "second")),
        ("", "2024-01-16/2024-01-16", 0, (0, 2_678_400, "second")),
        (
            "proration: {basis: day, timezone: Asia/Shanghai}\n",
            "2024-01-15T17:00:00Z/2024-02-01",
            1600,
            (16, 31, "day"),
        ),
    ],
)
def test_a_share_of_a_period(  # noqa: PLR0917 - the case's figures
    run: Run, tmp_path: Path, proration: str, service: str, amount: int, share: tuple[int, int, str]
) -> None:
    """A charge for a part of a period costs its share, half-open, and the answer says which share it is."""
    (tmp_path / "t.yaml").write_text(SHARED + proration, encoding="utf-8")

    told = json.loads(run("rate", tmp_path / "t.yaml", *JANUARY, service, "--json").stdout)

    assert (told["amount"]["amount"], tuple(told["share"].values())) == (amount, share)
    assert Fraction(told["exact"]) == Fraction(3100 * share[0], share[1])
    assert sum(Fraction(part["amount"]) for part in told["slices"]) == 3100
    assert check({key: told[key] for key in told if key != "share"}) == []


@pytest.mark.parametrize(
    "options",
    [
        ("--service", "2024-01-16/2024-02-01"),
        ("--period", "2024-02-01/2024-01-01"),
        ("--period", "2024-01-01"),
        ("--period", "2024-01-01/2024-13-01"),
        ("--period", "2024-01-01T00:00:00/2024-02-01"),
        ("--period", "0001-01-01T00:00:00+14:00/2024-02-01"),
        ("--period", "2024-01-01/9999-12-31T23:59:59-12:00"),
        ("--period", "2024-01-01/2024-02-01", "--service", "2023-12-31/2024-01-05"),
        ("--period", "2024-01-01/2024-02-01", "--service", "2024-01-20/2024-02-02"),
        ("--period", "2024-01-01/2024-02-01", "--service", "2024-01-05/2024-01-04"),
        (
            "--period",
            "2024-01-01T01:00:00Z/2024-01-01T02:00:00Z",
            "--service",
            "2024-01-01T01:00:00Z/2024-01-01T02:00:00Z",
        ),
    ],
)
def test_times_that_are_none(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    """Times that are no times, or do not lie in one another, are wrong use, said in a sentence."""
    (tmp_path / "t.yaml").write_text(SHARED + "proration: {basis: day}\n", encoding="utf-8")

    result = run("rate", tmp_path / "t.yaml", "--quantity", "1", *options)

    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert not result.stdout


def test_a_period_of_events(run: Run) -> None:
    """A commitment for each day is due on the days without events too; an event outside is refused."""
    folder = ROOT / "docs" / "examples" / "terms"
    asked = ("rate", folder / "commitment_window.yaml", "--events", folder / "commitment_window.jsonl")

    told = json.loads(run(*asked, "--period", "2026-11-01/2026-11-05", "--json").stdout)
    outside = run(*asked, "--period", "2026-11-01/2026-11-02")

    assert told["amount"]["amount"] == 4300
    assert outside.exit_code == 1
    assert "the event `e3` lies outside the period" in outside.stderr
