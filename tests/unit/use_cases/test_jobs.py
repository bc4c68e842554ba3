"""What falls due is done once each, and what fails stops nothing else."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.earning.events.event import UnknownEvent
from loyalty.jobs.job import Due, Job, JobKind, JobsAsked, JobState
from loyalty.jobs.notice import NoticeState
from loyalty.jobs.refusals import UnknownNotice
from loyalty.kernel.identity import MemberId, id_text
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.subscriptions.spending import Alerts, Threshold
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.answers.set_alerts import SetAlerts, set_alerts
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.list_invoices import list_invoices
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.jobs import finding, working
from loyalty.use_cases.jobs.list_jobs import list_jobs
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.report_notice import ReportNotice, report_notice
from loyalty.use_cases.jobs.run_jobs import RunJobs, Waiting, run_jobs
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_event import RecordEvent, record_event
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.refusals import InTheFuture, UnknownProgramme
from loyalty.use_cases.services import Services
from loyalty.use_cases.settle_due import settle_account
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription
from loyalty.wording.notices import notice_sentences
from tests.agreeing import begin, tell_all
from tests.unit.api.routes.shop import RULES, SetClock

COFFEE = "corner-coffee"
DELIVERED = NoticeState.DELIVERED
EVENTS = """
events:
  - id: birthday-treat
    name: {en: Happy birthday, zh-CN: 生日快乐}
    points: 50
    once_per: year
    anniversary: {of: member.birth_day_month, leap_day: 02-28}
  - id: joined
    name: {en: A year with us, zh-CN: 入会周年}
    points: 20
    once_per: year
    anniversary: {of: history.enrolled, leap_day: 02-28}
"""


@pytest.fixture
def clock() -> SetClock:
    """Give a clock that begins on 22 November 2026."""
    return SetClock()


@pytest.fixture
def services(database_url: str, clock: SetClock) -> Iterator[Services]:
    """Give services of a programme with notices and points that come by themselves."""
    source = dict(read_rule_folder(RULES).source)
    source["tiers.yaml"] = (
        source["tiers.yaml"]
        .replace("keep_for: 12 months", "keep_for: 20 days\n  notice: 3 days")
        .replace("over: 12 months", "over: 15 days")
    )
    source["earn.yaml"] = source["earn.yaml"].replace(
        "{after: 24 months, by: each_lot}", "{after: 60 days, by: each_lot, notice: 30 days}"
    )
    source["programme.yaml"] = source["programme.yaml"].replace(", until: 2027-01-31", "")
    source["events.yaml"] = EVENTS
    source.pop("examples.yaml", None)
    with closing(Units(open_engine(database_url))) as units:
        made = Services(units, clock, SystemEntropy(), b"s" * 32)
        adopt_programme(made, source)
        yield made


def enrolled(services: Services, number: int, **facts: str) -> MemberId:
    """Give a new member."""
    known = {f"member.{name}": value for name, value in facts.items()}
    told = enrol_member(services, EnrolMember(COFFEE, None, known), Once("test", str(number), ""))
    return MemberId(told.data["member"])


def buys(services: Services, member: MemberId, order_id: str, major: int) -> None:
    """Book an order of one thing."""
    line = BasketLine("1", "gift", Fraction(1), Fraction(major * 100), {"category": "tea", "brand": "other"})
    record_order(
        services, RecordOrder(COFFEE, "till", order_id, Basket((line,), {"channel": "shop"}), member)
    )


def done(services: Services, *kinds: JobKind, at: datetime | None = None) -> list[tuple[str, str, str]]:
    """Run what is due and give of each job its kind, item and what came of it."""
    command = RunJobs("test", kinds or tuple(JobKind), at=at)
    jobs = [each for each in run_jobs(services, command) if isinstance(each, Job)]
    return [(str(job.due.kind), job.due.item, job.result or job.code) for job in jobs]


def test_points_and_tiers_follow_time_once(services: Services, clock: SetClock) -> None:
    """Points are released and lapse, a tier that was not kept is lost; the second run has nothing to do."""
    member = enrolled(services, 1)
    name = id_text("mem", member)
    buys(services, member, "A", 600)
    assert [] == done(services, JobKind.POINTS, JobKind.TIER_REVIEW)

    clock.at = datetime(2026, 12, 5, 9, tzinfo=UTC)
    assert 1 == tell_all(services, COFFEE, JobKind.TIER_NOTICE)
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)
    assert [
        ("points", f"{name}:points", "vest 1"),
        ("tier-review", name, "fallen silver blue"),
    ] == done(services, JobKind.POINTS, JobKind.TIER_REVIEW)
    assert [] == done(services, JobKind.POINTS, JobKind.TIER_REVIEW)

    assert 1 == tell_all(services, COFFEE, JobKind.EXPIRY_NOTICE)
    clock.at = datetime(2027, 2, 1, 9, tzinfo=UTC)
    assert [("points", f"{name}:points", "lapse 1")] == done(services, JobKind.POINTS)
    with services.units.read() as unit:
        assert 0 == unit.ledger.account(member, "points", COFFEE).available


def test_a_run_tells_how_much_waits(services: Services, clock: SetClock) -> None:
    """A run tells how much waits before it does it, kind by kind in a fixed order."""
    member = enrolled(services, 1)
    buys(services, member, "A", 600)
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)

    found = list(run_jobs(services, RunJobs("test", (JobKind.TIER_REVIEW, JobKind.POINTS))))

    assert [Waiting(JobKind.POINTS, 1), Waiting(JobKind.TIER_REVIEW, 1)] == [
        each for each in found if isinstance(each, Waiting)
    ]


def test_a_member_is_told_before_points_and_tier_end(services: Services, clock: SetClock) -> None:
    """One notice of each, in both languages; told once however often the jobs run."""
    member = enrolled(services, 1)
    buys(services, member, "A", 600)
    clock.at = datetime(2026, 12, 9, 9, tzinfo=UTC)
    kinds = (JobKind.EXPIRY_NOTICE, JobKind.TIER_NOTICE)

    assert ["expiry-notice", "tier-notice"] == [kind for kind, _, _ in done(services, *kinds)]
    assert [] == done(services, *kinds)

    tier, expiry = list_notices(services, COFFEE, NoticeState.WAITING, None, 10)
    assert {member} == {expiry.member_id, tier.member_id}
    assert ("600\u00a0points will lapse after 21\u00a0January\u00a02027",) == notice_sentences(
        "expiry", expiry.content, "en"
    )
    assert ("600\u00a0积分将于 2027年1月21日后失效",) == notice_sentences("expiry", expiry.content, "zh-CN")
    said = notice_sentences("tier", tier.content, "en")
    assert (
        "silver is kept through 12\u00a0December\u00a02026 and then lost, unless more is reached" == said[0]
    )
    assert "€500.00 more (spend) to keep silver" in said[1]


def test_points_that_were_spent_meanwhile_are_not_told_of(services: Services, clock: SetClock) -> None:
    """What was found and is no longer so is done without a notice."""
    member = enrolled(services, 1)
    buys(services, member, "A", 600)
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)
    [due] = finding.found_of(services, JobKind.EXPIRY_NOTICE, COFFEE)

    assert 1 == tell_all(services, COFFEE, JobKind.EXPIRY_NOTICE)
    clock.at = datetime(2027, 2, 1, 9, tzinfo=UTC)

    assert working.NOTHING == working.work_on(services, due, clock.at)


def test_who_goes_on_as_another_is_told_nothing(services: Services, clock: SetClock) -> None:
    """A merged member is found no longer; what was found before is done without a notice or points."""
    one, two = (enrolled(services, n, birth_day_month="12-09") for n in range(2))
    buys(services, two, "A", 600)
    done(services, JobKind.ANNIVERSARY)
    clock.at = datetime(2026, 12, 9, 9, tzinfo=UTC)
    dues = [
        *finding.found_of(services, JobKind.TIER_NOTICE, COFFEE),
        Due(JobKind.ANNIVERSARY, COFFEE, f"{id_text('mem', two)}:birthday-treat", clock.at),
    ]
    merge_members(services, MergeMembers(one, two, "test"))

    assert 2 == len(dues)
    assert [working.NOTHING] * 2 == [working.work_on(services, due, clock.at) for due in dues]
    told = [item for _, item, _ in done(services, JobKind.TIER_NOTICE, JobKind.ANNIVERSARY)]
    assert id_text("mem", two) not in {item.partition(":")[0] for item in told}
    assert f"{id_text('mem', one)}:birthday-treat" in told


def test_a_notice_is_delivered_once(services: Services, clock: SetClock) -> None:
    """Who says so first is kept; a notice of another programme is as good as none."""
    buys(services, enrolled(services, 1), "A", 600)
    clock.at = datetime(2026, 12, 9, 9, tzinfo=UTC)
    done(services, JobKind.TIER_NOTICE)
    [notice] = list_notices(services, COFFEE, None, None, 10)

    with pytest.raises(UnknownNotice):
        report_notice(services, ReportNotice(notice.notice_id, DELIVERED, "mailer", "tea-house"))
    kept, before = report_notice(services, ReportNotice(notice.notice_id, DELIVERED, "mailer", COFFEE))
    again, said = report_notice(services, ReportNotice(notice.notice_id, DELIVERED, "another"))

    assert (NoticeState.DELIVERED, "mailer", False, True) == (kept.state, kept.delivered_by, before, said)
    assert kept == again


def test_birthdays_and_days_of_joining_earn_by_themselves(services: Services, clock: SetClock) -> None:
    """Each member once on the day; days on which nothing ran are made up for, 29 February among them."""
    clock.at = datetime(2027, 2, 26, 9, tzinfo=UTC)
    ada = enrolled(services, 1, birth_day_month="02-29")
    bea = enrolled(services, 2, birth_day_month="02-27")
    enrolled(services, 3)
    assert [("anniversary", rule, "members 0") for rule in ("birthday-treat", "joined")] == done(
        services, JobKind.ANNIVERSARY
    )

    clock.at = datetime(2027, 3, 2, 9, tzinfo=UTC)
    earned = [each for each in done(services, JobKind.ANNIVERSARY) if ":" in each[1]]
    assert [
        ("anniversary", f"{id_text('mem', bea)}:birthday-treat", "earned 50"),
        ("anniversary", f"{id_text('mem', ada)}:birthday-treat", "earned 50"),
    ] == earned
    assert [] == done(services, JobKind.ANNIVERSARY)

    clock.at = datetime(2028, 2, 26, 9, tzinfo=UTC)
    earned = [each for each in done(services, JobKind.ANNIVERSARY) if ":" in each[1]]
    assert {"earned 20"} == {result for _, _, result in earned}
    assert {"joined"} == {item.partition(":")[2] for _, item, _ in earned}
    assert 3 == len(earned)


def test_a_birthday_that_was_moved_earns_once_in_a_year(services: Services, clock: SetClock) -> None:
    """Who declares another birthday is told why nothing came of it."""
    clock.at = datetime(2027, 5, 1, 9, tzinfo=UTC)
    member = enrolled(services, 1, birth_day_month="05-01")
    done(services, JobKind.ANNIVERSARY)
    with services.units.write() as unit:
        unit.members.set_facts(member, {"member.birth_day_month": "06-01"}, clock.at)
        unit.commit()
    clock.at = datetime(2027, 6, 1, 9, tzinfo=UTC)

    results = [result for _, item, result in done(services, JobKind.ANNIVERSARY) if ":" in item]

    assert ["earned 0, already-earned"] == results


def test_nobody_sends_a_birthday(services: Services) -> None:
    """An event that comes by itself is refused from a caller."""
    member = enrolled(services, 1)

    with pytest.raises(UnknownEvent, match="given on its day"):
        record_event(services, RecordEvent(member, "e-1", "birthday-treat", "till"))


def test_bills_and_alerts_are_due_in_this_order(services: Services, clock: SetClock) -> None:
    """An alert of the running period is told before the bill begins a new one, each once."""
    clock.at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    member, key = enrolled(services, 1, country="DE"), SubscriptionKey(COFFEE, "desk")
    begin(services, StartSubscription(key, member, "brew-pro"))
    set_alerts(services, SetAlerts(key, Alerts(None, (Threshold("ten", 1000),)), "EUR"))

    clock.at = datetime(2026, 12, 31, 9, tzinfo=UTC)
    assert [("spending-alerts", "desk", "told, ten")] == done(services, JobKind.BILL, JobKind.SPENDING_ALERTS)
    clock.at = datetime(2027, 1, 2, 9, tzinfo=UTC)
    (alert, _, _), (bill, item, result) = done(services, JobKind.SPENDING_ALERTS, JobKind.BILL)
    assert ("spending-alerts", "bill", "desk", "invoice") == (alert, bill, item, result.split()[0])
    assert 2 == len(list_invoices(services, key))
    assert [] == done(services, JobKind.BILL, JobKind.SPENDING_ALERTS)
    first = list_notices(services, COFFEE, None, None, 10)[0]
    assert (member, "desk:ten:1000") == (first.member_id, first.about)
    assert "desk has come to €" in notice_sentences("spending", first.content, "en")[0]


def test_what_is_due_once_more_is_billed_once_more(services: Services, clock: SetClock) -> None:
    """A voided invoice makes its period due at the same instant again, and that is another job's work."""
    clock.at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    member, key = enrolled(services, 1, country="DE"), SubscriptionKey(COFFEE, "desk")
    begin(services, StartSubscription(key, member, "brew-pro"))
    clock.at = datetime(2027, 1, 2, 9, tzinfo=UTC)
    [(_, _, result)] = done(services, JobKind.BILL)
    void_invoice(services, result.removeprefix("invoice "), Once("test", "void", ""))

    [(_, _, again)] = done(services, JobKind.BILL)

    assert again.startswith("invoice ")
    assert again != result
    assert [] == done(services, JobKind.BILL)


def test_what_fails_stops_nothing_and_is_tried_again(
    services: Services, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal and a fault are kept with their codes and undone whole; later both are done."""
    one, two, three = (enrolled(services, number) for number in range(3))
    for number, member in enumerate((one, two, three)):
        buys(services, member, f"order-{number}", 600)
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)

    def broken(within: Services, unit: object, key: object) -> object:
        found = settle_account(within, unit, key)  # type: ignore[arg-type]
        if key.member_id == one:  # type: ignore[attr-defined]
            raise UnknownProgramme
        if key.member_id == two:  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return found

    with monkeypatch.context() as patched:
        patched.setattr(working, "settle_account", broken)
        results = {item: result for _, item, result in done(services, JobKind.POINTS)}
        assert [] == done(services, JobKind.POINTS)

    names = [f"{id_text('mem', member)}:points" for member in (one, two, three)]
    assert ["unknown-programme", "unexpected ZeroDivisionError", "vest 1"] == [results[n] for n in names]
    with services.units.read() as unit:
        assert 0 == unit.ledger.account(one, "points", COFFEE).available
    assert 2 == len(list_jobs(services, JobsAsked(state=JobState.FAILED), 10))

    clock.at += timedelta(minutes=5)
    assert {names[0], names[1]} == {item for _, item, _ in done(services, JobKind.POINTS)}
    assert [] == list_jobs(services, JobsAsked(state=JobState.FAILED), 10)


def test_a_run_that_was_stopped_goes_on(services: Services, clock: SetClock) -> None:
    """What one run did not get to, the next does, and nothing twice."""
    for number in range(3):
        buys(services, enrolled(services, number), f"order-{number}", 600)
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)
    running = run_jobs(services, RunJobs("first", (JobKind.POINTS,)))
    stopped = [next(running), next(running)][1]
    running.close()  # type: ignore[attr-defined]

    rest = done(services, JobKind.POINTS)

    assert isinstance(stopped, Job)
    assert 2 == len(rest)
    assert stopped.due.item not in {item for _, item, _ in rest}


def test_only_what_was_due_by_then(services: Services, clock: SetClock) -> None:
    """An instant of the past leaves what fell due later; one to come is refused."""
    buys(services, enrolled(services, 1), "A", 600)
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)

    assert [] == done(services, JobKind.POINTS, at=datetime(2026, 12, 1, tzinfo=UTC))
    assert 1 == len(done(services, JobKind.POINTS, at=datetime(2026, 12, 7, tzinfo=UTC)))
    with pytest.raises(InTheFuture):
        done(services, at=datetime(2026, 12, 21, tzinfo=UTC))


def test_one_programme_alone(services: Services, clock: SetClock) -> None:
    """Another programme's jobs are left, what belongs to none too; one that is not there is refused."""
    buys(services, enrolled(services, 1), "A", 600)
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)

    with pytest.raises(UnknownProgramme):
        list(run_jobs(services, RunJobs("test", programme="tea-house")))
    kinds = {
        each.kind
        for each in run_jobs(services, RunJobs("test", programme=COFFEE))
        if isinstance(each, Waiting)
    }
    assert set(JobKind) == kinds


def test_old_answers_are_removed(services: Services, clock: SetClock) -> None:
    """The answer to an idempotency key is gone when its time is over."""
    enrolled(services, 1)
    assert [] == done(services, JobKind.OLD_ANSWERS)

    clock.at += timedelta(days=31)

    assert [("old-answers", "answers", "removed 1")] == done(services, JobKind.OLD_ANSWERS)
    assert [] == done(services, JobKind.OLD_ANSWERS)


def test_pages_are_read_to_the_end(
    services: Services, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With pages of one, every account and standing is found."""
    for number in range(3):
        buys(services, enrolled(services, number), f"order-{number}", 600)
    clock.at = datetime(2026, 12, 20, 9, tzinfo=UTC)
    monkeypatch.setattr(finding, "PAGE", 1)

    found = done(services, JobKind.POINTS, JobKind.TIER_REVIEW)

    assert 6 == len(found) == len(set(found))
