"""A price that rises is told of as it is charged, by what the member agreed to, was promised and was told."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import zip_longest

import pytest

from loyalty.adoption.version import Person
from loyalty.database.engine import open_engine
from loyalty.decision.refusals import UnknownPlan
from loyalty.jobs.job import JobKind
from loyalty.jobs.notice import NoticeState
from loyalty.jobs.refusals import NoticeWindowMissed
from loyalty.kernel.identity import MemberId
from loyalty.subscriptions.changes import Agreed, Way, When
from loyalty.subscriptions.refusals import RecurringConsentMissing
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.cancel_subscription import cancel_subscription
from loyalty.use_cases.subscriptions.change_subscription import ChangeSubscription, change_subscription
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from loyalty.use_cases.subscriptions.writing import AskedFor
from tests.agreeing import agreed_to, tell_all
from tests.unit.use_cases.test_promised_prices import NAME, services_of
from tests.unit.use_cases.test_renewal_windows import set_at

KEY = SubscriptionKey(NAME, "desk")
HEAD = """
programme: corner-coffee
schema: 1
currency: EUR
timezone: Europe/Berlin
languages: [en, zh-CN]
jurisdictions: [EU]
effective: {from: 2026-11-15}
facts: {}
combine_coupons: best
numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001},
  quantities: {step: 0.000001}, points: {step: 1, round: down},
  split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
"""
WITHOUT = ", without asking again"
UNTIL = "Gift counts for periods that begin by 28 February 2027; after that €8.00 is charged without it{}"
SHARES = "proration: {basis: day, on_change: credit_and_charge}"
FREE = "percent: 100%, lasts: 6 periods"


def sold(club: str = "8.00", big: str = "20.00", coupon: str = "") -> str:
    """Give a programme of two plans by the month, and one coupon."""
    priced = "price: {{every: month, anchor: anniversary, amount: {}}}, existing: move"
    plans = (
        f"  - {{id: {name}, name: {{en: {name}, zh-CN: 套餐}}, {priced.format(amount)}}}"
        for name, amount in (("club", club), ("big", big))
    )
    coupons = f"coupons: [{{id: gift, name: {{en: Gift, zh-CN: 礼}}, {coupon}}}]" if coupon else ""
    return "\n".join((HEAD, "plans:", *plans, coupons))


def adopt(services: Services, day: date, programme: str) -> None:
    """Let a programme bind from a day on, at once where another one does."""
    set_at(services, day)
    how = AtOnce(Person("bea"), None if day <= BEGUN else "the price was mistyped")
    adopt_programme(services, {"all.yaml": programme}, how)


def begin(services: Services, *coupons: str) -> list[str]:
    """Begin the club, and give the terms that were agreed to."""
    member = MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])
    command = agreed_to(services, StartSubscription(KEY, member, "club", coupons=coupons))
    return [line["en"] for line in start_subscription(services, command).data["terms"]["text"]]


def bill(services: Services, day: date) -> int:
    """Give what is billed on a day, in minor units."""
    set_at(services, day)
    due = bill_subscription(services, BillSubscription(KEY)).data["invoice"]["total"]["due"]
    assert isinstance(due, int)
    return due


def told(services: Services, day: date) -> list[tuple[str, int, int]]:
    """Give what a day's notices tell of: kind, and the price before and from then on."""
    set_at(services, day)
    list(run_jobs(services, RunJobs("test", (JobKind.RENEWAL_NOTICE,), NAME)))
    waiting = list_notices(services, NAME, NoticeState.WAITING, None, 10)
    return [(str(each.kind), each.content["before"], each.content["price"]) for each in waiting]


BEGUN = date(2026, 12, 1)


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services without a programme."""
    with closing(Units(open_engine(sqlite_database))) as units:
        yield services_of(units)


@pytest.mark.parametrize(("last", "no"), [("12.00", NoticeWindowMissed), ("9.00", None), ("8.50", None)])
def test_a_price_that_rises_once_more_is_not_the_one_that_was_told(
    services: Services, last: str, no: type[Exception] | None
) -> None:
    """SB-05: told of 9.00 in March, a member is charged no more without another notice of its own."""
    adopt(services, BEGUN, sold("{2026-11-15: 8.00, 2027-03-01: 9.00}"))
    begin(services)
    assert [("price", 800, 900)] == told(services, date(2027, 1, 20))
    tell_all(services, NAME, JobKind.RENEWAL_NOTICE)
    assert 1600 == bill(services, date(2027, 2, 2))
    adopt(services, date(2027, 2, 10), sold(f"{{2026-11-15: 8.00, 2027-03-01: {last}}}"))

    if no is None:
        assert [] == told(services, date(2027, 2, 11))
        assert round(float(last) * 100) == bill(services, date(2027, 3, 2))
        return
    assert [("price", 800, 1200)] == told(services, date(2027, 2, 11))
    tell_all(services, NAME, JobKind.RENEWAL_NOTICE)
    with pytest.raises(no):
        bill(services, date(2027, 3, 2))
    assert 2400 == bill(services, date(2027, 4, 13))


@pytest.mark.parametrize(("big", "notices"), [("30.00", [("price", 2000, 3000)]), ("19.00", [])])
def test_a_plan_that_is_to_come_costs_what_was_agreed(
    services: Services, big: str, notices: list[tuple[str, int, int]]
) -> None:
    """SB-05: what rises between the yes to another plan and its first day has a notice too."""
    adopt(services, BEGUN, sold())
    begin(services)
    set_at(services, date(2026, 12, 5))
    asked = ChangeSubscription(AskedFor(KEY, When.AT_PERIOD_END, preview=True), plan="big")
    terms = change_subscription(services, asked, Once("t", "2", "")).data["terms"]["sha256"]
    yes = AskedFor(KEY, When.AT_PERIOD_END, agreed=Agreed(terms, "en", Way.FORM))
    change_subscription(services, ChangeSubscription(yes, plan="big"), Once("t", "3", ""))
    adopt(services, date(2026, 12, 10), sold(big=big))

    assert notices == told(services, date(2026, 12, 11))
    if notices:
        with pytest.raises(NoticeWindowMissed):
            bill(services, date(2027, 1, 2))
    else:
        assert 1900 == bill(services, date(2027, 1, 2))


@pytest.mark.parametrize(
    ("coupon", "notices"),
    [
        ("", [("price", 0, 800)]),
        ("percent: 10%, lasts: 6 periods", [("price", 0, 720)]),
        ("percent: 100%, lasts: 6 periods, from: 2027-02-01", []),
        ("percent: 100%, lasts: 2 periods", [("price", 0, 800)]),
    ],
    ids=["dropped", "cut", "the same", "for less time"],
)
def test_a_coupon_that_was_promised_and_is_cut_is_a_price_that_rises(
    services: Services, coupon: str, notices: list[tuple[str, int, int]]
) -> None:
    """SB-05: six months were free; a version that gives less has its notice before a charge."""
    adopt(services, BEGUN, sold(coupon=FREE))
    begin(services, "gift")
    set_at(services, date(2027, 1, 2))
    bill_subscription(services, BillSubscription(KEY))
    adopt(services, date(2027, 1, 10), sold(coupon=coupon))

    assert notices == [each for each in told(services, date(2027, 1, 20)) if each[0] == "price"]


@pytest.mark.parametrize(
    ("coupon", "said", "day", "notices"),
    [
        (
            "percent: 100%, lasts: forever, until: 2027-02-28",
            UNTIL,
            date(2027, 2, 10),
            [("renewal", 800, 800)],
        ),
        (
            "percent: 50%, lasts: 2 periods, from: 2027-02-01",
            "Gift ends after 2 such periods; after that €8.00 is charged{}",
            date(2027, 3, 20),
            [("renewal", 800, 800)],
        ),
        ("percent: 50%, lasts: forever", "", date(2027, 2, 10), []),
    ],
    ids=["until", "from", "ever"],
)
def test_the_end_of_a_coupon_with_days_stands_in_the_terms_and_is_told_of(
    services: Services, coupon: str, said: str, day: date, notices: list[tuple[str, int, int]]
) -> None:
    """SB-05, SB-06: as that of one with a number of periods."""
    adopt(services, BEGUN, sold(coupon=coupon))

    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in begin(services, "gift")]
    assert said.format(WITHOUT) == next((line for line in lines if line.endswith(WITHOUT)), "")
    assert notices == told(services, day)


COUNTED = "The first period charged without Gift begins on "
TOLD = " and is told of {} days before"


@pytest.mark.parametrize(
    ("coupon", "trial", "said"),
    [
        ("percent: 50%, lasts: once", "", "1 January 2027"),
        ("percent: 50%, lasts: once", "trial: 14 days", "15 January 2027"),
        ("percent: 100%, lasts: once", "", "1 January 2027" + TOLD.format("7 to 30")),
        ("percent: 100%, lasts: forever, until: 2027-02-01", "", "1 March 2027" + TOLD.format("7 to 28")),
        ("percent: 50%, lasts: 2 periods, from: 2027-02-10", "", "1 May 2027"),
        ("percent: 50%, lasts: forever, until: 2027-02-01", "", "1 March 2027"),
        ("percent: 50%, lasts: forever, until: 2026-12-20", "trial: 30 days", ""),
        ("percent: 50%, lasts: 2 periods, applies_to: {plans: [big]}", "", ""),
        ("percent: 50%, lasts: 200 periods", "", ""),
        ("percent: 50%, lasts: forever, until: 2099-12-31", "", ""),
        ("percent: 50%, lasts: forever, from: 2027-02-10", "", ""),
    ],
)
def test_the_terms_name_the_day_of_the_first_charge_without_a_coupon(
    services: Services, coupon: str, trial: str, said: str
) -> None:
    """SB-06: with its reminder where it was free before; none of a coupon of no period, or of ten years."""
    programme = sold(coupon=coupon)
    adopt(services, BEGUN, programme.replace("existing: move", f"existing: move, {trial}".rstrip(", ")))

    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in begin(services, "gift")]
    named = [line for line in lines if "period charged without" in line]
    assert ([COUNTED + said] if said else []) == named


@pytest.mark.parametrize(("every", "no"), [("year", True), ("1 months", False)])
def test_the_price_of_another_time_is_not_charged_for_the_one_that_was_agreed(
    services: Services, every: str, *, no: bool
) -> None:
    """SB-01: who said yes to a month is charged no price of a year each month, told of it or not."""
    adopt(services, BEGUN, sold())
    begin(services)
    adopt(services, date(2026, 12, 10), sold().replace("every: month", f"every: {every}"))

    assert [] == told(services, date(2026, 12, 11))
    if no:
        with pytest.raises(RecurringConsentMissing, match="agreed to be charged every month"):
            bill(services, date(2027, 1, 2))
    else:
        assert 800 == bill(services, date(2027, 1, 2))


def test_periods_before_the_first_day_of_a_coupon_are_none_of_its(services: Services) -> None:
    """Two periods from February on are February and March, whenever the plan began."""
    adopt(services, BEGUN, sold(coupon="percent: 50%, lasts: 2 periods, from: 2027-02-01"))
    begin(services, "gift")

    assert [800, 400, 400, 800] == [bill(services, date(2027, month, 2)) for month in (1, 2, 3, 4)]


@pytest.mark.parametrize("moved", ["2026-12-05", "2027-01-05"], ids=["in what was paid", "after it"])
def test_a_plan_that_is_sold_no_more_is_ended_like_any_other(services: Services, moved: str) -> None:
    """SB-03: the member who is on it can end it; what it would cost from then on is not charged."""
    adopt(services, BEGUN, sold().replace("existing: move", "existing: move, " + SHARES))
    begin(services)
    adopt(services, date(2026, 12, 5), "\n".join(each for each in sold().split("\n") if "club" not in each))
    set_at(services, date.fromisoformat(moved))
    if moved.startswith("2027"):
        with pytest.raises(UnknownPlan):
            bill(services, date.fromisoformat(moved))
    ended = cancel_subscription(services, AskedFor(KEY, When.NOW), Once("t", "2", "")).data

    assert "ended" == ended["subscription"]["state"]
    back = -697 if moved.startswith("2026") else None
    assert back == (ended["invoice"] and ended["invoice"]["payable"])


def test_the_terms_name_what_is_charged_once_and_a_later_price(services: Services) -> None:
    """SB-01, SB-06: the first charge after a trial, or a price that begins low, is no surprise."""
    fee = (
        "existing: move, trial: 20 days, fees: [{id: set-up, name: {en: Set-up, zh-CN: 开通费}, "
        "amount: 9.00, charged: once, purpose: account set-up, recipient: seller, refundable: true}]"
    )
    adopt(services, BEGUN, sold("{2026-11-15: 0.00, 2027-03-01: 8.00}").replace("existing: move", fee))

    assert [
        "The first 20 days are free; from 21 December 2026 on €0.00 is charged without asking again",
        "€9.00 is charged once besides, with the first of these charges",
        "What begins on 1 March 2027 or later costs €8.00 instead",
    ] == [line.replace("\N{NO-BREAK SPACE}", " ") for line in begin(services)][1:4]


@pytest.mark.parametrize(
    ("refundable", "stays"), [("true", ""), ("false", "; what is not refundable stays paid: Set-up")]
)
def test_the_terms_name_the_fees_that_stay_when_it_is_undone(
    services: Services, refundable: str, stays: str
) -> None:
    """SB-04: nobody reads that what was paid comes back where a fee does not."""
    fee = (
        "existing: move, fees: [{id: set-up, name: {en: Set-up, zh-CN: 开通费}, amount: 9.00, "
        f"charged: once, purpose: account set-up, recipient: seller, refundable: {refundable}}}]"
    )
    adopt(services, BEGUN, sold("8.00").replace("existing: move", fee))

    assert begin(services)[-1].endswith(f"for the time that is left{stays}")


@pytest.mark.parametrize(
    ("price", "cut", "notices"),
    [("9.00", "10%", [("price", 400, 810)]), ("8.50", "50%", []), ("10.00", "40%", [("price", 400, 600)])],
)
def test_a_notice_says_no_more_than_what_comes_with_the_coupons_it_was_told_with(
    services: Services, price: str, cut: str, notices: list[tuple[str, int, int]]
) -> None:
    """SB-05: told of 9.00 with half of it taken off, a member has another notice of a coupon that is cut."""
    coupon = "percent: {}, lasts: forever"
    dated = "{{2026-11-15: 8.00, 2027-03-01: {}}}"
    adopt(services, BEGUN, sold(dated.format("9.00"), coupon=coupon.format("50%")))
    begin(services, "gift")
    assert [("price", 800, 900)] == told(services, date(2027, 1, 20))
    tell_all(services, NAME, JobKind.RENEWAL_NOTICE)
    assert 800 == bill(services, date(2027, 2, 2))
    adopt(services, date(2027, 2, 20), sold(dated.format(price), coupon=coupon.format(cut)))

    assert notices == told(services, date(2027, 2, 21))
    if notices:
        with pytest.raises(NoticeWindowMissed):
            bill(services, date(2027, 3, 2))
    else:
        assert 425 == bill(services, date(2027, 3, 2))


def test_a_price_below_the_highest_that_was_told_of_in_time_is_charged(services: Services) -> None:
    """SB-05: 9.00 and then 12.00 were told of; 11.00 needs no third notice, and is not held back."""
    dated = "{{2026-11-15: 8.00, 2027-04-01: {}}}"
    adopt(services, BEGUN, sold(dated.format("9.00")))
    begin(services)
    for day, price in ((date(2027, 2, 20), "9.00"), (date(2027, 2, 21), "12.00")):
        adopt(services, day, sold(dated.format(price)))
        assert [("price", 800, round(float(price) * 100))] == told(services, day)
        tell_all(services, NAME, JobKind.RENEWAL_NOTICE)
    assert 2400 == bill(services, date(2027, 3, 2))
    adopt(services, date(2027, 3, 28), sold(dated.format("11.00")))

    assert [] == told(services, date(2027, 3, 29))
    assert 1100 == bill(services, date(2027, 4, 2))


@pytest.mark.parametrize("days", [(5, 10), ()], ids=["later", "in the same second"])
def test_what_is_charged_once_stands_in_the_terms_of_a_plan_that_was_never_had(
    services: Services, days: tuple[int, ...]
) -> None:
    """SB-01: who goes to another plan and comes back is charged it no second time, and told so of neither."""
    fee = (
        f"existing: move, {SHARES}, fees: [{{id: set-up, name: {{en: Set-up, zh-CN: 开通费}}, amount: 5.00, "
        "charged: once, purpose: account set-up, recipient: seller, refundable: false}]"
    )
    adopt(services, BEGUN, sold().replace("existing: move", fee))
    named = [sum("is charged once besides" in line for line in begin(services))]
    for day, plan in zip_longest(days, ("big", "club")):
        if day is not None:
            set_at(services, date(2026, 12, day))
        asked = ChangeSubscription(AskedFor(KEY, When.NOW, preview=True), plan=plan)
        terms = change_subscription(services, asked, Once("t", f"{plan}?", "")).data["terms"]
        yes = AskedFor(KEY, When.NOW, agreed=Agreed(terms["sha256"], "en", Way.FORM))
        change_subscription(services, ChangeSubscription(yes, plan=plan), Once("t", plan, ""))
        named.append(sum("is charged once besides" in line["en"] for line in terms["text"]))

    assert [1, 1, 0] == named
