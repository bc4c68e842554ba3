"""The sentences of the features, known to every test."""

import os
import re
from pathlib import Path

import pytest

os.environ["LC_ALL"] = "C.UTF-8"
"""Commands speak the language of their environment; every test reads English unless it asks for another."""

STEPS = Path(__file__).parent / "tests" / "steps"

# They import each other, so all are told to show what an assert compared before the first is imported.
pytest.register_assert_rewrite("tests.steps", "tests.journeys")

# Each module of tests/steps holds the sentences about one matter; its name is enough to bind them.
pytest_plugins = [f"tests.steps.{path.stem}" for path in sorted(STEPS.glob("*.py"))]

CONSTRAINT = re.compile(r"[A-Z]{2}-\d\d")


def pytest_bdd_apply_tag(tag: str, function: object) -> bool | None:
    """Let features name constraints of the catalogue by tags; those choose no tests, so they are no marks."""
    del function
    return True if CONSTRAINT.fullmatch(tag) else None
