"""What other systems are to be told is written with what it tells of, each once, in the member's order."""

from collections.abc import Sequence
from contextlib import suppress
from threading import Thread

import pytest
from sqlalchemy import text

from loyalty.adapters.clock import SystemClock
from loyalty.ageing.limits import Old
from loyalty.database.engine import open_engine
from loyalty.database.speaking.wire import Handed, Wire
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.ledger.entry import LotTerms
from loyalty.ledger.plans import plan_earn
from loyalty.members.member import Member
from loyalty.unit_of_work import UnitOfWork, Units
from loyalty.webhooks.announcement import Announced, AnnouncedAsked, AnnouncementType
from loyalty.webhooks.announcing import announcements_of
from tests.stores.making import PROGRAMME, account, burn, cause, day, earn, opened, recording


def told(units: Units, member: int | None = None) -> list[Announced]:
    """Give what is announced, oldest first."""
    asked = AnnouncedAsked(PROGRAMME, member=None if member is None else MemberId(member))
    with units.read() as unit:
        return unit.outbox.list(asked, 100)[::-1]


def test_every_entry_is_announced_once_in_its_members_order(units: Units) -> None:
    """Two members book; each has an order of their own without a gap, and ids nobody else has."""
    earn(units, 1, "a", 50, 0, ends=90)
    earn(units, 2, "b", 20, 1)
    burn(units, 1, "c", 30, 2)

    found = told(units)

    assert [
        (1, 1, AnnouncementType.POINTS_EARNED),
        (2, 1, AnnouncementType.POINTS_EARNED),
        (1, 2, AnnouncementType.POINTS_SPENT),
    ] == [(each.member_id, each.seq, each.type) for each in found]
    assert 3 == len({each.event_id for each in found})
    event = found[2].event()
    assert ("wallet", "points", -30) == ("wallet", event["data"]["wallet"], event["data"]["points"])
    assert "2026-04-01T00:00:00Z" == found[0].event()["data"]["expires_at"]


def test_nothing_is_announced_of_what_did_not_happen(units: Units) -> None:
    """A unit that was left, a part that was left, and what came to nothing in between leave no word."""
    terms = LotTerms(10, None, None)
    planned = plan_earn(account(units, 1), cause("a", 0), terms, recording(0))
    with units.write() as unit:
        unit.ledger.book(planned)
    with units.write() as unit:
        with unit.parts().write() as part:
            part.ledger.book(planned)
        with pytest.raises(ZeroDivisionError):
            _fail(unit)
        with unit.parts().write() as part:
            part.members.add(Member(MemberId(4), PROGRAMME, day(0)))
            part.commit()
        unit.commit()
    with units.write() as unit:
        unit.keep_quiet()
        unit.members.add(Member(MemberId(5), PROGRAMME, day(0)))
        unit.commit()

    assert [(4, AnnouncementType.MEMBER_ENROLLED)] == [(each.member_id, each.type) for each in told(units)]


def _fail(unit: UnitOfWork) -> None:
    with unit.attempt():
        unit.members.add(Member(MemberId(3), PROGRAMME, day(0)))
        raise ZeroDivisionError


def test_old_announcements_go_and_the_order_goes_on(units: Units) -> None:
    """What is handed on goes but for a member's last one, so that the next one has the place behind it."""
    for number in range(3):
        earn(units, 1, str(number), 5, number)
    old = Old("outbox", "recorded_at", day(50), frozenset(), frozenset(), ())
    with units.write() as unit:
        assert 0 == unit.ages.remove(old)
        unit.outbox.spread(unit.outbox.unspread(10))
        assert 2 == unit.ages.remove(old)
        unit.commit()
    earn(units, 1, "later", 5, 60)

    assert [3, 4] == [each.seq for each in told(units)]


def handed_on(units: Units, above: str) -> list[str]:
    """Hand on as one does who remembers the last id; give what was handed on."""
    with units.write() as unit:
        fresh = [each for each in unit.outbox.unspread(100) if each.event_id > above]
    return [each.event_id for each in fresh]


def test_what_commits_late_is_not_lost(postgresql_database: str) -> None:
    """A transaction that began first ends last: rows marked one by one find it, a last id seen does not."""
    with opened(postgresql_database) as units, opened(postgresql_database) as other:
        planned = plan_earn(account(units, 1), cause("a", 0), LotTerms(10, None, None), recording(0))
        with units.write() as late:
            late.ledger.book(planned)
            earn(other, 2, "b", 10, 1)
            first = handed_on(other, "")
            with other.write() as worker:
                worker.outbox.spread(worker.outbox.unspread(100))
                worker.commit()
            late.commit()

        with units.write() as worker:
            missed = worker.outbox.unspread(100)
        assert [MemberId(1)] == [each.member_id for each in missed]
        assert 1 == len(first)
        assert [] == handed_on(other, first[-1])  # the negative control: by last id it is lost


def wait_for_a_lock(url: str) -> None:
    """Return once somebody on the server waits for another one's transaction to end."""
    engine = open_engine(url)
    asked = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(500):
        with engine.connect() as connection:
            if connection.scalar(asked):
                break
        SystemClock().pause(20)
    engine.dispose()


@pytest.mark.parametrize("before", [0, 3])
def test_two_units_of_a_member_take_no_place_twice(postgresql_database: str, before: int) -> None:
    """Who finds the place of another one's taken decides again, and nothing of it is written.

    Also where announcements were made ``before``, so that they are sent with the commit.
    """
    enrolled = Member(MemberId(1), PROGRAMME, day(0))
    with opened(postgresql_database) as units, opened(postgresql_database) as other:
        for number in range(before):
            earn(units, 1, f"here-{number}", 1, 0)
            earn(other, 1, f"there-{number}", 1, 0)
        planned = plan_earn(account(units, 1), cause("a", 0), LotTerms(10, None, None), recording(0))
        ended: list[str] = []

        def second() -> None:
            with suppress(DecideAgain), other.write() as unit:
                unit.ledger.book(planned)
                unit.commit()
                ended.append("booked")

        with units.write() as unit:
            unit.outbox.add(announcements_of(enrolled))
            unit.outbox.unsent()  # what waited is sent before what is asked
            thread = Thread(target=second)
            thread.start()
            wait_for_a_lock(postgresql_database)
            unit.commit()
        thread.join()

        assert [] == ended
        second()
        assert [*range(1, 2 * before + 3)] == sorted(each.seq for each in told(units, 1))


def test_an_announcement_is_sent_in_one_trip_with_the_commit(
    postgresql_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for it by itself."""
    trips: list[tuple[bool, bool]] = []
    answers = Wire.answers

    def counted(wire: Wire, handed: Sequence[Handed], *, lasting: bool = False) -> object:
        trips.append((any(b"INTO outbox" in text.text for text, _ in handed), lasting))
        return answers(wire, handed, lasting=lasting)

    with opened(postgresql_database) as units:
        for number in range(3):
            earn(units, 1, f"before-{number}", 1, 0)
        monkeypatch.setattr(Wire, "answers", counted)
        earn(units, 1, "now", 1, 0)

    assert [(True, True)] == [trip for trip in trips if trip[0]]
