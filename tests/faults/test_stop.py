"""A server that is told to stop: what was asked before is answered, what comes later is refused."""

import json
import os
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.faults

WAIT_SECONDS = 60
ASKED = 6
HELD_SECONDS = 3
"""How long nobody can write, so that the requests are still running when the stop comes."""


@dataclass
class Served:
    """The demonstration served by two processes, and a request that it answers."""

    process: subprocess.Popen[bytes]
    port: int
    database: Path
    path: str
    headers: dict[str, str]
    body: bytes
    printed: Path

    def send(self) -> int:
        """Send the request, and give the status of the answer; it holds a price."""
        url = f"http://127.0.0.1:{self.port}{self.path}"
        asked = urllib.request.Request(url, self.body, self.headers)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            asked, timeout=WAIT_SECONDS
        ) as answer:
            assert json.load(answer)["due"]
            return int(answer.status)

    def takes_connections(self) -> bool:
        """Say whether somebody listens."""
        with socket.socket() as trying:
            return trying.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Give the demonstration, served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    printed = tmp_path / "printed"
    words = [
        sys.executable,
        "-c",
        "from loyalty.cli.main import main; main()",
        "serve",
        "--demo",
        "--port",
        str(port),
    ]
    with printed.open("w") as out:
        environment = {**os.environ, "LOYALTY_WORKERS": "2", "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(words, cwd=tmp_path, stdout=out, stderr=out, env=environment)  # noqa: S603  our own
    try:
        _until(lambda: "curl " in printed.read_text())
        words = shlex.split(
            next(line for line in printed.read_text().splitlines() if line.startswith("curl "))
        )
        headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
        database = next(path for path in tmp_path.rglob("*.db"))
        path = words[2].partition(str(port))[2]
        served = Served(
            process, port, database, path, headers, words[words.index("-d") + 1].encode(), printed
        )
        _until(served.takes_connections)
        yield served
    finally:
        process.kill()
        process.wait()


def test_requests_that_run_are_answered_and_new_ones_are_refused(served: Served) -> None:
    """While nobody can write requests arrive; the stop lets them end, and takes no connection any more."""
    assert served.send() in {200, 201}
    holding = sqlite3.connect(served.database, isolation_level=None)
    holding.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(ASKED) as pool:
        asked = [pool.submit(served.send) for _ in range(ASKED)]
        time.sleep(HELD_SECONDS)
        served.process.send_signal(signal.SIGTERM)
        _until(lambda: not served.takes_connections())
        running = [each.done() for each in asked]
        holding.execute("ROLLBACK")
        answered = [each.result() for each in asked]
    holding.close()

    assert [False] * ASKED == running
    assert set(answered) <= {200, 201}
    assert 0 == served.process.wait(WAIT_SECONDS)


def test_a_server_in_peace_ends_without_a_word(served: Served) -> None:
    """Neither the process that others come of nor one that answered has anything to complain of."""
    assert served.send() in {200, 201}
    served.process.send_signal(signal.SIGTERM)
    assert 0 == served.process.wait(WAIT_SECONDS)

    after = served.printed.read_text().partition("Ctrl-C stops it.")[2].split("\n")
    assert ["request"] == [json.loads(line)["message"] for line in after if line]


def _until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, at most a minute."""
    for _ in range(WAIT_SECONDS * 20):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to hold")
