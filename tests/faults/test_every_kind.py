"""Two workers at once, at things of every kind of job: each is done once, as one worker alone does it."""

import shutil
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

import pytest

from loyalty.adapters.seal_keys import PrivateKey
from loyalty.jobs.job import JobKind, JobsAsked, JobState
from tests.faults.due_kinds import MAKE_DUE, make_due
from tests.faults.job_work import do_kinds
from tests.faults.test_jobs import heard, started
from tests.stores.making import opened
from tests.unit.api.routes.shop import rows_in

pytestmark = pytest.mark.faults

Told = list[tuple[str, str, str]]


def done_by(url: str, workers: int) -> Told:
    """Make a thing of each kind due in a database and give what so many workers told of doing them."""
    pem = PrivateKey.fresh().pem()
    make_due(url, pem)
    gate = get_context("forkserver").Barrier(workers)
    running = [started(url, f"worker-{number}", do_kinds, pem=pem, gate=gate) for number in range(workers)]
    told = [job for _, hearing in running for job in heard(hearing)]
    for worker, _ in running:
        worker.join()
    assert [0] * workers == [worker.exitcode for worker, _ in running]
    return told


def test_two_workers_do_each_thing_of_every_kind_once(
    database_url: str, sqlite_template: Path, tmp_path: Path
) -> None:
    """Every table has as many rows as after one worker alone; each job was tried once and told of once."""
    alone = tmp_path / "alone.db"
    shutil.copyfile(sqlite_template, alone)
    by_one = done_by(f"sqlite:///{alone}", 1)

    by_two = done_by(database_url, 2)

    assert set(JobKind) == set(MAKE_DUE)
    assert set(map(str, JobKind)) == {kind for kind, _, _ in by_two}
    assert Counter(kind for kind, _, _ in by_one) == Counter(kind for kind, _, _ in by_two)
    assert rows_in(f"sqlite:///{alone}") == rows_in(database_url)
    with opened(database_url) as units, units.read() as unit:
        jobs = unit.jobs.list(JobsAsked(), 1000)
    assert {(JobState.DONE, 1)} == {(job.state, job.attempts) for job in jobs}
