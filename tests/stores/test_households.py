"""Households on both databases: no point is spent twice, no one more let in, who leaves takes their own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.kernel.identity import HoldId, MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.ledger.refusals import InsufficientPoints
from loyalty.members.refusals import HouseholdTaken, HouseholdWait
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.end_hold import EndHold, end_hold
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.members.join_household import JoinHousehold, join_household
from loyalty.use_cases.members.leave_household import LeaveHousehold, leave_household
from loyalty.use_cases.members.show_household import show_household
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.redeem_points import RedeemPoints, redeem_points
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, opened

NOW = datetime(2027, 1, 10, 9, tzinfo=UTC)
RULES = "\nhouseholds: {at_most: 3, pool: [points], spends: all, takes: own_first, leave_wait: 10 days}\n"


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database whose programme has households."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    source["households.yaml"] = RULES
    with opened(database_url) as units:
        made = Services(units, StandingClock(NOW), ENTROPY, b"secret")
        adopt_programme(made, source)
        yield made


def once(name: str) -> Once:
    """Give an idempotency key."""
    return Once("test", name, name)


def member(services: Services, name: str, cents: int) -> MemberId:
    """Enrol somebody who bought coffee two weeks and more ago, and has points of it."""
    who = MemberId(enrol_member(services, EnrolMember("corner-coffee"), once(name)).data["member"])
    line = BasketLine("1", "beans", Fraction(1), Fraction(cents), {"category": "coffee", "brand": "other"})
    basket = Basket((line,), {"channel": "shop", "delivery": "home"})
    if cents:
        bought = NOW - timedelta(days=16)
        record_order(services, RecordOrder("corner-coffee", "till", name, basket, who, bought))
    return who


def has(services: Services, who: MemberId) -> int:
    """Give what a member can spend of their own."""
    return show_balances(services, who).holdings.available


def household(services: Services, *members: MemberId) -> str:
    """Let the first begin a household and the others join."""
    began = str(join_household(services, JoinHousehold(members[0])).data["household"])
    for each in members[1:]:
        join_household(services, JoinHousehold(each, began))
    return began


def booked(services: Services, who: MemberId, points: int, name: str) -> bool:
    """Give whether a redemption was booked."""
    try:
        redeem_points(services, RedeemPoints(who, name, points, "cup", "till"), once(f"{who}{name}"))
    except InsufficientPoints:
        return False
    return True


def sound(services: Services) -> bool:
    """Give whether every book, and whatever goes between two, is right."""
    return not [fault for verified in verify_ledger(services) for fault in verified.faults]


def test_many_spend_from_one_pool_and_no_point_twice(services: Services) -> None:
    """Eight redemptions of two members at once take what is there and no more; the same id of both is two."""
    ada, eva = member(services, "ada", 100_00), member(services, "eva", 200_00)
    together = has(services, ada) + has(services, eva)
    household(services, ada, eva)

    asked = [((ada, eva)[number % 2], together // 5, f"r{number // 2}") for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda each: booked(services, *each), asked))

    assert 5 == sum(taken)
    assert together - 5 * (together // 5) == has(services, ada) + has(services, eva)
    assert sound(services)


def test_a_hold_on_others_points_sends_home_what_is_given_back(services: Services) -> None:
    """One's own go first; what of the hold is not taken goes back to whom it was of."""
    ada, eva = member(services, "ada", 100_00), member(services, "eva", 200_00)
    own, others = has(services, ada), has(services, eva)
    household(services, ada, eva)

    hold = hold_points(services, HoldPoints(ada, own + 30, 900, "till"), once("hold")).data["hold"]
    assert (0, others - 30) == (has(services, ada), has(services, eva))
    end_hold(services, EndHold(ada, HoldId(hold), 0, "till"), once("void"))

    assert (own, others) == (has(services, ada), has(services, eva))
    assert sound(services)


def test_no_one_more_than_there_is_room_for(services: Services) -> None:
    """Of five who want to join at once two are let in beside the head; nobody is in two households."""
    ada, *others = [member(services, str(number), 0) for number in range(6)]
    there = household(services, ada)

    def join(who: MemberId) -> bool:
        try:
            join_household(services, JoinHousehold(who, there))
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert 2 == sum(pool.map(join, others))
    assert 3 == len(show_household(services, there)["members"])
    with pytest.raises(HouseholdTaken):
        join_household(services, JoinHousehold(ada, "hou_0000000000000"))


def test_who_leaves_takes_their_own_and_waits(services: Services) -> None:
    """The head leaves: the next is head, the pool is smaller, and another household has to wait."""
    ada, eva = member(services, "ada", 100_00), member(services, "eva", 200_00)
    own, others = has(services, ada), has(services, eva)
    there = household(services, ada, eva)

    leave_household(services, LeaveHousehold(ada, there, "desk"))

    assert leave_household(services, LeaveHousehold(ada, there, "desk")).replayed
    shown = show_household(services, there)
    assert (eva, {"points": others}) == (shown["head"], shown["pool"])
    assert (own, others) == (has(services, ada), has(services, eva))
    with pytest.raises(HouseholdWait):
        household(services, ada)
    assert not booked(services, eva, others + 1, "too-much")
    assert sound(services)
