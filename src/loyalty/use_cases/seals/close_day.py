"""Close a day: every document sealed by its end has its place in the tree, whose root is published."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

from loyalty.kernel.again import DecideAgain
from loyalty.seals.day import DayRoot
from loyalty.seals.tree import root_of
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import InTheFuture
from loyalty.use_cases.seals.signing import published, signer_of
from loyalty.use_cases.services import Services, retrying


def close_day(services: Services, programme: str, day: date) -> DayRoot | None:
    """Give the root of a day of UTC, published now, None where there is nothing to publish.

    That is so where the day or a later one has its root, or nothing was sealed since the last one.
    Earlier days that are still open are closed first, whoever comes to them. Raises InTheFuture before
    the day is over, NoSealKey, SealKeyEnded.
    """
    with services.units.read() as unit:
        before = [earlier for earlier in open_days(unit, programme, day) if earlier < day]
    for earlier in before:
        retrying(services, partial(_close, services, programme, earlier))
    return retrying(services, lambda: _close(services, programme, day))


def open_days(unit: UnitOfWork, programme: str, last: date) -> Sequence[date]:
    """Give the days of UTC up to ``last`` that can be closed, since documents of them are in no tree.

    What came late to a day that was closed waits for the end of the next one.
    """
    closed = unit.seals.last_day(programme)
    first = date.min if closed is None else closed.day + timedelta(days=1)
    days = unit.seals.days_outside(programme, end_of(last))
    return sorted({max(day, first) for day in days})


def end_of(day: date) -> datetime:
    """Give the instant at which a day of UTC is over."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


def _close(services: Services, programme: str, day: date) -> DayRoot | None:
    now, end = services.clock.now(), end_of(day)
    if now < end:
        raise InTheFuture
    with services.units.write() as unit:
        last = unit.seals.last_day(programme)
        if last is not None and day <= last.day:
            return None
        before = 0 if last is None else last.size
        placed = unit.seals.place(programme, end, before)
        if not placed:
            return None
        signer = signer_of(services)
        key = published(unit, signer, now)
        root = DayRoot(
            programme=programme,
            day=day,
            size=before + placed,
            root=root_of(unit.seals.leaves(programme, before + placed)),
            size_before=before,
            root_before=None if last is None else last.root,
            closed_at=max(now, key.valid_from),
            key_id=key.key_id,
        ).by(signer)
        if not unit.seals.add_day(root):
            raise DecideAgain
        unit.commit()
    return root
