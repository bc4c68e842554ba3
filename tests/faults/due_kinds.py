"""One thing of each kind of job that has fallen due, made as a shop makes it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from loyalty.adapters.clock import HeldClock
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.adoption.version import Person
from loyalty.cases.case import CaseKey, Kind, Topic
from loyalty.erasure.erasure import Ground
from loyalty.jobs.job import JobKind
from loyalty.kernel.identity import MemberId
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.privacy.consent import Way
from loyalty.privacy.purpose import Kept, Purpose
from loyalty.subscriptions.spending import Alerts, Threshold
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.answers.set_alerts import SetAlerts, set_alerts
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.erasing.set_legal_hold import SetLegalHold, set_legal_hold
from loyalty.use_cases.once import Once
from loyalty.use_cases.privacy.record_consent import RecordConsent, record_consent
from loyalty.use_cases.privacy.show_notice_at_collection import show_notice_at_collection
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from tests.agreeing import MARKET, agreed_to, begin, tell_all
from tests.faults.job_work import services_on
from tests.unit.api.routes.shop import RULES

COFFEE = "corner-coffee"
DUE = datetime(2027, 1, 10, 9, tzinfo=UTC)
"""When one thing of each kind is due."""
MADE = DUE - timedelta(hours=2)
EVENTS = """
events:
  - id: birthday-treat
    name: {en: Happy birthday, zh-CN: 生日快乐}
    points: 50
    once_per: year
    anniversary: {of: member.birth_day_month, leap_day: 02-28}
"""
SEGMENTS = """
segments:
  - id: newcomers
    name: {en: Newcomers, zh-CN: 新人}
    when: member.tier == "blue"
    at_least_members: 2
"""
VOUCHERS = """
vouchers:
  - {id: last, name: {en: Last, zh-CN: 最后}, codes: public, code: LAST, in_all: 3, after_return: used_up}
"""
BASKET = """
basket:
  discounts:
    combine: sum
    rules:
      - {id: five, name: {en: Five, zh-CN: 五}, when: voucher.last, amount: 5.00}
"""


def make_due(url: str, pem: bytes) -> None:
    """Adopt the programme in a database and make one thing of each kind due; what is told is sealed."""
    services = services_on(url, MADE - timedelta(days=45), pem)
    adopt_programme(services, rules())
    for make in MAKE_DUE.values():
        make(_at(services, 0))
    services.units.close()


def rules() -> dict[str, str]:
    """Give the coffee programme with short times, and with what has kinds of jobs of its own."""
    source = dict(read_rule_folder(RULES).source)
    source["tiers.yaml"] = (
        source["tiers.yaml"]
        .replace("keep_for: 12 months", "keep_for: 20 days\n  notice: 3 days")
        .replace("over: 12 months", "over: 15 days")
    )
    source["earn.yaml"] = source["earn.yaml"].replace("by: each_lot", "by: each_lot, notice: 30 months")
    source["programme.yaml"] = source["programme.yaml"].replace(", until: 2027-01-31", "")
    source |= {
        "events.yaml": EVENTS,
        "segments.yaml": SEGMENTS,
        "vouchers.yaml": VOUCHERS,
        "basket.yaml": BASKET,
    }
    source.pop("examples.yaml")
    return source


def _points(services: Services) -> None:
    before = _at(services, 20)
    _buys(before, _enrolled(before, "points"), "points", 30)


def _tier_review(services: Services) -> None:
    """Let a tier end of which the member was told."""
    before = _at(services, 25)
    _buys(before, _enrolled(before, "review"), "review", 600)
    tell_all(_at(services, 7), COFFEE, JobKind.TIER_NOTICE)


def _alerts(services: Services) -> None:
    key = SubscriptionKey(COFFEE, "watched")
    before = _at(services, 5)
    begin(before, StartSubscription(key, _enrolled(before, "watched"), "brew-pro"))
    set_alerts(before, SetAlerts(key, Alerts(None, (Threshold("ten", 1000),)), "EUR"))


def _bill(services: Services) -> None:
    before = _at(services, 35)
    begin(before, StartSubscription(SubscriptionKey(COFFEE, "desk"), _enrolled(before, "desk"), "brew-pro"))


def _consents(services: Services) -> None:
    """Let somebody agree to messages for half a day."""
    before = _at(services, 1)
    record_consent(
        before,
        RecordConsent(
            member=_enrolled(before, "agreed"),
            record_id="yes",
            purpose=Purpose.EMAIL_MARKETING,
            given=True,
            notice=show_notice_at_collection(before, COFFEE, "en").shown.sha256,
            way=Way.FORM,
            jurisdiction="DE",
            source="desk",
            until=DUE - timedelta(hours=12),
        ),
    )


def _segments(services: Services) -> None:
    """Count whoever is there: a day that runs is due of itself."""


def _anniversary(services: Services) -> None:
    facts = {"member.birth_day_month": f"{DUE:%m-%d}"}
    enrol_member(services, EnrolMember(COFFEE, None, facts), Once("test", "birthday", ""))


def _expiry_notice(services: Services) -> None:
    before = _at(services, 10)
    _buys(before, _enrolled(before, "expiry"), "expiry", 40)


def _tier_notice(services: Services) -> None:
    before = _at(services, 18)
    _buys(before, _enrolled(before, "notice"), "notice", 600)


def _renewal_notice(services: Services) -> None:
    key = SubscriptionKey(COFFEE, "untold")
    before = _at(services, 20)
    command = StartSubscription(key, _enrolled(before, "untold"), "brew-pro", market=MARKET)
    start_subscription(before, agreed_to(before, command))


def _voucher_promises(services: Services) -> None:
    quote_basket(_at(services, 1), QuoteBasket(COFFEE, _basket(20, "LAST")))


def _case_clocks(services: Services) -> None:
    asked = OpenCase(CaseKey(COFFEE, "T-1"), Kind.COMPLAINT, Topic.SERVICE, Person("Bea"), "slow")
    open_case(_at(services, 2), asked)


def _seal_day(services: Services) -> None:
    _buys(_at(services, 3), None, "sealed", 20)


def _price_day(services: Services) -> None:
    _buys(_at(services, 4), None, "sold", 20)


def _old_answers(services: Services) -> None:
    _enrolled(_at(services, 40), "answered")


def _retention(services: Services) -> None:
    """Erase a member whose legal hold ends before the job runs."""
    before = _at(services, 12)
    member = _enrolled(before, "held")
    _buys(before, member, "held", 20)
    set_legal_hold(before, SetLegalHold(member, "case-7", (Kept.ORDERS,), "counsel", DUE - timedelta(days=1)))
    ask_erasure(before, AskErasure(member, Ground.MEMBER_ASKED, "passport", "desk"))
    close_account(before, member, "desk")
    erase_member(before, member)


MAKE_DUE: Mapping[JobKind, Callable[[Services], None]] = {
    JobKind.POINTS: _points,
    JobKind.TIER_REVIEW: _tier_review,
    JobKind.SPENDING_ALERTS: _alerts,
    JobKind.BILL: _bill,
    JobKind.CONSENTS: _consents,
    JobKind.SEGMENTS: _segments,
    JobKind.ANNIVERSARY: _anniversary,
    JobKind.EXPIRY_NOTICE: _expiry_notice,
    JobKind.TIER_NOTICE: _tier_notice,
    JobKind.RENEWAL_NOTICE: _renewal_notice,
    JobKind.VOUCHER_PROMISES: _voucher_promises,
    JobKind.CASE_CLOCKS: _case_clocks,
    JobKind.SEAL_DAY: _seal_day,
    JobKind.PRICE_DAY: _price_day,
    JobKind.OLD_ANSWERS: _old_answers,
    JobKind.RETENTION: _retention,
}
"""How one thing of each kind comes to be due; services are given whose clock shows `MADE`."""


def _at(services: Services, days: int) -> Services:
    """Give the services so many days before everything is due."""
    return replace(services, clock=HeldClock(MADE - timedelta(days=days)))


def _enrolled(services: Services, name: str) -> MemberId:
    told = enrol_member(services, EnrolMember(COFFEE), Once("test", name, ""))
    return MemberId(told.data["member"])


def _buys(services: Services, member: MemberId | None, order_id: str, major: int) -> None:
    record_order(services, RecordOrder(COFFEE, "till", order_id, _basket(major), member))


def _basket(major: int, *codes: str) -> Basket:
    facts = {"category": "tea", "brand": "other"}
    line = BasketLine("1", "gift", Fraction(1), Fraction(major * 100), facts)
    return Basket((line,), {"channel": "shop"}, vouchers=codes)
