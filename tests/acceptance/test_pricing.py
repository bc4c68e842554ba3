"""Binds the features of pricing and subscriptions; each is told to the use cases and to the API."""

import pytest
from pytest_bdd import scenarios

pytestmark = pytest.mark.usefixtures("way_in")
scenarios("pricing")
