"""Ten thousand histories under failures: each command happens once, and the books say what was answered."""

import os
from collections.abc import Callable

import pytest

from loyalty.database.engine import open_engine
from loyalty.use_cases.once import Once
from tests.faults.failing import FailingUnits
from tests.faults.simulation import History, adopted, histories

HISTORIES = 10_000
PARTS = 10
SEED = int(os.environ.get("SEED", "1"))
"""`make test-faults` takes another one each time, and says which."""

pytestmark = pytest.mark.faults


class Forgetful(History):
    """A client that takes a new key for every try."""

    tries = 0

    def _once(self, what: str) -> Once:
        self.tries += 1
        return super()._once(f"{what}-{self.tries}")


@pytest.fixture
def units(sqlite_database: str) -> FailingUnits:
    """Give units of work that fail when they are told to."""
    return FailingUnits(open_engine(sqlite_database))


@pytest.mark.parametrize("part", range(PARTS))
def test_each_command_happens_once_whatever_fails(
    part: int, units: FailingUnits, record_property: Callable[[str, object], None]
) -> None:
    """Busy, cut off at a statement, before a commit or after it; the clock leaps and steps back."""
    each = HISTORIES // PARTS
    met = histories(adopted(units), units, SEED, range(part * each, (part + 1) * each))
    for name, count in met.items():
        record_property(name, count)

    assert met["histories"] == each
    assert met["failures"] > each


def test_the_simulation_can_fail(units: FailingUnits) -> None:
    """A client that takes a new key for every try books something twice, and it is seen."""
    with pytest.raises(AssertionError):
        histories(adopted(units), units, SEED, range(500), Forgetful)
