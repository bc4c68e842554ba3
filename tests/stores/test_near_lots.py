"""An order reads the lots that turn soon and sums of the others, and books what it would book of all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Row

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.speaking.prepared import Prepared
from loyalty.kernel.identity import HoldId, MemberId
from loyalty.kernel.refusal import InvariantBroken
from loyalty.ledger import rows
from loyalty.ledger.account import NO_REST, AccountState, Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import HoldTerms, LotTerms
from loyalty.ledger.holds import plan_hold
from loyalty.ledger.plans import plan_burn, plan_earn
from loyalty.ledger.terms import Terms
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.near_lots import near_told
from loyalty.use_cases.once import Once
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.standing_points import standing_of
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, PROGRAMME, UNIT, book, cause, day, recording

WHO = MemberId(1)
NOW = 400
TODAY = 330
"""A day on which the programme binds."""


def near(units: Units, on: int = NOW) -> AccountState:
    """Read what is near of the account."""
    with units.read() as unit:
        return unit.ledger.account_near(WHO, UNIT, PROGRAMME, near_told(day(on)))


def whole(units: Units, who: MemberId = WHO, programme: str = PROGRAMME) -> AccountState:
    """Read the account."""
    with units.read() as unit:
        return unit.ledger.account(who, UNIT, programme)


def earned(state: AccountState, on: int, *terms: LotTerms) -> Booked:
    """Plan awards of a day as one booking."""
    booked = Booked(state, state, ())
    for number, each in enumerate(terms):
        more = plan_earn(booked.state, cause(f"{on}-{number}", on), each, recording(on))
        booked = booked.then(more)
    return booked


def lots_of(chance: Random) -> Iterator[LotTerms]:
    """Give lots that vested and lapsed by then, do so at the instant, soon, later, or never."""
    for _ in range(12):
        vests = chance.choice([None, None, NOW - 1, NOW, NOW + 1, NOW + 61])
        ends = chance.choice([None, NOW, NOW + 60, NOW + 61, NOW + 200])
        if vests is not None and ends is not None and vests >= ends:
            ends = None
        yield LotTerms(
            chance.randint(1, 99),
            None if vests is None else day(vests),
            None if ends is None else day(ends),
        )


def written(booked: Booked) -> tuple[object, ...]:
    """Give all that is written of a booking."""
    return (
        booked.entries,
        rows.balance_values(booked.state, booked.before.seq),
        rows.opened_lots(booked),
        rows.Changes.of(booked),
    )


@pytest.mark.parametrize("seed", range(4))
def test_what_is_booked_and_told_is_that_of_all_lots(units: Units, seed: int) -> None:
    """Whatever has vested or lapsed meanwhile; what is far is read as three numbers."""
    book(units, earned(whole(units), 10, *lots_of(Random(seed))))
    some, every = near(units), whole(units)

    assert len(some.lots) < len(every.lots)
    assert (some.available, some.pending, some.next_due) == (every.available, every.pending, every.next_due)
    terms, number = LotTerms(7, None, day(NOW + 900)), 1 << 60
    of_some, of_every = (
        plan_earn(
            state, cause("new", NOW), terms, Recording(day(NOW), iter(range(number, number + 99)).__next__)
        )
        for state in (some, every)
    )
    assert written(of_some) == written(of_every)
    for one, other in ((some, every), (of_some.state, of_every.state)):
        assert standing_of(one, day(NOW)) == standing_of(other, day(NOW))


def test_what_needs_any_lot_is_never_planned_on_some(units: Units) -> None:
    """To spend, to put ends off, and to see what a later time does are refused, not done wrong."""
    book(units, earned(whole(units), 10, *[LotTerms(5, None, day(NOW + 90))] * 3))
    some, terms = near(units), LotTerms(7, None, None)

    with pytest.raises(InvariantBroken):
        plan_burn(some, cause("spent", NOW), 1, recording(NOW))
    with pytest.raises(InvariantBroken):
        plan_earn(some, cause("late", NOW), terms, recording(NOW + 91))
    put_off = replace(recording(NOW), terms=Terms(extend_to=day(NOW + 99)))
    with pytest.raises(InvariantBroken):
        plan_earn(some, cause("put off", NOW), terms, put_off)


def test_with_points_set_aside_every_lot_is_read(units: Units) -> None:
    """A hold that lapses gives back to any of them."""
    book(units, earned(whole(units), 10, *[LotTerms(5, None, day(NOW + 90))] * 3))
    book(
        units,
        plan_hold(whole(units), cause("held", 11), HoldTerms(HoldId(9), 6, day(NOW + 1)), recording(11)),
    )

    assert NO_REST == near(units).rest
    assert whole(units) == near(units)


def test_an_order_reads_as_many_rows_of_three_hundred_lots_as_of_five(
    units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And so does a quote: what they cost is no matter of how long somebody has been a member."""
    services = Services(units, StandingClock(day(TODAY)), ENTROPY, b"secret")
    adopt_programme(services, dict(read_rule_folder(Path("rules/corner-coffee")).source))
    told = enrol_member(services, EnrolMember("corner-coffee"), Once("test", "ada", "ada"))
    who = MemberId(told.data["member"])
    basket = Basket(
        (BasketLine("1", "beans", Fraction(1), Fraction(900), {"category": "coffee", "brand": "own"}),),
        {"channel": "app"},
        {},
    )
    asking: tuple[Callable[[str], object], ...] = (
        lambda name: record_order(services, RecordOrder("corner-coffee", "till", name, basket, who)),
        lambda _: quote_basket(services, QuoteBasket("corner-coffee", basket, who)),
    )
    read: list[int] = []
    reading = Prepared.read

    def counting(prepared: Prepared, found: Sequence[object]) -> list[Row[tuple[object, ...]]]:
        read.append(len(found))
        return reading(prepared, found)

    monkeypatch.setattr(Prepared, "read", counting)
    counts = []
    for back, more in ((2, 5), (1, 300)):
        state = whole(units, who, "corner-coffee")
        book(units, earned(state, TODAY - back, *[LotTerms(5, None, day(TODAY + 200))] * more))
        for ask in asking:
            ask(f"first-{more}")
            ask(f"second-{more}")
            read.clear()
            ask(f"counted-{more}")
            counts.append(sum(read))

    assert counts[:2] == counts[2:]
