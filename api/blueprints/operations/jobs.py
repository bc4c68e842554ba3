"""Jobs: what has fallen due done, each thing once; listed."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import chosen_programme
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.operations.jobs import RUN_EXAMPLE, JobsAsk, JobsOut, RunIn, RunOut, job_shown
from loyalty.access.scopes import Scope
from loyalty.jobs.job import OF_NO_PROGRAMME, Job, JobKind, JobsAsked, JobState
from loyalty.use_cases.jobs.list_jobs import list_jobs
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs

jobs = Resource("jobs", "What falls due by time alone: points, tiers, bills, awards, notices.")
RUN = Exchange(RunOut, takes=RunIn, own_id=True, request_example=RUN_EXAMPLE)


@jobs.route("GET", "/v1/jobs", Right(Scope.JOBS_READ), Exchange(JobsOut, asks=JobsAsk))
def jobs_listed(query: Mapping[str, Any]) -> dict[str, object]:
    """List jobs: what waits, what was done, what failed and why."""
    kind, state = query.get("kind"), query.get("state")
    asked = JobsAsked(
        JobKind(kind) if kind else None,
        JobState(state) if state else None,
        chosen_programme(query),
        query.get("cursor"),
    )
    found = list_jobs(services(), asked, query["limit"])
    more = found[-1].job_id if len(found) == query["limit"] else None
    return {"jobs": [job_shown(each) for each in found], "next": more}


@jobs.route("POST", "/v1/jobs/runs", Right(Scope.JOBS_WRITE, books=True), RUN)
def run_due(body: dict[str, Any]) -> dict[str, object]:
    """Do what has fallen due in a programme, each thing once.

    It is safe to ask again, and at the same time: what was done is not done again. One thing
    that fails stops no other and is tried again later. Kinds that belong to no programme are
    not done here; where they are named, the answer says so.
    """
    caller().reach(body["programme"])
    kinds = tuple(JobKind(each) for each in body["kinds"]) if "kinds" in body else tuple(JobKind)
    command = RunJobs(caller().label, kinds, body["programme"], body.get("at"))
    running = (each for each in run_jobs(services(), command) if isinstance(each, Job))
    ended = list(islice(running, body["at_most"]))
    failed = sum(each.state is JobState.FAILED for each in ended)
    return {
        "done": len(ended) - failed,
        "failed": failed,
        "more": len(ended) == body["at_most"],
        "jobs": [job_shown(each) for each in ended],
        "of_no_programme": sorted(OF_NO_PROGRAMME.intersection(body.get("kinds", ()))) or None,
    }
