"""``loyalty check`` on whole folders, right and wrong ones."""

import json
from pathlib import Path

import pytest

from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.language.findings import Span
from tests.unit.cli.conftest import Run


def test_shipped_programme_is_right(run: Run, coffee: Path) -> None:
    """A folder anywhere, of any name, is checked; its examples hold and open constraints say so."""
    result = run("check", coffee)

    assert result.exit_code == 0
    assert "NOT CHECKED  no_point_pump" in result.stdout
    assert "0 findings, 0 warnings, 6 of 6 worked examples hold" in result.stdout


def test_misspelt_fact_is_found_at_its_place(run: Run, coffee: Path) -> None:
    """A misspelt fact ends with code 1, its file, line and column, and what was meant."""
    earn = coffee / "earn.yaml"
    earn.write_text(
        earn.read_text(encoding="utf-8").replace("line.brand ==", "line.brnad =="), encoding="utf-8"
    )

    result = run("check", coffee)

    assert result.exit_code == 1
    assert result.stdout.startswith(
        "error[E303]: unknown fact `line.brnad`\n"
        f" --> {coffee}/earn.yaml:8:13\n"
        "  |\n"
        '8 |       when: line.brnad == "own"\n'
        "  |             ^^^^^^^^^^ an unknown fact\n"
        "  |\n"
    )
    assert "\n  = help: did you mean `line.brand`?\n\n1 finding" in result.stdout


def test_json_is_all_there_is(run: Run, coffee: Path) -> None:
    """With --json stdout is one JSON document, also where there are findings."""
    (coffee / "earn.yaml").write_text("earn: [", encoding="utf-8")

    result = run("check", coffee, "--json")

    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["programme"] is None
    assert {"file": "earn.yaml", "code": "E101"}.items() <= told["findings"][0].items()


def test_failing_example_is_a_finding(run: Run, coffee: Path) -> None:
    """A worked example that comes to another figure ends with code 1 and both figures."""
    examples = coffee / "examples.yaml"
    text = examples.read_text(encoding="utf-8").replace("expect: {points: 126}", "expect: {points: 127}")
    examples.write_text(text, encoding="utf-8")

    result = run("check", coffee)

    assert result.exit_code == 1
    assert "expects points 127, it is 126" in result.stdout
    assert "5 of 6 worked examples hold" in result.stdout


def test_no_such_folder(run: Run) -> None:
    """A folder that is not there is a finding."""
    result = run("check", "nowhere")

    assert result.exit_code == 1
    assert "error[E113]: no such folder of rule files\n--> nowhere:1:1\n" in result.stdout


def test_a_file_is_no_folder(run: Run, coffee: Path) -> None:
    """A file where a folder belongs is a finding under the path that was given."""
    result = run("check", coffee / "earn.yaml")

    assert result.exit_code == 1
    assert f"error[E113]: a file\n--> {coffee}/earn.yaml:1:1\n" in result.stdout
    assert "= help: give the folder that it lies in" in result.stdout


def test_every_code_that_was_found_is_told(run: Run, coffee: Path) -> None:
    """Below the findings stand all their codes, each once."""
    earn = coffee / "earn.yaml"
    text = earn.read_text(encoding="utf-8").replace("multiply: 2x", "mutiply: 2x")
    earn.write_text(text.replace("14 days", "14"), encoding="utf-8")

    assert run("check", coffee).stderr.endswith("loyalty check --explain CODE, here E202, E201, E208\n")


def test_a_stray_file_is_found(run: Run, coffee: Path, basket: Path) -> None:
    """A file that is neither rules nor table is a finding beside rules that are right; nothing is priced."""
    (coffee / "notes.txt").write_text("to do", encoding="utf-8")

    checked, quoted = run("check", coffee), run("quote", coffee, basket)

    assert checked.exit_code == quoted.exit_code == 1
    assert f"error[E113]: not a rule file\n--> {coffee}/notes.txt:1:1" in checked.stdout
    assert f"{coffee}/notes.txt:1:1 not a rule file" in quoted.stderr


def test_a_broken_constraint_is_no_success(run: Run, coffee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A constraint that the programme breaks is called broken and ends with code 1, without any finding."""
    broken = Verdict(
        "no_influence", Span("constraints.yaml", 3, 5), Evidence.PROVED, holds=False, because="age is read"
    )
    monkeypatch.setattr("loyalty.cli.checking.looking.verdicts", lambda _: (broken,))

    result = run("check", coffee)

    assert result.exit_code == 1
    assert "PROVED       no_influence: broken: age is read\n0 findings" in result.stdout


def test_codes_are_explained(run: Run) -> None:
    """--explain tells what a code means without any folder; an unknown code is wrong use."""
    assert run("check", "--explain", "e303").stdout.startswith("E303: an unknown fact\n")
    assert run("check", "--explain", "E999").exit_code == 2
    assert run("check").exit_code == 2


def test_a_line_of_any_length_is_shown_at_once(run: Run, coffee: Path) -> None:
    """Of a condition of a hundred thousand letters, a part is shown, and no time is lost on the rest."""
    earn = coffee / "earn.yaml"
    endless = " and ".join(['line.brand == "own"'] * 5000)
    earn.write_text(
        earn.read_text(encoding="utf-8").replace('line.brand == "own"', endless), encoding="utf-8"
    )

    result = run("check", coffee)

    assert result.exit_code == 1
    assert "error[E302]" in result.stdout
    assert max(map(len, result.stdout.splitlines())) < 250
