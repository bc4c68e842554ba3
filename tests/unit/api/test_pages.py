"""The service's own pages: documentation, health."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

import api
from tests.unit.api.trial import Trial

STATIC = Path(api.__file__).parent / "static"


def test_the_documentation_page_is_our_own(client: FlaskClient) -> None:
    """The page loads files from here only, all of which are there, and holds no inline script or style."""
    page = client.get("/docs").text
    sources = [
        part.split('"')[0] for mark in ('src="', 'rel="stylesheet" href="') for part in page.split(mark)[1:]
    ]

    assert 4 == len(sources)
    assert all(source.startswith(("/static/", "/docs/")) for source in sources)
    assert [200] * 4 == [client.get(source, buffered=True).status_code for source in sources]
    assert "<style" not in page
    assert "<script>" not in page
    assert "http" not in page


def test_nothing_else_of_swagger_ui_is_served(client: FlaskClient) -> None:
    """Of its folder the two files that the page loads can be had, and nothing beside or above it."""
    for name in ("swagger-ui.js", "oauth2-redirect.html", "LICENSE", "../flask_swagger_ui.py"):
        assert 404 == client.get(f"/docs/{name}").status_code


def test_the_script_asks_for_our_contract() -> None:
    """The script reads /openapi.json and sends the contract to no validator."""
    script = (STATIC / "docs.js").read_text(encoding="utf-8")

    assert '"/openapi.json"' in script
    assert "validatorUrl: null" in script


def test_alive_asks_for_nothing(client: FlaskClient, trial: Trial) -> None:
    """The service is alive whatever it finds."""
    trial.found = {"schema": False}

    assert 200 == client.get("/livez").status_code


@pytest.mark.parametrize("schema", [True, False])
def test_ready_is_when_everything_is_there(client: FlaskClient, trial: Trial, *, schema: bool) -> None:
    """Readiness names what is missing and answers 503 until nothing is."""
    trial.found = {"schema": schema, "programmes": True}
    answer = client.get("/readyz")

    assert (200 if schema else 503) == answer.status_code
    assert schema or "schema" in answer.get_json()["detail"]


def test_late_jobs_are_told_and_stop_nothing(client: FlaskClient, trial: Trial) -> None:
    """A service whose jobs wait is ready, as no answer needs them, and says how late they are."""
    trial.late = {"jobs": 7200}
    answer = client.get("/readyz")

    assert (200, {"jobs": 7200}) == (answer.status_code, answer.get_json()["late"])
