"""``loyalty jobs``: do what has fallen due, once or for as long as it runs, and list it."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.books.ledger import progress
from loyalty.cli.connection import open_database, open_for_work
from loyalty.cli.operations.delivering import deliver_all
from loyalty.cli.operations.stopping import again_and_again, until_told, when_it_answers
from loyalty.cli.output import counted, note, print_json
from loyalty.decision.explain import instant_text
from loyalty.jobs.job import OF_NO_PROGRAMME, Job, JobKind, JobsAsked, JobState
from loyalty.use_cases.jobs.list_jobs import list_jobs
from loyalty.use_cases.jobs.run_jobs import RunJobs, Waiting, run_jobs
from loyalty.use_cases.services import Services

WORKER = "command line"
LISTED = 50
SECONDS_MAX = 86_400

kinds = click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([str(kind) for kind in JobKind]),
    help="Only this kind; several times.",
)
programme = click.option("--programme", help="Only this programme's; without it, all programmes'.")


@click.group()
def jobs() -> None:
    """Do what falls due by time alone: points, tiers, bills, awards, notices."""


@jobs.command()
@kinds
@programme
@options.at
@options.database
@options.as_json
def run(
    kinds: tuple[str, ...],
    programme: str | None,
    at: datetime | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Do everything that has fallen due, each thing once, and close with a table.

    Each thing is a transaction of its own with the mark that it was done, so that the command may be
    stopped, run twice at once, or run again. One that fails stops no other, is named, and is
    tried again later; then the code is 1. --at takes only what was due by then.

    \b
    Example:
      loyalty jobs run --db sqlite:///var/loyalty.db
    """
    chosen = _chosen(kinds, programme)
    services = open_for_work(database)
    with closing(services.units):
        states: Counter[tuple[JobKind, JobState]] = Counter()
        failed: list[Job] = []
        for job in _running(services, RunJobs(WORKER, chosen, programme, at), lambda: False):
            states[job.due.kind, job.state] += 1
            if job.state is JobState.FAILED:
                failed.append(job)
    table = [
        {
            "kind": str(kind),
            "done": states[kind, JobState.DONE],
            "failed": states[kind, JobState.FAILED],
        }
        for kind in chosen
    ]
    if as_json:
        print_json({"kinds": table, "failed": [job_data(job) for job in failed]})
    else:
        for row in table:
            click.echo(f"  {row['kind']:<18}{row['done']:>10,} done{row['failed']:>10,} failed")
        click.echo(f"{counted(states.total(), 'job')}, {len(failed)} failed")
        for job in failed:
            note(_line(job))
    if failed:
        raise click.exceptions.Exit(1)


@jobs.command()
@kinds
@programme
@click.option(
    "--every",
    type=click.IntRange(1, SECONDS_MAX),
    default=60,
    show_default=True,
    help="Seconds between two looks.",
)
@options.database
def work(kinds: tuple[str, ...], programme: str | None, every: int, database: str | None) -> None:
    """Do what falls due for as long as it runs; what was done is one line on stdout.

    Webhooks that wait are sent as well, after each look. A stop (Ctrl-C or SIGTERM) lets the job
    that is being done end. Several workers may run at once, also on several machines. A database that
    is out, also from the start, is waited for.

    \b
    Example:
      loyalty jobs work --every 60 --db sqlite:///var/loyalty.db
    """
    command = RunJobs(WORKER, _chosen(kinds, programme), programme)
    with until_told() as stopped:
        services = when_it_answers(lambda: open_for_work(database), every, stopped)
        if services is not None:
            _work(services, command, every, stopped)
    note("stopped")


def _work(services: Services, command: RunJobs, every: int, stopped: Callable[[], bool]) -> None:
    note("working; Ctrl-C or SIGTERM stops it")

    def work_once() -> None:
        for job in _running(services, command, stopped):
            click.echo(_line(job))
        deliver_all(services, stopped)

    with closing(services.units):
        again_and_again(services.clock, every, stopped, work_once)


@jobs.command(name="list")
@click.option("--kind", type=click.Choice([str(kind) for kind in JobKind]), help="Only this kind.")
@click.option("--state", type=click.Choice([str(state) for state in JobState]), help="Only in this state.")
@programme
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=LISTED,
    show_default=True,
    help="How many at most.",
)
@options.database
@options.as_json
def listed(
    kind: str | None,
    state: str | None,
    programme: str | None,
    limit: int,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """List jobs, the newest first: what waits, what was done, what failed and why.

    \b
    Example:
      loyalty jobs list --state failed
    """
    asked = JobsAsked(JobKind(kind) if kind else None, JobState(state) if state else None, programme)
    found = list_jobs(open_database(database), asked, limit)
    if as_json:
        print_json([job_data(job) for job in found])
        return
    for job in found:
        click.echo(_line(job))
    click.echo(counted(len(found), "job"))


def _chosen(kinds: tuple[str, ...], programme: str | None) -> tuple[JobKind, ...]:
    """Give the kinds to do, all where none is named; refuse one that no programme has for one."""
    for kind in kinds:
        if programme is not None and kind in OF_NO_PROGRAMME:
            message = f"{kind} is of no programme: leave --programme out."
            raise click.UsageError(message)
    return tuple(JobKind(each) for each in kinds) or tuple(JobKind)


def job_data(job: Job) -> dict[str, Any]:
    """Give a job as plain data."""
    return {
        "kind": str(job.due.kind),
        "programme": job.due.programme or None,
        "item": job.due.item,
        "due_at": instant_text(job.due.due_at),
        "state": str(job.state),
        "attempts": job.attempts,
        "worker": job.worker or None,
        "code": job.code or None,
        "result": job.result or None,
        "tried_at": instant_text(job.tried_at) if job.tried_at is not None else None,
        "next_at": instant_text(job.next_at) if job.state is not JobState.DONE else None,
    }


def _running(services: Services, command: RunJobs, stopped: Callable[[], bool]) -> Iterator[Job]:
    """Give each job as it ended, with a bar for each kind while it runs, until a stop is asked for."""
    with progress() as shown:
        task = shown.add_task("looking", total=None)
        for each in run_jobs(services, command):
            if isinstance(each, Waiting):
                shown.reset(task, description=str(each.kind), total=each.count)
            else:
                shown.advance(task)
                yield each
            if stopped():
                return


def _line(job: Job) -> str:
    said = job.result
    if job.state is JobState.FAILED:
        said = f"{job.code}, tried {counted(job.attempts, 'time')}, again from {instant_text(job.next_at)}"
    words = (job.due.kind, job.due.programme, job.due.item, instant_text(job.due.due_at), job.state)
    return " ".join(str(word) for word in words if word) + (f": {said}" if said else "")
