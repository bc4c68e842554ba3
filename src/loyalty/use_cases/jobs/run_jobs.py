"""Do everything that has fallen due, each thing once: found, claimed, done and marked as done.

What is done, and that it is done, is one transaction: the row of the job is held from its
claim on, and a process that dies lets everything go. So nothing is done twice, neither after a
crash nor by two workers at once, and a run that was stopped goes on where it stopped.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice

from loyalty.database.failures import TransientDatabaseError
from loyalty.jobs.job import OF_NO_PROGRAMME, Due, Job, JobKind
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.refusal import Refusal
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.jobs.finding import PAGE, found_of
from loyalty.use_cases.jobs.keeping import keep_due
from loyalty.use_cases.jobs.programmes import programmes_of
from loyalty.use_cases.jobs.working import READ_AHEAD, Work, read_ahead, work_on
from loyalty.use_cases.refusals import InTheFuture
from loyalty.use_cases.services import AHEAD_MAX, Clock, Services, retrying

CODE_MAX = 64
OF_NONE = ""
"""The programme of what belongs to none."""


@dataclass(frozen=True, slots=True)
class RunJobs:
    """Which kinds, of one programme or of all, due by ``at``, by default now; ``worker`` does them."""

    worker: str
    kinds: tuple[JobKind, ...] = tuple(JobKind)
    programme: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many jobs of a kind are about to be done."""

    kind: JobKind
    count: int


def run_jobs(services: Services, command: RunJobs) -> Iterator[Waiting | Job]:
    """Give, kind by kind, how many jobs wait, then each as it ended: done, or failed with the code why.

    One that fails stops no other and is tried again later. Raises InTheFuture, UnknownProgramme.
    """
    now = services.clock.now()
    if command.at is not None and command.at > now + AHEAD_MAX:
        raise InTheFuture
    at = min(command.at or now, now)
    with services.units.read() as unit:
        programmes = programmes_of(unit, command.programme)
    looking = replace(services, clock=_Then(at, services.clock))
    for kind in (kind for kind in JobKind if kind in command.kinds):
        none = kind in OF_NO_PROGRAMME
        for programme in [OF_NONE] * (command.programme is None) if none else programmes:
            _find(services, found_of(looking, kind, programme))
        with services.units.read() as unit:
            yield Waiting(kind, unit.jobs.waiting(kind, services.clock.now(), command.programme))
        while (job := retrying(services, partial(_next, services, kind, command, at))) is not None:
            yield job


def _find(services: Services, found: Iterator[Due]) -> None:
    while page := list(islice(found, PAGE)):
        retrying(services, partial(keep_due, services, page))


def _next(services: Services, kind: JobKind, command: RunJobs, at: datetime) -> Job | None:
    now = services.clock.now()
    first, work = _ahead(services, kind, command.programme)
    with services.units.write() as unit:
        job = unit.jobs.claim(kind, now, command.programme)
        if job is None:
            return None
        if kind in READ_AHEAD and (first is None or first.due != job.due):
            raise DecideAgain  # another worker has the one that was read for
        ended = _tried(services, unit, work, job, (command.worker, at))
        unit.jobs.finish(ended)
        unit.commit()
    return ended


def _ahead(services: Services, kind: JobKind, programme: str | None) -> tuple[Job | None, Work]:
    """Give the job that is next with its work, for which much was read; work of other kinds reads itself."""
    if kind not in READ_AHEAD:
        return None, work_on
    with services.units.read() as unit:
        job = unit.jobs.first(kind, services.clock.now(), programme)
    if job is None:
        return None, work_on
    try:
        return job, read_ahead(services, job.due)
    except (DecideAgain, TransientDatabaseError):
        raise
    except Exception as fault:  # noqa: BLE001 - it is kept with the job, once that is held
        return job, partial(_failing, fault)


def _failing(fault: Exception, _services: Services, _due: Due, _at: datetime) -> str:
    raise fault


def _tried(services: Services, unit: UnitOfWork, work: Work, job: Job, by: tuple[str, datetime]) -> Job:
    """Give the job as it ended, tried by a worker as of an instant.

    Raises DecideAgain, TransientDatabaseError: try all of it again.
    """
    worker, at = by
    within = replace(services, units=unit.parts(), tries=1)
    now = services.clock.now()
    try:
        with unit.attempt():
            result = work(within, job.due, at)
    except (DecideAgain, TransientDatabaseError):
        raise
    except Refusal as no:
        return job.failed(no.code, worker, now)
    except Exception as fault:  # noqa: BLE001 - what breaks on one item is kept with it and stops no other
        return job.failed(f"unexpected {type(fault).__name__}"[:CODE_MAX], worker, now)
    return job.done(result, worker, now)


@dataclass(frozen=True, slots=True)
class _Then:
    """A clock that shows ``at``; waiting takes as long as by the ``real`` one."""

    at: datetime
    real: Clock

    def now(self) -> datetime:
        """Give the instant it shows."""
        return self.at

    def pause(self, milliseconds: int) -> None:
        """Wait."""
        self.real.pause(milliseconds)
