"""Random lives of two accounts on a SQLite file: what the database gives back is what was planned."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from loyalty.database.engine import open_engine
from loyalty.database.upgrade import upgrade
from loyalty.kernel.identity import HoldId, MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.ledger.account import AccountKey, AccountState, Booked
from loyalty.ledger.due import catch_up
from loyalty.ledger.entry import HoldTerms, LotTerms
from loyalty.ledger.holds import plan_capture, plan_hold, plan_void
from loyalty.ledger.plans import plan_burn, plan_clawback, plan_earn, plan_restore
from loyalty.ledger.replay import replay
from loyalty.ledger.verify import verify
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, SHOP, UNIT, book, cause, day, recording

members = st.sampled_from([MemberId(1), MemberId(2)])
amounts = st.integers(1, 8)


class StoreMachine(RuleBasedStateMachine):
    """Books on a fresh file per life and compares after each step."""

    @initialize()
    def open(self) -> None:
        """Make the file and start with nothing."""
        self.folder = Path(tempfile.mkdtemp())
        url = f"sqlite:///{self.folder / 'loyalty.db'}"
        upgrade(url)
        self.engine = open_engine(url)
        self.units = Units(self.engine)
        self.today, self.number = 0, 0
        self.planned: dict[MemberId, AccountState] = {}
        self.orders: list[tuple[MemberId, str]] = []
        self.holds: list[tuple[MemberId, HoldId]] = []

    def teardown(self) -> None:
        """Remove the file."""
        self.engine.dispose()
        shutil.rmtree(self.folder)

    @rule(days=st.integers(1, 5))
    def pass_time(self, days: int) -> None:
        """Let days go by."""
        self.today += days

    @rule(member=members, amount=amounts, wait=st.integers(0, 3), life=st.integers(1, 9))
    def earn(self, member: MemberId, amount: int, wait: int, life: int) -> None:
        """Award points."""
        terms = LotTerms(amount, day(self.today + wait) if wait else None, day(self.today + wait + life))
        ref = self.ref()
        self.orders.append((member, ref))
        self.book(plan_earn(self.read(member), cause(ref, self.today), terms, recording(self.today)))

    @rule(member=members, amount=amounts)
    def burn(self, member: MemberId, amount: int) -> None:
        """Spend points or be refused."""
        ref = self.ref()
        try:
            booked = plan_burn(self.read(member), cause(ref, self.today), amount, recording(self.today))
        except Refusal:
            return
        self.orders.append((member, ref))
        self.book(booked)

    @rule(member=members, amount=amounts, span=st.integers(1, 5))
    def hold(self, member: MemberId, amount: int, span: int) -> None:
        """Set points aside or be refused."""
        ref = self.ref()
        terms = HoldTerms(HoldId(self.number), amount, day(self.today + span))
        try:
            booked = plan_hold(self.read(member), cause(ref, self.today), terms, recording(self.today))
        except Refusal:
            return
        self.holds.append((member, terms.hold_id))
        self.book(booked)

    @precondition(lambda self: self.holds)
    @rule(data=st.data(), amount=st.integers(0, 8))
    def end_hold(self, data: st.DataObject, amount: int) -> None:
        """Capture a hold, or void it where the amount is 0, or be refused."""
        member, hold_id = data.draw(st.sampled_from(self.holds))
        why, at = cause(self.ref(), self.today), recording(self.today)
        with self.units.read() as unit:
            state = unit.ledger.account(member, UNIT, PROGRAMME, hold_id=hold_id)
        try:
            booked = (
                plan_capture(state, why, hold_id, amount, at)
                if amount
                else plan_void(state, why, hold_id, at)
            )
        except Refusal:
            return
        if amount:
            self.orders.append((member, why.external_ref))
        self.book(booked)

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), amount=amounts)
    def come_back(self, data: st.DataObject, amount: int) -> None:
        """Return an award or a spending, or be refused."""
        member, order = data.draw(st.sampled_from(self.orders))
        why, at = cause(self.ref(), self.today), recording(self.today)
        with self.units.read() as unit:
            found = unit.ledger.order_account(member, UNIT, PROGRAMME, source=SHOP, external_ref=order)
        try:
            if found.earning is not None:
                booked = plan_clawback(found.state, why, found.earning, amount, at)
            else:
                assert found.spending is not None
                booked = plan_restore(found.state, why, found.spending, amount, at)
        except Refusal:
            return
        self.book(booked)

    @rule(member=members)
    def sweep(self, member: MemberId) -> None:
        """Book what is due."""
        self.book(catch_up(self.read(member), recording(self.today)))

    @invariant()
    def gives_back_what_was_planned(self) -> None:
        """Read the account that was planned, without what has ended, and find nothing in an audit."""
        for member, state in self.planned.items():
            read = self.read(member)
            assert _numbers(state) == _numbers(read)
            kept = {lot for hold in read.holds for lot, _ in hold.parts}
            assert {lot for lot in state.lots if lot.remaining or lot.lot_id in kept} == set(read.lots)
            with self.units.read() as unit:
                rows = unit.ledger.audit(AccountKey(member, UNIT, PROGRAMME))
            assert [] == verify(rows)
            assert _numbers(state) == _numbers(replay(member, UNIT, PROGRAMME, rows.entries))

    def ref(self) -> str:
        """Give a reference nobody used."""
        self.number += 1
        return f"r{self.number}"

    def read(self, member: MemberId) -> AccountState:
        """Read an account."""
        with self.units.read() as unit:
            return unit.ledger.account(member, UNIT, PROGRAMME)

    def book(self, booked: Booked) -> None:
        """Book and remember what must be there."""
        book(self.units, booked)
        if booked.entries:
            self.planned[booked.state.member_id] = booked.state


def _numbers(state: AccountState) -> tuple[int | bytes, ...]:
    return state.available, state.pending, state.held, state.owed, state.seq, state.head_hash


StoreMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestLedgerStore = StoreMachine.TestCase
TestLedgerStore.__doc__ = "Any run of commands leaves the database as it was planned."
