"""Writers of one process come to SQLite in the order in which they asked; those of others get in between."""

from threading import Event, Thread
from time import monotonic

import pytest

from loyalty.database import engine as engines
from loyalty.database import turnstile
from loyalty.database.engine import open_engine
from loyalty.database.failures import TransientDatabaseError
from loyalty.database.turnstile import PATIENCE_MS, Turn, Turnstile
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, UNIT, account, earn, opened

PATIENCE = 10


def _waits(queue: Turnstile, count: int) -> None:
    until = monotonic() + PATIENCE
    while len(queue._waiting) < count:  # noqa: SLF001  nothing else knows that a thread waits
        assert monotonic() < until, "nobody waits"
        Event().wait(0.001)


def test_who_waits_longest_is_next() -> None:
    """Five who ask one after the other get their turn in that order; who gives up is left out."""
    queue, order = Turnstile(), list[int]()

    def pass_through(number: int) -> None:
        if queue.enter(1 if number == 2 else PATIENCE * 1_000):
            order.append(number)
            queue.leave()

    assert queue.enter(0)
    assert not queue.enter(0)
    threads = [Thread(target=pass_through, args=(number,)) for number in range(5)]
    for number, thread in enumerate(threads):
        thread.start()
        if number == 2:
            thread.join(PATIENCE)
        else:
            _waits(queue, number + (number < 2))
    queue.leave()
    for thread in threads:
        thread.join(PATIENCE)

    assert [0, 1, 3, 4] == order
    assert queue.enter(0)


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


def test_threads_work_in_turn_between_what_they_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes back waits until the one at work waits itself, or ends; it is let in, it does not give up."""
    monkeypatch.setattr(turnstile, "PATIENCE_MS", PATIENCE * 1_000)
    turn, done, begun = Turn(), list[str](), Event()
    queue = turn._turnstile  # noqa: SLF001  nothing else knows who waits and who is at work

    def work() -> None:
        begun.set()
        with turn.away():
            pass
        done.append("other")
        turn.leave()

    with turn.away():
        pass
    other = Thread(target=work)
    other.start()
    begun.wait(PATIENCE)
    _waits(queue, 1)
    done.append("first")
    turn.leave()
    other.join(PATIENCE / 2)

    assert ["first", "other"] == done
    assert queue.enter(0)


def test_who_works_long_is_waited_for_once() -> None:
    """One waits as long as one may; from then on the others work in turn without the one who works long."""
    turn, waited = Turn(), list[bool]()

    def work() -> None:
        old = turn._turnstile  # noqa: SLF001  which of them it is
        with turn.away():
            pass
        waited.append(old is not turn._turnstile)  # noqa: SLF001
        turn.leave()

    with turn.away():
        pass
    for _ in range(2):
        other = Thread(target=work)
        other.start()
        other.join(PATIENCE)
    turn.leave()

    assert PATIENCE_MS < PATIENCE * 1_000
    assert [True, False] == waited


def test_a_unit_that_is_left_lets_others_work(postgresql_database: str) -> None:
    """A unit has its turn from the first answer on; when it is left it gives it back."""
    with opened(postgresql_database) as units:
        for number in range(3):  # the first times statements are made ready
            earn(units, 1, f"a{number}", 10, 0)
        with units.read() as unit:
            unit.ledger.account(MemberId(1), UNIT, PROGRAMME)
            turn = unit._connection._turn  # noqa: SLF001  nothing else knows who is at work
            assert not turn._turnstile.enter(0)  # noqa: SLF001
        assert turn._turnstile.enter(0)  # noqa: SLF001
