"""Random lives of an account: the ledger against a deliberately plain model, step by step.

The model keeps a list of single points. Each knows when it becomes spendable, when it ends,
and where it is; a command moves some of them. It knows nothing of lots, postings or chains.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from loyalty.kernel.identity import EntryId
from loyalty.kernel.period import Period
from loyalty.kernel.refusal import Refusal
from loyalty.ledger.due import catch_up, holdings
from loyalty.ledger.reading.forecast import Forecast, forecast
from loyalty.ledger.reading.statement import statement
from loyalty.ledger.replay import replay, state_as_of
from loyalty.ledger.terms import Terms
from loyalty.ledger.verify import AccountRows, StoredBalance, verify
from tests.unit.ledger.making import MEMBER, PROGRAMME, UNIT, Book, day


def up_to(there: int) -> st.SearchStrategy[int]:
    """Give how many points to ask for: mostly what is there or less, sometimes one more."""
    return st.integers(1, there + 1)


@dataclass
class Point:
    """One point: of which award, from when and until when it can be spent, and where it is now."""

    award: str
    vests: int
    ends: int
    place: str  # with | held:<n> | spent:<ref> | lapsed | gone
    turn: int


@dataclass
class Model:
    """A bag of points and a debt."""

    today: int = 0
    debt: int = 0
    points: list[Point] = field(default_factory=list)
    holds: dict[int, int] = field(default_factory=dict)

    def free(self) -> list[Point]:
        """Give the points that can be spent today, those that end first first."""
        free = [p for p in self.points if p.place == "with" and p.vests <= self.today < p.ends]
        return sorted(free, key=lambda p: (p.ends, p.turn))

    def pending(self) -> list[Point]:
        """Give the points that cannot be spent yet."""
        return [p for p in self.points if p.place == "with" and p.vests > self.today]

    def at(self, place: str) -> list[Point]:
        """Give the points at a place, those that end first first."""
        return sorted((p for p in self.points if p.place == place), key=lambda p: (p.ends, p.turn))

    def advance(self, days: int) -> None:
        """Let time pass, day by day."""
        for _ in range(days):
            self.today += 1
            self.repay([p for p in self.points if p.place == "with" and p.vests == self.today])
            for hold in [hold for hold, ends in self.holds.items() if ends <= self.today]:
                del self.holds[hold]
                self.back(self.at(f"held:{hold}"))
            for point in self.points:
                if point.place == "with" and point.ends <= self.today and point.vests <= self.today:
                    point.place = "lapsed"

    def back(self, points: list[Point]) -> None:
        """Return points to the member: they repay, and lapse where they have ended."""
        for point in points:
            point.place = "with"
        self.repay(points)
        for point in points:
            if point.place == "with" and point.ends <= self.today:
                point.place = "lapsed"

    def repay(self, points: list[Point]) -> None:
        """Let points repay the debt."""
        for point in points:
            if self.debt:
                point.place, self.debt = "gone", self.debt - 1


class LedgerMachine(RuleBasedStateMachine):
    """Commands in any order on both; after each step both show the same."""

    slide: int | None = None
    """For how many days earning or spending lets every lot live at least; None: lots keep their end."""

    def __init__(self) -> None:
        """Start with nothing on either side."""
        super().__init__()
        self.book, self.model, self.number = Book(), Model(), 0
        self.awards: dict[str, int] = {}
        self.spendings: list[str] = []
        self.opened: list[int] = []
        self.ends: dict[EntryId, datetime] = {}

    def ref(self) -> str:
        """Give a reference nobody used."""
        self.number += 1
        return f"r{self.number}"

    @rule(days=st.integers(1, 4))
    def pass_time(self, days: int) -> None:
        """Let days go by; nobody sweeps, and what was foreseen is what comes."""
        foreseen = self.foreseen(days)
        self.model.advance(days)
        shown = holdings(self.book.state, day(self.model.today))
        assert replace(shown, holds=()) == replace(foreseen.holdings, holds=())

    def foreseen(self, days: int) -> Forecast:
        """Give what is foreseen for some days from now."""
        return forecast(self.book.state, day(self.model.today), day(self.model.today + days))

    def activity(self) -> None:
        """Let the next command move the ends of all lots, where lots slide."""
        if self.slide is not None:
            self.book.terms = Terms(extend_to=day(self.model.today + self.slide))

    def moved_on(self) -> None:
        """Move the ends of points whose award has any left with the member or set aside."""
        if self.slide is None:
            return
        here = [p for p in self.model.points if p.place == "with" or p.place in self.set_aside()]
        alive = {p.award for p in here}
        for point in self.model.points:
            if point.award in alive and self.model.today < point.ends:
                point.ends = max(point.ends, self.model.today + self.slide)

    def set_aside(self) -> set[str]:
        """Give the places of points that open holds set aside."""
        return {f"held:{number}" for number in self.model.holds}

    @rule()
    def sweep(self) -> None:
        """Book what is due; nothing anybody sees may change."""
        self.book.sweep(self.model.today)

    @rule(amount=st.integers(1, 9), wait=st.sampled_from([0, 0, 0, 1, 4]), life=st.integers(1, 15))
    def earn(self, amount: int, wait: int, life: int) -> None:
        """Award points."""
        ref, today = self.ref(), self.model.today
        self.activity()
        self.book.earn(ref, amount, today, vests=today + wait if wait else None, ends=today + wait + life)
        new = [Point(ref, today + wait, today + wait + life, "with", self.number) for _ in range(amount)]
        self.model.points += new
        self.awards[ref] = amount
        if not wait:
            self.model.repay(new)
        self.moved_on()

    @rule(data=st.data())
    def burn(self, data: st.DataObject) -> None:
        """Spend points, or be refused for want of them."""
        ref, free = self.ref(), self.model.free()
        amount = data.draw(up_to(len(free)))
        self.activity()
        if self.tried(lambda: self.book.burn(ref, amount, self.model.today), may=amount <= len(free)):
            for point in free[:amount]:
                point.place = f"spent:{ref}"
            self.spendings.append(ref)
            self.moved_on()

    @rule(data=st.data(), span=st.integers(1, 9))
    def hold(self, data: st.DataObject, span: int) -> None:
        """Set points aside."""
        ref, free, today = self.ref(), self.model.free(), self.model.today
        amount, held = data.draw(up_to(len(free))), self.number
        if self.tried(
            lambda: self.book.hold(ref, held, amount, today, ends=today + span), may=amount <= len(free)
        ):
            for point in free[:amount]:
                point.place = f"held:{held}"
            self.model.holds[held] = today + span
            self.opened.append(held)

    @precondition(lambda self: self.opened)
    @rule(data=st.data())
    def capture(self, data: st.DataObject) -> None:
        """Spend held points and free the rest, or be refused."""
        number = data.draw(st.sampled_from(self.opened))
        ref, held = self.ref(), self.model.at(f"held:{number}")
        amount = data.draw(up_to(len(held)))
        may = number in self.model.holds and amount <= len(held)
        self.activity()
        if self.tried(lambda: self.book.capture(ref, number, amount, self.model.today), may=may):
            del self.model.holds[number]
            for point in held[:amount]:
                point.place = f"spent:{ref}"
            self.model.back(held[amount:])
            self.spendings.append(ref)
            self.moved_on()

    @precondition(lambda self: self.opened)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        """Free held points, or be refused."""
        number = data.draw(st.sampled_from(self.opened))
        ref, held = self.ref(), self.model.at(f"held:{number}")
        may = number in self.model.holds
        if self.tried(lambda: self.book.void(ref, number, self.model.today), may=may):
            del self.model.holds[number]
            self.model.back(held)

    @precondition(lambda self: self.spendings)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        """Give spent points back, those that end last first, or be refused."""
        ref, of = self.ref(), data.draw(st.sampled_from(self.spendings))
        spent = self.model.at(f"spent:{of}")
        amount = data.draw(up_to(len(spent)))
        if self.tried(lambda: self.book.restore(ref, of, amount, self.model.today), may=amount <= len(spent)):
            # Whatever is given back repays in the order in which it is given back.
            self.model.back(_lot_by_lot(spent[len(spent) - amount :]))

    @precondition(lambda self: self.awards)
    @rule(data=st.data())
    def clawback(self, data: st.DataObject) -> None:
        """Take back an award: its lapsed points, its own, others, a debt; or be refused."""
        ref, of = self.ref(), data.draw(st.sampled_from(sorted(self.awards)))
        amount = data.draw(up_to(self.awards[of]))
        if not self.tried(
            lambda: self.book.clawback(ref, of, amount, self.model.today), may=amount <= self.awards[of]
        ):
            return
        self.awards[of] -= amount
        lapsed = [p for p in self.model.points if p.award == of and p.place == "lapsed"]
        own = [p for p in self.model.points if p.award == of and p.place == "with"]
        others = [p for p in self.model.free() if p.award != of]
        taken = [*lapsed, *own, *others][:amount]
        for point in taken:
            point.place = "gone"
        self.model.debt += amount - len(taken)

    def tried(self, command: object, *, may: bool) -> bool:
        """Give whether the command was booked; a refusal must be due and change nothing."""
        before = self.book.state, len(self.book.entries)
        try:
            command()  # type: ignore[operator]
        except Refusal:
            assert not may
            assert before == (self.book.state, len(self.book.entries))
            return False
        assert may
        return True

    @invariant()
    def shows_what_the_model_shows(self) -> None:
        """Compare balances and points by award."""
        shown = holdings(self.book.state, day(self.model.today))
        held = [p for p in self.model.points if p.place.startswith("held:")]
        expected = (len(self.model.free()), len(self.model.pending()), len(held), self.model.debt)
        assert expected == (shown.available, shown.pending, shown.held, shown.owed)
        by_award = {lot.external_ref: lot.remaining for lot in shown.lots}
        for award in self.awards:
            there = [p for p in self.model.points if p.award == award and p.place == "with"]
            assert len(there) == by_award.get(award, 0)

    @invariant()
    def keeps_every_law(self) -> None:
        """Find nothing in an audit, and the same account in a replay and in a reading as of today."""
        state = self.book.state
        assert state == replay(MEMBER, UNIT, PROGRAMME, self.book.entries)
        balance = StoredBalance(
            state.available, state.pending, state.held, state.owed, state.seq, state.head_hash, state.next_due
        )
        rows = AccountRows(
            MEMBER, UNIT, PROGRAMME, balance, tuple(self.book.entries), state.lots, state.holds
        )
        assert [] == verify(rows)
        today = day(self.model.today)
        as_of = holdings(state_as_of(MEMBER, UNIT, PROGRAMME, self.book.entries, today), today)
        assert replace(holdings(state, today), holds=()) == replace(as_of, holds=())

    @invariant()
    def states_what_is_there(self) -> None:
        """Compare a statement's closing with what is there; hold every lot's end to never move to earlier."""
        today = day(self.model.today)
        due = catch_up(self.book.state, self.book.recording(self.model.today)).entries
        told = statement(
            [*self.book.entries, *due], Period(day(self.model.today // 2), day(self.model.today + 1))
        )
        shown = holdings(self.book.state, today)
        closing = (told.closing.available, told.closing.pending, told.closing.held, told.closing.owed)
        assert (shown.available, shown.pending, shown.held, shown.owed) == closing
        assert told.closing.total == told.opening.total + sum(line.change for line in told.lines)
        there = {lot.lot_id: lot.remaining for lot in shown.lots}
        assert there == {lot.lot_id: lot.closing for lot in told.lots if lot.closing}
        for lot in self.book.state.lots:
            assert lot.expires_at is not None
            assert lot.expires_at >= self.ends.setdefault(lot.lot_id, lot.expires_at)
            self.ends[lot.lot_id] = lot.expires_at


class SlidingMachine(LedgerMachine):
    """The same where earning and spending move the ends of all lots."""

    slide = 6


def _lot_by_lot(points: list[Point]) -> list[Point]:
    return sorted(points, key=lambda p: (p.ends, p.turn), reverse=True)


LedgerMachine.TestCase.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
TestLedger = LedgerMachine.TestCase
TestLedger.__doc__ = "Any run of commands leaves the ledger and the plain model alike."
SlidingMachine.TestCase.settings = LedgerMachine.TestCase.settings
TestSliding = SlidingMachine.TestCase
TestSliding.__doc__ = "The same holds where activity moves the ends of lots."
