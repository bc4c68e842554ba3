"""Jobs are kept once each and held by one worker at a time; notices are kept once each."""

from dataclasses import replace
from datetime import timedelta

import pytest

from loyalty.jobs.job import Due, Job, JobKind, JobsAsked, JobState
from loyalty.jobs.notice import Notice, NoticeKind, NoticeState, Report, Told
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, day, opened

DESK = Due(JobKind.BILL, PROGRAMME, "desk", day(1))
SEAT = Due(JobKind.BILL, PROGRAMME, "seat", day(0))
TOLD = Notice(
    7, PROGRAMME, MemberId(1), NoticeKind.EXPIRY, "points", day(30), {"points": 80, "wallet": "点"}, day(1)
)


def planned(units: Units, *dues: Due, first: int = 1) -> int:
    """Keep what is due, with ids from ``first`` on, on day 2."""
    with units.write() as unit:
        count = unit.jobs.plan(enumerate(dues, first), day(2))
        unit.commit()
    return count


def claimed(units: Units) -> Job | None:
    """Claim a bill and do it."""
    with units.write() as unit:
        job = unit.jobs.claim(JobKind.BILL, day(2), None)
        if job is not None:
            unit.jobs.finish(job.done("done", "worker", day(2)))
        unit.commit()
    return job


def test_what_is_due_is_kept_once(units: Units) -> None:
    """The same item at the same instant is one job, of another kind or at another instant another."""
    assert 2 == planned(units, DESK, SEAT)
    assert 0 == planned(units, DESK, SEAT, first=3)
    other = [Due(JobKind.BILL, "tea", "desk", day(1)), Due(JobKind.POINTS, PROGRAMME, "desk", day(1))]
    assert 3 == planned(units, *other, Due(JobKind.BILL, PROGRAMME, "desk", day(2)), first=5)


def test_what_was_due_first_is_done_first_and_once(units: Units) -> None:
    """Jobs are given by when they fell due; one that was done is given no more."""
    planned(units, DESK, SEAT)

    assert [SEAT, DESK] == [job.due for job in (claimed(units), claimed(units)) if job is not None]
    assert None is claimed(units)
    with units.read() as unit:
        assert 0 == unit.jobs.waiting(JobKind.BILL, day(9), None)
        assert day(1) == unit.jobs.latest(JobKind.BILL, PROGRAMME, "desk")
        assert None is unit.jobs.latest(JobKind.BILL, PROGRAMME, "nobody")


def test_a_backlog_says_since_when_who_waits(units: Units) -> None:
    """What may be tried is counted, what failed apart; without a waiting job nothing is late."""
    planned(units, DESK, SEAT)
    claimed(units)
    with units.write() as unit:
        job = unit.jobs.claim(JobKind.BILL, day(2), None)
        assert job is not None
        unit.jobs.finish(job.failed("tax-unknown", "worker", day(3)))
        unit.commit()

    with units.read() as unit:
        early, later = unit.jobs.backlog(day(3)), unit.jobs.backlog(day(5))
    assert (0, timedelta()) == (early.waiting, early.lag(day(3)))
    assert (1, 1, day(3)) == (later.waiting, later.failed, later.worked_at)
    assert timedelta(days=2, minutes=-5) == later.lag(day(5))


def test_what_falls_due_once_more_is_open_again(units: Units) -> None:
    """Its mark is another then, and only what was done opens: what waits keeps its place."""
    planned(units, DESK)
    claimed(units)
    marked = replace(DESK, mark="2")

    assert 0 == planned(units, DESK, first=5)
    assert None is claimed(units)
    assert 1 == planned(units, marked, first=6)
    assert 0 == planned(units, replace(DESK, mark="3"), first=7)
    found = claimed(units)
    assert found is not None
    assert (1, 1) == (found.job_id, found.attempts)


def test_a_job_that_failed_waits(units: Units) -> None:
    """It is given again when its wait is over, and is listed with its code till then."""
    planned(units, DESK)
    with units.write() as unit:
        job = unit.jobs.claim(JobKind.BILL, day(2), PROGRAMME)
        assert job is not None
        unit.jobs.finish(job.failed("tax-unknown", "worker", day(2)))
        unit.commit()

    assert None is claimed(units)
    with units.read() as unit:
        later = unit.jobs.claim(JobKind.BILL, day(2) + timedelta(minutes=5), None)
        [listed] = unit.jobs.list(JobsAsked(state=JobState.FAILED, programme=PROGRAMME), 10)
        assert [] == unit.jobs.list(JobsAsked(state=JobState.DONE), 10)
        assert [] == unit.jobs.list(JobsAsked(kind=JobKind.POINTS), 10)
        assert [] == unit.jobs.list(JobsAsked(before=1), 10)
    assert listed == later
    assert ("tax-unknown", "worker", day(2)) == (listed.code, listed.worker, listed.tried_at)


def test_jobs_of_another_programme_are_left_alone(units: Units) -> None:
    """Whoever works for one programme claims and counts only its jobs."""
    planned(units, DESK)

    with units.write() as unit:
        assert None is unit.jobs.claim(JobKind.BILL, day(2), "tea")
        assert 0 == unit.jobs.waiting(JobKind.BILL, day(2), "tea")
        assert 1 == unit.jobs.waiting(JobKind.BILL, day(2), PROGRAMME)


def test_a_job_that_is_held_is_left_to_who_holds_it(postgresql_database: str) -> None:
    """Two units at once get two jobs, and a third none; what is given up is free again."""
    with opened(postgresql_database) as units:
        planned(units, DESK, SEAT)
        with units.write() as one, units.write() as two, units.write() as three:
            jobs = [each.jobs.claim(JobKind.BILL, day(2), None) for each in (one, two, three)]
        assert [SEAT, DESK, None] == [job.due if job is not None else None for job in jobs]
        assert claimed(units) is not None


@pytest.mark.parametrize("held", [True, False])
def test_a_job_of_a_unit_that_gives_up_stays_open(units: Units, *, held: bool) -> None:
    """Without a commit nothing of it stands, whether it was finished or not."""
    planned(units, DESK)
    with units.write() as unit:
        job = unit.jobs.claim(JobKind.BILL, day(2), None)
        assert job is not None
        if not held:
            unit.jobs.finish(job.done("done", "worker", day(2)))

    assert job == claimed(units)


def test_a_notice_is_kept_once_and_what_became_of_it_for_ever(units: Units) -> None:
    """The same is not told twice; a way that failed is followed by another; what was delivered stays so."""
    failed = Report(1, NoticeState.FAILED, "sms", day(2), day(3), "mailer")
    sent = Report(2, NoticeState.DELIVERED, "email", day(2), day(3), "mailer")
    with units.write() as unit:
        assert unit.notices.add(TOLD)
        assert not unit.notices.add(TOLD)
        unit.commit()
    with units.write() as unit:
        assert unit.notices.report(TOLD, failed)
        assert [Told(day(30), None, TOLD.content)] == unit.notices.told(
            PROGRAMME, NoticeKind.EXPIRY, "points"
        )
        assert unit.notices.report(TOLD, sent)
        assert not unit.notices.report(TOLD, replace(failed, number=3))
        assert not unit.notices.report(replace(TOLD, notice_id=8), failed)
        unit.commit()
    with units.read() as unit:
        assert [failed, sent] == unit.notices.reports(7)
        assert [Told(day(30), day(2), TOLD.content)] == unit.notices.told(
            PROGRAMME, NoticeKind.EXPIRY, "points"
        )
        assert [] == unit.notices.told(PROGRAMME, NoticeKind.TIER, "points")

    with units.read() as unit:
        found = unit.notices.get(7)
        assert found is not None
        assert (TOLD.content, NoticeState.DELIVERED) == (found.content, found.state)
        assert (day(2), "mailer") == (found.delivered_at, found.delivered_by)
        assert [found] == list(unit.notices.list(PROGRAMME, NoticeState.DELIVERED, None, 10))
        assert [] == list(unit.notices.list(PROGRAMME, NoticeState.WAITING, None, 10))
        assert [] == list(unit.notices.list(PROGRAMME, None, 7, 10))
        assert [] == list(unit.notices.list("tea", None, None, 10))
        assert None is unit.notices.get(8)
