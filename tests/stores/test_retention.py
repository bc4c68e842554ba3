"""Rows whose time is over, on both databases and with a clock that moves."""

from datetime import datetime, timedelta

import pytest

from loyalty.jobs.job import JobKind, JobState
from loyalty.kernel.identity import MemberId
from loyalty.orders.order import OrderKey
from loyalty.privacy.choice import Choice
from loyalty.privacy.purpose import Kept
from loyalty.use_cases.erasing.apply_retention import apply_retention
from loyalty.use_cases.erasing.set_legal_hold import SetLegalHold, set_legal_hold
from loyalty.use_cases.erasing.show_retention import show_retention
from loyalty.use_cases.jobs.run_jobs import RunJobs, Waiting, run_jobs
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.pages.make_page_link import MakePageLink, make_page_link
from loyalty.use_cases.privacy.export_member import export_member
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices
from loyalty.use_cases.refusals import ExplanationGone
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_order import show_order
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.steps.drivers import StandingClock
from tests.stores.test_erasures import all_steps
from tests.stores.test_persons import NOW, a_life, book_of, member, services

__all__ = ["services"]
ORDER = OrderKey("corner-coffee", "test", "A-1")


def at(services: Services, when: datetime) -> None:
    """Let the clock show an instant."""
    assert isinstance(services.clock, StandingClock)
    services.clock.at = when


def overdue(services: Services) -> set[str]:
    """Give the tables in which a row is overdue."""
    return {each.table for each in show_retention(services) if each.overdue}


def lines_of(services: Services, ada: MemberId) -> list[tuple[str, int]]:
    """Give how many lines of each class a member's orders are known to have had."""
    return [(row["kind"], row["lines"]) for row in export_member(services, ada).tables["thinned_line"]]


@pytest.mark.parametrize("days", [0, 29, 729, 731, 800, 3000])
def test_after_the_job_nothing_is_over(services: Services, days: int) -> None:
    """Whenever the job runs, nothing is over afterwards, it finds nothing more to do, and the book holds."""
    ada, _ = a_life(services)
    at(services, NOW + timedelta(days=days))

    apply_retention(services)

    assert set() == {each.table for each in show_retention(services) if each.over}
    assert {} == apply_retention(services)
    assert [] == [fault for each in verify_ledger(services) for fault in each.faults]
    assert book_of(services, ada)


def test_rows_of_no_further_use_are_removed(services: Services) -> None:
    """A link that nobody opened is over after its time, and gone once the job ran; the member stays."""
    ada, _ = a_life(services)
    make_page_link(services, MakePageLink(ada, "desk"))
    at(services, NOW + timedelta(days=740))
    assert "page_link" in overdue(services)

    assert 1 == apply_retention(services)["page_link"]

    assert "page_link" not in overdue(services)
    assert [] == export_member(services, ada).tables["page_link"]


def test_reasons_go_and_the_order_stays(services: Services) -> None:
    """Two years later the basket is gone but for its classes, the order has its day, and says so."""
    ada, _ = a_life(services)
    assert show_order(services, ORDER).order.total == 29_950
    at(services, NOW + timedelta(days=740))
    assert "explanation" in overdue(services)

    done = [
        each
        for each in run_jobs(services, RunJobs("test", (JobKind.RETENTION,)))
        if not isinstance(each, Waiting)
    ]

    assert [JobState.DONE] == [each.state for each in done]
    assert "explanation" in done[0].result
    assert set() == overdue(services)
    assert [("coffee", 1)] == lines_of(services, ada)
    [row] = export_member(services, ada).tables["order_record"]
    assert row["occurred_at"].endswith("T00:00:00.000000Z")
    with pytest.raises(ExplanationGone):
        show_order(services, ORDER)
    assert [] == list(run_jobs(services, RunJobs("test", (JobKind.RETENTION,))))[1:]


def test_what_a_case_needs_stays(services: Services) -> None:
    """Rows of a legal hold are neither removed nor overdue until it ends."""
    ada, _ = a_life(services)
    until = NOW + timedelta(days=1000)
    set_legal_hold(services, SetLegalHold(ada, "case-7", (Kept.ORDERS,), "counsel", until))
    at(services, NOW + timedelta(days=800))

    apply_retention(services)

    assert 29_950 == show_order(services, ORDER).order.total
    at(services, until + timedelta(days=3))
    assert "explanation" in overdue(services)
    apply_retention(services)
    with pytest.raises(ExplanationGone):
        show_order(services, ORDER)


def test_proof_of_consents_ends_three_years_after_the_erasure(services: Services) -> None:
    """What an erased member chose, under whichever id, is kept for three years and then gone; Bea's stays."""
    ada, bea = a_life(services)
    old = member(services, "old")
    for who in (ada, bea, old):
        set_choices(services, SetChoices(who, {Choice.PROFILING: False}, "test"))
    merge_members(services, MergeMembers(ada, old, "m-1"))
    all_steps(services, ada)
    kept = sum(chosen(services, who) for who in (ada, bea, old))

    for days, left in ((1096, kept), (1097, 1)):
        at(services, NOW + timedelta(days=days))
        apply_retention(services)
        assert left == sum(chosen(services, who) for who in (ada, bea, old))
        assert set() == {each.table for each in show_retention(services) if each.over}


def chosen(services: Services, who: MemberId) -> int:
    """Give how many choices of somebody are kept."""
    with services.units.read() as unit:
        return len(unit.consents.chosen(who))
