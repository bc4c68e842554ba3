"""What goes between two books is there on both sides: whole, or by the rate that stands with it."""

import pytest

from loyalty.kernel.identity import MemberId
from loyalty.kernel.rounding import Rounding
from loyalty.ledger.account import AccountKey, AccountState
from loyalty.ledger.entry import Cause, Entry, LotTerms
from loyalty.ledger.moving.conversion import Rate, plan_conversion, rate_in
from loyalty.ledger.moving.merge import plan_merge
from loyalty.ledger.moving.transfer import plan_transfer
from loyalty.ledger.reading.pairs import Pairs
from tests.unit.ledger.making import PROGRAMME, SHOP, Book, cause, day

RATE = Rate(3, 2, Rounding.DOWN)
OTHER = AccountState.empty(MemberId(8), "points", PROGRAMME)


def told(*entries: Entry) -> list[str]:
    """Give what is wrong between the books of these entries."""
    pairs = Pairs()
    for entry in entries:
        pairs.take(AccountKey(entry.member_id, entry.unit, PROGRAMME), entry)
    return [fault.differs for _, fault in pairs.faults()]


def moved(kind: str) -> tuple[list[Entry], list[Entry]]:
    """Give the entries of both books of something that moves 6 of 10 points, or all of a merge."""
    book = Book()
    book.earn("a", 10, 0)
    twice = book.recording(5), book.recording(5)
    if kind == "transfer":
        ours, theirs = plan_transfer((book.state, OTHER), cause("g", 5), 6, twice[0])
    elif kind == "merge":
        ours, theirs = plan_merge((book.state, OTHER), Cause("merge:m", "", day(5)), twice)
    else:
        by_rate = Cause(SHOP, "c", day(5), reason=f"to-miles: {RATE.text()}")
        ours, theirs = plan_conversion((book.state, OTHER), by_rate, 6, LotTerms(4, None, None), twice)
    return list(ours.entries), list(theirs.entries)


@pytest.mark.parametrize(
    ("kind", "differs"),
    [
        ("transfer", "6 points went through X.transfer and 0 came out, not 6"),
        ("merge", "10 points went through X.merge and 0 came out, not 10"),
        ("conversion", "6 points went through X.conversion and 0 came out, not 4"),
    ],
)
def test_a_side_that_is_missing_is_found(kind: str, differs: str) -> None:
    """Both sides together are sound, the first alone is not, in whichever order they are met."""
    ours, theirs = moved(kind)

    assert [] == told(*ours, *theirs) == told(*theirs, *ours)
    assert [differs] == told(*ours)
    assert 1 == len(told(*theirs))


def test_a_conversion_without_its_rate_is_found() -> None:
    """Who converts says by which rate; the rate is read back as it was written."""
    book = Book()
    book.earn("a", 10, 0)
    twice = book.recording(5), book.recording(5)
    ours, theirs = plan_conversion((book.state, OTHER), cause("c", 5), 6, LotTerms(4, None, None), twice)

    assert ["a conversion without its rate"] == told(*ours.entries, *theirs.entries)
    assert RATE == rate_in(f"to-miles: {RATE.text()}")
