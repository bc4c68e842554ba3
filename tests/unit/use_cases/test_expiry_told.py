"""Points lapse only where their member was told in time."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.jobs.job import Job, JobKind
from loyalty.jobs.notice import NoticeState
from loyalty.kernel.identity import MemberId
from loyalty.ledger.due import holdings
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.report_notice import ReportNotice, report_notice
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from tests.agreeing import tell_all
from tests.unit.api.routes.shop import RULES, SetClock

COFFEE = "corner-coffee"
SOON = (JobKind.POINTS, JobKind.EXPIRY_NOTICE)


@pytest.fixture
def clock() -> SetClock:
    """Give a clock that begins on 22 November 2026."""
    return SetClock()


@pytest.fixture(params=[", notice: 30 days", ""], ids=["promised", "not promised"])
def notice(request: pytest.FixtureRequest) -> str:
    """Give what the rules say of a notice; where they say nothing members are told all the same."""
    return str(request.param)


@pytest.fixture
def services(sqlite_database: str, clock: SetClock, notice: str) -> Iterator[Services]:
    """Give services of a programme whose points end after 60 days, with the notice that the rules promise."""
    source = dict(read_rule_folder(RULES).source)
    source["earn.yaml"] = source["earn.yaml"].replace(
        "{after: 24 months, by: each_lot}", f"{{after: 60 days, by: each_lot{notice}}}"
    )
    source["programme.yaml"] = source["programme.yaml"].replace(", until: 2027-01-31", "")
    source.pop("examples.yaml", None)
    with closing(Units(open_engine(sqlite_database))) as units:
        made = Services(units, clock, SystemEntropy(), b"s" * 32)
        adopt_programme(made, source)
        yield made


@pytest.mark.parametrize(("delivered", "left"), [((2026, 12, 20), 0), ((2027, 1, 10), 600)])
def test_a_promised_notice_after_its_window_lets_nothing_lapse(
    services: Services, clock: SetClock, notice: str, delivered: tuple[int, int, int], left: int
) -> None:
    """The same notice, delivered 32 days before the end or 11 days before it; promised, it is waited for."""
    member = MemberId(enrol_member(services, EnrolMember(COFFEE), Once("test", "1", "")).data["member"])
    line = BasketLine("1", "gift", Fraction(1), Fraction(60_000), {"category": "tea", "brand": "other"})
    record_order(services, RecordOrder(COFFEE, "till", "A", Basket((line,), {"channel": "shop"}), member))
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)
    list(run_jobs(services, RunJobs("test", (JobKind.EXPIRY_NOTICE,))))
    [due] = list_notices(services, COFFEE, NoticeState.WAITING, None, 10)
    clock.at = datetime(*delivered, 10, tzinfo=UTC)
    report_notice(services, ReportNotice(due.notice_id, NoticeState.DELIVERED, "mailer", COFFEE))
    clock.at = datetime(2027, 2, 1, 9, tzinfo=UTC)

    with services.units.read() as unit:
        account = unit.ledger.account(member, "points", COFFEE)

    assert (left if notice else 0) == holdings(account, clock.at).available


@pytest.mark.parametrize(
    ("delivered", "said"),
    [
        ((2026, 12, 20), "lapse 1"),
        ((2027, 1, 10), "lapse 1, notice-window-missed 600"),
        (None, "lapse 1, notice-window-missed 600"),
    ],
)
def test_points_that_lapse_untold_are_named_by_the_job(
    services: Services,
    clock: SetClock,
    notice: str,
    delivered: tuple[int, int, int] | None,
    said: str,
) -> None:
    """Where nothing is promised points lapse all the same, and the job says how many of them untold."""
    member = MemberId(enrol_member(services, EnrolMember(COFFEE), Once("test", "1", "")).data["member"])
    line = BasketLine("1", "gift", Fraction(1), Fraction(60_000), {"category": "tea", "brand": "other"})
    record_order(services, RecordOrder(COFFEE, "till", "A", Basket((line,), {"channel": "shop"}), member))
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)
    list(run_jobs(services, RunJobs("test", (JobKind.POINTS, JobKind.EXPIRY_NOTICE))))
    if delivered is not None:
        [due] = list_notices(services, COFFEE, NoticeState.WAITING, None, 10)
        clock.at = datetime(*delivered, 10, tzinfo=UTC)
        report_notice(services, ReportNotice(due.notice_id, NoticeState.DELIVERED, "mailer", COFFEE))
    clock.at = datetime(2027, 2, 1, 9, tzinfo=UTC)

    done = [each for each in run_jobs(services, RunJobs("test", (JobKind.POINTS,))) if isinstance(each, Job)]

    waits = bool(notice) and said != "lapse 1"
    assert ["notice-window-missed" if waits else said] == [job.code or job.result for job in done]


def test_points_that_came_after_their_notice_lapse_no_sooner_than_told(
    services: Services, clock: SetClock, notice: str
) -> None:
    """What another id brings along after the notice of the same end is told of anew, or named as untold.

    The notice of the later end counts what has it, and it ends then.
    """
    member, other = (
        MemberId(enrol_member(services, EnrolMember(COFFEE), Once("test", str(each), "")).data["member"])
        for each in (1, 2)
    )
    line = BasketLine("1", "gift", Fraction(1), Fraction(60_000), {"category": "tea", "brand": "other"})
    for who, order in ((member, "A"), (other, "B")):
        record_order(services, RecordOrder(COFFEE, "till", order, Basket((line,), {"channel": "shop"}), who))
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)
    list(run_jobs(services, RunJobs("test", (JobKind.POINTS, JobKind.EXPIRY_NOTICE))))
    for due in list_notices(services, COFFEE, NoticeState.WAITING, None, 10):
        if due.member_id == member:
            report_notice(services, ReportNotice(due.notice_id, NoticeState.DELIVERED, "mailer", COFFEE))
    merge_members(services, MergeMembers(member, other, "test"))

    clock.at = datetime(2027, 2, 1, 9, tzinfo=UTC)
    done = [each for each in run_jobs(services, RunJobs("test", SOON)) if isinstance(each, Job)]
    told = tell_all(services, COFFEE, JobKind.EXPIRY_NOTICE)
    clock.at = datetime(2027, 4, 5, 9, tzinfo=UTC)
    last = [each for each in run_jobs(services, RunJobs("test", SOON)) if isinstance(each, Job)]

    missed = "notice-window-missed"
    put_off = [f"{missed}, put off to 2027-04-01T22:00:00Z, told 600"] if notice else []
    assert ["lapse 1" if notice else f"lapse 1, {missed} 600", *put_off] == [each.result for each in done]
    assert (2 if notice else 1) == told
    assert (["lapse 1"] if notice else []) == [each.result for each in last]
