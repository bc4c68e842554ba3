"""Fixtures around the trial routes of ``trial.py``."""

import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from loyalty.access.scopes import Scope
from tests.unit.api.trial import Trial, trial_app


@pytest.fixture
def trial() -> Trial:
    """Give a service without keys."""
    return Trial()


@pytest.fixture
def app(trial: Trial) -> Flask:
    """Give the application around the trial routes."""
    return trial_app(trial)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a client that shows no key by itself."""
    return app.test_client()


@pytest.fixture
def bearer(trial: Trial) -> dict[str, str]:
    """Give the header of a live key with every scope."""
    return {"Authorization": f"Bearer {trial.key(*Scope)}"}


@pytest.fixture
def request_lines() -> Iterator[list[logging.LogRecord]]:
    """Give the records that requests leave in the log."""
    records: list[logging.LogRecord] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    handler = Keep()
    logger = logging.getLogger("api")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield records
    logger.removeHandler(handler)
    logger.setLevel(before)
