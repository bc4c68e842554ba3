"""An installation in use is copied to the other database and goes on there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pytest

from api.app import Door, create_app
from api.operating.counters import Counters
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.adapters.seal_keys import GivenKey, PrivateKey
from loyalty.bootstrap import Health
from loyalty.database.engine import open_engine
from loyalty.database.operating.copying import copy_database
from loyalty.erasure.erasure import Ground
from loyalty.jobs.job import Job
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.find_key import find_key
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.seals.verify_document import VerifyDocument, verify_document
from loyalty.use_cases.services import Services
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.faults.due_kinds import DUE, make_due
from tests.faults.job_work import MASTER, SECRET
from tests.unit.api.routes.shop import RULES, SetClock, Shop, basket, rows_in
from tests.unit.api.routes.tenants import CLAIMS, MINE, RICHER, THEIRS, furnished

BOUGHT = "order-1"
"""What `furnished` calls the order of its member."""
USED = 60
"""So many tables have rows by then; `test_copies` copies rows of every one that there is."""


@dataclass(frozen=True)
class Moved:
    """The same shop before and after its database was copied, and what its member's things are called."""

    before: Shop
    after: Shop
    has: dict[str, str]


def shop_on(url: str, at: datetime, pem: bytes) -> Shop:
    """Give a shop on a database that may have been used."""
    counters, entropy = Counters(), SystemEntropy()
    units, clock = Units(open_engine(url), counters.count_points), SetClock(at)
    services = Services(units, clock, entropy, SECRET, master=MASTER, seal_keys=GivenKey(pem))
    door = Door(partial(find_key, services), lambda: Health({"schema": True}), entropy.bits, counters)
    return Shop(create_app(services, door), services, clock, url)


@pytest.fixture(params=["to PostgreSQL", "to SQLite"])
def moved(request: pytest.FixtureRequest, sqlite_database: str, postgresql_database: str) -> Iterator[Moved]:
    """Give a house of two programmes, one of which had all kinds of jobs done, copied with all its rows."""
    addresses = (sqlite_database, postgresql_database)
    source, target = addresses if request.param == "to PostgreSQL" else addresses[::-1]
    pem = PrivateKey.fresh().pem()
    make_due(source, pem)
    before, after = (shop_on(url, DUE - timedelta(days=31), pem) for url in (source, target))
    before.key()
    files = {**read_rule_folder(RULES).source}
    files["programme.yaml"] += RICHER
    files["earn.yaml"] += CLAIMS
    theirs = {
        path: text.replace(f"programme: {MINE}", f"programme: {THEIRS}") for path, text in files.items()
    }
    adopt_programme(before.services, theirs)
    has = furnished(before, THEIRS)
    before.clock.at = after.clock.at = DUE
    done(before.services)
    after.headers = before.headers
    copy_database(source, target, lambda _: None, at_rest=True)
    yield Moved(before, after, has)
    for each in (before, after):
        each.services.units.close()


def done(services: Services) -> list[Job]:
    """Do what is due."""
    return [each for each in run_jobs(services, RunJobs("worker")) if isinstance(each, Job)]


def faults(shop: Shop) -> list[str]:
    """Give every law that the books of a shop break."""
    return [repr(each) for each in verify_ledger(shop.services) if each.faults]


def test_a_copy_goes_on_as_before(moved: Moved) -> None:
    """Orders, balances, documents and jobs of before, and what comes after; the book is sound on both."""
    before, after, member = moved.before, moved.after, moved.has["member"]
    assert USED <= sum(1 for rows in rows_in(before.url).values() if rows)
    assert rows_in(before.url) == rows_in(after.url)
    assert [] == faults(before) == faults(after)
    for path in (f"members/{member}", f"orders/{BOUGHT}?programme={THEIRS}&source=till"):
        assert before.ask("GET", f"/v1/{path}") == after.ask("GET", f"/v1/{path}")
    assert [] == [str(job.due.kind) for job in done(after.services) if job.due.programme == THEIRS]

    after.ask("PUT", f"/v1/members/{member}/facts", {"facts": {"member.country": "DE"}})
    asked = basket(member, programme=THEIRS)
    first = after.ask("PUT", "/v1/orders/after-1", asked)
    assert first == after.ask("PUT", "/v1/orders/after-1", asked)
    after.ask("POST", "/v1/quotes", asked)
    assert rows_in(before.url)["entry"] < rows_in(after.url)["entry"]
    for document in (moved.has["explanation_id"], first["explanation"]):
        file = after.ask("GET", f"/v1/explanations/{document}/sealed")
        checks = verify_document(VerifyDocument(json.dumps(file))).checks
        assert "fails" not in {str(check.state) for check in checks}
    after.clock.at += timedelta(days=2)
    assert {"seal-day"} < {str(job.due.kind) for job in done(after.services)}
    assert [] == faults(after)


def test_somebody_is_erased_in_a_copy_as_in_its_source(moved: Moved) -> None:
    """Row by row the same stays of them, and the book is sound."""
    left = []
    for shop in (moved.before, moved.after):
        of = MemberId(parse_id("mem", moved.has["to"]) or 0)
        ask_erasure(shop.services, AskErasure(of, Ground.MEMBER_ASKED, "passport", "desk"))
        close_account(shop.services, of, "desk")
        erase_member(shop.services, of)
        assert [] == faults(shop)
        left.append(rows_in(shop.url))
    assert left[0] == left[1]
