"""How rows of jobs and notices become values; for `store` alone."""

import json
from datetime import datetime
from typing import Any

from loyalty.jobs.job import Due, Job, JobKind, JobState
from loyalty.jobs.notice import Notice, NoticeKind, NoticeState
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at

Cells = Any  # a row of SQLAlchemy: its columns are attributes


def job_from(row: Cells) -> Job:
    """Give a job as it is kept."""
    return Job(
        row.job_id,
        Due(JobKind(row.kind), row.programme, row.item, instant_at(row.due_at), row.mark),
        JobState(row.state),
        row.attempts,
        instant_at(row.next_at),
        row.worker,
        row.code,
        row.result,
        moment_from(row.tried_at),
    )


def notice_from(row: Cells) -> Notice:
    """Give a notice as it is kept."""
    return Notice(
        row.notice_id,
        row.programme,
        MemberId(row.member_id),
        NoticeKind(row.kind),
        row.about,
        instant_at(row.about_at),
        json.loads(row.content),
        instant_at(row.made_at),
        NoticeState(row.state),
        moment_from(row.delivered_at),
        row.delivered_by,
    )


def moment_from(kept: int | None) -> datetime | None:
    """Give an instant that may not be there."""
    return None if kept is None else instant_at(kept)
