"""The independent checker takes nothing on trust and needs nothing but Python."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loyalty import sumcheck
from loyalty.sumcheck import reading
from loyalty.sumcheck.problems import PROBLEMS_MAX
from loyalty.sumcheck.sentences import SENTENCE_MAX
from tests.unit.sumcheck.document import drop, everywhere, honest, num, put, read, step

FOLDER = Path(str(sumcheck.__file__)).parent

DEEP: list[object] = ["num", "1"]
for _ in range(500):
    DEEP = ["not", DEEP]

HOSTILE = [
    ["num", "1e999999999"],
    ["num", "9" * 500],
    ["num", "1/0"],
    ["num", "٣"],
    ["num", ""],
    ["num", "-"],
    ["num", "1/2/3"],
    ["num", "1.2/3"],
    ["num", " 1"],
    ["num", "nan"],
    ["num", 1],
    ["num"],
    ["true", "x"],
    ["refuse", "no-row"],
    ["exec", "import os"],
    ["exec", ["num", "1"]],
    ["not"],
    ["if"],
    ["if", ["num", "1"]],
    ["if", ["num", "1"], ["num", "1"], ["num", "1"]],
    ["-", ["num", "1"], ["text", "x"]],
    ["+"],
    ["+", ["true"]],
    ["<", ["num", "1"]],
    ["in"],
    ["round", "half_up", 0, ["num", "1"]],
    ["round", "half_up", "1", ["num", "1"]],
    ["round", ["half_up"], 1, ["num", "1"]],
    ["round"],
    ["ratio", "down", ["num", "1"]],
    ["and", ["num", "1"]],
    [],
    [["num", "1"]],
    "num",
    None,
    {"num": "1"},
    ["num", "1", {"deep": DEEP}],
]


@pytest.mark.parametrize("formula", HOSTILE, ids=range(len(HOSTILE)))
def test_a_formula_that_is_none_is_a_problem(formula: object) -> None:
    """Formulas that are malformed or ask for too much give a sentence, not a traceback."""
    document = honest()
    document["steps"][0]["formula"] = formula

    assert sumcheck.check(document)


def test_squares_of_squares_are_stopped() -> None:
    """A chain of steps that each square the last is stopped before it fills the memory."""
    document = honest()
    chain = [step("s0", num("9" * 300), "9" * 300)]
    chain += [step(f"s{n}", ["*", read(f"s{n - 1}"), read(f"s{n - 1}")], "0") for n in range(1, 60)]
    chain += [step("r0", ["ratio", "down", read("s2"), read("s2"), num("1/3")], "0")]
    chain += [
        step(f"r{n}", ["ratio", "down", read(f"r{n - 1}"), read(f"r{n - 1}"), num("1")], "0")
        for n in range(1, 60)
    ]
    document["steps"] = chain

    assert [problem for problem in sumcheck.check(document) if "too large" in problem]


PLACES = [path for path in everywhere(honest()) if path]


@pytest.mark.parametrize(
    "junk", [None, -1, 10**5000, "", "x" * 1000, [], {}, [[]], True, 0.5, {1: 2}, b"x"], ids=range(12)
)
def test_junk_anywhere_never_raises(junk: object) -> None:
    """Any part of a document may be junk; the checker answers with sentences of bounded length."""
    for path in PLACES:
        document = honest()
        put(*path, value=junk)(document)

        assert all(len(problem) <= SENTENCE_MAX for problem in sumcheck.check(document))


def test_a_missing_part_never_raises() -> None:
    """Any part of a document may be missing."""
    for path in PLACES:
        document = honest()
        drop(*path)(document)

        assert isinstance(sumcheck.check(document), list)


@pytest.mark.parametrize(
    "text", ["", "[]", "1", "null", "{", "[" * 100_000, '{"a": 1.5}', '{"a": NaN}', "9" * 5000, "{}"]
)
def test_a_text_that_is_no_document_is_a_problem(text: str) -> None:
    """Texts that are not JSON, not an object, or hold a binary fraction are refused."""
    assert sumcheck.check_text(text)


def test_a_document_that_is_too_deep_or_too_large_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Size and depth are bounded before anything is worked out."""
    assert sumcheck.check({**honest(), "note": DEEP}) == ["The document: it is nested too deeply."]
    monkeypatch.setattr(reading, "PARTS_MAX", 100)
    assert sumcheck.check(honest()) == ["The document: it has too many parts."]
    monkeypatch.setattr(sumcheck, "CHARACTERS_MAX", 100)
    assert sumcheck.check_text(json.dumps(honest())) == ["The document is too long."]


def test_problems_are_bounded_in_number() -> None:
    """A document with endless faults gives a list that can be read."""
    document = honest()
    document["steps"] = [step("x", [], "0")] * 5000

    assert len(sumcheck.check(document)) == PROBLEMS_MAX


@pytest.mark.parametrize("tampered", [False, True])
def test_a_copy_runs_alone(tmp_path: Path, *, tampered: bool) -> None:
    """A copy of the checker's folder runs without the package around it and answers with its exit code."""
    document = honest()
    if tampered:
        document["total"]["due"] = 1
    path = tmp_path / "explanation.json"
    path.write_text(json.dumps(document))
    shutil.copytree(FOLDER, tmp_path / "sumcheck")

    done = subprocess.run(  # noqa: S603 - a copy of our own code
        [sys.executable, "-E", "-S", "-m", "sumcheck", str(path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == int(tampered)
    assert ("sum check: ok" in done.stdout) is not tampered
    assert ("`total.due` says 1" in done.stdout) is tampered


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["/nonexistent/file"]])
def test_the_command_says_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A call without one readable file ends with 2 and a word of help."""
    assert sumcheck.main(arguments) == 2
    assert "usage" in capsys.readouterr().err


def test_only_the_standard_library_is_imported() -> None:
    """Nothing of the engine, and of Python only five small modules."""
    sources = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")]
    lines = [line for source in sources for line in source.splitlines()]
    imported = {line.split()[1] for line in lines if line.lstrip().startswith(("import ", "from "))}
    own = {"."} | {f".{path.stem}" for path in FOLDER.glob("[!_]*.py")}

    assert {"collections.abc", "json", "fractions", "sys", "typing"} == imported - own


def test_a_name_given_twice_is_a_problem() -> None:
    """A text that gives two totals under one name, of which readers take either, is refused."""
    text = json.dumps(honest())
    twice = text.replace('"total": {', '"total": {"due": 1, ', 1)

    assert [] == sumcheck.check_text(text)
    assert ["The document is not JSON of texts and whole numbers only, each name given once."] == (
        sumcheck.check_text(twice)
    )
