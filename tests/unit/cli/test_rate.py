"""``loyalty rate``: terms that stand alone, plans, and quantities that are no quantities."""

import json
from datetime import UTC, datetime
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import pytest

from loyalty.adapters.clock import MovedClock
from loyalty.cli import rules
from loyalty.sumcheck import check
from tests.unit.cli.conftest import ROOT, Run

COFFEE = ROOT / "rules" / "corner-coffee"
PLAN = ("--plan", "brew-pro", "--meter", "api-calls")
IN_FORCE = ("--at", "2026-12-15T00:00:00+01:00")


def test_terms_alone(run: Run, terms: Path) -> None:
    """The graduated terms of 15 units come to 130.00 in two slices, and the document adds up."""
    told = json.loads(run("rate", terms, "--quantity", "15", "--json").stdout)

    assert told["amount"] == {"amount": 13000, "currency": "EUR"}
    assert told["exact"] == "13000"
    parts = [
        [part[key] for key in ("from", "up_to", "quantity", "unit", "flat", "amount")]
        for part in told["slices"]
    ]
    assert parts == [
        ["0", "10", "10", "10.00", "2.00", "10200"],
        ["10", None, "5", "5.00", "3.00", "2800"],
    ]
    assert check(told) == []


def test_terms_in_words(run: Run, terms: Path) -> None:
    """Without --json the amount, its slices and the sum check are printed."""
    result = run("rate", terms, "--quantity", "15")

    assert result.stdout.startswith("units: 130.00 EUR\n")
    assert "€102.00" in result.stdout
    assert result.stdout.endswith("sum check: ok\n")


@pytest.mark.parametrize(
    "quantity", ["-3", "NaN", "Infinity", "1e3", "three", "", "1_000", "1,5", "9" * 13, "1.0000000001"]
)
def test_no_quantities(run: Run, terms: Path, quantity: str) -> None:
    """What is not plain decimal text from 0 is wrong use, said in one sentence."""
    result = run("rate", terms, f"--quantity={quantity}")

    assert result.exit_code == 2
    assert f"`{quantity}` is " in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    ("text", "quantity", "amount", "exact"),
    [
        ("currency: EUR\nmodel: flat\namount: 3.00\n", "7", 300, "300"),
        ("currency: JPY\nmodel: per_unit\nunit: 101\n", "2.5", 253, "505/2"),
        ("currency: KWD\nmodel: per_unit\nunit: 1.2345\n", "3", 3704, "7407/2"),
        (
            "currency: CHF\nmodel: per_unit\nunit: 1.23\nnumbers: {money: {step: 0.05, round: down}}\n",
            "1",
            120,
            "123",
        ),
        (
            "currency: EUR\nmodel: volume\nprotect: true\nbands: [{up_to: 9, unit: 2},{above: 9, unit: 1}]\n",
            "8",
            900,
            "900",
        ),
        ("currency: EUR\nmodel: per_unit\nunit: 0.01\n", "0", 0, "0"),
        ("currency: USD\nmodel: per_unit\nunit: 0.0000000375\n", "1000000", 4, "15/4"),
        ("currency: USD\nmodel: per_unit\nunit: 0.000000000000001\n", "1000000000000", 0, "1/10"),
        (
            "currency: EUR\nmodel: graduated\nbands: [{up_to: 1, unit: 1}, {above: 1, flat: 1.005}]\n",
            "2",
            201,
            "401/2",
        ),
        ("currency: EUR\nmodel: dynamic\n", "3.45", 345, "345"),
    ],
)
def test_models_and_currencies(  # noqa: PLR0917  the case's four figures
    run: Run, tmp_path: Path, text: str, quantity: str, amount: int, exact: str
) -> None:
    """Each model, rounding half up to the minor unit unless the terms say otherwise; slices add up."""
    file = tmp_path / "t.yaml"
    file.write_text(text, encoding="utf-8")

    told = json.loads(run("rate", file, "--quantity", quantity, "--json").stdout)

    assert (told["amount"]["amount"], told["exact"]) == (amount, exact)
    assert sum(Fraction(part["amount"]) for part in told["slices"]) == Fraction(exact)
    assert run("rate", file, "--quantity", quantity).stdout.endswith("sum check: ok\n")


def test_dated_terms(run: Run, tmp_path: Path) -> None:
    """A dated value is that of the day; before its first day there is none, which is refused."""
    file = tmp_path / "t.yaml"
    file.write_text(
        "currency: EUR\nmodel: flat\namount: {2026-01-01: 3.00, 2027-01-01: 4.00}\n", encoding="utf-8"
    )

    later = run("rate", file, "--quantity", "1", "--at", "2027-01-01T00:00:00Z")
    before = run("rate", file, "--quantity", "1", "--at", "2025-12-31T23:59:59Z")

    assert later.stdout.startswith("units: 4.00 EUR")
    assert before.exit_code == 1
    assert "begins only on a later day" in before.stderr


@pytest.mark.parametrize(
    ("name", "quantities", "booked"),
    [
        ("graduated_percentage", "500,1050,5050", [20500, 30600, 8000]),
        ("volume", "15,16", [15000, -7000]),
        ("package", "17, 22, 8", [1000, 0, -500]),
    ],
)
def test_cumulative(run: Run, name: str, quantities: str, booked: list[int]) -> None:
    """Each change of the quantity books the difference; the document is that of the last quantity."""
    file = ROOT / "docs" / "examples" / "terms" / f"{name}.yaml"

    told = json.loads(run("rate", file, "--cumulative", quantities, "--json").stdout)

    steps = [(Fraction(step["quantity"]), step["amount"], step["cumulative"]) for step in told["steps"]]
    asked = [Fraction(quantity) for quantity in quantities.split(",")]
    assert steps == list(zip(asked, booked, accumulate(booked), strict=True))
    assert told["amount"] == {"amount": sum(booked), "currency": "EUR"}
    assert told["slices"] == told["explanation"]["slices"]
    assert check(told["explanation"]) == []


def test_cumulative_in_words(run: Run, tmp_path: Path) -> None:
    """Without --json each step stands on a line, the last quantity's explanation below."""
    file = tmp_path / "t.yaml"
    file.write_text("currency: EUR\nmodel: per_unit\nunit: 0.001\n", encoding="utf-8")

    told = run("rate", file, "--cumulative", "333,666,0.5").stdout

    assert told.startswith(
        "333 units: books 0.33 EUR\n666 units: books 0.34 EUR\n0.5 units: books -0.67 EUR\n"
    )
    assert told.endswith("sum check: ok\n")


UNIT = "model: per_unit\nunit: 1\n"
CELLS = """model: matrix
dimensions: [a]
apply: joined
cells: [{where: {a: x}, model: per_unit, unit: 1, minimum: 6}]
otherwise: {model: dynamic, minimum: 3}
"""


@pytest.mark.parametrize(
    ("keys", "amounts"),
    [
        (UNIT + "minimum: 9", [200, 700]),
        (UNIT + "commitment: {amount: 9, true_up: true}", [200, 700]),
        (UNIT + "commitment: {amount: 1, overage: 2x, true_up: true}", [300, 600]),
        (UNIT + "commitment: {amount: 9, true_up: true, window: day}", [200, 700]),
        (CELLS, [200, 700]),
        (CELLS + "minimum: 12", [200, 1000]),
    ],
)
def test_what_is_short_is_booked_last(run: Run, tmp_path: Path, keys: str, amounts: list[int]) -> None:
    """Nobody knows what a period is short of before it ends, in a cell of a matrix neither."""
    (tmp_path / "t.yaml").write_text("currency: EUR\n" + keys, encoding="utf-8")
    events = '{"quantity": 2, "a": "x"}\n{"quantity": 3, "a": "y"}\n'
    (tmp_path / "e.jsonl").write_text(events, encoding="utf-8")

    told = json.loads(run("rate", tmp_path / "t.yaml", "--events", tmp_path / "e.jsonl", "--json").stdout)

    assert [step["amount"] for step in told["booked"]] == amounts
    assert told["amount"]["amount"] == sum(amounts)


@pytest.mark.parametrize(
    "options",
    [(), ("--quantity", "1", "--cumulative", "1"), ("--cumulative", "1,-4"), ("--cumulative", "1,,2")],
)
def test_one_way_to_say_how_much(run: Run, terms: Path, options: tuple[str, ...]) -> None:
    """Neither, both, or what is no quantity is wrong use."""
    result = run("rate", terms, *options)

    assert result.exit_code == 2
    assert not result.stdout


def test_cumulative_takes_no_plan(run: Run) -> None:
    """Steps of a plan come from its events; here they go with terms alone."""
    assert run("rate", COFFEE, *PLAN, "--cumulative", "1,2", *IN_FORCE).exit_code == 2


def test_a_billion_thousands(run: Run, terms: Path) -> None:
    """The largest quantity there is, 10**12 units, is priced to the cent."""
    told = json.loads(run("rate", terms, "--quantity", "1000000000000", "--json").stdout)

    assert told["amount"]["amount"] == 500_000_000_005_500


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("currency: EUR\nmodel: per_unit\nunti: 1\n", "bad.yaml:3:1 unknown key `unti`"),
        ("currency: EUR\nmodel: flat\namount: -1\n", "bad.yaml:3:9 "),
        (
            "currency: EUR\nmodel: flat\namount: 1\nnumbers: {money: {step: 0.001, round: down}}\n",
            "bad.yaml:4:25 ",
        ),
        ("model: [\n", "bad.yaml:"),
        (
            "currency: EUR\nmodel: percentage\nrate: 0.015\n",
            "bad.yaml:3:7 `0.015` is not a percentage; write `1.5%`",
        ),
        (
            "currency: EUR\nmodel: graduated\nbands: [{up_to: 1}, {above: 1, flat: 1}]\n",
            "bad.yaml:3:9 one of `unit` and `flat` is missing; write one of them",
        ),
        (
            "currency: EUR\nmodel: per_unit\nunit: 1\ndiscount: 12\n",
            "bad.yaml:4:11 `12` is not a percentage; write `12%`",
        ),
        (
            "currency: EUR\nmodel: graduated\nbands:\n"
            + "".join(f"  - {{up_to: {end}, unit: 1}}\n" for end in range(1, 2001)),
            "bad.yaml:1004:5 more than 1000 bands",
        ),
    ],
)
def test_bad_terms(run: Run, tmp_path: Path, text: str, finding: str) -> None:
    """Bad terms give findings with file, line and column, and code 1."""
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")

    result = run("rate", file, "--quantity", "1", "--json")

    assert result.exit_code == 1
    assert finding in result.stderr
    assert not result.stdout


def test_a_plan(run: Run) -> None:
    """The charge of a plan's meter, and the whole period's bill below it."""
    result = run("rate", COFFEE, *PLAN, "--quantity", "150000", *IN_FORCE, "--json")

    told = json.loads(result.stdout)
    assert told["amount"] == {"amount": 10700, "currency": "EUR"}
    assert told["total"]["due"] == 13814
    assert check(told) == []


def test_a_tier_and_a_country(run: Run) -> None:
    """A tier takes its discount, 5 % of 107.00; a country decides the tax inside, 6 / 106 of 132.79."""
    options = ("--tier", "gold", "--country", "CN", "--json")

    told = json.loads(run("rate", COFFEE, *PLAN, "--quantity", "150000", *IN_FORCE, *options).stdout)

    assert (told["total"]["due"], told["total"]["tax_inside"]) == (13279, 752)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--plan", "brew-por", "--meter", "api-calls"), 1, "did you mean `brew-pro`?"),
        (("--plan", "brew-pro", "--meter", "calls"), 1, "no meter `calls`"),
        (("--plan", "brew-pro"), 2, "which --plan and which --meter"),
        ((*PLAN, "--tier", "godl"), 2, "did you mean `gold`?"),
        ((*PLAN, "--country", "de"), 1, "two capital letters"),
        ((*PLAN, "--at", "2026-12-15"), 2, "is not an instant"),
        ((*PLAN, "--at", "2026-01-01T00:00:00Z"), 1, "does not bind on this day"),
    ],
)
def test_what_does_not_fit_a_plan(run: Run, options: tuple[str, ...], code: int, said: str) -> None:
    """What the programme does not know is refused, what is misused is wrong use; both in a sentence."""
    result = run("rate", COFFEE, "--quantity", "1", *IN_FORCE, *options)

    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_terms_take_no_plan(run: Run, terms: Path) -> None:
    """Options of a folder are wrong use with terms."""
    assert run("rate", terms, "--quantity", "1", "--plan", "p").exit_code == 2


@pytest.mark.parametrize(("today", "day"), [("2025-01-01", "2026-11-15"), ("2030-01-01", "2027-01-31")])
def test_outside_the_programmes_days(run: Run, monkeypatch: pytest.MonkeyPatch, today: str, day: str) -> None:
    """Without --at, on a day the programme does not bind, its nearest day is taken and a note says so."""

    class Fixed(MovedClock):
        def now(self) -> datetime:
            return datetime.fromisoformat(today).replace(tzinfo=UTC)

    monkeypatch.setattr(rules, "SystemClock", Fixed)

    result = run("rate", COFFEE, *PLAN, "--quantity", "1", "--json")

    assert json.loads(result.stdout)["day"] == day
    assert f"as of {day}" in result.stderr


@pytest.mark.parametrize(("used", "amount"), [("7.7", -62), ("0", 0)])
def test_a_charge_that_gives(run: Run, used: str, amount: int) -> None:
    """Terms with a price below zero that stand alone give what they say: in the amount and in the total."""
    told = json.loads(
        run("rate", ROOT / "docs/examples/terms/negative.yaml", "--quantity", used, "--json").stdout
    )

    assert told["amount"]["amount"] == told["total"]["due"] == told["total"]["payable"] == amount
    assert [amount] == [line["amount"] for line in told["lines"]]
    assert check(told) == []


def test_one_way_to_say_it(run: Run, terms: Path) -> None:
    """How much was used is said in one way only, and that is what the refusal says."""
    result = run("rate", terms, "--quantity", "1", "--cumulative", "1,2")

    assert result.exit_code == 2
    assert "--quantity, --cumulative and --events exclude one another" in result.stderr
