"""Rule files in an editor that speaks with the language server for YAML: offers, explanations, marks."""

from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from loyalty.cli.main import main
from tests.editor.server import ROOT, EditorSession

pytestmark = [pytest.mark.editor, pytest.mark.slow]

FOLDER = ROOT / "rules" / "corner-coffee"
MODELINE = "# yaml-language-server: $schema=../../schemas/programme-1.json\n"
RULE_FILES = sorted((ROOT / "rules").rglob("*.yaml"))
NUMBERS = count(1)


def _opened(editor: EditorSession, text: str) -> tuple[Path, int, int, list[str]]:
    """Open a text in which `|` is the caret; give its file, line and column, and what is marked."""
    before, _, after = text.partition("|")
    path = FOLDER / f"unsaved-{next(NUMBERS)}.yaml"
    marks = editor.opened(path, MODELINE + before + after)
    line = before.count("\n")
    return path, line + 1, len(before) - before.rfind("\n") - 1, [mark["message"] for mark in marks]


def _offered(editor: EditorSession, text: str) -> dict[str, str]:
    path, line, column, _ = _opened(editor, text)
    offered = editor.offered(path, line, column)
    told = {label: item.get("documentation", "") for label, item in offered.items()}
    return {label: str(text["value"] if isinstance(text, dict) else text) for label, text in told.items()}


def _shown(editor: EditorSession, text: str) -> str:
    path, line, column, _ = _opened(editor, text)
    return editor.shown(path, line, column).replace("\\", "")


@pytest.mark.parametrize(
    ("text", "word", "meaning"),
    [
        ("|", "earn", "How points are earned."),
        ("|", "constraints", "Laws decided before adoption."),
        ("earn:\n  |", "caps", "Most points per member in a time."),
        ("earn:\n  rules:\n    - |", "multiply", "What the line's points are multiplied by."),
        ("earn:\n  rules:\n    - |", "double points", "Multiplies a line's points."),
        ("earn:\n  rules:\n    - id: a\n      once_per: |", "streak", "each streak"),
        ("numbers:\n  money:\n    round: |", "half_even", "to the nearest, a half to the even neighbour"),
        ("facts:\n  member.age:\n    label: |", "protected", "a protected characteristic"),
        ("constraints:\n  - |", "no_point_pump", "points never give back more"),
        ("constraints:\n  - no_influence:\n      |", "from", "labels of the facts that may not count"),
        ("basket:\n  discounts:\n    rules:\n      - |", "buy two, get one free", "the cheapest of three"),
        (
            "plans:\n  - id: a\n    usage:\n      - meter: m\n        model: |",
            "volume_blocks",
            "begun blocks",
        ),
        ("plans:\n  - id: a\n    usage:\n      - meter: m\n        model: |", "flat", "One amount"),
    ],
)
def test_words_are_offered_with_their_meaning(
    editor: EditorSession, text: str, word: str, meaning: str
) -> None:
    """At the caret the editor offers what may stand there, and says what it means."""
    offered = _offered(editor, text)

    assert word in offered
    assert meaning in offered[word]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("ea|rn:\n  rules: []\n", "How points are earned."),
        ("earn:\n  pend|ing: 14 days\n", "earned points wait before they can be spent"),
        ("redeem:\n  at_lea|st: 500\n", "points spent at once"),
        ("constraints:\n  - no_point|_pump: {return_at_most: 10%}\n", "points never give back more"),
        ("tiers:\n  land|ing: soft\n", "one tier down at a time"),
    ],
)
def test_a_key_is_explained_where_the_pointer_rests(editor: EditorSession, text: str, meaning: str) -> None:
    """Over a key the editor shows what it means."""
    assert meaning in _shown(editor, text)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("erne:\n  rules: []\n|", "Property erne is not allowed."),
        ("schema: 2\n|", "Value is not accepted."),
        ("constraints:\n  - no_point_pumps: {}\n|", "Property no_point_pumps is not allowed."),
        ("redeem:\n  worth: {points: 100}\n|", 'Missing property "money".'),
    ],
)
def test_a_mistake_is_marked(editor: EditorSession, text: str, mark: str) -> None:
    """A key that is misspelt, a wrong word and a missing key are marked while one writes."""
    *_, marks = _opened(editor, text)

    assert any(mark in message for message in marks)


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_is_marked_in_shipped_programmes(editor: EditorSession, path: Path) -> None:
    """An editor marks nothing in a rule file we ship."""
    assert [] == editor.opened(path, path.read_text(encoding="utf-8"))


def test_nothing_is_marked_in_a_starter(editor: EditorSession, tmp_path: Path) -> None:
    """The files one begins with bring their schema along: nothing is marked, and a typo is."""
    made = CliRunner().invoke(main, ["rules", "init", "tea-house", "--to", str(tmp_path / "tea-house")])
    files = sorted((tmp_path / "tea-house").glob("*.yaml"))
    texts = {path: path.read_text(encoding="utf-8") for path in files}

    assert (0, 7) == (made.exit_code, len(files))
    assert [] == [mark for path, text in texts.items() for mark in editor.opened(path, text)]
    wrong = texts[tmp_path / "tea-house" / "earn.yaml"].replace("pending:", "pendign:")
    [mark] = editor.opened(tmp_path / "tea-house" / "unsaved.yaml", wrong)
    assert "Property pendign is not allowed." in mark["message"]
