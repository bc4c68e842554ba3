"""Binds the features of the API itself, which are told to the API alone."""

import pytest
from pytest_bdd import scenarios

scenarios("api")


@pytest.fixture
def way_in() -> str:
    """Name the only way in."""
    return "API"
