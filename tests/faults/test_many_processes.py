"""Sixteen processes on four members: nothing is lost, nothing counted twice, every law holds."""

from multiprocessing import get_context

import pytest

from loyalty.ledger.verify import AccountRows
from tests.faults.auditing import accounts, faults, references
from tests.faults.work import work

pytestmark = pytest.mark.faults

PROCESSES = 16
STEPS = 40
MEMBERS = 4


def test_sixteen_processes_keep_every_law(database_url: str) -> None:
    """Each earns, spends, holds, captures, voids and returns on the same four members at once."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.work"])
    pipes = [context.Pipe(duplex=False) for _ in range(PROCESSES)]
    workers = [
        context.Process(
            target=work,
            args=(database_url, f"w{number}"),
            kwargs={"seed": number, "members": MEMBERS, "steps": STEPS, "telling": telling},
        )
        for number, (_, telling) in enumerate(pipes)
    ]
    for worker, (_, telling) in zip(workers, pipes, strict=True):
        worker.start()
        telling.close()
    acknowledged: set[str] = set()
    for hearing, _ in pipes:
        try:
            while True:
                acknowledged.add(hearing.recv())
        except EOFError:
            hearing.close()
    for worker in workers:
        worker.join()
    found = accounts(database_url)

    assert [0] * PROCESSES == [worker.exitcode for worker in workers]
    assert [] == faults(found)
    assert MEMBERS == len(found)
    assert acknowledged == references(found) - _booked_by_time(found)
    assert len(acknowledged) > PROCESSES * STEPS // 3


def _booked_by_time(found: list[AccountRows]) -> set[str]:
    return {
        entry.cause.external_ref for rows in found for entry in rows.entries if entry.cause.source == "engine"
    }
