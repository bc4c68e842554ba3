"""Units of work on a fresh database of each kind."""

from collections.abc import Iterator

import pytest

from loyalty.unit_of_work import Units
from tests.stores.making import opened


@pytest.fixture
def units(database_url: str) -> Iterator[Units]:
    """Give units of work on a fresh migrated database."""
    with opened(database_url) as units:
        yield units
