"""No price of the young, or of who objects, hangs on what they bought, nor is called personal for it."""

from collections.abc import Callable
from contextlib import closing

import pytest

from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import AgeBand, Choice
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.privacy.set_age import SetAge, set_age
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from tests.steps.reading import coffee_with
from tests.unit.use_cases.test_promised_prices import NAME, TIERS, basket, services_of

OFF = """
basket:
  discounts:
    combine: best
    rules: [{id: thanks, name: {en: Thank you, zh-CN: 谢谢}, when: '%s', percent: 10%%, until: 2026-12-31}]
  returns: {within: 14 days}
assessments: [{id: pia-2026-2, of: [history.orders, history.spend, history.rfm]}]
"""
NO_DISCOUNT = TIERS.replace("discount: 5%%", "earn: 1.5x").replace(", discount: %s", "")


def _grown_up(_services: Services, _member: MemberId) -> None:
    """Leave a member as they are."""


def _teen(services: Services, member: MemberId) -> None:
    set_age(services, SetAge(member, AgeBand.TEEN, None, "till"))


def _objects(services: Services, member: MemberId) -> None:
    set_choices(services, SetChoices(member, {Choice.PROFILING: False}, "till"))


def _restricts(services: Services, member: MemberId) -> None:
    set_choices(services, SetChoices(member, {Choice.RESTRICTED: True}, "till"))


@pytest.mark.parametrize(
    ("when", "says", "quoted"),
    [
        ("history.orders >= 1", _grown_up, (1800, "individual", 1)),
        ("history.orders >= 1", _teen, (2000, "none", 0)),
        ("history.spend >= 1.00", _teen, (2000, "none", 0)),
        ("history.days_enrolled >= 0", _teen, (1800, "membership", 1)),
        ("history.orders >= 1", _objects, (2000, "none", 0)),
        ("history.spend >= 1.00", _restricts, (2000, "none", 0)),
        ("history.days_enrolled >= 0", _objects, (1800, "membership", 1)),
        ("member.enrolled and history.orders == 0", _objects, (2000, "individual", 1)),
        ("member.enrolled and history.orders == 0", _teen, (2000, "individual", 1)),
        ('history.rfm == "loyal"', _grown_up, (2000, "individual", 1)),
        ('history.rfm == "loyal"', _objects, (2000, "none", 0)),
    ],
)
def test_what_is_not_read_makes_no_price_and_no_notice(
    sqlite_database: str,
    when: str,
    says: Callable[[Services, MemberId], None],
    quoted: tuple[int, str, int],
) -> None:
    """FA-14, PD-11, PP-01: a membership's price stays, an individual one is for grown-ups who want it.

    Nobody is welcomed twice for it: that a welcome was had is read, and told.
    """
    with closing(Units(open_engine(sqlite_database))) as units:
        services = services_of(units)
        adopt_programme(services, coffee_with(OFF % when + NO_DISCOUNT))
        member = MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])
        record_order(services, RecordOrder(NAME, "till", "o-1", basket(1000), member))
        says(services, member)

        told = quote_basket(services, QuoteBasket(NAME, basket(2000), member)).document

        assert quoted == (told["total"]["due"], told["baseline"]["level"], len(told["notices"]))
