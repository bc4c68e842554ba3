"""``loyalty rules``: a programme to begin with, and what rules say in plain sentences."""

import json
from pathlib import Path

import pytest

from loyalty.language.shapes.schema import schema_text
from tests.unit.cli.conftest import Run


def test_a_starter_passes_its_check(run: Run, tmp_path: Path) -> None:
    """The files of a starter have no finding, its example holds, and its name is the one that was given."""
    made = run("rules", "init", "tea-house")
    checked = run("check", "rules/tea-house", "--json")

    assert (0, 0) == (made.exit_code, checked.exit_code)
    told = json.loads(checked.stdout)
    assert ("tea-house", [], [True]) == (
        told["programme"],
        told["findings"],
        [example["holds"] for example in told["examples"]],
    )
    assert schema_text() == (tmp_path / "rules/tea-house/.programme-1.json").read_text(encoding="utf-8")


def test_every_line_of_a_starter_is_explained(run: Run) -> None:
    """A line of a starter has a comment, or is a key whose lines below have one."""
    run("rules", "init", "tea-house", "--to", "here")

    bare = [
        f"{path}: {line}"
        for path in sorted(Path("here").glob("*.yaml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
        and "#" not in line
        and not line.endswith(":")
        and "id:" not in line
        and "name:" not in line
    ]
    assert [] == bare


def test_a_folder_with_something_in_it_is_left_alone(run: Run, tmp_path: Path) -> None:
    """What is there is never overwritten; an empty folder may be filled."""
    (tmp_path / "mine").mkdir()
    first = run("rules", "init", "tea-house", "--to", "mine")
    (tmp_path / "mine/earn.yaml").write_text("# my own", encoding="utf-8")
    second = run("rules", "init", "tea-house", "--to", "mine")

    assert (0, 1) == (first.exit_code, second.exit_code)
    assert "mine is there already, and nothing was written" in second.stderr
    assert "# my own" == (tmp_path / "mine/earn.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a b", "../x", "-a", "", "ä", "a" * 65])
def test_a_wrong_name_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    """A name that no programme may have ends with wrong use, and nothing is written."""
    assert run("rules", "init", "--to", "here", "--", name).exit_code == 2
    assert [] == list(tmp_path.iterdir())


def test_a_rule_is_said_with_its_place(run: Run, coffee: Path) -> None:
    """Every sentence stands below the file and line of what it says, in the language that is asked for."""
    english = run("rules", "sentences", coffee).stdout.splitlines()
    chinese = run("rules", "sentences", coffee, "--lang", "zh-CN").stdout.splitlines()

    place = f"{coffee}/earn.yaml:6"
    assert "Double points on our own brand (own-brand-weeks)" in english[english.index(place) + 1]
    assert "自有品牌双倍积分（own-brand-weeks）" in chinese[chinese.index(place) + 1]


def test_sentences_as_json(run: Run, coffee: Path) -> None:
    """With --json the sentences come with part, name and place, and nothing else is on stdout."""
    told = json.loads(run("rules", "sentences", coffee, "--json").stdout)

    assert ("corner-coffee", "en") == (told["programme"], told["language"])
    assert {"part": "Tier", "name": "gold", "where": "tiers.yaml:8"}.items() <= next(
        one for one in told["sentences"] if one["name"] == "gold"
    ).items()


def test_a_folder_with_findings_has_no_sentences(run: Run, coffee: Path) -> None:
    """Sentences are said of what passes its check; else the findings are told."""
    (coffee / "earn.yaml").write_text("earn: [\n", encoding="utf-8")
    result = run("rules", "sentences", coffee)

    assert (1, "") == (result.exit_code, result.stdout)
    assert "earn.yaml:2:" in result.stderr
