"""Sealed documents over the web: files that verify, public keys for everybody, roots of days."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from api.app import Door, create_app
from loyalty.access.scopes import Scope
from loyalty.bootstrap import Health
from loyalty.jobs.job import Job
from loyalty.seals.canonical import parsed
from loyalty.seals.growth import Grown, Growth
from loyalty.seals.keys import read_keys
from loyalty.use_cases.find_key import find_key
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.seals.verify_document import VerifyDocument, verify_document
from loyalty.vault.key import KEY_BYTES, MasterKey
from tests.unit.api.routes.shop import LINE, ORDER, Shop
from tests.unit.use_cases.sealing import HeldKeys


@pytest.fixture
def sealing(shop: Shop) -> Shop:
    """Give a shop that seals, with a key of every scope."""
    services = replace(shop.services, seal_keys=HeldKeys(), master=MasterKey(b"m" * KEY_BYTES))
    door = Door(partial(find_key, services), lambda: Health({"schema": True}), services.entropy.bits)
    sealing = replace(shop, services=services, app=create_app(services, door))
    sealing.key()
    return sealing


def quoted(shop: Shop, member: str | None = None) -> str:
    """Ask for a price and give the id of its explanation."""
    body: dict[str, Any] = {
        "programme": "corner-coffee",
        "currency": "EUR",
        "order": ORDER,
        "facts": {"member.country": "DE"},
        "lines": [{"id": "1", **LINE}],
    }
    if member is not None:
        body["member"] = member
    return str(shop.ask("POST", "/v1/quotes", body)["explanation"])


def closed(shop: Shop) -> list[Job]:
    """Let days pass and the jobs run."""
    shop.clock.at += timedelta(days=1)
    return [job for job in run_jobs(shop.services, RunJobs("worker")) if isinstance(job, Job)]


def test_a_file_from_the_web_verifies_without_it(sealing: Shop) -> None:
    """The file is valid by the keys that anybody may fetch, and its document is the one that is shown."""
    explanation = quoted(sealing, sealing.member())
    closed(sealing)
    file = sealing.ask("GET", f"/v1/explanations/{explanation}/sealed")
    shown = sealing.ask("GET", f"/v1/explanations/{explanation}")
    sealing.headers = {}
    keys = sealing.ask("GET", "/v1/seal-keys")

    assert "expired" == shown.pop("course")["status"]
    assert file["document"] == shown
    assert read_keys(keys).keys() == {key["key_id"] for key in file["keys"]}
    verified = verify_document(VerifyDocument(json.dumps(file)))
    assert {"holds"} == {str(check.state) for check in verified.checks}


def test_published_keys_say_nothing_of_a_person(sealing: Shop) -> None:
    """They are keys, times and signatures."""
    quoted(sealing, sealing.member())
    answer = sealing.send("GET", "/v1/seal-keys")

    [key] = parsed(answer.text)["keys"]
    assert {
        "key_id",
        "algorithm",
        "public",
        "valid_from",
        "valid_until",
        "signed_by",
        "signature",
    } == key.keys()


def test_roots_of_days_are_listed_and_shown_to_grow(sealing: Shop) -> None:
    """A page goes on before its last day; a day without a root is not found."""
    for _ in range(3):
        quoted(sealing)
        closed(sealing)
    path = "/v1/programmes/corner-coffee"
    days = sealing.ask("GET", f"{path}/seal-days?limit=2")["days"]
    before = sealing.ask("GET", f"{path}/seal-days?before={days[-1]['day']}")["days"]

    assert [3, 2, 1] == [day["size"] for day in [*days, *before]]
    grown = sealing.ask("GET", f"{path}/seal-growth?since={before[0]['day']}&until={days[0]['day']}")
    keys = read_keys(sealing.ask("GET", "/v1/seal-keys"))
    assert Grown.HOLDS is Growth.from_json(grown).checked(keys)
    missing = sealing.send("GET", f"{path}/seal-growth?since=2020-01-01&until={days[0]['day']}")
    assert (404, "unknown-seal-day") == (missing.status_code, missing.get_json()["code"])


def test_the_file_is_for_who_may_read_what_is_personal(sealing: Shop) -> None:
    """A till that reads explanations gets no snapshot; another programme's key finds nothing."""
    explanation = quoted(sealing)
    sealing.key(Scope.EXPLANATIONS_READ)
    assert 403 == sealing.send("GET", f"/v1/explanations/{explanation}/sealed").status_code
    sealing.key(programme="tea")
    for path in (f"/v1/explanations/{explanation}/sealed", "/v1/explanations/nothing/sealed"):
        assert 404 == sealing.send("GET", path).status_code
