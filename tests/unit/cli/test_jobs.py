"""``loyalty jobs`` and ``notices``: what they do, print and refuse."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

AHEAD = 700 * 86_400
"""Seconds from the purchase of the tests' member to the day after the points have lapsed, and more."""


@pytest.fixture
def later(run: Run, member: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell the member that points will lapse, and move the clock to when they have."""
    run("jobs", "run", "--kind", "expiry-notice")
    [told] = json.loads(run("notices", "list", "corner-coffee", "--json").output)
    run("notices", "delivered", told["notice"])
    monkeypatch.setenv("LOYALTY_CLOCK_AHEAD", str(2 * AHEAD))


@pytest.mark.usefixtures("later")
def test_jobs_run_and_are_listed(run: Run, member: str) -> None:
    """A run closes with a table; a second one finds nothing; the list names what came of it."""
    first = run("jobs", "run", "--kind", "points")
    second = run("jobs", "run", "--kind", "points")
    listed = run("jobs", "list", "--state", "done", "--kind", "points")

    assert 0 == first.exit_code, first.output
    assert [
        "  points                     1 done         0 failed",
        "1 job, 0 failed",
    ] == first.output.splitlines()
    assert "0 jobs, 0 failed" == second.output.splitlines()[-1]
    assert f"points corner-coffee {member}:points" in listed.output
    assert listed.output.splitlines()[0].endswith("done: lapse 1")
    [data] = json.loads(run("jobs", "list", "--kind", "points", "--json").output)
    assert ("done", 1, "command line", None, "lapse 1") == tuple(
        data[name] for name in ("state", "attempts", "worker", "code", "result")
    )


def test_a_notice_is_made_listed_and_delivered(run: Run, member: str) -> None:
    """The programme gives notice of 36 months, so the points that end after 24 are told of at once."""
    made = json.loads(run("jobs", "run", "--kind", "expiry-notice", "--json").output)
    english = run("notices", "list", "corner-coffee")
    [data] = json.loads(run("notices", "list", "corner-coffee", "--lang", "zh-CN", "--json").output)

    assert [{"kind": "expiry-notice", "done": 1, "failed": 0}] == made["kinds"]
    assert f"{member} waiting: 80\u00a0points will lapse after 16\u00a0November\u00a02028" in english.output
    assert ["80\u00a0积分将于 2028年11月16日后失效"] == data["text"]
    first = run("notices", "delivered", data["notice"])
    again = run("notices", "delivered", data["notice"])
    assert first.output.endswith("by command line\n")
    assert again.output == first.output.removesuffix("\n") + ", as said before\n"
    assert "0 notices" == run("notices", "list", "corner-coffee", "--state", "waiting").output.strip()


def test_what_cannot_be_is_refused(run: Run, member: str) -> None:
    """A programme that is not there, an instant to come, a notice nobody made; and what is no id or kind."""
    refused = [
        run("jobs", "run", "--programme", "tea-house"),
        run("jobs", "run", "--at", "2999-01-01T00:00:00Z"),
        run("notices", "delivered", "ntc_01b6esf8g0000"),
        run("notices", "list", "tea-house"),
    ]
    wrong = [
        run("jobs", "run", "--kind", "lapse"),
        run("jobs", "list", "--limit", "0"),
        run("jobs", "work", "--every", "0"),
        run("notices", "delivered", "7"),
        run("jobs", "run", "--kind", "points", "--kind", "retention", "--programme", "corner-coffee"),
        run("jobs", "work", "--kind", "old-answers", "--programme", "corner-coffee"),
    ]

    assert [1, 1, 1, 1] == [each.exit_code for each in refused]
    assert "There is no such programme" in refused[0].stderr
    assert "There is no such notice" in refused[2].stderr
    assert [2, 2, 2, 2, 2, 2] == [each.exit_code for each in wrong]
    assert "retention is of no programme: leave --programme out." in wrong[4].stderr
    assert "old-answers is of no programme: leave --programme out." in wrong[5].stderr
    assert [0, 0] == [
        run("jobs", "run", "--kind", "retention").exit_code,
        run("jobs", "run", "--programme", "corner-coffee").exit_code,
    ]


@pytest.mark.usefixtures("later")
def test_a_worker_works_until_it_is_told_to_stop(run: Run, member: str, tmp_path: Path) -> None:
    """A real process does what is due, says so, and ends well on SIGTERM."""
    command = [sys.executable, "-c", "from loyalty.cli.main import main; main()"]
    worker = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "jobs", "work", "--every", "60"],
        env=dict(os.environ),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    line = worker.stdout.readline()
    while not line.startswith("points"):
        line = worker.stdout.readline()
    worker.send_signal(signal.SIGTERM)
    _, said = worker.communicate(timeout=20)

    assert f"{member}:points" in line
    assert "lapse 1" in line
    assert (0, "stopped") == (worker.returncode, said.splitlines()[-1])
