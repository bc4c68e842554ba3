"""The catalogue: all of it is there, what it names exists, and the page is made from it."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from loyalty.profiles.catalogue import Constraint, read_catalogue
from loyalty.profiles.page import page
from loyalty.profiles.shipped import catalogue, profiles, texts_of

ROOT = Path(__file__).parents[3]
CHAPTERS = {"PX": 16, "RF": 8, "PP": 10, "FA": 16, "SB": 7, "PT": 10, "PY": 7, "PD": 24, "AX": 5, "OP": 8}
CHECKED = [row for row in catalogue().values() if row.checks]


def test_every_constraint_is_there() -> None:
    """The ten chapters have all of their constraints, 111 together, without a gap."""
    wanted = [f"{chapter}-{n:02}" for chapter, count in CHAPTERS.items() for n in range(1, count + 1)]

    assert wanted == sorted(catalogue(), key=wanted.index)
    assert 111 == len(catalogue())


@pytest.mark.parametrize("row", CHECKED, ids=lambda row: row.id)
def test_checks_and_tests_exist(row: Constraint) -> None:
    """The code that a constraint names can be imported, and the files of its tests are there."""
    for check in row.checks:
        module, _, name = check.partition(":")
        assert hasattr(import_module(module), name or "__doc__")
    for test in row.tests:
        assert (ROOT / test).is_file(), test


@pytest.mark.parametrize("row", CHECKED, ids=lambda row: row.id)
def test_tests_hold_something(row: Constraint) -> None:
    """A file that tests a constraint has a scenario or a test function in it."""
    for test in row.tests:
        text = (ROOT / test).read_text(encoding="utf-8")
        if test.endswith(".feature"):
            assert any(word in text for word in ("Scenario", "场景"))
        elif test.endswith(".py"):
            named = [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
            assert any(name.startswith("test") for name in named) or "TestCase" in text


def test_every_constraint_is_said_in_both_languages() -> None:
    """The statements end as sentences in English and in Chinese."""
    assert [] == [row.id for row in catalogue().values() if not row.says["en"].endswith(".")]
    assert [] == [row.id for row in catalogue().values() if not row.says["zh-CN"].endswith("。")]


def test_the_page_is_up_to_date() -> None:
    """docs/constraints.md is exactly what the catalogue gives."""
    assert page(catalogue(), profiles()) == (ROOT / "docs" / "constraints.md").read_text(encoding="utf-8")


def test_mistakes_are_found_at_their_place() -> None:
    """A row of another chapter, a market nobody knows and evidence without a check are all told at once."""
    texts = dict(texts_of("chapters"))
    texts["ax.yaml"] = """\
chapter: {en: Access, zh-CN: 无障碍}
PX-99:
  profiles: [U, EUR]
  says: {en: It holds., zh-CN: 成立。}
  sources: somebody
  stages: PUB
  evidence: PROVED
"""
    found = [str(finding) for finding in read_catalogue(texts).findings]
    help_ = "write `check`, `test` and `evidence` together"

    assert [
        "ax.yaml:3:3 `PX-99` is of another chapter; ids here begin with `AX-`",
        f"ax.yaml:3:3 `PX-99` has a check and no evidence, or evidence and no check; {help_}",
        "ax.yaml:3:13 there is no market `EUR`; did you mean `EU`?",
    ] == found
