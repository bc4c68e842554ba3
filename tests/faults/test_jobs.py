"""Processes that do jobs are killed, or work at the same time: each thing is done once all the same."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from fractions import Fraction
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.jobs.job import JobsAsked, JobState
from loyalty.kernel.identity import MemberId
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription
from tests.agreeing import begin
from tests.faults.auditing import accounts, faults
from tests.faults.job_work import do_jobs, services_on
from tests.stores.making import opened
from tests.unit.api.routes.shop import RULES

pytestmark = pytest.mark.faults

COFFEE = "corner-coffee"
BEGUN, DUE = datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2027, 1, 10, 9, tzinfo=UTC)
MEMBERS = 12
KILLS = 4
WORKERS = 3


@pytest.fixture
def due(database_url: str) -> str:
    """Give a database on which points of everybody are to be released and told of by January, with bills."""
    source = dict(read_rule_folder(RULES).source)
    source["earn.yaml"] = source["earn.yaml"].replace("by: each_lot", "by: each_lot, notice: 30 months")
    services = services_on(database_url, BEGUN)
    adopt_programme(services, source)
    for number in range(MEMBERS):
        told = enrol_member(services, EnrolMember(COFFEE), Once("test", str(number), ""))
        member = MemberId(told.data["member"])
        line = BasketLine("1", "gift", Fraction(1), Fraction(8000), {"category": "tea", "brand": "other"})
        basket = Basket((line,), {"channel": "shop"})
        record_order(services, RecordOrder(COFFEE, "till", f"order-{number}", basket, member))
        key = SubscriptionKey(COFFEE, f"desk-{number}")
        begin(services, StartSubscription(key, member, "brew-pro"))
    services.units.close()
    return database_url


def started(
    url: str, name: str, do: Callable[..., None] = do_jobs, **more: object
) -> tuple[BaseProcess, Connection]:
    """Start a process that does what is due, and give what it tells by."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.job_work"])
    hearing, telling = context.Pipe(duplex=False)
    worker = context.Process(target=do, args=(url, name, DUE, telling), kwargs=more)
    worker.start()
    telling.close()
    return worker, hearing


def heard(hearing: Connection, most: int = 10**6) -> list[tuple[str, str, str]]:
    """Give what a process tells, at most so much, or to its end."""
    found: list[tuple[str, str, str]] = []
    with suppress(EOFError):
        while len(found) < most:
            found.append(hearing.recv())
    return found


def everything_was_done_once(url: str) -> None:
    """Hold that each member's points vested once, and each desk was billed once; of both they were told once.

    Two jobs more remove the answers to idempotency keys and keep the day's prices.
    """
    found = accounts(url)
    vested = Counter(rows.member_id for rows in found for entry in rows.entries if str(entry.kind) == "vest")
    with opened(url) as units, units.read() as unit:
        jobs = unit.jobs.list(JobsAsked(), 1000)
        told = Counter(notice.member_id for notice in unit.notices.list(COFFEE, None, None, 1000))
        invoices = [
            len(unit.invoices.of_subscription(rows.member_id, f"desk-{number}"))
            for rows in found
            for number in range(MEMBERS)
        ]

    assert [] == faults(found)
    assert [1] * MEMBERS == list(vested.values())
    assert [2] * MEMBERS == list(told.values())
    assert [2] * MEMBERS == [count for count in invoices if count]
    assert {JobState.DONE: 4 * MEMBERS + 2} == Counter(job.state for job in jobs)
    assert {1} == {job.attempts for job in jobs}


def test_a_killed_worker_leaves_nothing_half_done_and_the_next_goes_on(due: str) -> None:
    """Killed without warning again and again in the middle; what it told of is never done again."""
    told: list[tuple[str, str, str]] = []
    for number in range(KILLS):
        worker, hearing = started(due, f"killed-{number}")
        told += heard(hearing, 2 + number)
        worker.kill()
        worker.join()
        told += heard(hearing)
    worker, hearing = started(due, "last")
    told += heard(hearing)
    worker.join()

    assert 0 == worker.exitcode
    assert [] == [job for job, times in Counter(told).items() if times > 1]
    everything_was_done_once(due)


def test_workers_at_once_do_nothing_twice(due: str) -> None:
    """Three processes find and do the same things at the same time; each is told of by one."""
    running = [started(due, f"worker-{number}") for number in range(WORKERS)]
    told = [job for _, hearing in running for job in heard(hearing)]
    for worker, _ in running:
        worker.join()

    assert [0] * WORKERS == [worker.exitcode for worker, _ in running]
    assert {"done"} == {state for _, _, state in told}
    assert [] == [job for job, times in Counter(told).items() if times > 1]
    everything_was_done_once(due)


def test_workers_at_once_of_which_some_are_killed_do_nothing_twice(due: str) -> None:
    """Two of three are killed in the middle, at the same things as the third, which goes on alone."""
    running = [started(due, f"worker-{number}") for number in range(WORKERS)]
    told: list[tuple[str, str, str]] = []
    for number, (worker, hearing) in enumerate(running[1:]):
        told += heard(hearing, 1 + number)
        worker.kill()
        worker.join()
        told += heard(hearing)
    told += heard(running[0][1])
    running[0][0].join()
    worker, hearing = started(due, "last")
    told += heard(hearing)
    worker.join()

    assert [0, 0] == [running[0][0].exitcode, worker.exitcode]
    assert [] == [job for job, times in Counter(told).items() if times > 1]
    everything_was_done_once(due)
