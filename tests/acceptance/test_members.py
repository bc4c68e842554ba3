"""Binds the features of members; each scenario is told to the use cases and to the API."""

import pytest
from pytest_bdd import scenarios

pytestmark = pytest.mark.usefixtures("way_in")
scenarios("members")
