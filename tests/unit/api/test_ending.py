"""A route that will end says so, long before."""

from datetime import date
from typing import Any, cast

import pytest
from flask import Flask

from api.app import Door, create_app
from api.auth import Right
from api.operating.ending import Ending
from api.resource import Exchange, Resource
from loyalty.access.scopes import Scope
from loyalty.use_cases.services import Services
from tests.unit.api.trial import Trial, TrialOut

ENDING = Ending(date(2027, 1, 1), date(2027, 6, 30), "/docs#old")


def test_every_answer_of_a_route_that_ends_says_so() -> None:
    """It carries Deprecation, Sunset and a link, the contract marks it, and its neighbour says nothing."""
    trial, resource = Trial(), Resource("old", "Routes that end.")

    @resource.route("GET", "/v1/old", Right(Scope.POINTS_READ), Exchange(TrialOut, ending=ENDING))
    def old() -> dict[str, Any]:
        """Answer as ever."""
        return {"seen": "old"}

    @resource.route("GET", "/v1/new", Right(Scope.POINTS_READ), Exchange(TrialOut))
    def new() -> dict[str, Any]:
        """Answer."""
        return {"seen": "new"}

    door = Door(trial.identify, trial.readiness, trial.bits)
    app: Flask = create_app(cast("Services", None), door, (resource,))
    headers = {"Authorization": f"Bearer {trial.key(Scope.POINTS_READ)}"}
    answer, other = (app.test_client().get(f"/v1/{name}", headers=headers) for name in ("old", "new"))
    paths = app.test_client().get("/openapi.json").get_json()["paths"]

    assert ("@1798761600", "Wed, 30 Jun 2027 00:00:00 GMT") == (
        answer.headers["Deprecation"],
        answer.headers["Sunset"],
    )
    assert '</docs#old>; rel="deprecation"; type="text/html"' == answer.headers["Link"]
    assert "Sunset" not in other.headers
    assert (True, None) == tuple(paths[f"/v1/{name}"]["get"].get("deprecated") for name in ("old", "new"))


def test_a_route_ends_no_sooner_than_180_days_after_it_was_said() -> None:
    """One day less refuses to exist."""
    with pytest.raises(ValueError, match="2027-06-30 at the earliest"):
        Ending(date(2027, 1, 1), date(2027, 6, 29), "/docs")
