"""A job: one thing that falls due at one instant and is done once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

ITEM_MAX = 200
WAIT = timedelta(minutes=5)
"""How long a job that failed waits until it is tried again; each time twice as long as before."""
LONGEST_WAIT = timedelta(days=1)


class JobKind(StrEnum):
    """What is to be done, in the order in which one run does it.

    Alerts come before bills, since they speak of the periods that run, and a bill begins new ones.
    """

    POINTS = "points"
    TIER_REVIEW = "tier-review"
    SPENDING_ALERTS = "spending-alerts"
    BILL = "bill"
    CONSENTS = "consents"
    SEGMENTS = "segments"
    ANNIVERSARY = "anniversary"
    EXPIRY_NOTICE = "expiry-notice"
    TIER_NOTICE = "tier-notice"
    RENEWAL_NOTICE = "renewal-notice"
    VOUCHER_PROMISES = "voucher-promises"
    CASE_CLOCKS = "case-clocks"
    SEAL_DAY = "seal-day"
    PRICE_DAY = "price-day"
    OLD_ANSWERS = "old-answers"
    RETENTION = "retention"


OF_NO_PROGRAMME = frozenset({JobKind.OLD_ANSWERS, JobKind.RETENTION})
"""The kinds of what belongs to no programme."""


class JobState(StrEnum):
    """How far a job is.

    There is no word for a job that is being done: whoever does it holds its row locked until
    everything is booked, and a process that dies lets it go.
    """

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due: of which kind and programme, what it is about, and when.

    ``item`` names it within its kind. ``due_at`` of a notice is the end that it tells of.
    ``programme`` is empty for what belongs to none. What falls due once more at the same instant
    has another ``mark``, such as how often its subscription was written to.
    """

    kind: JobKind
    programme: str
    item: str
    due_at: datetime
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A due thing as it is kept.

    ``next_at`` is from when on it may be tried; ``worker`` tried it last, at ``tried_at``.
    ``code`` says why it failed, ``result`` what came of it.
    """

    job_id: int
    due: Due
    state: JobState
    attempts: int
    next_at: datetime
    worker: str = ""
    code: str = ""
    result: str = ""
    tried_at: datetime | None = None

    def done(self, result: str, worker: str, now: datetime) -> "Job":
        """Give the job as it is once it was done."""
        return replace(self._tried(worker, now), state=JobState.DONE, code="", result=result)

    def failed(self, code: str, worker: str, now: datetime) -> "Job":
        """Give the job once it failed: it is tried again after a wait that doubles, at most a day."""
        tried = self._tried(worker, now)
        wait = min(WAIT * 2 ** min(self.attempts, 10), LONGEST_WAIT)
        return replace(tried, state=JobState.FAILED, code=code, result="", next_at=now + wait)

    def _tried(self, worker: str, now: datetime) -> "Job":
        return replace(self, attempts=self.attempts + 1, worker=worker, tried_at=now)


@dataclass(frozen=True, slots=True)
class JobsAsked:
    """Which jobs: of a kind, in a state, of a programme, made before one; None: any."""

    kind: JobKind | None = None
    state: JobState | None = None
    programme: str | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits for a worker: how many may be tried now, how many of them failed before.

    ``oldest`` is since when the first of them waits, ``worked_at`` when any job was tried last.
    """

    waiting: int
    failed: int
    oldest: datetime | None
    worked_at: datetime | None

    def lag(self, now: datetime) -> timedelta:
        """Give for how long the job has waited that waits longest, nothing where none waits."""
        return timedelta() if self.oldest is None else max(now - self.oldest, timedelta())
