"""What the processes of the crash tests do: run commands of members against a database, and tell of each.

A command reads and plans in one unit and books in another, and runs again where somebody
else came first, as use cases do. The tellings are acknowledgements: sent after the commit.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection

from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import HoldId, MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.ledger.account import Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause, HoldTerms, LotTerms
from loyalty.ledger.holds import plan_capture, plan_hold, plan_void
from loyalty.ledger.plans import plan_burn, plan_clawback, plan_earn, plan_restore
from loyalty.unit_of_work import UnitOfWork, Units

UNIT, PROGRAMME, SHOP = "points", "beans", "shop"
SOON = timedelta(milliseconds=40)
LATER = timedelta(days=30)

Plan = Callable[[UnitOfWork, Cause, Recording], Booked]


@dataclass
class Worker:
    """One process's view: what it has booked so far, so that it can return and capture it."""

    units: Units
    chance: random.Random
    members: range
    name: str
    entropy: SystemEntropy = field(default_factory=SystemEntropy)
    orders: list[tuple[MemberId, str]] = field(default_factory=list)
    holds: list[tuple[MemberId, HoldId]] = field(default_factory=list)
    number: int = 0

    def step(self) -> str | None:
        """Run one command chosen by chance; give its reference where it was booked, None where refused."""
        self.number += 1
        ref = f"{self.name}-{self.number}"
        member = MemberId(self.chance.choice(self.members))
        commands = [self.order, self.order, self.hold, self.capture, self.void, self.come_back]
        plan = self.chance.choice(commands)(member, ref)
        while plan is not None:
            try:
                return self.run(plan, ref)
            except DecideAgain:
                continue
            except Refusal:
                return None
        return None

    def run(self, plan: Plan, ref: str) -> str:
        """Read, plan, book."""
        now = datetime.now(UTC)
        recording = Recording(now, self.entropy.ids(now))
        with self.units.read() as unit:
            booked = plan(unit, Cause(SHOP, ref, now), recording)
        with self.units.write() as unit:
            unit.ledger.book(booked)
            unit.commit()
        return ref

    def order(self, member: MemberId, ref: str) -> Plan:
        """Earn points, some of them to vest or lapse while the test runs, and spend some."""
        amount, spent = self.chance.randint(1, 50), self.chance.randint(0, 20)
        vests, ends = self.chance.choice([None, SOON]), self.chance.choice([None, 3 * SOON, LATER])

        def plan(unit: UnitOfWork, cause: Cause, at: Recording) -> Booked:
            state = unit.ledger.account(member, UNIT, PROGRAMME)
            terms = LotTerms(amount, _from(at.now, vests), _from(at.now, ends))
            booked = plan_earn(state, cause, terms, at)
            if spent and booked.state.available >= spent:
                booked = booked.then(plan_burn(booked.state, cause, spent, at))
            return booked

        self.orders.append((member, ref))
        return plan

    def hold(self, member: MemberId, _ref: str) -> Plan:
        """Set points aside, some for a moment only."""
        hold_id = HoldId(self.entropy.new_id(datetime.now(UTC)))
        amount, span = self.chance.randint(1, 20), self.chance.choice([SOON, LATER])

        def plan(unit: UnitOfWork, cause: Cause, at: Recording) -> Booked:
            state = unit.ledger.account(member, UNIT, PROGRAMME)
            return plan_hold(state, cause, HoldTerms(hold_id, amount, at.now + span), at)

        self.holds.append((member, hold_id))
        return plan

    def capture(self, _member: MemberId, _ref: str) -> Plan | None:
        """Capture a part of a hold of one's own."""
        if not self.holds:
            return None
        member, hold_id = self.chance.choice(self.holds)
        amount = self.chance.randint(1, 5)

        def plan(unit: UnitOfWork, cause: Cause, at: Recording) -> Booked:
            state = unit.ledger.account(member, UNIT, PROGRAMME, hold_id=hold_id)
            return plan_capture(state, cause, hold_id, amount, at)

        return plan

    def void(self, _member: MemberId, _ref: str) -> Plan | None:
        """Give up a hold of one's own."""
        if not self.holds:
            return None
        member, hold_id = self.chance.choice(self.holds)

        def plan(unit: UnitOfWork, cause: Cause, at: Recording) -> Booked:
            state = unit.ledger.account(member, UNIT, PROGRAMME, hold_id=hold_id)
            return plan_void(state, cause, hold_id, at)

        return plan

    def come_back(self, _member: MemberId, _ref: str) -> Plan | None:
        """Return a part of an order of one's own."""
        if not self.orders:
            return None
        member, order = self.chance.choice(self.orders)
        amount = self.chance.randint(1, 10)

        def plan(unit: UnitOfWork, cause: Cause, at: Recording) -> Booked:
            there = unit.ledger.order_account(member, UNIT, PROGRAMME, source=SHOP, external_ref=order)
            booked = Booked(there.state, there.state, ())
            if there.earning is not None:
                booked = booked.then(plan_clawback(there.state, cause, there.earning, amount, at))
            if there.spending is not None and there.spending.left >= amount:
                booked = booked.then(plan_restore(booked.state, cause, there.spending, amount, at))
            return booked

        return plan


def work(url: str, name: str, *, seed: int, members: int, steps: int, telling: Connection) -> None:
    """Run commands and send the reference of each that was committed, after its commit."""
    engine = open_engine(url)
    worker = Worker(Units(engine), random.Random(seed), range(1, members + 1), name)
    for _ in range(steps):
        done = worker.step()
        if done is not None:
            telling.send(done)
    telling.close()
    engine.dispose()


def _from(now: datetime, span: timedelta | None) -> datetime | None:
    return None if span is None else now + span
