"""The stock of a reward on both databases: many who take at once never take more than there are."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from loyalty.database.failures import TransientDatabaseError
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.redemption.catalogue import Taken
from loyalty.redemption.redemption import Redemption
from loyalty.redemption.refusals import OutOfStock
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, SHOP, opened

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _take(units: Units, member: int, stock: int | None = 3) -> bool:
    """Give whether a member was handed a mug; asks again where the database was busy."""
    while True:
        try:
            with units.write() as unit:
                handed = Redemption(MemberId(member), SHOP, "r", PROGRAMME, "mug", "CODE")
                unit.rewards.take(handed, stock, NOW)
                unit.commit()
        except TransientDatabaseError:
            continue
        except OutOfStock:
            return False
        return True


def _taken(units: Units, member: int) -> Taken:
    with units.read() as unit:
        return unit.rewards.taken(PROGRAMME, "mug", MemberId(member))


def test_many_at_once_take_exactly_the_stock(database_url: str) -> None:
    """Of twelve who want one of three mugs at the same time three get one."""
    with opened(database_url) as units, ThreadPoolExecutor(4) as pool:
        handed = list(pool.map(lambda member: _take(units, member), range(1, 13)))

        assert 3 == sum(handed)
        assert 3 == _taken(units, 1).by_all


def test_what_is_rolled_back_is_there_again_once(database_url: str) -> None:
    """Rolling back puts one back into the stock, rolling back again changes nothing."""
    with opened(database_url) as units:
        assert _take(units, 1, 1)
        assert not _take(units, 2, 1)
        for _ in range(2):
            with units.write() as unit:
                unit.rewards.roll_back(MemberId(1), SHOP, "r")
                unit.commit()

        assert Taken(0, 0) == _taken(units, 1)
        assert _take(units, 2, 1)


def test_the_same_redemption_is_kept_once(database_url: str) -> None:
    """A second redemption under the same id is to be decided again."""
    with opened(database_url) as units:
        _take(units, 1, None)

        with pytest.raises(DecideAgain):
            _take(units, 1, None)
        assert Taken(0, 1) == _taken(units, 1)
