"""The shop on fresh databases."""

from collections.abc import Iterator

import pytest

from tests.unit.api.routes.shop import Shop, open_shop


@pytest.fixture
def shop(sqlite_database: str) -> Shop:
    """Give a shop on SQLite."""
    return open_shop(sqlite_database)


@pytest.fixture
def either_shop(database_url: str) -> Iterator[Shop]:
    """Give a shop on each kind of database."""
    shop = open_shop(database_url)
    yield shop
    shop.services.units._engine.dispose()  # noqa: SLF001  connections would outlive the database
