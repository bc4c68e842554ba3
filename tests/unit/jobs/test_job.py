"""A job as a value: what it is after it was done, and after it failed."""

from datetime import UTC, datetime, timedelta

from loyalty.jobs.job import Due, Job, JobKind, JobState

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
OPEN = Job(1, Due(JobKind.BILL, "beans", "desk-7", NOW), JobState.OPEN, 0, NOW)


def test_a_job_that_was_done_says_what_came_of_it() -> None:
    """It counts the try and says by whom and when; an earlier failure is no longer said."""
    done = OPEN.failed("tax-unknown", "a", NOW).done("invoice inv_1", "b", NOW + timedelta(hours=1))

    assert (JobState.DONE, 2, "b", "", "invoice inv_1") == (
        done.state,
        done.attempts,
        done.worker,
        done.code,
        done.result,
    )
    assert NOW + timedelta(hours=1) == done.tried_at


def test_a_job_that_fails_waits_twice_as_long_each_time() -> None:
    """Five minutes, ten, twenty and so on, and never longer than a day."""
    job, waits = OPEN, []
    for _ in range(11):
        job = job.failed("tax-unknown", "a", NOW)
        waits.append((job.next_at - NOW) // timedelta(minutes=1))

    assert [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440] == waits
    assert (JobState.FAILED, 11, "tax-unknown") == (job.state, job.attempts, job.code)
