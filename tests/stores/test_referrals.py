"""Referrals on both databases: a household brings none of its own, and what was paid follows a merge."""

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.earning.referral import SelfReferral
from loyalty.kernel.identity import MemberId
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.privacy.choice import AgeBand
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.members.join_household import JoinHousehold, join_household
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.privacy.set_age import SetAge, set_age
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.referrals.list_referrals import list_referrals
from loyalty.use_cases.referrals.record_referral import record_referral
from loyalty.use_cases.referrals.share_code import share_code
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, opened
from tests.stores.test_erasures import all_steps

NOW = datetime(2027, 1, 10, 9, tzinfo=UTC)
RULES = (
    "\nreferral: {referrer: 200, referred: 100, at_least: 20.00, within: 30 days}"
    "\nhouseholds: {at_most: 3, pool: [points], spends: all, takes: own_first, leave_wait: 10 days}\n"
)


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database whose programme has referrals and households."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    source["referral.yaml"] = RULES
    with opened(database_url) as units:
        made = Services(units, StandingClock(NOW), ENTROPY, b"secret")
        adopt_programme(made, source)
        yield made


def _member(services: Services, name: str) -> MemberId:
    return MemberId(
        enrol_member(services, EnrolMember("corner-coffee"), Once("test", name, name)).data["member"]
    )


def _buys(services: Services, who: MemberId) -> None:
    line = BasketLine("1", "beans", Fraction(1), Fraction(3000), {"category": "coffee", "brand": "other"})
    basket = Basket((line,), {"channel": "shop", "delivery": "home"})
    record_order(services, RecordOrder("corner-coffee", "till", "a", basket, who, NOW))


def _has(services: Services, who: MemberId) -> int:
    has = show_balances(services, who).holdings
    return has.available + has.pending - has.owed


def test_nobody_brings_their_household_or_themselves_under_another_id(services: Services) -> None:
    """One of a household brings no other of it, and a member who was merged is the survivor."""
    ada, ben, old = (_member(services, name) for name in ("ada", "ben", "old"))
    began = str(join_household(services, JoinHousehold(ada)).data["household"])
    join_household(services, JoinHousehold(ben, began))
    codes = share_code(services, ada), share_code(services, old)
    merge_members(services, MergeMembers(ben, old, "test"))

    for code in codes:
        with pytest.raises(SelfReferral):
            record_referral(services, ben, code)


@pytest.mark.parametrize("before", [True, False], ids=["merged before the order", "merged after it"])
def test_what_a_referral_pays_follows_the_one_who_brought(services: Services, *, before: bool) -> None:
    """Whoever goes on as another is paid there, and gives back there; nothing is left over."""
    ada, new, ben = (_member(services, name) for name in ("ada", "new", "ben"))
    record_referral(services, ben, share_code(services, ada))
    merge = MergeMembers(new, ada, "test")
    if before:
        merge_members(services, merge)
    _buys(services, ben)
    if not before:
        merge_members(services, merge)
    paid = _has(services, new)

    record_return(services, RecordReturn(OrderKey("corner-coffee", "till", "a"), "r", {"1": Fraction(1)}))

    assert (paid, _has(services, new), _has(services, ben)) == (200, 0, 0)
    assert [ben] == [each.member for each in list_referrals(services, new)]
    assert not [fault for verified in verify_ledger(services) for fault in verified.faults]


def test_who_was_erased_is_paid_nothing(services: Services) -> None:
    """Somebody who brought others and answers for them is erased as everybody is; the others earn theirs."""
    ada, ben = _member(services, "ada"), _member(services, "ben")
    record_referral(services, ben, share_code(services, ada))
    set_age(services, SetAge(ben, AgeBand.TEEN, ada, "test"))

    kept = {each["of_class"]: each for each in all_steps(services, ada)["kept"]}  # type: ignore[attr-defined]
    _buys(services, ben)

    assert (["referral"], None) == (kept["account"]["tables"], kept["account"]["until"])
    with services.units.read() as unit:
        seqs = [unit.ledger.account(who, "points", "corner-coffee").seq for who in (ada, ben)]
    assert [0, 2] == seqs
    assert not [fault for verified in verify_ledger(services) for fault in verified.faults]
