"""Jobs: what falls due, what was done of it."""

from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, caller_id, choice, integer
from api.schemas.common import CURSOR, NAME, PAGE_MAX, PageAsk, programme_name
from loyalty.jobs.job import OF_NO_PROGRAMME, Job, JobKind, JobState

RUN_MAX = 1000
RUN_USUAL = 100
KIND = choice(*JobKind)
RUN_EXAMPLE = {"programme": "corner-coffee", "kinds": ["points", "tier-review"]}


class OfProgrammePage(PageAsk):
    """A stretch of what is of a programme; not needed where the key belongs to one."""

    programme = Member(caller_id(example="corner-coffee"), "The programme's name.", required=False)


class JobsAsk(OfProgrammePage):
    """Which jobs."""

    kind = Member(KIND, "Only of this kind.", required=False)
    state = Member(choice(*JobState), "Only in this state.", required=False)


class JobOut(AnswerSchema):
    """One thing that falls due at one instant and is done once."""

    kind = Member(KIND, "What is to be done.")
    item = Member(NAME, "What it is about, such as `mem_…:points`.")
    due_at = Member(INSTANT, "When it falls due; of a notice, the end that it tells of.")
    state = Member(choice(*JobState), "How far it is.")
    attempts = Member(integer(0, 10**9), "How often it was tried.")
    worker = Member(NAME, "Who tried it last.", required=False)
    code = Member(NAME, "Why it failed.", required=False)
    result = Member(NAME, "What came of it.", required=False)
    tried_at = Member(INSTANT, "When it was tried last.", required=False)
    next_at = Member(INSTANT, "From when on it may be tried; absent once it is done.", required=False)


class JobsOut(AnswerSchema):
    """A stretch of the jobs, newest first."""

    jobs = Items(Part(JobOut), "The jobs.", fewest=0, most=PAGE_MAX)
    next = Member(CURSOR, "The cursor of the next stretch; absent at the end.", required=False)


class RunIn(StrictSchema):
    """What is to be done of what has fallen due."""

    programme = programme_name()
    kinds = Items(Member(KIND, "A kind."), "Only these kinds.", fewest=1, most=len(JobKind), required=False)
    at = Member(INSTANT, "Only what was due by then; without it, by now.", required=False)
    at_most = Member(integer(1, RUN_MAX, example=RUN_USUAL), "How many at most.", default=RUN_USUAL)


class RunOut(AnswerSchema):
    """What was done and what failed, in this order."""

    done = Member(integer(0, RUN_MAX), "How many were done.")
    failed = Member(integer(0, RUN_MAX), "How many failed; they are tried again later.")
    more = Member(TRUTH, "Whether there may be more to do: then ask again.")
    jobs = Items(Part(JobOut), "Each as it ended.", fewest=0, most=RUN_MAX)
    of_no_programme = Items(
        Member(KIND, "A kind."),
        "The kinds that were named and not looked at, since they belong to no programme: "
        "`loyalty jobs run` without `--programme` does them.",
        fewest=1,
        most=len(OF_NO_PROGRAMME),
        required=False,
    )


def job_shown(job: Job) -> dict[str, Any]:
    """Give the members of `JobOut`."""
    return {
        "kind": str(job.due.kind),
        "item": job.due.item,
        "due_at": job.due.due_at,
        "state": str(job.state),
        "attempts": job.attempts,
        "worker": job.worker or None,
        "code": job.code or None,
        "result": job.result or None,
        "tried_at": job.tried_at,
        "next_at": job.next_at if job.state is not JobState.DONE else None,
    }
