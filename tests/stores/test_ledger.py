"""What is booked is read back as it was planned, on both databases."""

import pytest

from loyalty.kernel.identity import HoldId, MemberId
from loyalty.kernel.period import Period
from loyalty.ledger.account import AccountKey
from loyalty.ledger.due import catch_up, holdings
from loyalty.ledger.entry import Account, Cause, HoldTerms, LotTerms
from loyalty.ledger.holds import plan_capture, plan_hold
from loyalty.ledger.plans import plan_burn, plan_clawback, plan_earn, plan_restore
from loyalty.ledger.refusals import AlreadyBooked, StaleAccount
from loyalty.ledger.replay import replay
from loyalty.unit_of_work import Units
from tests.stores.making import (
    PROGRAMME,
    SHOP,
    UNIT,
    account,
    audited,
    book,
    burn,
    cause,
    day,
    earn,
    recording,
)

MEMBER = MemberId(1)


def test_an_account_is_read_as_it_was_booked(units: Units) -> None:
    """Balances, open lots, open holds, seq and head come back equal to what was planned."""
    earn(units, MEMBER, "a", 100, 0, ends=50)
    terms = LotTerms(30, day(14), day(400))
    book(units, plan_earn(account(units, MEMBER), cause("b", 1), terms, recording(1)))
    hold = HoldTerms(HoldId(5), 60, day(9))

    planned = book(units, plan_hold(account(units, MEMBER), cause("h", 2), hold, recording(2)))

    assert planned.state == account(units, MEMBER)
    assert [] == audited(units, MEMBER)


def test_an_unknown_member_has_an_empty_account(units: Units) -> None:
    """Reading an account nobody booked on gives nothing and makes no row."""
    assert (0, 0) == (account(units, 9).available, account(units, 9).seq)
    with units.read() as unit:
        assert [] == unit.ledger.accounts(after=None, limit=5)


def test_entries_are_read_as_they_were_booked(units: Units) -> None:
    """Every entry comes back equal, the latest first and page by page, so that hashes can be checked."""
    booked = [*earn(units, MEMBER, "a", 100, 0).entries]
    booked += burn(units, MEMBER, "b", 30, 1).entries
    booked += burn(units, MEMBER, "c", 20, 2).entries

    with units.read() as unit:
        page = unit.ledger.entries(MEMBER, UNIT, limit=2)
        rest = unit.ledger.entries(MEMBER, UNIT, limit=2, before_seq=page[-1].seq)

    assert booked[::-1] == [*page, *rest]


def test_replay_of_the_stored_entries_gives_the_stored_account(units: Units) -> None:
    """The book alone is enough to rebuild an account to the last byte."""
    earn(units, MEMBER, "a", 100, 0, ends=50)
    burn(units, MEMBER, "b", 30, 1)
    last = burn(units, MEMBER, "c", 20, 60 - 30)
    with units.read() as unit:
        entries = unit.ledger.audit(AccountKey(MEMBER, UNIT, PROGRAMME)).entries

    assert last.state == replay(MEMBER, UNIT, PROGRAMME, entries)


def test_a_booking_on_what_was_read_too_early_is_refused(units: Units) -> None:
    """Of two bookings planned on one reading the second is told to decide again and changes nothing."""
    earn(units, MEMBER, "a", 100, 0)
    read = account(units, MEMBER)
    book(units, plan_burn(read, cause("b", 1), 60, recording(1)))

    with pytest.raises(StaleAccount):
        book(units, plan_burn(read, cause("c", 1), 60, recording(1)))

    assert 40 == account(units, MEMBER).available
    assert [] == audited(units, MEMBER)


def test_two_first_bookings_do_not_both_count(units: Units) -> None:
    """The same holds for an account that has no row yet."""
    read = account(units, MEMBER)
    terms = LotTerms(10, None, None)
    book(units, plan_earn(read, cause("a", 0), terms, recording(0)))

    with pytest.raises(StaleAccount):
        book(units, plan_earn(read, cause("b", 0), terms, recording(0)))

    assert 10 == account(units, MEMBER).available


def test_a_reference_is_booked_once_for_ever(units: Units) -> None:
    """The same source, reference and kind is refused although nothing else stands against it."""
    earn(units, MEMBER, "a", 100, 0)

    with pytest.raises(AlreadyBooked):
        earn(units, MEMBER, "a", 100, 5)

    assert 100 == account(units, MEMBER).available


def test_a_refused_booking_changes_nothing(units: Units) -> None:
    """A booking of two entries whose second is refused leaves neither."""
    earn(units, MEMBER, "a", 100, 0)
    before = account(units, MEMBER)
    first = plan_burn(before, cause("b", 1), 10, recording(1))
    again = plan_earn(first.state, cause("a", 1), LotTerms(5, None, None), recording(1))

    with pytest.raises(AlreadyBooked):
        book(units, first.then(again))

    assert before == account(units, MEMBER)
    assert [] == audited(units, MEMBER)


def test_a_return_finds_award_and_spending_of_its_order(units: Units) -> None:
    """What is left of both is worked out from the book, through lapses, captures and former returns."""
    earn(units, MEMBER, "a", 100, 0, ends=50)
    earn(units, MEMBER, "o", 40, 1, ends=30)
    hold = HoldTerms(HoldId(5), 120, day(9))
    book(units, plan_hold(account(units, MEMBER), cause("h", 2), hold, recording(2)))
    with units.read() as unit:
        held = unit.ledger.account(MEMBER, UNIT, PROGRAMME, hold_id=HoldId(5))
    book(units, plan_capture(held, cause("o", 3), HoldId(5), 70, recording(3)))
    with units.read() as unit:
        order = unit.ledger.order_account(MEMBER, UNIT, PROGRAMME, source=SHOP, external_ref="o")
    assert order.earning is not None
    assert order.spending is not None
    assert (40, 70) == (order.earning.left, order.spending.left)

    taken = plan_clawback(order.state, cause("o/r", 4), order.earning, 15, recording(4))
    given = plan_restore(taken.state, cause("o/r", 4), order.spending, 50, recording(4))
    book(units, taken.then(given))

    with units.read() as unit:
        order = unit.ledger.order_account(MEMBER, UNIT, PROGRAMME, source=SHOP, external_ref="o")
    assert order.earning is not None
    assert order.spending is not None
    assert (25, 20) == (order.earning.left, order.spending.left)
    assert [] == audited(units, MEMBER)


def test_an_order_without_points_has_nothing_to_return(units: Units) -> None:
    """An order the ledger never heard of has neither award nor spending."""
    with units.read() as unit:
        order = unit.ledger.order_account(MEMBER, UNIT, PROGRAMME, source=SHOP, external_ref="o")

    assert (None, None) == (order.earning, order.spending)


def test_an_ended_hold_is_read_where_it_is_named(units: Units) -> None:
    """A hold that was captured is not among the open ones and still found by its id."""
    earn(units, MEMBER, "a", 100, 0)
    hold = HoldTerms(HoldId(5), 60, day(9))
    book(units, plan_hold(account(units, MEMBER), cause("h", 2), hold, recording(2)))
    book(units, plan_capture(account(units, MEMBER), cause("o", 3), HoldId(5), 60, recording(3)))

    with units.read() as unit:
        named = unit.ledger.account(MEMBER, UNIT, PROGRAMME, hold_id=HoldId(5))

    assert () == account(units, MEMBER).holds
    assert [60] == [each.captured for each in named.holds]


def test_a_past_day_is_read_from_the_book(units: Units) -> None:
    """Balances as of a day count what had happened and what was due by then."""
    earn(units, MEMBER, "a", 100, 0, ends=50)
    burn(units, MEMBER, "b", 30, 10)
    shown = {}
    for at in (-1, 5, 10, 49, 50):
        with units.read() as unit:
            shown[at] = holdings(unit.ledger.as_of(MEMBER, UNIT, PROGRAMME, day(at)), day(at)).available

    assert {-1: 0, 5: 100, 10: 70, 49: 70, 50: 0} == shown


def test_accounts_with_something_due_are_found_once(units: Units) -> None:
    """A sweep finds the accounts on which something is due, and after it none."""
    earn(units, 1, "a", 100, 0, ends=50)
    earn(units, 2, "a", 100, 0, ends=40)
    earn(units, 3, "a", 100, 0)
    with units.read() as unit:
        due = unit.ledger.due(day(50), 10)
        assert [] == unit.ledger.due(day(39), 10)

    for key in due:
        book(units, catch_up(account(units, key.member_id), recording(50)))

    assert [2, 1] == [key.member_id for key in due]
    with units.read() as unit:
        assert [] == unit.ledger.due(day(50), 10)


def test_accounts_are_listed_page_by_page(units: Units) -> None:
    """Every account is on exactly one page."""
    for member in (3, 1, 2):
        earn(units, member, "a", 1, 0)

    with units.read() as unit:
        first = unit.ledger.accounts(after=None, limit=2)
        second = unit.ledger.accounts(after=first[-1], limit=2)
        assert 3 == unit.ledger.count_accounts()
        assert [] == unit.ledger.accounts_without_balance()

    assert [1, 2, 3] == [key.member_id for key in (*first, *second)]


def test_totals_add_up_over_members(units: Units) -> None:
    """What was issued and given is with members, redeemed or lapsed; other programmes do not count."""
    earn(units, 1, "a", 100, 0, ends=50)
    burn(units, 1, "b", 30, 1)
    book(units, catch_up(account(units, 1), recording(50)))
    why = cause("g", 2)
    with units.write() as unit:
        other = unit.ledger.account(MemberId(3), UNIT, "tea")
        unit.ledger.book(plan_earn(other, why, LotTerms(7, None, None), recording(2)))
        unit.commit()
    earn(units, 2, "a", 40, 0)

    with units.read() as unit:
        moved = unit.ledger.moved(PROGRAMME, UNIT)

    assert {
        (Account.ISSUED, Account.AVAILABLE): 140,
        (Account.AVAILABLE, Account.REDEEMED): 30,
        (Account.AVAILABLE, Account.LAPSED): 70,
    } == moved


def test_points_awarded_in_a_period_are_counted_by_when_they_were_earned(units: Units) -> None:
    """The start of the period counts and its end does not; what is given back is no award."""
    for number, on in enumerate((0, 10, 19, 20)):
        earn(units, MEMBER, f"a{number}", 2**number, on)
    burn(units, MEMBER, "b", 5, 20)
    with units.read() as unit:
        bought = unit.ledger.order_account(MEMBER, UNIT, PROGRAMME, source=SHOP, external_ref="b")
    assert bought.spending is not None
    why = Cause(SHOP, "return:b", day(12))
    book(units, plan_restore(bought.state, why, bought.spending, 5, recording(20)))

    with units.read() as unit:
        assert 2 + 4 == unit.ledger.issued_between(MEMBER, UNIT, Period(day(10), day(20)))


def test_points_taken_back_are_counted_off_the_period_of_their_award(units: Units) -> None:
    """A return in June of a sale in May makes room in May."""
    earn(units, MEMBER, "a", 100, 10)
    earn(units, MEMBER, "b", 7, 30)
    with units.read() as unit:
        of_order = unit.ledger.order_account(MEMBER, UNIT, PROGRAMME, source=SHOP, external_ref="a")
    assert of_order.earning is not None
    why = Cause(SHOP, "return:a", day(35))
    book(units, plan_clawback(of_order.state, why, of_order.earning, 60, recording(35)))

    with units.read() as unit:
        assert 40 == unit.ledger.issued_between(MEMBER, UNIT, Period(day(5), day(20)))
        assert 7 == unit.ledger.issued_between(MEMBER, UNIT, Period(day(20), day(40)))
