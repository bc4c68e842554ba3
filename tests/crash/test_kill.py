"""A writer is killed in the middle of its work, again and again: what it acknowledged is there, and whole."""

import random
from multiprocessing import get_context

import pytest

from tests.crash.auditing import accounts, faults, references
from tests.crash.work import work

KILLS = {"sqlite": 20, "postgresql": 20}
MEMBERS = 3


def test_a_killed_writer_loses_nothing_it_acknowledged(
    database_url: str, request: pytest.FixtureRequest
) -> None:
    """Killed without warning after some acknowledgements, the next finds all of them and no half booking."""
    kind = "sqlite" if database_url.startswith("sqlite") else "postgresql"
    chance = random.Random(request.node.name)
    acknowledged: set[str] = set()
    for number in range(KILLS[kind]):
        heard = _killed_after(database_url, f"k{number}", number, chance.randint(1, 25))
        acknowledged |= heard
        found = accounts(database_url)

        assert heard
        assert [] == faults(found)
        assert acknowledged <= references(found)


def _killed_after(url: str, name: str, seed: int, count: int) -> set[str]:
    """Give what a writer acknowledged that was killed about when it had acknowledged ``count`` commands."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.crash.work"])
    hearing, telling = context.Pipe(duplex=False)
    options = {"seed": seed, "members": MEMBERS, "steps": 1_000_000, "telling": telling}
    writer = context.Process(target=work, args=(url, name), kwargs=options)
    writer.start()
    telling.close()
    heard = {hearing.recv() for _ in range(count)}
    writer.kill()
    writer.join()
    try:
        while True:
            heard.add(hearing.recv())
    except EOFError:  # the pipe is empty, or broken off in the middle of a word
        hearing.close()
    return heard
