"""Laws of what is done to an order after its sale: the way there makes no difference, and nothing is nothing.

Each example sells the same basket to two members with the same past. One brings back unit by
unit, in any order, with exchanges and lower prices between; the other all at once. The
programme has discounts by threshold, a voucher, fees, tiers that multiply, a campaign, a cap
that bites, points that wait, two wallets more, payment by points and by stored value. Somebody
brought the member, and some baskets are bought by nobody and claimed afterwards.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money, currency
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.claims.claim_receipt import claim_receipt
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.referrals.record_referral import record_referral
from loyalty.use_cases.referrals.share_code import share_code
from loyalty.use_cases.returns.adjust_order import AdjustOrder, adjust_order
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.returns.changing import Returned
from loyalty.use_cases.returns.exchange_order import ExchangeOrder, exchange_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.properties.shops import opened_shop

NAME = "corner-coffee"
LONG_AGO = datetime(2026, 1, 10, 12, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
RULES = """
stored_value: {after_return: value_first}
referral: {referrer: 70, referred: 45, at_least: 18.00}
vouchers:
  - id: once
    name: {en: Once, zh-CN: 一次}
    codes: public
    code: ONCE
    each_member: 1
    after_return: given_back
basket:
  discounts:
    combine: sum
    rules:
      - {id: tea, name: {en: Tea, zh-CN: 茶}, lines: line.category == "tea", percent: 20%}
      - {id: big, name: {en: Big, zh-CN: 大}, amount: 4.00, reached: {amount: 20, measured: before_discounts}}
      - {id: code, name: {en: Code, zh-CN: 码}, when: voucher.once, percent: 10%}
  fees:
    - id: carriage
      name: {en: Delivery, zh-CN: 配送费}
      amount: 3.20
      when: order.delivery == "home"
      purpose: carriage
      recipient: carrier
      refundable: false
  returns: {within: 14 days}
wallets:
  - id: status
    name: {en: Status, zh-CN: 等级}
    kind: status
    earn: {points: 2, for_each: 1.00, of: line.amount}
  - {id: stars, name: {en: Stars, zh-CN: 星}, earn: {points: 1, for_each: 5.00, of: line.amount}}
earn:
  base: {points: 3, for_each: 1.00, of: line.amount}
  rules:
    - {id: own, name: {en: Own, zh-CN: 自有}, when: line.brand == "own", multiply: 2x}
    - {id: app, name: {en: App, zh-CN: 应用}, when: order.total >= 15.00, add: 50, once_per: order}
  combine: [tier, best_multiplier, additions]
  caps:
    - {per: [member, month], at_most: 400}
  pending: return_window
  claim_within: 30 days
  expire: {after: 24 months, by: each_lot}
redeem:
  worth: {points: 100, money: 1.00}
  at_least: 100
  at_most: {share: 20%, of: order.total}
  earn_on: money_paid
  on_refund: recompute_kept_order
  spent_too_much: owe
"""


@dataclass(frozen=True, slots=True)
class Act:
    """One unit of a line that comes back, or is exchanged; or a share by which its price is lowered."""

    what: str
    line: str
    less: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """A basket and what is done to it."""

    basket: Basket
    acts: tuple[Act, ...]
    claimed: bool = False


@st.composite
def stories(draw: DrawFn) -> Story:
    """Draw a basket, its units in any order, of them any number, prices lowered between."""
    lines = tuple(
        BasketLine(
            str(n),
            f"sku-{n}",
            Fraction(draw(st.integers(1, 3))),
            Fraction(draw(st.sampled_from((33, 250, 499, 999, 1500)))),
            {
                "category": draw(st.sampled_from(("coffee", "tea"))),
                "brand": draw(st.sampled_from(("own", "other"))),
            },
        )
        for n in range(1, draw(st.integers(1, 3)) + 1)
    )
    order = {"channel": "shop", "delivery": draw(st.sampled_from(("collect", "home")))}
    claimed, basket = draw(st.booleans()), Basket(lines, order)
    if not claimed:
        basket = replace(
            basket,
            points_offered=draw(st.sampled_from((0, 120, 700))),
            vouchers=draw(st.sampled_from(((), ("ONCE",)))),
            value_offered=draw(st.sampled_from((0, 300, 5000))),
        )
    units = [line.id for line in lines for _ in range(int(line.quantity))]
    some = draw(st.permutations(units))[: draw(st.integers(1, len(units)))]
    acts = [Act(draw(st.sampled_from(("return", "return", "exchange"))), unit) for unit in some]
    for unit in draw(st.lists(st.sampled_from(units), max_size=2)):
        acts.insert(draw(st.integers(0, len(acts))), Act("lower", unit, draw(st.sampled_from((10, 33, 60)))))
    return Story(basket, tuple(acts), claimed)


@pytest.fixture(scope="module")
def services(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Give services on a database with the rules of these laws."""
    path = tmp_path_factory.mktemp("returns") / "returns.db"
    with opened_shop(sqlite_template, path, RULES, NOW) as made:
        yield made


NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Twin:
    """A member with points, stored value and an order, and who brought that member."""

    services: Services
    member: MemberId
    key: OrderKey
    brought_by: MemberId

    def holdings(self) -> Mapping[str, object]:
        """Give what both have: balances and lots of every account, and what counts towards tiers."""
        found: dict[str, object] = {}
        with self.services.units.read() as unit:
            own = [(self.member, wallet) for wallet in ("points", "status", "stars", "value:EUR")]
            for who, wallet in (*own, (self.brought_by, "points")):
                account = unit.ledger.account(who, wallet, NAME)
                lots = sorted((str(lot.expires_at), lot.remaining) for lot in account.lots if lot.remaining)
                place = wallet if who == self.member else "brought by"
                found[place] = (account.available, account.pending, account.owed, lots)
            counted: Counter[str] = Counter()
            for spent in unit.orders.spends(self.member, NAME):
                counted[spent.measure] += spent.amount
            found["counted"] = counted
            used = unit.vouchers.used_by((NAME, "till", self.key.order_id))
            found["vouchers"] = [use.voucher for use in used]
        return found


def enrolled(services: Services, name: str) -> MemberId:
    """Enrol somebody."""
    return MemberId(enrol_member(services, EnrolMember(NAME), Once("t", name, "")).data["member"])


def twin(services: Services, story: Story | None) -> Twin:
    """Give a new member with points of two ends and stored value, who then buys what is told of."""
    number = next(NUMBERS)
    member, brought_by = enrolled(services, f"m-{number}"), enrolled(services, f"b-{number}")
    record_referral(services, member, share_code(services, brought_by))
    for place, price in enumerate((13200, 13200)):
        line = BasketLine("1", "past", Fraction(1), Fraction(price), {"category": "coffee", "brand": "other"})
        past = RecordOrder(
            NAME,
            "till",
            f"past-{number}-{place}",
            Basket((line,), {"channel": "shop"}),
            member,
            LONG_AGO.replace(month=2 + place),
        )
        record_order(services, past)
    load_value(
        services, LoadValue(member, Money(2000, currency("EUR")), "till"), Once("v", f"v-{number}", "")
    )
    if story is not None:
        who, receipt = (None, f"receipt-{number}") if story.claimed else (member, None)
        record_order(services, RecordOrder(NAME, "till", f"o-{number}", story.basket, who, receipt=receipt))
        if receipt is not None:
            claim_receipt(services, member, receipt)
    return Twin(services, member, OrderKey(NAME, "till", f"o-{number}"), brought_by)


def play(there: Twin, story: Story) -> list[Returned]:
    """Do one act after the other; what an exchange bought is cancelled at once."""
    left, told = left_of(story.basket), []
    prices = {line.id: line.unit_price for line in story.basket.lines}
    for place, act in enumerate(story.acts):
        name = f"act-{place}"
        if act.what == "lower":
            lower = Fraction(int(prices[act.line] * (100 - act.less) / 100))
            if left[act.line] and lower < prices[act.line]:
                prices[act.line] = lower
                told.append(lowered(there, name, {act.line: lower}))
            continue
        left[act.line] -= 1
        one = {act.line: Fraction(1)}
        if act.what == "return":
            told.append(record_return(there.services, RecordReturn(there.key, name, one)))
        else:
            new = f"{there.key.order_id}-{place}"
            line = BasketLine("1", "new", Fraction(1), Fraction(777), {"category": "tea", "brand": "own"})
            both = exchange_order(
                there.services,
                ExchangeOrder(there.key, name, one, new, Basket((line,), {"channel": "shop"})),
            )
            cancel_order(there.services, CancelOrder(both.recorded.order.key, "c"))
            told.append(both.returned)
    return told


def at_once(there: Twin, story: Story) -> list[Returned]:
    """Do the same in one step each: prices of what is kept, then all that comes back."""
    gone: Counter[str] = Counter(act.line for act in story.acts if act.what != "lower")
    left = left_of(story.basket)
    left.subtract(gone)
    still, prices = left_of(story.basket), {line.id: line.unit_price for line in story.basket.lines}
    first = dict(prices)
    for act in story.acts:
        if act.what != "lower":
            still[act.line] -= 1
        elif still[act.line]:
            prices[act.line] = Fraction(int(prices[act.line] * (100 - act.less) / 100))
    changed = {line: price for line, price in prices.items() if left[line] and price < first[line]}
    told = [lowered(there, "prices", changed)] if changed else []
    lines = {line: Fraction(number) for line, number in gone.items()}
    return [*told, record_return(there.services, RecordReturn(there.key, "all", lines))]


def left_of(basket: Basket) -> Counter[str]:
    """Give the units of each line."""
    return Counter({line.id: int(line.quantity) for line in basket.lines})


def lowered(there: Twin, name: str, prices: Mapping[str, Fraction]) -> Returned:
    """Lower prices."""
    return adjust_order(there.services, AdjustOrder(there.key, name, prices, "law", "EUR"))


def sums(told: Sequence[Returned]) -> tuple[int, ...]:
    """Give money, stored value, points taken and given back, in all."""
    names = ("money", "to_stored_value", "points_back", "points_restored")
    return tuple(sum(each.recipe.refund.get(name, 0) for each in told) for name in names)


def crossing(points: int = 0, value: int = 0) -> Story:
    """Give a story in which the second return costs more by a lost discount than it gives back."""
    prices = ((1500, 1), (499, 1), (250, 2))
    facts = {"category": "coffee", "brand": "other"}
    lines = tuple(
        BasketLine(str(n), f"sku-{n}", Fraction(quantity), Fraction(price), facts)
        for n, (price, quantity) in enumerate(prices, start=1)
    )
    basket = Basket(
        lines, {"channel": "shop", "delivery": "home"}, points_offered=points, value_offered=value
    )
    return Story(basket, (Act("return", "3"), Act("return", "3")))


def crossings(law: Callable[..., None]) -> Callable[..., None]:
    """Let a law be tried on stories that cross a threshold, paid in every way."""
    for story in (crossing(), crossing(points=700), crossing(value=5000), crossing(700, 300)):
        law = example(story=story)(law)
    return law


LAW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.slow
@LAW
@crossings
@given(story=stories())
def test_piece_by_piece_is_the_same_as_at_once(services: Services, story: Story) -> None:
    """Whatever the way there, the same kept order leaves the same money, points, lots and measures."""
    slow, fast = twin(services, story), twin(services, story)

    assert sums(at_once(fast, story)) == sums(play(slow, story))
    assert fast.holdings() == slow.holdings()


@LAW
@given(stories(), st.booleans())
def test_an_order_of_which_everything_comes_back_is_exactly_nothing(
    services: Services,
    story: Story,
    cancelled: bool,  # noqa: FBT001 - drawn
) -> None:
    """After all that is left came back or was cancelled, the member has what they had before they bought."""
    nobody, there = twin(services, None), twin(services, story)
    told = play(there, story)
    left = left_of(story.basket)
    left.subtract(Counter(act.line for act in story.acts if act.what != "lower"))
    rest = {line: Fraction(number) for line, number in left.items() if number}
    if cancelled:
        told.append(cancel_order(services, CancelOrder(there.key, "rest")))
    elif rest:
        told.append(record_return(services, RecordReturn(there.key, "rest", rest)))

    with services.units.read() as unit:
        order = unit.orders.get(there.key)
    assert order is not None
    kept = 0 if cancelled else told[-1].recipe.refund["not_refundable"]
    assert (order.paid - kept, order.points_earned, order.points_used) == (
        sums(told)[0],
        sums(told)[2],
        sums(told)[3],
    )
    if not kept:
        assert nobody.holdings() == there.holdings()


def test_the_books_of_these_laws_add_up(services: Services) -> None:
    """No law of the ledger is broken by anything the laws above have booked."""
    assert [] == [fault for account in verify_ledger(services) for fault in account.faults]
