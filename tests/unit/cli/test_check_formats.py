"""``loyalty check`` as text with its lines, JSON, SARIF and commands of a GitHub workflow."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from loyalty.cli.checking.places import end_of, shown, width
from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.language.findings import Span
from tests.unit.cli.conftest import Run

# What the published schema of SARIF 2.1.0 requires of the parts that are used here.
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
COUNT = {"type": "integer", "minimum": 1}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endColumn"],
    "properties": {"startLine": COUNT, "startColumn": COUNT, "endColumn": COUNT},
    "additionalProperties": False,
}
RULE = {
    "type": "object",
    "required": ["id", "fullDescription", "shortDescription", "helpUri"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "helpUri": {"type": "string", "pattern": "^[a-z]+:"},
    },
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {"properties": {"uri": {"type": "string", "pattern": r"^\S+$"}}},
                "region": REGION,
            },
            "additionalProperties": False,
        }
    },
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "kind", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION, "minItems": 1},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
RUN = {
    "type": "object",
    "required": ["tool", "results", "columnKind"],
    "properties": {
        "tool": {
            "type": "object",
            "required": ["driver"],
            "properties": {
                "driver": {"required": ["name"], "properties": {"rules": {"type": "array", "items": RULE}}}
            },
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    },
    "additionalProperties": False,
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string"},
        "runs": {"type": "array", "items": RUN},
    },
    "additionalProperties": False,
}


@pytest.fixture
def wrong(coffee: Path) -> Path:
    """Give the coffee programme with a name of wide letters before a misspelt fact, and a dead rule."""
    (coffee / "examples.yaml").unlink()
    (coffee / "earn.yaml").write_text(
        "earn:\n"
        "  base: {points: 1, for_each: 1.00, of: line.amount}\n"
        "  rules:\n"
        "    - {id: tea, name: {en: Tea, zh-CN: 茶周}, when: line.brnad == 'own', multiply: 2x}\n"
        "  combine: [tier, best_multiplier]\n",
        encoding="utf-8",
    )
    return coffee


@pytest.fixture
def dead(coffee: Path) -> Path:
    """Give the coffee programme with a rule that never applies."""
    (coffee / "examples.yaml").unlink()
    (coffee / "earn.yaml").write_text(
        "earn:\n"
        "  base: {points: 1, for_each: 1.00, of: line.amount}\n"
        "  rules:\n"
        "    - {id: tea, name: {en: 50% Tea, zh-CN: 茶}, "
        "when: order.total > 5.00 and order.total < 5.00, multiply: 2x}\n"
        "  combine: [tier, best_multiplier]\n",
        encoding="utf-8",
    )
    return coffee


def _verdicts(monkeypatch: pytest.MonkeyPatch, *found: Verdict) -> None:
    monkeypatch.setattr("loyalty.cli.checking.looking.verdicts", lambda _: found)


def _undecided() -> Verdict:
    place = Span("constraints.yaml", 3, 5)
    return Verdict("no_influence", place, Evidence.PROVED, holds=None, because="100% of it, and more: open")


def test_wide_letters_are_underlined_where_they_stand(run: Run, wrong: Path) -> None:
    """A letter that takes two columns of a terminal moves the mark by two."""
    lines = run("check", wrong).stdout.splitlines()

    source = next(line for line in lines if line.startswith("4 |"))
    mark = lines[lines.index(source) + 1]
    assert width(mark[: mark.index("^")]) == width(source[: source.index("line.brnad")])
    assert mark.count("^") == len("line.brnad")


def test_a_dead_rule_is_a_warning(run: Run, dead: Path) -> None:
    """It is told with its place, keeps nothing from being adopted, and has no colour without a terminal."""
    result = run("check", dead)

    assert result.exit_code == 0
    assert result.stdout.startswith("warning[E801]: `tea` never applies: it cannot be that")
    assert f" --> {dead}/earn.yaml:4:7\n" in result.stdout
    assert "0 findings, 1 warning" in result.stdout
    assert "\x1b" not in result.stdout


def test_an_undecided_constraint_ends_with_a_code_of_its_own(
    run: Run, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is wrong and something is open: that is 3, in every form, and the place is told."""
    _verdicts(monkeypatch, _undecided())

    for form in ("text", "json", "sarif", "github"):
        assert run("check", coffee, "--format", form).exit_code == 3

    assert (
        "undecided[no_influence]: the constraint `no_influence` is undecided: 100%"
        in run("check", coffee).stdout
    )


def test_github_marks_the_line(run: Run, wrong: Path) -> None:
    """Every finding is one command with its file, line, columns and title."""
    result = run("check", wrong, "--format", "github")

    assert result.exit_code == 1
    assert result.stdout == (
        f"::error file={wrong}/earn.yaml,line=4,endLine=4,col=51,endColumn=60,title=E303%3A an unknown fact::"
        "unknown fact `line.brnad`; did you mean `line.brand`?\n"
    )


def test_github_commands_are_escaped(run: Run, coffee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Percent signs, colons and commas cannot end a command or a property early."""
    _verdicts(monkeypatch, _undecided())

    told = run("check", coffee, "--format", "github").stdout

    assert told.endswith(
        "title=no_influence%3A a constraint that is undecided"
        "::the constraint `no_influence` is undecided: 100%25 of it, and more: open\n"
    )


def test_sarif_is_valid(run: Run, wrong: Path) -> None:
    """The document has what SARIF requires, a rule for each code and the columns of what is meant."""
    result = run("check", wrong, "--format", "sarif")

    document = json.loads(result.stdout)
    jsonschema.validate(document, SARIF)
    [told] = document["runs"][0]["results"]
    [rule] = document["runs"][0]["tool"]["driver"]["rules"]
    assert ("E303", "error", "fail") == (told["ruleId"], told["level"], told["kind"])
    assert "E303" == rule["id"]
    place = told["locations"][0]["physicalLocation"]
    assert {"startLine": 4, "startColumn": 51, "endColumn": 61} == place["region"]
    assert place["artifactLocation"]["uri"] == (wrong / "earn.yaml").as_uri()


def test_sarif_of_constraints(run: Run, coffee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken constraint is an error, one that is open has the kind and no level."""
    broken = Verdict(
        "all_in_first_price",
        Span("constraints.yaml", 8, 5),
        Evidence.PROVED,
        holds=False,
        because="a fee is not in it",
    )
    _verdicts(monkeypatch, broken, _undecided())

    document = json.loads(run("check", coffee, "--format", "sarif").stdout)

    jsonschema.validate(document, SARIF)
    told = document["runs"][0]["results"]
    assert [("fail", "error"), ("open", "none")] == [(each["kind"], each["level"]) for each in told]


def test_a_fingerprint_stays_when_lines_move(run: Run, wrong: Path) -> None:
    """A comment above a finding changes its line, not its fingerprint."""
    before = _fingerprints(run("check", wrong, "--format", "sarif").stdout)
    earn = wrong / "earn.yaml"
    earn.write_text(f"# points\n{earn.read_text(encoding='utf-8')}", encoding="utf-8")

    after = _fingerprints(run("check", wrong, "--format", "sarif").stdout)

    assert before
    assert before == after


def _fingerprints(text: str) -> list[Any]:
    return [each["partialFingerprints"] for each in json.loads(text)["runs"][0]["results"]]


def test_sound_rules_give_an_empty_run(run: Run, coffee: Path) -> None:
    """Where nothing is wrong there are no results and no commands."""
    told = json.loads(run("check", coffee, "--format", "sarif").stdout)

    jsonschema.validate(told, SARIF)
    assert [] == [each for each in told["runs"][0]["results"] if each["kind"] == "fail"]


def test_json_names_both_ends(run: Run, wrong: Path) -> None:
    """``--json`` is short for the form, and a finding has the column after its last one."""
    short, long = run("check", wrong, "--json"), run("check", wrong, "--format", "json")

    assert short.stdout == long.stdout
    [found] = json.loads(short.stdout)["findings"]
    assert (51, 61) == (found["column"], found["end_column"])


def test_two_forms_at_once_are_wrong_use(run: Run, coffee: Path) -> None:
    """--json beside another form, and a form nobody knows, are wrong use."""
    assert 2 == run("check", coffee, "--json", "--format", "sarif").exit_code
    assert 2 == run("check", coffee, "--format", "xml").exit_code


def test_constraints_are_explained(run: Run) -> None:
    """--explain tells what a constraint claims too, and what was meant by a misspelt one."""
    assert run("check", "--explain", "no_dead_rule").stdout.startswith(
        "no_dead_rule: a constraint\nEvery rule can"
    )
    wrong = run("check", "--explain", "no_ded_rule")
    assert (2, True) == (wrong.exit_code, "`no_dead_rule`" in wrong.stderr)


def test_a_long_line_is_shown_in_part(run: Run, coffee: Path) -> None:
    """Of a line wider than a screen the part around the place is shown, with dots where the rest is."""
    (coffee / "earn.yaml").write_text(
        f"earn: {{base: {{points: 1, for_each: 1.00, of: line.amount}}, "
        f"rules: [{'{}, ' * 60}], colour: red}}\n",
        encoding="utf-8",
    )

    shown_lines = [line for line in run("check", coffee).stdout.splitlines() if line.startswith("1 | ")]

    assert shown_lines
    assert all(width(line) < 140 and "…" in line for line in shown_lines)


@pytest.mark.parametrize(
    ("line", "column", "file", "meant"),
    [
        ("when: line.brand == 'own brand'", 21, "a.yaml", "'own brand'"),
        ("when: line.brand == 'own", 21, "a.yaml", "'own"),
        ("of: {a: [1, 2], b: 3}, c: 4", 5, "a.yaml", "{a: [1, 2], b: 3}"),
        ("of: {a: [1,", 5, "a.yaml", "{a: [1,"),
        ("total >= 5", 7, "a.yaml", ">="),
        ("until: 2026-11-22", 8, "a.yaml", "2026-11-22"),
        ("key: value", 1, "a.yaml", "key"),
        ("at: 10:30", 5, "a.yaml", "10:30"),
        ("name: App bonus  # what", 7, "a.yaml", "App bonus"),
        ("  - {name: App bonus, add: 5}", 12, "a.yaml", "App bonus"),
        ("timezone: Europe/Berln", 11, "a.yaml", "Europe/Berln"),
        ("when: line.brandd == 'own'", 7, "a.yaml", "line.brandd"),
        ("when: a && b", 9, "a.yaml", "&&"),
        ("DE,coffee|tea,7%", 4, "a.csv", "coffee|tea"),
        ("DE,coffee,7%", 1, "a.csv", "DE,coffee,7%"),
        ("DE,,7%", 4, "a.csv", ","),
    ],
)
def test_what_is_meant_ends_somewhere(line: str, column: int, file: str, meant: str) -> None:
    """From a place on, a word, a text, a map, a sign or a cell is meant, at least one column."""
    assert meant == line[column - 1 : end_of(line, column, file) - 1]


def test_the_end_of_a_line_has_a_place() -> None:
    """What is missing at the end of a line is marked after it."""
    assert 6 == end_of("when:"[:4], 5, "a.yaml")


def test_nothing_moves_the_cursor() -> None:
    """Tabs become spaces, and signs that steer a terminal are not passed on."""
    assert "a    b\N{REPLACEMENT CHARACTER}[31m" == shown("a\tb\x1b[31m")
