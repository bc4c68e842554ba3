"""What the service tells of itself to who runs it."""

import json
import logging
import re
import sqlite3
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import create_engine, make_url, text

from api.app import Door, create_app
from api.operating.counters import Counters
from api.operating.server_lines import ServerLines
from loyalty.access.scopes import Scope
from loyalty.adapters.clock import SystemClock
from loyalty.adapters.surroundings.settings import Settings
from loyalty.adoption.version import Person
from loyalty.bootstrap import Health, Replica, health, open_watch
from loyalty.cases.case import CaseKey, Kind, Topic
from loyalty.database.engine import Limits, open_engine
from loyalty.jobs.job import Due, JobKind
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.ledger.entry import Account
from loyalty.unit_of_work import Units
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.find_key import find_key
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.webhooks.endpoint import Endpoint, EndpointState
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.privacy.crisis import CRISES
from tests.unit.api.routes.shop import Shop, basket, open_shop

CANARY = "zwitscher.kanarienvogel@example.org"


def _counted(shop: Shop) -> dict[tuple[str, ...], float]:
    """Give every sample that Prometheus' own reader finds, by its name and labels in order of their names."""
    answer = shop.send("GET", "/metrics")
    assert 200 == answer.status_code
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_metrics_count_answers_refusals_and_points(shop: Shop) -> None:
    """Points issued by an order, a refusal by its code, answers by route; none of it names anybody."""
    member = shop.member()
    shop.ask("PUT", "/v1/orders/A1", basket(member))
    assert 200 == shop.send("PUT", "/v1/orders/A1", basket(member)).status_code
    shop.send("GET", "/v1/members/mem_0000000000000/balances")
    nobody = _counted(shop)["loyalty_outbox_announcements",]
    at = shop.clock.at
    endpoint = Endpoint("corner-coffee", "crm", "", frozenset(), EndpointState.ENABLED, at, "test", at)
    with shop.services.units.write() as unit:
        unit.endpoints.add(endpoint)
        unit.commit()
    found = _counted(shop)
    put = "/v1/orders/<order_id>"

    with shop.services.units.read() as unit:
        account = unit.ledger.account(MemberId(parse_id("mem", member) or 0), "points", "corner-coffee")
    assert account.available + account.pending == found["loyalty_points_total", "issued"]
    assert 1 == found["loyalty_refused_total", "unknown-member"]
    assert [1, 1] == [found["loyalty_requests_total", "PUT", put, status] for status in ("201", "200")]
    assert 2 == found["loyalty_request_seconds_count", "PUT", put]
    assert 0 == nobody  # without an endpoint nothing waits to be told
    assert found["loyalty_outbox_announcements",] >= 2  # that the member joined and that points were earned
    assert member not in shop.send("GET", "/metrics").text


def test_the_page_for_alarms_names_the_counters_there_are(shop: Shop) -> None:
    """Each counter is explained, and an alarm rings by none that does not exist."""
    page = Path("docs/operation.md").read_text(encoding="utf-8")
    shop.ask("PUT", "/v1/orders/A1", basket(shop.member()))
    shop.send("GET", "/v1/members/mem_0000000000000/balances")
    with shop.services.units.write() as unit:
        unit.jobs.plan([(1, Due(JobKind.OLD_ANSWERS, "", "answers", shop.clock.at))], shop.clock.at)
        unit.commit()
    list(run_jobs(shop.services, RunJobs("test", (JobKind.OLD_ANSWERS,))))
    there = {name.removesuffix("_count") for name, *_ in _counted(shop)}
    there = {name for name in there if not name.endswith(("_bucket", "_sum", "_created"))}

    assert there == set(re.findall(r"`(loyalty_\w+)`", page))


def test_metrics_tell_of_jobs_that_wait(shop: Shop) -> None:
    """A job that waits is late by the time it waits; once it was done that is how long ago it was."""
    with shop.services.units.write() as unit:
        unit.jobs.plan([(1, Due(JobKind.OLD_ANSWERS, "", "answers", shop.clock.at))], shop.clock.at)
        unit.commit()
    shop.clock.pause(90_000)
    late = _counted(shop)
    assert list(run_jobs(shop.services, RunJobs("test", (JobKind.OLD_ANSWERS,))))
    done = _counted(shop)

    assert [1, 90] == [late["loyalty_jobs_waiting",], late["loyalty_jobs_lag_seconds",]]
    assert ("loyalty_jobs_worked_seconds",) not in late
    assert [0, 0] == [done["loyalty_jobs_waiting",], done["loyalty_jobs_worked_seconds",]]


def test_metrics_tell_what_people_are_late_with(shop: Shop) -> None:
    """A case whose clock ran out counts until it is acknowledged; texts never tried are overdue."""
    case = OpenCase(CaseKey("corner-coffee", "T-1"), Kind.COMPLAINT, Topic.SERVICE, Person("front"), "Slow.")
    open_case(shop.services, case)
    asked = _counted(shop)["loyalty_cases_late",]
    shop.clock.at += timedelta(days=1, seconds=1)
    late = _counted(shop)

    assert [0, 1, 0] == [asked, late["loyalty_cases_late",], late["loyalty_breaches_late",]]
    assert len(CRISES) * len(LANGUAGES) == late["loyalty_drills_overdue",]


def test_metrics_tell_what_is_not_there(shop: Shop) -> None:
    """What readiness looks at is counted thing by thing, so that an alarm knows which one is missing."""
    found = {"schema": True, "secret": True}
    keys = partial(find_key, shop.services)
    door = Door(keys, lambda: Health(found), shop.services.entropy.bits, Counters())
    shop.app = create_app(shop.services, door)
    before = _counted(shop)
    found["secret"] = False
    after = _counted(shop)

    assert [1, 1] == [before["loyalty_ready", of] for of in ("schema", "secret")]
    assert [1, 0] == [after["loyalty_ready", of] for of in ("schema", "secret")]


def test_metrics_ask_for_their_own_scope(shop: Shop) -> None:
    """Who may do everything else may not read them, nor a key of one programme, as they are of all."""
    shop.key(*(scope for scope in Scope if scope is not Scope.COUNTERS_READ))
    assert 403 == shop.send("GET", "/metrics").status_code
    shop.key(Scope.COUNTERS_READ, label="prometheus")
    assert 200 == shop.send("GET", "/metrics").status_code
    shop.key(Scope.COUNTERS_READ, programme="corner-coffee", label="of-one")
    assert 403 == shop.send("GET", "/metrics").status_code


def test_readiness_looks_at_database_tables_clock_and_programme(
    either_shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are there; then a clock is far from the database's, and a database is out of reach."""
    watch = open_watch(Settings(either_shop.url, tmp_path / "secret"))
    found = health(watch, either_shop.services)
    monkeypatch.setattr(SystemClock, "now", lambda _: either_shop.clock.at)  # days from the database's
    apart = health(watch, either_shop.services)
    watch.close()
    lost = open_watch(Settings("postgresql+psycopg://nobody@127.0.0.1:1/none", tmp_path / "secret"))

    there = ("database", "schema", "clock", "secret", "erasures", "programme")
    assert dict.fromkeys(there, True) == found.found
    assert either_shop.url.startswith("sqlite") is apart.found["clock"]
    assert {"database": False} == health(lost, either_shop.services).found
    lost.close()


@pytest.mark.parametrize(
    ("asked", "behind", "stale"),
    [
        ("", 3, False),
        ("no-cache", 3, False),
        ("max-stale", 3, True),
        ("no-cache, max-stale=3", 3, True),
        ("max-stale=2", 3, False),
        ("max-stale", None, False),
    ],
)
def test_what_may_be_stale_is_read_from_the_replica_and_says_so(
    shop: Shop, sqlite_database: str, tmp_path: Path, asked: str, behind: int | None, *, stale: bool
) -> None:
    """Only who lets it is answered by the replica, and only while it is not further behind."""
    copy = tmp_path / "replica.db"
    with sqlite3.connect(make_url(sqlite_database).database or "") as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    member = shop.member()  # the replica has not got this one yet
    engine = open_engine(f"sqlite:///{copy}")
    replica = Replica(replace(shop.services, units=Units(engine)), lambda: behind)
    door = Door(
        partial(find_key, shop.services), lambda: Health({}), shop.services.entropy.bits, Counters(), replica
    )
    shop.app = create_app(shop.services, door)
    shop.headers["Cache-Control"] = asked
    answer = shop.send("GET", f"/v1/members/{member}")
    engine.dispose()

    assert (404 if stale else 200) == answer.status_code
    marked = (answer.headers.get("Age"), answer.headers.get("Loyalty-Read"))
    assert ((str(behind), "replica") if stale else (None, None)) == marked


def test_a_database_out_of_reach_is_no_fault_of_ours(shop: Shop) -> None:
    """The caller is told to come again, and when; nothing of where the database is comes out."""
    units = Units(open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    lost = replace(shop.services, units=units)
    door = Door(partial(find_key, shop.services), lambda: Health({}), shop.services.entropy.bits, Counters())
    shop.app = create_app(lost, door)
    answer = shop.send("POST", "/v1/quotes", basket())

    assert (503, "database-unavailable") == (answer.status_code, answer.get_json()["code"])
    assert answer.headers["Retry-After"]
    assert "127.0.0.1" not in answer.text


def test_metrics_tell_what_the_process_knows_while_the_database_is_out_of_reach(shop: Shop) -> None:
    """What was counted comes, and that the database is not there; what waits in it does not."""
    units = Units(open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    lost, counters = replace(shop.services, units=units), Counters()
    counters.count_points({(Account.ISSUED, Account.AVAILABLE): 30})
    for found in ({"database": False}, {"database": True}):  # also where it went a moment ago
        door = Door(
            partial(find_key, shop.services), partial(Health, found), shop.services.entropy.bits, counters
        )
        shop.app = create_app(lost, door)
        told = _counted(shop)
        assert [0, 30] == [told["loyalty_ready", "database"], told["loyalty_points_total", "issued"]]
        assert not [name for name, *_ in told if name.startswith(("loyalty_jobs", "loyalty_outbox"))]


def test_a_statement_that_takes_too_long_is_asked_for_again(postgresql_database: str) -> None:
    """PostgreSQL ends it (57014): the caller is told to come again, nothing is done, and later it is."""
    shop = open_shop(postgresql_database)
    engine = open_engine(postgresql_database, Limits(statement_ms=200, lock_ms=0))
    holding = create_engine(postgresql_database)
    impatient = replace(shop.services, units=Units(engine))
    door = Door(partial(find_key, shop.services), lambda: Health({}), shop.services.entropy.bits)
    shop = replace(shop, app=create_app(impatient, door))
    with holding.begin() as other:
        other.execute(text("LOCK TABLE quote IN ACCESS EXCLUSIVE MODE"))
        answer = shop.send("POST", "/v1/quotes", basket(), key="once")
    again = shop.send("POST", "/v1/quotes", basket(), key="once")
    for opened in (engine, holding, shop.services.units._engine):  # noqa: SLF001  they would outlive the database
        opened.dispose()

    assert (503, "database-unavailable") == (answer.status_code, answer.get_json()["code"])
    assert "5" == answer.headers["Retry-After"]
    assert 201 == again.status_code


def test_the_server_repeats_nothing_that_was_sent() -> None:
    """Gunicorn's own sentences about a request lose its address, its words and the fault's message."""
    said = [
        logging.makeLogRecord(
            {"msg": f"Invalid request from ip=10.0.0.7: Invalid Method '{CANARY}'", "module": "base"}
        ),
        logging.makeLogRecord(
            {
                "msg": "Error handling request %s",
                "args": (f"/v1/members?{CANARY}",),
                "module": "base",
                "exc_info": (ValueError, ValueError(CANARY), None),
            }
        ),
        logging.makeLogRecord({"msg": "Worker (pid:%s) exited", "args": (7,), "module": "arbiter"}),
    ]
    lines = [json.loads(ServerLines().format(record)) for record in said]

    assert ["Invalid request", "Error handling request", "Worker (pid:7) exited"] == [
        line["message"] for line in lines
    ]
    assert "ValueError" == lines[1]["fault"]
    assert not any(word in json.dumps(lines) for word in (CANARY, "10.0.0.7"))
