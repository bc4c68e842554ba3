"""A renewal is told of in the windows that fit before it, and never in none where a market sets some."""

from collections.abc import Iterator
from contextlib import closing, nullcontext
from datetime import UTC, date, datetime

import pytest

from loyalty.database.engine import open_engine
from loyalty.jobs.job import JobKind
from loyalty.jobs.notice import NoticeState
from loyalty.jobs.refusals import NoticeWindowMissed, RenewalNoticeMissing
from loyalty.kernel.identity import MemberId
from loyalty.profiles.markets import law_on
from loyalty.profiles.parameters import Window
from loyalty.profiles.windows import of_renewal, of_trial
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from tests.agreeing import agreed_to, tell_all
from tests.steps.reading import coffee
from tests.unit.use_cases.test_promised_prices import NAME, services_of

KEY = SubscriptionKey(NAME, "desk")
PLANS = """
plans:
  - id: club
    name: {en: Club, zh-CN: 俱乐部}
    price: {every: year, anchor: anniversary, amount: 96.00}
"""
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("market", "period", "before", "windows"),
    [
        ("CN", 28, 31, [Window(5, 30)]),
        ("CN", 31, 28, [Window(5, 30)]),
        ("CN", 7, 7, [Window(5, 30)]),
        ("CN", 31, 5, []),
        ("US-CA", 365, 365, [Window(3, 21), Window(15, 45)]),
        ("US-CA", 31, 31, [Window(3, 21)]),
        ("US-CA", 365, 14, [Window(3, 21)]),
        ("EU", 31, 14, []),
        ("EU", 365, 14, [Window(7, 30)]),
    ],
)
def test_a_short_time_before_a_charge_frees_nobody_from_telling(
    market: str, period: int, before: int, windows: list[Window]
) -> None:
    """After February, a week or a trial of two weeks there is the window that opens last."""
    assert windows == list(of_renewal(law_on(TODAY, [market]), period, before))


@pytest.mark.parametrize(
    ("days", "window"), [(60, Window(7, 30)), (14, Window(7, 14)), (4, Window(2, 4)), (1, Window(0, 1))]
)
def test_the_end_of_every_trial_can_be_told_of(days: int, window: Window) -> None:
    """The window lies within the trial."""
    assert window == of_trial(days)


COUPONS = """
coupons:
  - {id: three, name: {en: Three months free, zh-CN: 三个月免费}, percent: 100%, lasts: 3 periods}
  - {id: half, name: {en: Half, zh-CN: 半价}, percent: 50%, lasts: once}
  - {id: ever, name: {en: Friend, zh-CN: 好友}, amount: 1.00, rest: lost, lasts: forever}
  - {id: all, name: {en: Guest, zh-CN: 嘉宾}, percent: 100%, lasts: forever}
combine_coupons: best
"""


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services over the coffee programme in California, with a plan by the year, on 1 December 2026."""
    with closing(Units(open_engine(sqlite_database))) as units:
        yield sold_in(units, "US-CA", PLANS)


@pytest.fixture
def monthly(sqlite_database: str) -> Iterator[Services]:
    """Give services over the coffee programme in the EU, with a plan by the month and coupons."""
    with closing(Units(open_engine(sqlite_database))) as units:
        yield sold_in(units, "EU", PLANS.replace("year", "month"), COUPONS)


def sold_in(units: Units, market: str, plans: str, coupons: str = "") -> Services:
    """Give services on 1 December 2026 over the coffee programme, sold in a market alone."""
    source = {name: text for name, text in coffee().items() if name != "examples.yaml"}
    sold = source["programme.yaml"].replace("[EU, CN]", f"[{market}]").replace(", until: 2027-01-31", "")
    given = services_of(units)
    set_at(given, date(2026, 12, 1))
    files = {"plans.yaml": plans, "programme.yaml": sold} | ({"coupons.yaml": coupons} if coupons else {})
    adopt_programme(given, {**source, **files})
    return given


def set_at(services: Services, day: date) -> None:
    """Let it be the noon of a day."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    services.clock.at = at  # type: ignore[attr-defined]  # the clock of these tests


@pytest.mark.parametrize(
    ("told", "billed", "no"),
    [
        ((date(2027, 11, 16), date(2027, 11, 16)), date(2027, 12, 1), None),
        ((date(2027, 11, 28),), date(2027, 12, 1), RenewalNoticeMissing),
        ((date(2027, 11, 28),), date(2028, 1, 12), RenewalNoticeMissing),
        ((date(2027, 11, 28), date(2027, 12, 25)), date(2028, 1, 11), NoticeWindowMissed),
        ((date(2027, 11, 28), date(2027, 12, 25)), date(2028, 1, 12), None),
    ],
    ids=["in both", "in one", "in one of a later day", "too early", "in both of a later day"],
)
def test_a_charge_is_told_of_in_each_window_before_the_day_it_comes(
    services: Services, told: tuple[date, ...], billed: date, no: type[Exception] | None
) -> None:
    """SB-02 in California: 15..45 days before, and 3..21; what is late for one moves the day for both."""
    member = MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])
    start_subscription(services, agreed_to(services, StartSubscription(KEY, member, "club")))
    for day in told:
        set_at(services, day)
        tell_all(services, NAME, JobKind.RENEWAL_NOTICE)
    set_at(services, billed)
    if no is None:
        bill = bill_subscription(services, BillSubscription(KEY)).data["invoice"]
        assert bill["total"]["due"] == 9600
    else:
        with pytest.raises(no):
            bill_subscription(services, BillSubscription(KEY))


@pytest.mark.parametrize(
    ("coupons", "days", "told"),
    [
        (("three",), (date(2027, 2, 10),), ["desk:2027-03-01:7..28"]),
        (("three",), (date(2027, 1, 10), date(2027, 3, 10)), ["desk:2027-03-01:7..28"]),
        (("half",), (date(2027, 1, 10),), []),
        (("ever",), (date(2027, 2, 10),), []),
        ((), (date(2027, 2, 10),), []),
        (("half",), (date(2026, 12, 10),), ["desk:2027-01-01:7..30"]),
    ],
)
def test_the_end_of_a_coupon_is_told_of_as_that_of_a_trial_is(
    monthly: Services, coupons: tuple[str, ...], days: tuple[date, ...], told: list[str]
) -> None:
    """SB-06: what is free for three months and then costs says so before it begins, and before the charge."""
    member = MemberId(enrol_member(monthly, EnrolMember(NAME), Once("t", "1", "")).data["member"])
    command = agreed_to(monthly, StartSubscription(KEY, member, "club", coupons=coupons))
    terms = start_subscription(monthly, command).data["terms"]["text"]
    for day in days:
        set_at(monthly, day)
        list(run_jobs(monthly, RunJobs("test", (JobKind.RENEWAL_NOTICE,), NAME)))

    assert told == [each.about for each in list_notices(monthly, NAME, NoticeState.WAITING, None, 10)]
    assert ("three" in coupons) == any(
        "Three months free ends after period 3" in each["en"] for each in terms
    )


@pytest.mark.parametrize(
    ("coupons", "said", "days", "charged"),
    [
        (
            ("three",),
            "begins on 1 March 2027 and is told of 7 to 28 days before",
            (date(2027, 2, 10), date(2027, 4, 15)),
            None,
        ),
        (("half",), "begins on 1 January 2027", (date(2026, 12, 2), date(2027, 1, 1)), 9600),
        (("three", "all"), "begins on 1 March 2027", (date(2027, 2, 10), date(2027, 4, 1)), 0),
    ],
    ids=["was free", "cost half", "stays free"],
)
def test_a_charge_waits_where_the_terms_say_that_it_is_told_of(
    monthly: Services, coupons: tuple[str, ...], said: str, days: tuple[date, date], charged: int | None
) -> None:
    """SB-06: what was free by a coupon is charged after its notice, and so is every period after it."""
    member = MemberId(enrol_member(monthly, EnrolMember(NAME), Once("t", "1", "")).data["member"])
    command = agreed_to(monthly, StartSubscription(KEY, member, "club", coupons=coupons))
    terms = start_subscription(monthly, command).data["terms"]["text"]
    set_at(monthly, days[0])
    bill_subscription(monthly, BillSubscription(KEY))
    set_at(monthly, days[1])
    lines = [each["en"].replace("\N{NO-BREAK SPACE}", " ") for each in terms]

    assert [said] == [each[each.index("begins on") :] for each in lines if "charged without" in each]
    bill = None
    with pytest.raises(RenewalNoticeMissing) if charged is None else nullcontext():
        bill = bill_subscription(monthly, BillSubscription(KEY)).data["invoice"]
    if bill is not None:
        assert charged == bill["payable"]


@pytest.mark.parametrize(
    ("market", "every", "billed"),
    [
        ("EU", "month", date(2026, 12, 15)),
        ("EU", "month", date(2027, 2, 20)),
        ("CN", "month", date(2026, 12, 15)),
        ("EU", "year", date(2026, 12, 15)),
    ],
)
@pytest.mark.parametrize("told", [False, True])
def test_the_first_charge_after_a_trial_waits_for_its_notice(
    sqlite_database: str, market: str, every: str, billed: date, *, told: bool
) -> None:
    """SB-02, SB-06: the terms say that it is told of, also of a month in the EU, and so do all after it."""
    with closing(Units(open_engine(sqlite_database))) as units:
        services = sold_in(units, market, PLANS.replace("year", every) + "    trial: 14 days\n")
        member = MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])
        start_subscription(services, agreed_to(services, StartSubscription(KEY, member, "club")))
        set_at(services, date(2026, 12, 3))
        list(run_jobs(services, RunJobs("test", (JobKind.RENEWAL_NOTICE,), NAME)))
        waiting = list_notices(services, NAME, NoticeState.WAITING, None, 10)
        if told:
            tell_all(services, NAME, JobKind.RENEWAL_NOTICE)
        set_at(services, billed)

        assert 1 == len(waiting)
        if told:
            periods = 3 if billed.year == 2027 else 1
            bill = bill_subscription(services, BillSubscription(KEY)).data["invoice"]
            assert 9600 * periods == bill["total"]["due"]
        else:
            with pytest.raises(RenewalNoticeMissing):
                bill_subscription(services, BillSubscription(KEY))


def test_a_charge_that_waited_for_the_end_of_a_trial_comes_on_the_day_that_was_told(
    sqlite_database: str,
) -> None:
    """SB-02: nobody was told in the trial; the notice names a later day, and from then on it is charged."""
    with closing(Units(open_engine(sqlite_database))) as units:
        services = sold_in(units, "EU", PLANS.replace("year", "month") + "    trial: 14 days\n")
        member = MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])
        start_subscription(services, agreed_to(services, StartSubscription(KEY, member, "club")))
        set_at(services, date(2026, 12, 20))
        tell_all(services, NAME, JobKind.RENEWAL_NOTICE)
        (told,) = list_notices(services, NAME, NoticeState.DELIVERED, None, 10)
        set_at(services, date(2027, 1, 2))
        with pytest.raises(NoticeWindowMissed):
            bill_subscription(services, BillSubscription(KEY))
        set_at(services, date(2027, 1, 3))

        assert datetime(2027, 1, 2, 23, tzinfo=UTC) == told.about_at
        assert 9600 == bill_subscription(services, BillSubscription(KEY)).data["invoice"]["total"]["due"]
