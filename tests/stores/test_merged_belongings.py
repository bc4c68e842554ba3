"""What a merged member has besides points goes on as the survivor's, and is back when the merge is undone."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money
from loyalty.ledger.due import holdings
from loyalty.ledger.refusals import InsufficientPoints, MergeStands
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.usage.event import Reception, UsageEvent
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.grant_credit import GrantCredit, grant_credit
from loyalty.use_cases.billing.show_credit import show_credit
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.members.join_household import JoinHousehold, join_household
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.members.show_household import show_household
from loyalty.use_cases.members.unmerge_members import UnmergeMembers, unmerge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_usage import RecordUsage, record_usage
from loyalty.use_cases.redeem_points import RedeemPoints, redeem_points
from loyalty.use_cases.roll_back_redemption import RollBackRedemption, roll_back_redemption
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.list_subscriptions import list_subscriptions
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.agreeing import begin
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, opened

NOW = datetime(2026, 12, 10, 9, tzinfo=UTC)
RULES = """
households: {at_most: 3, pool: [points]}
stored_value: {after_return: value_first}
"""
DESK = SubscriptionKey("corner-coffee", "desk")


@pytest.fixture
def clock() -> StandingClock:
    """Give a clock that stands."""
    return StandingClock(NOW)


@pytest.fixture
def services(database_url: str, clock: StandingClock) -> Iterator[Services]:
    """Give services on a fresh database whose programme has plans, households and stored value."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    source["more.yaml"] = RULES
    plan = "  - id: brew-pro\n"
    source["plans.yaml"] = source["plans.yaml"].replace(plan, f"{plan}    points: {{at_most: 50%}}\n")
    with opened(database_url) as units:
        made = Services(units, clock, ENTROPY, b"secret")
        adopt_programme(made, source)
        yield made


def once(name: str) -> Once:
    """Give an idempotency key."""
    return Once("test", name, name)


def member(services: Services, name: str, cents: int = 0) -> MemberId:
    """Enrol somebody, who bought for so much two weeks ago and more."""
    who = MemberId(enrol_member(services, EnrolMember("corner-coffee"), once(name)).data["member"])
    if cents:
        line = BasketLine(
            "1", "beans", Fraction(1), Fraction(cents), {"category": "coffee", "brand": "other"}
        )
        basket = Basket((line,), {"channel": "shop", "delivery": "home"})
        bought = NOW - timedelta(days=16)
        record_order(services, RecordOrder("corner-coffee", "till", name, basket, who, bought))
    return who


def credit(services: Services, who: MemberId, cents: int) -> None:
    """Give somebody prepaid credit."""
    amount = Money(cents, show_credit(services, who).currency)
    grant_credit(services, GrantCredit(who, amount), once(f"credit:{who}"))


def left(services: Services, who: MemberId) -> int:
    """Give how much prepaid credit somebody has left."""
    return show_credit(services, who).left


def points(services: Services, who: MemberId, unit: str = "points") -> int:
    """Give what somebody can spend of points, or of another unit."""
    with services.units.read() as reading:
        return holdings(reading.ledger.account(who, unit, "corner-coffee"), services.clock.now()).available


def faults(services: Services) -> list[object]:
    """Give whatever is wrong with any book."""
    return [fault for verified in verify_ledger(services) for fault in verified.faults]


def used(services: Services, who: MemberId, name: str, calls: str, at: datetime) -> Reception:
    """Send a reading and give what became of it."""
    event = UsageEvent(name, who, "api-calls", calls, at, subscription="desk")
    [told] = record_usage(services, RecordUsage("corner-coffee", "meter", [event]))
    return told.reception


def subscribed(services: Services) -> tuple[MemberId, MemberId, Mapping[str, Any]]:
    """Give a survivor with points and credit, and a merged member whose plan credit has paid so far."""
    ada, eva = member(services, "ada", 2000_00), member(services, "eva", 300_00)
    credit(services, eva, 100_00)
    credit(services, ada, 5_00)
    # 29.00, 49.00 once and 0.50 for service
    begin(services, StartSubscription(DESK, eva, "brew-pro"))
    assert 21_50 == left(services, eva)
    merge = merge_members(services, MergeMembers(ada, eva, "desk")).data
    return ada, eva, merge


def test_a_subscription_is_the_survivors(services: Services, clock: StandingClock) -> None:
    """Events under either id count, credit and points of both pay the bill, and a void gives all back."""
    ada, eva, _ = subscribed(services)
    assert [("desk", ada)] == [(each["id"], each["member"]) for each in list_subscriptions(services, ada)]
    assert 26_50 == left(services, ada)
    before = points(services, ada)
    clock.at = NOW + timedelta(days=31)
    receptions = [used(services, ada, "a", "20000", NOW + timedelta(days=3))]
    receptions.append(used(services, eva, "e", "5000", NOW + timedelta(days=4)))
    assert [Reception.ACCEPTED, Reception.ACCEPTED] == receptions

    billed = bill_subscription(services, BillSubscription(DESK, points=1000)).data["invoice"]

    # 31.00, 10000 calls for 10.00 and 15000 for 12.00, 0.50 for service; 26.50 of credit, 10.00 of points
    assert (53_50, 17_00) == (billed["total"]["due"], billed["payable"])
    assert (0, before - 1000) == (left(services, ada), points(services, ada))
    void_invoice(services, billed["id"], once("void"))
    assert (26_50, before) == (left(services, ada), points(services, ada))
    assert [] == faults(services)


def test_an_undone_merge_gives_subscription_and_credit_back(services: Services, clock: StandingClock) -> None:
    """While nothing was billed since both have what they had; after a bill the merge stands."""
    ada, eva, merge = subscribed(services)
    unmerge_members(services, UnmergeMembers(ada, merge["merge"], "desk"))

    assert ([], 5_00) == (list_subscriptions(services, ada), left(services, ada))
    assert (["desk"], 21_50) == (
        [each["id"] for each in list_subscriptions(services, eva)],
        left(services, eva),
    )
    again = merge_members(services, MergeMembers(ada, eva, "desk")).data
    clock.at = NOW + timedelta(days=31)
    bill_subscription(services, BillSubscription(DESK))
    with pytest.raises(MergeStands):
        unmerge_members(services, UnmergeMembers(ada, again["merge"], "desk"))


def test_stored_value_goes_on(services: Services) -> None:
    """Money paid in is the survivor's, and back with the undoing."""
    ada, eva = member(services, "ada"), member(services, "eva")
    amount = Money(25_00, show_credit(services, eva).currency)
    load_value(services, LoadValue(eva, amount, "till"), once("load"))
    merge = merge_members(services, MergeMembers(ada, eva, "desk")).data
    assert 25_00 == points(services, ada, "value:EUR")
    unmerge_members(services, UnmergeMembers(ada, merge["merge"], "desk"))
    assert (0, 25_00) == (points(services, ada, "value:EUR"), points(services, eva, "value:EUR"))


def living(services: Services, household: str) -> tuple[MemberId, set[MemberId]]:
    """Give who is the head of a household, and who is in it."""
    shown = show_household(services, household)
    return shown["head"], {each["member"] for each in shown["members"]}


def test_a_place_in_a_household_moves_with_the_member(services: Services) -> None:
    """The survivor is the head where the merged one was, spends the pool, and gives the place back."""
    ada, eva, bea = member(services, "ada"), member(services, "eva"), member(services, "bea", 100_00)
    home = join_household(services, JoinHousehold(eva)).data["household"]
    join_household(services, JoinHousehold(bea, home))
    merge = merge_members(services, MergeMembers(ada, eva, "desk")).data
    assert (ada, {ada, bea}) == living(services, home)

    redeem_points(services, RedeemPoints(ada, "cup", 50, "cup", "till"), once("redeem"))
    had = points(services, bea)
    roll_back_redemption(services, RollBackRedemption(ada, "cup", "till"), once("back"))
    assert (0, had + 50) == (points(services, ada), points(services, bea))
    assert [] == faults(services)

    with pytest.raises(MergeStands):
        unmerge_members(services, UnmergeMembers(ada, merge["merge"], "desk"))


def test_an_undone_merge_gives_the_place_back(services: Services) -> None:
    """One whose place moved, and one who was in the same household, are in it again."""
    ada, eva, bea = member(services, "ada"), member(services, "eva", 50_00), member(services, "bea", 100_00)
    home = join_household(services, JoinHousehold(eva)).data["household"]
    join_household(services, JoinHousehold(bea, home))
    moved = merge_members(services, MergeMembers(ada, eva, "desk")).data
    unmerge_members(services, UnmergeMembers(ada, moved["merge"], "desk"))
    assert (eva, {eva, bea}) == living(services, home)
    with pytest.raises(InsufficientPoints):
        redeem_points(services, RedeemPoints(ada, "cup", 10, "cup", "till"), once("redeem"))

    left_it = merge_members(services, MergeMembers(bea, eva, "desk")).data
    assert (bea, {bea}) == living(services, home)
    unmerge_members(services, UnmergeMembers(bea, left_it["merge"], "desk"))
    assert {eva, bea} == living(services, home)[1]
    assert [] == faults(services)


def test_what_a_merged_member_gave_goes_home_to_the_survivor(services: Services) -> None:
    """Points that were drawn and spent before the merge come back to who goes on, not to the emptied book."""
    ada, eva, bea = member(services, "ada"), member(services, "eva", 100_00), member(services, "bea")
    home = join_household(services, JoinHousehold(eva)).data["household"]
    join_household(services, JoinHousehold(bea, home))
    had = points(services, eva)
    redeem_points(services, RedeemPoints(bea, "cup", 50, "cup", "till"), once("redeem"))
    merge_members(services, MergeMembers(ada, eva, "desk"))
    assert had - 50 == points(services, ada)
    roll_back_redemption(services, RollBackRedemption(bea, "cup", "till"), once("back"))
    assert (had, 0) == (points(services, ada), points(services, bea))
    assert [] == faults(services)
