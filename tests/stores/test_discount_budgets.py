"""Budgets of discounts on both databases: never more than they have, and a promised price is kept."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from fractions import Fraction

import pytest

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.pricing.budget_parts import BudgetPart, Claimant
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.refusals import BudgetGone
from loyalty.use_cases.services import Services
from tests.stores.making import day, opened
from tests.unit.decision.making import HEAD, NUMBERS

RULES = """
budgets:
  - {{id: b, name: {{en: B}}, {budget}, after_return: {after}}}
basket:
  discounts:
    combine: sum
    rules: [{{id: r, name: {{en: R}}, amount: 4.00, budget: b{more}}}]
"""
NOW, LATER = day(1), day(1) + timedelta(minutes=30)
ADA, BEN = MemberId(1), MemberId(2)


@contextmanager
def _shop(
    url: str, budget: str = "money: 10.00", after: str = "given_back", more: str = ""
) -> Iterator[Services]:
    head = HEAD.format(**NUMBERS).replace("from: 2026-01-01", "from: 2020-01-01")
    head += "  order.sum: {is: money, sum_of: line.list_amount}\n"
    with opened(url) as units:
        services = Services(units, SystemClock(), SystemEntropy(), b"secret")
        text = head + RULES.format(budget=budget, after=after, more=more)
        adopt_programme(services, {"p.yaml": text})
        yield services


def _basket(pieces: int = 1) -> Basket:
    return Basket((BasketLine("1", "beans", Fraction(pieces), Fraction(1000), {}),), {})


def _bought(services: Services, order: str, member: MemberId | None = None, pieces: int = 1) -> int:
    """Give what an order of so many pieces of 10.00 got off, in cents."""
    command = RecordOrder("p", "till", order, _basket(pieces), member)
    return pieces * 1000 - record_order(services, command).order.total


def _members(services: Services, count: int) -> list[MemberId]:
    told = [enrol_member(services, EnrolMember("p"), Once("enrol", str(n), "-")) for n in range(count)]
    return [MemberId(each.data["member"]) for each in told]


def _taken(services: Services, scope: str = "b") -> int:
    with services.units.read() as unit:
        return unit.discount_budgets.taken("p", scope)


def test_what_is_promised_to_others_is_not_left(units: Units) -> None:
    """A promise holds its part until it ends or its quote takes it, and is not held against its member."""
    promised = BudgetPart("p", "b", 60, 100)
    with units.write() as unit:
        unit.discount_budgets.promise(promised, Claimant(NOW, ADA, "q"), LATER)
        unit.commit()
    rest = BudgetPart("p", "b", 41, 100)
    with units.write() as unit, pytest.raises(DecideAgain):
        unit.discount_budgets.take(rest, Claimant(NOW, BEN))
    with units.write() as unit:
        assert unit.discount_budgets.promised("p", "b", Claimant(NOW, BEN)) == 60
        assert unit.discount_budgets.promised("p", "b", Claimant(NOW, ADA)) == 0
        assert unit.discount_budgets.promised("p", "b", Claimant(LATER, BEN)) == 0
        unit.discount_budgets.take(promised, Claimant(NOW, ADA, "q"))
        unit.discount_budgets.take(BudgetPart("p", "b", 40, 100), Claimant(NOW, BEN))
        unit.commit()

    with units.read() as unit:
        assert unit.discount_budgets.taken("p", "b") == 100
        assert unit.discount_budgets.lapsed("p", LATER) is None


def test_quotes_of_one_member_hold_the_most_of_them_until_one_is_taken(database_url: str) -> None:
    """Of 10.00 Ada is promised 4.00 three times over and takes one; Ben gets the 4.00 promised to him."""
    with _shop(database_url) as services:
        ada, ben = _members(services, 2)

        def asked(who: MemberId) -> tuple[str, int]:
            quote = quote_basket(services, QuoteBasket("p", _basket(), who)).quote
            return quote.quote_id, 1000 - quote.payable

        quotes = [asked(who) for who in (ada, ada, ben, ada)]
        bought = [
            record_order(services, RecordOrder("p", "till", f"o{n}", _basket(), who, quote=quotes[n][0]))
            for n, who in ((0, ada), (2, ben))
        ]

        assert [400] * 4 == [off for _, off in quotes]
        assert [600, 600] == [each.order.total for each in bought]
        with pytest.raises(BudgetGone):
            record_order(services, RecordOrder("p", "till", "o3", _basket(), ada, quote=quotes[3][0]))
        assert _taken(services) == 800


def test_promises_that_ended_are_forgotten(units: Units) -> None:
    """Only those that have ended go; what was taken stays."""
    with units.write() as unit:
        unit.discount_budgets.promise(BudgetPart("p", "b", 1, 100), Claimant(NOW, ADA, "q1"), LATER)
        later = LATER + timedelta(minutes=1)
        unit.discount_budgets.promise(BudgetPart("p", "b", 1, 100), Claimant(NOW, ADA, "q2"), later)
        assert unit.discount_budgets.lapsed("p", LATER) == LATER
        assert unit.discount_budgets.forget_lapsed("p", LATER) == 1
        assert unit.discount_budgets.lapsed("p", LATER) is None
        unit.commit()


def test_many_who_buy_at_once_get_exactly_the_budget(database_url: str) -> None:
    """Six orders at once for 4.00 of 10.00: 10.00 are taken; what comes back can be given again."""
    with _shop(database_url) as services:
        with ThreadPoolExecutor(4) as pool:
            off = list(pool.map(lambda n: _bought(services, f"o{n}"), range(6)))

        assert sum(off) == _taken(services) == 1000
        first = next(n for n, each in enumerate(off) if each == 400)
        record_return(services, RecordReturn(OrderKey("p", "till", f"o{first}"), "r", {"1": Fraction(1)}))
        assert _taken(services) == 600


def test_quotes_at_once_promise_no_more_than_there_is(database_url: str) -> None:
    """Five quotes of nobody promise 10.00 in all; those who cite them pay what they were promised."""
    with _shop(database_url) as services:
        with ThreadPoolExecutor(4) as pool:
            quoted = list(
                pool.map(lambda _: quote_basket(services, QuoteBasket("p", _basket())).quote, range(5))
            )

        assert sum(1000 - each.payable for each in quoted) == 1000
        assert _bought(services, "late") == 0
        for number, each in enumerate(quoted):
            command = RecordOrder("p", "till", f"o{number}", _basket(), quote=each.quote_id)
            assert record_order(services, command).order.paid == each.payable
        assert _taken(services) == 1000


def test_a_quote_of_which_nothing_is_left_is_refused(database_url: str) -> None:
    """A member's own quotes are not held against one another, so the second order may find nothing."""
    with _shop(database_url, "money: 4.00") as services:
        (ada,) = _members(services, 1)
        quotes = [quote_basket(services, QuoteBasket("p", _basket(), ada)).quote for _ in range(2)]
        commands = [
            RecordOrder("p", "till", each.quote_id, _basket(), ada, quote=each.quote_id) for each in quotes
        ]

        assert record_order(services, commands[0]).order.paid == 600
        with pytest.raises(BudgetGone):
            record_order(services, commands[1])
        assert _taken(services) == 400
        assert record_order(services, commands[0]).replayed


def test_a_budget_of_each_member_goes_on_when_members_are_merged(database_url: str) -> None:
    """Two who are one person have used it together."""
    with _shop(database_url, "times: 2, per: [member]") as services:
        ada, ben = _members(services, 2)

        assert [_bought(services, f"a{n}", ada) for n in range(1)] == [400]
        assert _bought(services, "b", ben) == 400
        merge_members(services, MergeMembers(ada, ben, "desk"))
        assert _bought(services, "a9", ada) == 0
        assert _bought(services, "nobody") == 0


@pytest.mark.parametrize(("after", "taken"), [("given_back", 600), ("stays_spent", 400)])
def test_a_return_that_takes_more_off_takes_no_more_than_is_left(
    database_url: str, after: str, taken: int
) -> None:
    """What is kept of an order may meet a discount that the whole did not: it gets what others left."""
    more = ", when: order.sum < 25"
    with _shop(database_url, "money: 6.00", after, more) as services:
        assert _bought(services, "a", pieces=3) == 0
        assert _bought(services, "b") == 400
        kept = record_return(services, RecordReturn(OrderKey("p", "till", "a"), "r", {"1": Fraction(1)}))

        assert _taken(services) == taken
        assert kept.recipe.decision.due == 2000 - (taken - 400)
