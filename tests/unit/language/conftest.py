"""The shipped programme, as texts and as a shape."""

from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.language.facts import Environment, environment_of
from loyalty.language.load import load_programme
from loyalty.language.shapes.programme import ProgrammeShape

RULES = Path(__file__).parents[3] / "rules"


@pytest.fixture(scope="session")
def coffee_source() -> dict[str, str]:
    """Give the texts of rules/corner-coffee by path."""
    return read_rule_folder(RULES / "corner-coffee").source


@pytest.fixture(scope="session")
def coffee(coffee_source: dict[str, str]) -> ProgrammeShape:
    """Give the shape of rules/corner-coffee."""
    shape = load_programme(coffee_source).shape
    assert shape is not None
    return shape


@pytest.fixture(scope="session")
def coffee_names(coffee: ProgrammeShape) -> Environment:
    """Give the names the rules of rules/corner-coffee may use."""
    return environment_of(coffee)
