"""Binds the features of what is done to an order after its sale; each is told to both ways in."""

import pytest
from pytest_bdd import scenarios

pytestmark = pytest.mark.usefixtures("way_in")
scenarios("returns")
