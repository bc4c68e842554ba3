"""A merge that is undone leaves both members, and who brought them, as they were."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money, currency
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.check_voucher import CheckVoucher, check_voucher
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.gift_cards.issue_gift_card import IssueGiftCard, issue_gift_card
from loyalty.use_cases.gift_cards.show_gift_card import show_gift_card
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.members.show_progress import show_progress
from loyalty.use_cases.members.unmerge_members import UnmergeMembers, unmerge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.referrals.list_referrals import list_referrals
from loyalty.use_cases.referrals.record_referral import record_referral
from loyalty.use_cases.referrals.share_code import share_code
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_standing import show_standing
from loyalty.use_cases.verify_ledger import verify_ledger
from loyalty.vouchers.gift_card import GiftCardKey
from tests.steps.drivers import StandingClock
from tests.unit.decision.making import EARN, HEAD, NUMBERS, TIERS

START = datetime(2026, 6, 1, 9, tzinfo=UTC)
NOW = START + timedelta(days=40)
EUR = currency("EUR")
RULES = """
  rules:
    - {id: card, name: {en: C}, card: {of: units, each: 4}, add: 25, once_per: card}
    - {id: days, name: {en: D}, streak: {of: day, times: 2}, add: 17, once_per: streak}
    - {id: bag, name: {en: B}, add: 3, once_per: unit, caps: [{per: [member, month], at_most: 20}]}
  combine: [tier, sum_multipliers, additions]
stored_value: {after_return: value_first}
referral: {referrer: 70, referred: 45, at_least: 18.00, at_most: 2, per: year}
vouchers:
  - {id: once, name: {en: Once}, codes: public, code: ONCE, each_member: 1, after_return: given_back}
basket:
  discounts:
    combine: sum
    rules:
      - {id: code, name: {en: Code}, when: voucher.once, percent: 10%}
"""
NUMBER = count(1)


@pytest.fixture(scope="module")
def clock() -> StandingClock:
    """Give a clock that stands."""
    return StandingClock(NOW)


@pytest.fixture
def services(sqlite_database: str, clock: StandingClock) -> Iterator[Services]:
    """Give services on a fresh database whose programme has whatever a member can have."""
    with closing(Units(open_engine(sqlite_database))) as units:
        made = Services(units, clock, SystemEntropy(), b"secret")
        adopt_programme(made, {"p.yaml": HEAD.format(**NUMBERS) + TIERS + EARN + RULES})
        yield made


@dataclass(frozen=True, slots=True)
class Bought:
    """An order of one of the two: days after the start, units, their price, what is shown with it."""

    by: int
    days: int
    units: int
    cents: int
    voucher: bool
    card: bool
    value: int


purchases = st.builds(
    Bought,
    by=st.integers(0, 1),
    days=st.integers(0, 39),
    units=st.integers(1, 5),
    cents=st.sampled_from([300, 1200, 60000]),
    voucher=st.booleans(),
    card=st.booleans(),
    value=st.sampled_from([0, 500]),
)


@dataclass(frozen=True, slots=True)
class People:
    """Two who are taken for one, who brought them, a card that both pay with, and their orders."""

    services: Services
    both: tuple[MemberId, MemberId]
    brought_by: MemberId
    card: str
    orders: tuple[tuple[OrderKey, Bought], ...]

    def have(self) -> Mapping[str, object]:
        """Give all that can be seen of the two and of who brought them."""
        found: dict[str, object] = {"card": show_gift_card(self.services, "p", self.card).available}
        for name, who in zip(("one", "other", "brought by"), (*self.both, self.brought_by), strict=True):
            with self.services.units.read() as unit:
                accounts = {
                    each: unit.ledger.account(who, each, "p") for each in ("points", f"value:{EUR.code}")
                }
                spends = Counter[str]()
                for spend in unit.orders.spends(who, "p"):
                    spends[spend.measure] += spend.amount
            progress = show_progress(self.services, who)
            found[name] = (
                {
                    each: (
                        state.available,
                        state.owed,
                        sorted((lot.expires_at, lot.remaining) for lot in state.lots if lot.remaining),
                    )
                    for each, state in accounts.items()
                },
                +spends,
                progress.cards,
                progress.streaks,
                show_standing(self.services, who).standing,
                check_voucher(self.services, CheckVoucher("p", "ONCE", who)).reason,
                [(each.member, each.order) for each in list_referrals(self.services, who)],
            )
        return found


def lived(services: Services, clock: StandingClock, bought: list[Bought], brought: int) -> People:
    """Let two live through what they bought; ``brought`` says who of them was brought by a third."""
    clock.at = START
    three = [
        MemberId(enrol_member(services, EnrolMember("p"), Once("t", f"m{next(NUMBER)}", "")).data["member"])
        for _ in range(3)
    ]
    code = share_code(services, three[2])
    for place in (0, 1):
        if brought in {place, 2}:
            record_referral(services, three[place], code)
        once = Once("t", f"v{next(NUMBER)}", "")
        load_value(services, LoadValue(three[place], Money(900, EUR), "till"), once)
    asked = IssueGiftCard(GiftCardKey("p", "till", f"c{next(NUMBER)}"), Money(5000, EUR))
    card = issue_gift_card(services, asked).code
    orders = []
    for each in sorted(bought, key=lambda one: one.days):
        clock.at = START + timedelta(days=each.days)
        key = OrderKey("p", "till", f"o{next(NUMBER)}")
        basket = Basket(
            (BasketLine("1", "it", Fraction(each.units), Fraction(each.cents), {}),),
            {},
            vouchers=("ONCE",) if each.voucher else (),
            gift_cards=(card,) if each.card else (),
            value_offered=each.value,
        )
        record_order(services, RecordOrder("p", "till", key.order_id, basket, three[each.by]))
        orders.append((key, each))
    clock.at = NOW
    return People(services, (three[0], three[1]), three[2], card, tuple(orders))


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    bought=st.lists(purchases, min_size=1, max_size=5),
    brought=st.integers(0, 2),
    wait=st.integers(0, 3),
    times=st.integers(1, 2),
)
def test_an_undone_merge_never_was(  # noqa: PLR0917 - two fixtures and what is drawn
    services: Services,
    clock: StandingClock,
    bought: list[Bought],
    brought: int,
    wait: int,
    times: int,
) -> None:
    """Merged and undone, also twice, all is as it was; then everything comes back and nothing is left."""
    people = lived(services, clock, bought, brought)
    one, other = people.both
    clock.at = NOW + times * timedelta(days=wait)
    before, clock.at = people.have(), NOW
    for _ in range(times):
        merge = merge_members(services, MergeMembers(one, other, "desk")).data
        clock.at += timedelta(days=wait)
        unmerge_members(services, UnmergeMembers(one, merge["merge"], "desk"))
    assert before == people.have()

    for key, _ in people.orders:
        cancel_order(services, CancelOrder(key, "c"))

    there, nothing = clock.at, lived(services, clock, [], brought)
    clock.at = there
    assert _but_names(nothing.have()) == _but_names(people.have())
    assert [] == [fault for verified in verify_ledger(services) for fault in verified.faults]


def _but_names(found: Mapping[str, object]) -> Mapping[str, object]:
    """Leave out whom somebody brought by name, and the standing, which says since when."""
    return {
        name: (*each[:4], each[5], [order for _, order in each[6]]) if isinstance(each, tuple) else each
        for name, each in found.items()
    }
