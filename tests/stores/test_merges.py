"""Two members become one on both databases: what each had is there, and what was bought comes back to it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.kernel.identity import HoldId, MemberId
from loyalty.ledger.refusals import MergeStands
from loyalty.members.identity import IdentityKind, Shown
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.end_hold import EndHold, end_hold
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.identities.find_member import find_member
from loyalty.use_cases.identities.link_identity import LinkIdentity, link_identity
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.members.unmerge_members import UnmergeMembers, unmerge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.redeem_points import RedeemPoints, redeem_points
from loyalty.use_cases.refusals import MemberMerged, QuoteDiffers, QuoteUsed
from loyalty.use_cases.roll_back_redemption import RollBackRedemption, roll_back_redemption
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.show_member import show_member
from loyalty.use_cases.show_standing import show_standing
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, opened

NOW = datetime(2027, 1, 10, 9, tzinfo=UTC)
EARLIER = NOW - timedelta(days=16)


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database with the shipped programme."""
    with opened(database_url) as units:
        made = Services(units, StandingClock(NOW), ENTROPY, b"secret")
        adopt_programme(made, read_rule_folder(Path("rules/corner-coffee")).source)
        yield made


def once(name: str) -> Once:
    """Give an idempotency key."""
    return Once("test", name, name)


def member(services: Services, name: str) -> MemberId:
    """Enrol somebody."""
    return MemberId(enrol_member(services, EnrolMember("corner-coffee"), once(name)).data["member"])


def buy(services: Services, who: MemberId, order_id: str, cents: int, at: datetime = EARLIER) -> RecordReturn:
    """Book an order and give the return of all of it."""
    line = BasketLine("1", "beans", Fraction(1), Fraction(cents), {"category": "coffee", "brand": "other"})
    basket = Basket((line,), {"channel": "shop", "delivery": "home"})
    sold = record_order(services, RecordOrder("corner-coffee", "till", order_id, basket, who, at))
    return RecordReturn(sold.order.key, "r", {"1": Fraction(1)})


def has(services: Services, who: MemberId) -> tuple[int, int, int, int]:
    """Give what a member has: available, pending, held, owed."""
    holdings = show_balances(services, who).holdings
    return holdings.available, holdings.pending, holdings.held, holdings.owed


def tier_now(services: Services, who: MemberId) -> str:
    """Give the tier by which an order of now would be priced."""
    shown = show_member(services, who)
    assert shown.standing is not None
    return shown.standing.tier


def faults(services: Services) -> list[object]:
    """Give whatever is wrong with any book."""
    return [fault for verified in verify_ledger(services) for fault in verified.faults]


def test_what_a_merged_member_bought_is_returned_to_who_goes_on(services: Services) -> None:
    """The award of the return goes from its own lot, in the other's book, and then is owed."""
    ada, eva = member(services, "ada"), member(services, "eva")
    buy(services, ada, "a", 10_00)
    back = buy(services, eva, "e", 30_00, NOW - timedelta(days=2))
    earned = has(services, eva)[1]
    before = has(services, ada)[0]
    merge_members(services, MergeMembers(ada, eva, "desk"))
    assert (before, earned, 0, 0) == has(services, ada)

    record_return(services, back)

    assert (before, 0, 0, 0) == has(services, ada)
    assert [] == faults(services)
    with pytest.raises(MemberMerged):
        has(services, eva)


def test_a_redemption_is_taken_back_and_a_hold_taken_by_who_goes_on(services: Services) -> None:
    """What was spent comes back to the survivor; a hold keeps its id."""
    ada, eva = member(services, "ada"), member(services, "eva")
    buy(services, eva, "e", 300_00)
    earned = has(services, eva)[0]
    redeem_points(services, RedeemPoints(eva, "cup", 100, "cup", "till"), once("redeem"))
    hold = hold_points(services, HoldPoints(eva, 50, 900, "till"), once("hold")).data["hold"]
    merge_members(services, MergeMembers(ada, eva, "desk"))
    assert (earned - 150, 0, 50, 0) == has(services, ada)

    end_hold(services, EndHold(ada, HoldId(hold), 20, "till"), once("end"))
    roll_back_redemption(services, RollBackRedemption(ada, "cup", "till"), once("back"))

    assert (earned - 20, 0, 0, 0) == has(services, ada)
    assert [] == faults(services)


def test_an_undone_merge_leaves_both_as_they_were(services: Services) -> None:
    """Points, tier and identities are back where they were, each asked for once."""
    ada, eva = member(services, "ada"), member(services, "eva")
    buy(services, ada, "a", 10_00)
    buy(services, eva, "e", 900_00, NOW - timedelta(days=1))
    card = Shown(IdentityKind.CARD, "2601 0000 0017")
    link_identity(services, LinkIdentity(eva, card, "desk"))
    before = [(has(services, each), show_standing(services, each).standing.tier) for each in (ada, eva)]

    merge = merge_members(services, MergeMembers(ada, eva, "desk")).data["merge"]
    assert merge_members(services, MergeMembers(ada, eva, "desk")).replayed
    assert before[1][1] == show_standing(services, ada).standing.tier
    assert ada == find_member(services, "corner-coffee", card).member_id
    unmerge_members(services, UnmergeMembers(ada, merge, "desk"))

    assert unmerge_members(services, UnmergeMembers(ada, merge, "desk")).replayed
    after = [(has(services, each), show_standing(services, each).standing.tier) for each in (ada, eva)]
    assert before == after
    # What prices look at is what history says.
    assert [tier for _, tier in before] == [tier_now(services, each) for each in (ada, eva)]
    assert eva == find_member(services, "corner-coffee", card).member_id
    assert [] == faults(services)
    merge_members(services, MergeMembers(eva, ada, "desk"))
    assert [] == faults(services)


def test_members_without_any_points_are_merged_and_unmerged(services: Services) -> None:
    """Nothing is moved, and the books stand."""
    ada, eva = member(services, "ada"), member(services, "eva")

    merge = merge_members(services, MergeMembers(ada, eva, "desk")).data["merge"]
    with pytest.raises(MemberMerged):
        has(services, eva)
    unmerge_members(services, UnmergeMembers(ada, merge, "desk"))

    assert (0, 0, 0, 0) == has(services, ada) == has(services, eva)
    assert [] == faults(services)


def test_a_merge_that_something_depends_on_stands(services: Services) -> None:
    """After an order of the survivor the merge is not undone, and nothing is changed by asking."""
    ada, eva = member(services, "ada"), member(services, "eva")
    buy(services, eva, "e", 30_00)
    merge = merge_members(services, MergeMembers(ada, eva, "desk")).data["merge"]
    services = Services(services.units, StandingClock(NOW + timedelta(hours=1)), ENTROPY, b"secret")
    buy(services, ada, "a", 10_00, NOW + timedelta(hours=1))
    before = has(services, ada)

    with pytest.raises(MergeStands):
        unmerge_members(services, UnmergeMembers(ada, merge, "desk"))

    assert before == has(services, ada)


def test_orders_at_the_time_of_a_merge_are_in_one_book_or_refused(services: Services) -> None:
    """Whoever books on the member who gives way meets the merge; no point is left behind."""
    ada, eva = member(services, "ada"), member(services, "eva")

    def step(number: int) -> bool:
        try:
            if number == 3:
                merge_members(services, MergeMembers(ada, eva, "desk"))
            else:
                buy(services, eva, f"e{number}", 10_00)
        except MemberMerged:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        booked = list(pool.map(step, range(8)))

    each = has(services, member_of_one(services))[0]
    assert (each * (sum(booked) - 1), 0, 0, 0) == has(services, ada)
    assert [] == faults(services)


def member_of_one(services: Services) -> MemberId:
    """Give somebody who bought one of those orders."""
    who = member(services, "one")
    buy(services, who, "one", 10_00)
    return who


def test_a_price_that_was_promised_to_a_merged_member_is_the_survivors(services: Services) -> None:
    """The survivor pays what was quoted before the merge, once; somebody else does not buy by that quote."""
    merged, survivor, other = (member(services, name) for name in ("ada", "grace", "mary"))
    buy(services, merged, "first", 3000_00)
    line = BasketLine("1", "beans", Fraction(1), Fraction(10000), {"category": "coffee", "brand": "other"})
    basket = Basket((line,), {"channel": "shop", "delivery": "collect"})
    quoted = quote_basket(services, QuoteBasket("corner-coffee", basket, merged)).quote
    merge_members(services, MergeMembers(survivor, merged, "desk"))

    def order(name: str, who: MemberId) -> RecordOrder:
        return RecordOrder("corner-coffee", "till", name, basket, who, NOW, quote=quoted.quote_id)

    with pytest.raises(QuoteDiffers):
        record_order(services, order("not-theirs", other))
    assert quoted.payable == record_order(services, order("theirs", survivor)).order.paid
    with pytest.raises(QuoteUsed):
        record_order(services, order("again", survivor))
