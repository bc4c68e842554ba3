"""A worker goes on after a database that was out, and ends by any other fault."""

import os
import signal
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from loyalty.cli.operations.stopping import again_and_again, when_it_answers
from loyalty.database.failures import TransientDatabaseError
from tests.unit.cli.conftest import Run

NOBODY: Any = None


def test_a_database_that_is_out_ends_no_worker(capsys: pytest.CaptureFixture[str]) -> None:
    """It says so, and the next round works."""
    rounds: list[str] = []

    def work() -> None:
        rounds.append("begun")
        if len(rounds) == 1:
            raise OperationalError("", {}, ConnectionError("server closed the connection"))

    again_and_again(NOBODY, 0, lambda: len(rounds) == 2, work)
    assert ["begun", "begun"] == rounds
    said = capsys.readouterr().err
    assert "The database cannot be used: server closed the connection. It is tried again in 0 s.\n" == said


def test_a_database_that_is_busy_for_long_ends_no_worker(capsys: pytest.CaptureFixture[str]) -> None:
    """A use case that was run again and again without success is left for the next round."""
    rounds: list[str] = []

    def work() -> None:
        rounds.append("begun")
        if len(rounds) == 1:
            raise TransientDatabaseError

    again_and_again(NOBODY, 0, lambda: len(rounds) == 2, work)
    assert ["begun", "begun"] == rounds
    assert "The database is busy; try again. It is tried again in 0 s.\n" == capsys.readouterr().err


def test_another_fault_ends_a_worker() -> None:
    """What would fail again and again is not tried for ever."""

    def work() -> None:
        raise ProgrammingError("", {}, ValueError())

    with pytest.raises(ProgrammingError):
        again_and_again(NOBODY, 0, lambda: False, work)


def test_a_database_that_is_out_from_the_start_is_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    """A worker that begins before its database does not end; nobody is given where a stop comes first."""
    tries: list[str] = []

    def opening() -> Any:  # noqa: ANN401
        tries.append("tried")
        if len(tries) == 1:
            raise OperationalError("", {}, ConnectionError("connection refused"))
        return "services"

    answered: Any = when_it_answers(opening, 0, lambda: False)
    assert answered == "services"
    assert "connection refused. It is tried again in 0 s.\n" in capsys.readouterr().err
    assert when_it_answers(opening, 0, lambda: True) is None
    assert ["tried", "tried"] == tries


def test_deliveries_wait_for_a_database_that_is_out_from_the_start(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --every a stop ends the wait; without it the fault is told and ends the command."""

    def out(_: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        raise OperationalError("", {}, ConnectionError("connection refused"))

    monkeypatch.setattr("loyalty.cli.operations.delivering.open_for_work", out)
    waited, once = run("webhooks", "deliver", "--every", 1), run("webhooks", "deliver")

    assert (0, 1) == (waited.exit_code, once.exit_code)
    assert "connection refused. It is tried again in 1 s." in waited.stderr
