"""A writer is killed in the middle of its work, again and again: what it acknowledged is there, and whole."""

import random
from collections.abc import Callable
from multiprocessing import get_context

import pytest

from tests.faults.auditing import accounts, faults, references
from tests.faults.work import work

pytestmark = pytest.mark.faults

KILLS = 100
AUDITED_EACH = 20
MEMBERS = 3


def test_a_killed_writer_loses_nothing_it_acknowledged(
    database_url: str, request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> None:
    """Killed without warning after some acknowledgements, the next finds all of them and no half booking."""
    chance = random.Random(request.node.name)
    acknowledged: set[str] = set()
    for number in range(1, KILLS + 1):
        heard = _killed_after(database_url, f"k{number}", number, chance.randint(1, 25))
        acknowledged |= heard

        assert heard
        if number % AUDITED_EACH == 0:
            found = accounts(database_url)
            assert [] == faults(found)
            assert acknowledged <= references(found)
    record_property("kills", KILLS)
    record_property("answers", len(acknowledged))


def _killed_after(url: str, name: str, seed: int, count: int) -> set[str]:
    """Give what a writer acknowledged that was killed about when it had acknowledged ``count`` commands."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.work"])
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
