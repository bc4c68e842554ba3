"""Prepaid credit: the order of grants, what they are for, what is left over; laws over random ones."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.money import currency
from loyalty.pricing.line import Category
from loyalty.subscriptions.billing import Bill, Line, Place
from loyalty.subscriptions.credit import (
    Fee,
    Grant,
    TopUp,
    Use,
    available,
    fees_of,
    given_back,
    returned,
    take,
    void,
)
from tests.unit.subscriptions.making import berlin

AT = berlin("2026-06-01")
OLD, NEW = AT - timedelta(days=90), AT - timedelta(days=10)
SOON, LATER = AT + timedelta(days=5), AT + timedelta(days=50)
CALLS = Fee("basic", "usage.calls", 700)
PRICE = Fee("basic", "price.row[2026-06-01]", 500)
EUR = currency("EUR")


def grant(name: str, left: int = 100, **words: object) -> Grant:
    """Give a grant of 1.00 that was given long ago, has no end and is for everything."""
    values: dict[str, object] = {"priority": 0, "purchased": False, "created_at": OLD}
    return Grant(id=name, amount=left, left=left, **(values | words))  # type: ignore[arg-type] # words of a grant


ORDERED = [
    grant("first", priority=-1, purchased=True),
    grant("ends-soon", ends_at=SOON, purchased=True, created_at=NEW),
    grant("ends-later", ends_at=LATER),
    grant("granted-new", created_at=NEW),
    grant("purchased-old-a", purchased=True),
    grant("purchased-old-b", purchased=True),
    grant("purchased-new", purchased=True, created_at=NEW),
    grant("last", priority=1, ends_at=SOON),
]


def test_the_order() -> None:
    """Priority, then the first end, then granted before purchased, then the oldest, then the id."""
    for paid in range(1, len(ORDERED) + 1):
        taken = take(reversed(ORDERED), [Fee("basic", "price", paid * 100)], AT)
        assert {g.id for g in ORDERED[:paid]} == {use.grant for use in taken.uses}


def test_the_order_of_telling_does_not_matter() -> None:
    """However the grants are listed, the same ones pay."""
    fees = [Fee("basic", "price", 250)]
    answers = {take(order, fees, AT) for order in permutations(ORDERED[:4])}

    assert 1 == len(answers)


def test_what_no_grant_covers() -> None:
    """The rest is told, and no grant goes below nothing."""
    taken = take([grant("a", 300)], [CALLS], AT)

    assert ((Use("a", 300),), 400) == (taken.uses, taken.overage)


@pytest.mark.parametrize(
    ("words", "paid"),
    [
        ({}, 1000),
        ({"plans": ("pro",)}, 0),
        ({"plans": ("basic", "pro")}, 1000),
        ({"charges": ("usage.calls",)}, 700),
        ({"charges": ("price",)}, 500),
        ({"charges": ("usage.call",)}, 0),
        ({"charges": ("price", "usage.calls"), "plans": ("basic",)}, 1000),
        ({"ends_at": AT}, 0),
        ({"ends_at": AT + timedelta(seconds=1)}, 1000),
        ({"created_at": AT + timedelta(seconds=1)}, 0),
    ],
)
def test_what_a_grant_is_for(words: dict[str, object], paid: int) -> None:
    """A grant for a charge pays at most that charge; one that has ended, or is yet to come, pays nothing."""
    assert paid == sum(use.amount for use in take([grant("a", 1000, **words)], [CALLS, PRICE], AT).uses)


def test_ended() -> None:
    """A void loses the rest; what is available leaves out what has ended."""
    grants = [grant("a", 30), grant("b", 50, ends_at=AT)]

    assert Use("a", 30) == void(grants[0])
    assert 30 == available(grants, AT)


@pytest.mark.parametrize(("left", "bought"), [(1000, 0), (999, 500), (400, 1000), (-1, 1500)])
def test_top_up(left: int, bought: int) -> None:
    """Below 10.00, as many times 5.00 are bought as lift it there again."""
    assert bought == TopUp(1000, 500).needed(left)


def test_a_top_up_adds_something() -> None:
    """A top-up of nothing does not exist."""
    with pytest.raises(ValueError, match="adds something"):
        TopUp(1000, 0)


def line(day: str, category: Category, key: str, amount: int) -> Line:
    """Give a line of a bill."""
    place = Place(berlin(day), "basic", key)
    return Line(place, berlin(day), category, {}, inside=False, now=amount, amount=amount, explanation="exp")


def test_fees_have_their_tax() -> None:
    """20.00 and 10.00, less 3.00 discount and with 5.13 of tax, are fees of 21.42 and 10.71."""
    made = Bill(
        (
            line("2026-05-01", Category.SUBSCRIPTION, "price", 2000),
            line("2026-05-01", Category.USAGE, "usage.calls", 1000),
            line("2026-05-01", Category.DISCOUNT_MEMBER, "discount", -300),
            line("2026-05-01", Category.TAX, "tax.plan", 513),
        )
    )

    assert (Fee("basic", "price", 2142), Fee("basic", "usage.calls", 1071)) == fees_of(made, EUR)


def test_what_is_given_back_lessens_the_fees() -> None:
    """What an earlier period gives back is not paid with credit again."""
    made = Bill(
        (
            line("2026-04-01", Category.SUBSCRIPTION, "price", -600),
            line("2026-05-01", Category.SUBSCRIPTION, "price", 2000),
            line("2026-05-01", Category.USAGE, "usage.calls", 500),
        )
    )

    assert (Fee("basic", "price", 1900),) == fees_of(made, EUR)


def test_contained_tax_is_no_fee() -> None:
    """A line that only says which tax the others contain is nothing to be paid."""
    inside = replace(line("2026-05-01", Category.TAX, "tax.plan", 383), inside=True)
    made = Bill((line("2026-05-01", Category.SUBSCRIPTION, "price", 2000), inside))
    alone = Bill((line("2026-05-01", Category.TAX, "tax.added", 7), inside))

    assert (Fee("basic", "price", 2000),) == fees_of(made, EUR)
    assert (Fee("basic", "tax.added", 7),) == fees_of(alone, EUR)


def test_a_correction_of_tax_alone_is_a_fee() -> None:
    """Where only the tax has grown, that is what there is to pay."""
    made = Bill((line("2026-05-01", Category.TAX, "tax.plan", 7),))

    assert (Fee("basic", "tax.plan", 7),) == fees_of(made, EUR)


AMOUNTS = st.integers(0, 5000)
CHARGES = ["price", "usage.calls", "fee.service"]
GRANTS = st.lists(
    st.builds(
        Grant,
        id=st.text("abcdef", min_size=6, max_size=6),
        amount=st.just(5000),
        left=AMOUNTS,
        priority=st.integers(-1, 1),
        purchased=st.booleans(),
        created_at=st.sampled_from([OLD, NEW, LATER]),
        ends_at=st.sampled_from([None, NEW, SOON, LATER]),
        plans=st.sampled_from([(), ("basic",), ("pro",)]),
        charges=st.lists(st.sampled_from(CHARGES), max_size=2, unique=True).map(tuple),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)
FEES = st.lists(
    st.builds(Fee, st.sampled_from(["basic", "pro"]), st.sampled_from(CHARGES), st.integers(1, 5000)),
    max_size=6,
)


@given(GRANTS, FEES)
def test_never_below_nothing(grants: list[Grant], fees: list[Fee]) -> None:
    """No grant pays more than is left of it; what is paid and the overage are what was asked for."""
    taken = take(grants, fees, AT)
    left = {one.id: one.left for one in grants}

    assert all(0 < use.amount <= left[use.grant] for use in taken.uses)
    assert sum(fee.amount for fee in fees) == taken.overage + sum(use.amount for use in taken.uses)
    assert sum(use.amount for use in taken.uses) <= available(grants, AT)
    assert 0 <= taken.overage


@given(GRANTS, FEES)
def test_no_grant_pays_for_others(grants: list[Grant], fees: list[Fee]) -> None:
    """A grant pays at most the fees it is for, and pays nothing before it is there or after its end."""
    by_id = {one.id: one for one in grants}

    for use in take(grants, fees, AT).uses:
        one = by_id[use.grant]
        assert one.alive(AT)
        assert use.amount <= sum(fee.amount for fee in fees if one.fits(fee))


@given(GRANTS, FEES, st.randoms(use_true_random=False))
def test_sort_and_take(grants: list[Grant], fees: list[Fee], chance: object) -> None:
    """Who is listed first does not matter, and nothing is left over while a fitting grant has something."""
    shuffled = grants.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # Hypothesis' own source of chance
    taken = take(grants, fees, AT)
    paid = {use.grant: use.amount for use in taken.uses}

    assert taken == take(shuffled, fees, AT)
    unused = [one for one in grants if one.alive(AT) and paid.get(one.id, 0) < one.left]
    if any(not one.plans and not one.charges for one in unused):
        assert 0 == taken.overage


@given(GRANTS, FEES)
def test_given_back_cancels(grants: list[Grant], fees: list[Fee]) -> None:
    """What is given back is what was taken, grant by grant."""
    uses = take(grants, fees, AT).uses

    assert {use.grant: -use.amount for use in uses} == {use.grant: use.amount for use in given_back(uses)}


def test_what_paid_last_comes_back_first() -> None:
    """Of 5.00, 4.00 and again 1.00 of the first, 6.50 gives back 6.00 of the first and 0.50 of the second."""
    uses = [Use("a", 500), Use("b", 400), Use("a", 100)]

    assert (Use("a", -600), Use("b", -50)) == returned(uses, uses, 650)


def test_what_other_bills_paid_does_not_come_back() -> None:
    """Of a bill that the first paid with 1.00, no more than that comes back, nor what came back before."""
    assert (Use("a", -100),) == returned([Use("a", 100)], [Use("a", 500), Use("a", 100)], 650)
    assert () == returned([Use("a", 100)], [Use("a", 100), Use("a", -100)], 650)


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from("abc"), st.integers(1, 900), st.integers(0, 12)), max_size=12
    )
)
def test_no_more_comes_back_than_was_paid(story: list[tuple[bool, str, int, int]]) -> None:
    """However payments and credit notes follow one another, no grant gets back more than it paid."""
    uses: list[Use] = []
    for pays, name, amount, since in story:
        uses += [Use(name, amount)] if pays else returned(uses[since:], uses, amount)
        left = {one: sum(use.amount for use in uses if use.grant == one) for one in "abc"}

        assert all(amount >= 0 for amount in left.values())


LINES = st.lists(
    st.builds(
        line,
        st.sampled_from(["2026-04-01", "2026-05-01"]),
        st.sampled_from([Category.SUBSCRIPTION, Category.USAGE, Category.DISCOUNT_MEMBER, Category.TAX]),
        st.sampled_from(CHARGES),
        st.integers(-3000, 3000),
    ),
    max_size=8,
)


@given(LINES)
def test_fees_are_what_is_due(lines: list[Line]) -> None:
    """The fees of a bill add up to what is due, and are none where something is given back."""
    made = Bill(tuple(lines))

    assert max(0, made.due) == sum(fee.amount for fee in fees_of(made, EUR))
    assert all(fee.amount > 0 for fee in fees_of(made, EUR))
