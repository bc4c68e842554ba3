"""``loyalty quote``: a basket priced from files alone."""

import json
from pathlib import Path

from loyalty.sumcheck import check
from tests.unit.cli.conftest import Run

AT = ("--at", "2026-11-22T10:00:00+01:00")


def test_basket_in_words(run: Run, coffee: Path, basket: Path) -> None:
    """A gold member's basket is printed in both languages, and adds up."""
    english = run("quote", coffee, basket, "--tier", "gold", *AT)
    chinese = run("quote", coffee, basket, "--tier", "gold", *AT, "--lang", "zh-CN")

    assert "€53.01" in english.stdout.splitlines()[0]
    assert "应付总额" in chinese.stdout.splitlines()[0]
    assert english.stdout.endswith("sum check: ok\n")
    assert chinese.stdout.endswith("合计核对：正确\n")


def test_basket_as_json(run: Run, coffee: Path, basket: Path) -> None:
    """The explanation is the whole of stdout: nobody pays 55.64, gold 2.63 less and earns 163 points."""
    told = json.loads(run("quote", coffee, basket, "--tier", "gold", *AT, "--json").stdout)

    assert told["baseline"] == {
        "public_total": 5564,
        "saved": 263,
        "level": "membership",
        "same_conditions": ["order.day", "order.delivery"],
    }
    assert told["points"]["earned"] == 163
    assert check(told) == []


def test_instant_of_the_request(run: Run, coffee: Path, basket: Path) -> None:
    """The request's own instant counts, and --at before it."""
    asked = {**json.loads(basket.read_text(encoding="utf-8")), "at": "2026-12-09T10:00:00Z"}
    text = json.dumps(asked)

    assert json.loads(run("quote", coffee, "-", "--json", stdin=text).stdout)["day"] == "2026-12-09"
    assert json.loads(run("quote", coffee, "-", *AT, "--json", stdin=text).stdout)["day"] == "2026-11-22"


def test_every_misfit_at_once(run: Run, coffee: Path, basket: Path) -> None:
    """Floats, unknown names and wrong facts are refused together, each with its place."""
    asked = json.loads(basket.read_text(encoding="utf-8"))
    asked["lines"][0]["unit_price"] = 26.94
    asked["lines"][1]["category"] = "coffe"
    asked["colour"] = "red"

    result = run("quote", coffee, "-", *AT, stdin=json.dumps(asked))

    assert result.exit_code == 1
    assert "/lines/0/unit_price: a JSON number with a point" in result.stderr
    assert 'write it as text: "26.94"' in result.stderr
    assert "/lines/1/category: the value must be one of" in result.stderr
    assert "/colour: a basket has no `colour`" in result.stderr
    assert not result.stdout


def test_not_json(run: Run, coffee: Path) -> None:
    """A text that is not JSON is refused with its place; a file that is not there is wrong use."""
    assert "This is not JSON: line 1, column 2." in run("quote", coffee, "-", stdin="{nope").stderr
    assert run("quote", coffee, "missing.json").exit_code == 2


def test_rules_with_findings(run: Run, coffee: Path, basket: Path) -> None:
    """Rules with findings price nothing; the findings are printed."""
    (coffee / "earn.yaml").write_text("earn: 1\n", encoding="utf-8")

    result = run("quote", coffee, basket, *AT)

    assert result.exit_code == 1
    assert "earn.yaml:1:7" in result.stderr


def test_unknown_tier(run: Run, coffee: Path, basket: Path) -> None:
    """A tier the ladder does not have is wrong use."""
    result = run("quote", coffee, basket, *AT, "--tier", "platinum")

    assert result.exit_code == 2
    assert "there are blue, silver, gold" in result.stderr


def test_a_price_per_unit_of_measure_that_is_due(run: Run, coffee: Path, basket: Path) -> None:
    """A line of which nobody says what it holds is refused by its place; a weighed one is not."""
    declared, priced = coffee / "facts.yaml", coffee / "basket.yaml"
    declared.write_text(f"{declared.read_text()}  line.weight: {{is: quantity, default: 0}}\n")
    due = '  unit_prices: [{id: w, unit: kg, content: line.weight, when: line.category == "coffee"}]\n'
    priced.write_text(priced.read_text().replace("  returns:", f"{due}  returns:"))
    asked = json.loads(basket.read_text(encoding="utf-8"))
    weighed = {**asked, "lines": [{**line, "weight": "0.5"} for line in asked["lines"]]}

    missing = run("quote", coffee, "-", *AT, stdin=json.dumps(asked))
    found = run("quote", coffee, "-", *AT, stdin=json.dumps(weighed))

    assert (1, "") == (missing.exit_code, missing.stdout)
    assert "`/lines/0` says not how much one piece holds" in missing.stderr
    assert "Directive 98/6/EC Art. 3" in missing.stderr
    assert 0 == found.exit_code


def test_basket_as_an_editor_saves_it(run: Run, coffee: Path, basket: Path, tmp_path: Path) -> None:
    """The mark that some editors write before a text is no part of the basket."""
    marked = tmp_path / "basket.json"
    marked.write_text(basket.read_text(encoding="utf-8"), encoding="utf-8-sig")

    assert run("quote", coffee, basket, *AT).stdout == run("quote", coffee, marked, *AT).stdout


def test_a_file_that_is_not_there_is_told_without_a_database(run: Run, tmp_path: Path) -> None:
    """Who names a document's file wrongly, or a folder, hears of the file."""
    for missing in (tmp_path / "receipt.json", tmp_path):
        assert f"`{missing}` is no file; see `loyalty explain --help`.\n" == run("explain", missing).stderr
