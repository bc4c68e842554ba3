"""Segments are counted by a job, once in a day of each programme, and nobody waits for it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.jobs.job import Due, Job, JobKind
from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.orders.store import OrderStore
from loyalty.segments.rfm import Scores
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.jobs import finding, working
from loyalty.use_cases.jobs.keeping import keep_due
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.once import Once
from loyalty.use_cases.refusals import UnknownProgramme
from loyalty.use_cases.segments import count_segments
from loyalty.use_cases.segments.count_segments import Counting, read_counts
from loyalty.use_cases.services import Services
from tests.unit.api.routes.shop import RULES, SetClock

COFFEE = "corner-coffee"
SEGMENTS = """
segments:
  - id: newcomers
    name: {en: Newcomers, zh-CN: 新人}
    when: member.tier == "blue"
    at_least_members: 2
"""


@pytest.fixture
def clock() -> SetClock:
    """Give a clock that begins on 22 November 2026."""
    return SetClock()


@pytest.fixture
def services(database_url: str, clock: SetClock) -> Iterator[Services]:
    """Give services of a programme with a segment, whose only member is in it."""
    source = dict(read_rule_folder(RULES).source)
    source["segments.yaml"] = SEGMENTS
    source.pop("examples.yaml", None)
    with closing(Units(open_engine(database_url))) as units:
        made = Services(units, clock, SystemEntropy(), b"s" * 32)
        adopt_programme(made, source)
        enrol(made, "ada")
        yield made


def enrol(services: Services, name: str) -> None:
    """Enrol somebody."""
    enrol_member(services, EnrolMember(COFFEE), Once("test", name, name))


def ran(services: Services) -> list[str]:
    """Run the jobs that count, and give what came of each."""
    found = run_jobs(services, RunJobs("test", (JobKind.SEGMENTS,)))
    return [job.result or job.code for job in found if isinstance(job, Job)]


def counted(services: Services, before: date) -> tuple[date, int] | None:
    """Give the last count before a day."""
    with services.units.read() as unit:
        return unit.segments.count_before(COFFEE, "newcomers", before)


def test_segments_are_counted_once_a_day(services: Services, clock: SetClock) -> None:
    """A day of the programme's zone is counted once, however often the jobs run; a day that passed is not."""
    assert ["segments 1"] == ran(services)
    enrol(services, "bea")
    assert [] == ran(services)
    assert (date(2026, 11, 22), 1) == counted(services, date(2026, 11, 23))

    clock.at = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # half past midnight in Berlin
    assert ["segments 1"] == ran(services)
    assert (date(2026, 11, 25), 2) == counted(services, date(2026, 12, 1))


@pytest.mark.parametrize(("buyers", "grouped"), [(20, 20), (19, 0)])
def test_a_group_has_as_many_members_as_a_segment_may_have(
    services: Services, clock: SetClock, monkeypatch: pytest.MonkeyPatch, buyers: int, grouped: int
) -> None:
    """Nobody is in a group of fewer than twenty, whether it gives a price or feeds a segment."""
    rows = [(MemberId(each), clock.at, 1, 100) for each in range(buyers)]
    monkeypatch.setattr(OrderStore, "buyers", lambda *_: iter(rows))
    monkeypatch.setattr(count_segments, "_reads_groups", lambda _: True)
    monkeypatch.setattr(count_segments, "scores", lambda found: {each.id: Scores(5, 1, 1) for each in found})

    assert grouped == len(read_counts(services, COFFEE).groups)


def test_a_day_that_is_over_is_not_counted_afterwards(services: Services, clock: SetClock) -> None:
    """A job that was found and not done that day leaves that day without a count."""
    keep_due(services, finding.found_of(services, JobKind.SEGMENTS, COFFEE))
    clock.at += timedelta(days=1)

    assert [working.NOTHING, "segments 1"] == ran(services)

    assert None is counted(services, date(2026, 11, 23))


def test_nobody_waits_while_segments_are_counted(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else writes in the middle of a count, and what was read before stands."""

    def slowly(services: Services, name: str) -> Counting:
        counting = read_counts(services, name)
        enrol(services, "bea")
        return counting

    monkeypatch.setattr(working, "read_counts", slowly)

    assert ["segments 1"] == ran(services)
    assert (date(2026, 11, 22), 1) == counted(services, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("fault", "code"),
    [(UnknownProgramme(programme="p"), "unknown-programme"), (ValueError("x"), "unexpected ValueError")],
)
def test_a_count_that_fails_is_told_with_its_job(
    services: Services, clock: SetClock, monkeypatch: pytest.MonkeyPatch, fault: Refusal, code: str
) -> None:
    """It waits and is tried again."""

    def broken(_services: Services, _name: str) -> Counting:
        raise fault

    monkeypatch.setattr(working, "read_counts", broken)
    assert [code] == ran(services)
    monkeypatch.undo()
    assert [] == ran(services)
    clock.at += timedelta(minutes=5)
    assert ["segments 1"] == ran(services)


def test_a_programme_without_segments_has_nothing_to_count(services: Services) -> None:
    """No job is kept for it."""
    source = dict(read_rule_folder(RULES).source)
    source["programme.yaml"] = source["programme.yaml"].replace(
        f"programme: {COFFEE}", "programme: tea-house"
    )
    source.pop("examples.yaml", None)
    adopt_programme(services, source)

    found: list[Due] = list(finding.found_of(services, JobKind.SEGMENTS, "tea-house"))

    assert [] == found
