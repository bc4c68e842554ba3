"""Published roots are not changed by anybody, on both databases."""

from datetime import date

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from loyalty.adapters.seal_keys import PrivateKey
from loyalty.seals.day import DayRoot
from tests.stores.making import PROGRAMME, day, opened


@pytest.mark.parametrize("change", ["UPDATE seal_day SET size = 2", "DELETE FROM seal_day"])
def test_a_published_root_stays(database_url: str, change: str) -> None:
    """The database itself refuses to change or remove it; a second root of the day changes nothing."""
    root = DayRoot(PROGRAMME, date(2026, 1, 1), 1, b"r" * 32, 0, None, day(1), "").by(PrivateKey.fresh())
    with opened(database_url) as units:
        with units.write() as unit:
            assert unit.seals.add_day(root)
            assert not unit.seals.add_day(root)
            unit.commit()
        engine = create_engine(database_url)
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(change))
        engine.dispose()
        with units.read() as unit:
            assert root == unit.seals.day(PROGRAMME, date(2026, 1, 1)) == unit.seals.last_day(PROGRAMME)
