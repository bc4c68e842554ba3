"""Writers of one process come to SQLite in the order in which they asked; those of others get in between."""

from threading import Event, Thread

import pytest

from loyalty.database import engine as engines
from loyalty.database.engine import open_engine
from loyalty.database.failures import TransientDatabaseError
from loyalty.database.turnstile import Turnstile
from loyalty.unit_of_work import Units
from tests.stores.making import account, earn, opened

PATIENCE = 10


def _waits(turnstile: Turnstile, count: int) -> None:
    while len(turnstile._waiting[0]) < count:  # noqa: SLF001  nothing else knows that a thread waits
        Event().wait(0.001)


def test_who_waits_longest_is_next() -> None:
    """Five who ask one after the other get their turn in that order; who gives up is left out."""
    turnstile, order = Turnstile(), list[int]()

    def pass_through(number: int) -> None:
        if turnstile.enter(1 if number == 2 else PATIENCE * 1_000):
            order.append(number)
            turnstile.leave()

    assert turnstile.enter(0)
    assert not turnstile.enter(0)
    threads = [Thread(target=pass_through, args=(number,)) for number in range(5)]
    for number, thread in enumerate(threads):
        thread.start()
        if number == 2:
            thread.join(PATIENCE)
        else:
            _waits(turnstile, number + (number < 2))
    turnstile.leave()
    for thread in threads:
        thread.join(PATIENCE)

    assert [0, 1, 3, 4] == order
    assert turnstile.enter(0)


def test_a_writer_of_another_process_is_waited_for(sqlite_database: str) -> None:
    """Two engines on one file are as two processes: the second writes as soon as the first has written."""
    begun, go_on = Event(), Event()
    with opened(sqlite_database) as ours, opened(sqlite_database) as theirs:

        def write_slowly() -> None:
            with theirs.write() as unit:
                begun.set()
                go_on.wait(PATIENCE)
                unit.commit()

        other = Thread(target=write_slowly)
        other.start()
        begun.wait(PATIENCE)
        late = Thread(target=earn, args=(ours, 1, "a", 100, 0))
        late.start()
        late.join(0.05)
        waited = late.is_alive()
        go_on.set()
        late.join(PATIENCE)
        other.join(PATIENCE)

        assert waited
        assert 100 == account(ours, 1).available


def test_who_comes_when_nobody_leaves_is_told_to_come_again(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer within a writer waits no longer than is allowed, and keeps nobody out afterwards."""
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 5)
    engine = open_engine(sqlite_database)
    units = Units(engine)
    with units.write(), pytest.raises(TransientDatabaseError):
        earn(units, 1, "a", 100, 0)

    earn(units, 1, "a", 100, 0)
    assert 100 == account(units, 1).available
    engine.dispose()
