"""One history of a member under failures, chosen by a seed: whatever fails, each command happens once.

A client sends commands and sends each again, unchanged, until it is answered; answered ones come
again too, late and out of order. In between the clock runs, leaps by weeks, and steps back.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.kernel.identity import HoldId, MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.ledger.account import AccountKey
from loyalty.ledger.verify import AccountRows, verify
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.end_hold import EndHold, end_hold
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.once import KEPT_FOR, Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.services import POINTS, Services
from tests.faults.failing import FailingUnits, Failure

PROGRAMME, TILL = "corner-coffee", "till"
BEGUN = datetime(2026, 12, 1, 9, tzinfo=UTC)
STEPS = 4
RULES = Path("rules/corner-coffee")
LANES = 8192
STATEMENTS = 12
"""A failure meets one of so many statements of a try, or none where there are fewer."""

NOBODY = MemberId(0)

Answer = Mapping[str, Any]
Command = Callable[[], Answer]
Given = TypeVar("Given")


class RunningClock(SystemClock):
    """A clock that shows what it is set to, and waits for nobody."""

    def __init__(self) -> None:
        """Begin."""
        self.shows = BEGUN

    def now(self) -> datetime:
        """Give what it shows."""
        return self.shows

    def pause(self, milliseconds: int) -> None:
        """Be so much later."""
        self.shows += timedelta(milliseconds=milliseconds)


class SeededEntropy:
    """Chance by a seed; ids sort by time and are never given twice."""

    def __init__(self, chance: random.Random, lane: int) -> None:
        """Begin; histories on one database have a ``lane`` each, from 0 to 8191, so that no ids meet."""
        self._chance, self._last, self._lane = chance, 0, lane << 9

    def below(self, limit: int) -> int:
        """Give a whole number from 0 to ``limit`` - 1."""
        return self._chance.randrange(limit)

    def new_id(self, at: datetime) -> int:
        """Give an id."""
        self._last = max(self._last + 1, (int(at.timestamp() * 1000) << 22) + self._lane)
        return self._last

    def ids(self, at: datetime) -> Callable[[], int]:
        """Give a source of rising ids."""
        return lambda: self.new_id(at)

    def bits(self, count: int) -> bytes:
        """Give bits as bytes."""
        return self._chance.randbytes(count)


@dataclass
class History:
    """A client and the member it works for."""

    services: Services
    units: FailingUnits
    clock: RunningClock
    chance: random.Random
    name: str
    member: MemberId = NOBODY
    sold: dict[str, int] = field(default_factory=dict)
    holds: dict[HoldId, None] = field(default_factory=dict)
    answered: list[tuple[datetime, Command, Answer]] = field(default_factory=list)
    points: int = 0
    failures: int = 0

    def run(self) -> None:
        """Live through it, and hold the member's books to what was answered."""
        made = self.until_answered(self._enrol)
        self.member = MemberId(int(made["member"]))
        for number in range(STEPS):
            self._time_goes()
            steps = [self._order, self._order, self._return, self._hold, self._end]
            command = self.chance.choice(steps)(number)
            if command is not None:
                with suppress(Refusal):
                    self.until_answered(command)
            self._again()
        self._balance_is_what_was_answered()

    def until_answered(self, command: Command) -> Answer:
        """Send a command until it is answered, and remember the answer. Raises Refusal."""
        answer = self._tried(lambda: self._sent(command))
        self.points += answer["points"]
        self.answered.append((self.clock.shows + KEPT_FOR, command, answer))
        return answer

    def rest(self) -> None:
        """Do something before what failed is tried again: nothing."""

    def _sent(self, command: Command) -> Answer:
        failure = self.chance.choices(list(Failure), (60, 10, 10, 10, 10))[0]
        self.units.fail(failure, self.chance.randrange(STATEMENTS))
        try:
            return command()
        finally:
            self.units.fail(Failure.NONE)

    def _tried(self, work: Callable[[], Given]) -> Given:
        while True:
            try:
                return work()
            except (OperationalError, InterfaceError):
                self.failures += 1
                self.rest()

    def _again(self) -> None:
        """Let commands that were answered come again: the answer is the same and nothing moves."""
        known = [(command, answer) for until, command, answer in self.answered if self.clock.shows < until]
        for command, answer in self.chance.sample(known, min(len(known), 2)):
            assert (again := self._tried(command)) == answer, (self.name, again, answer)

    def _time_goes(self) -> None:
        leap = self.chance.choice([0, 0, 3, 60, 86_400, 30 * 86_400, -2])
        self.clock.shows += timedelta(seconds=leap)

    def _enrol(self) -> Answer:
        told = enrol_member(self.services, EnrolMember(PROGRAMME), self._once("enrol"))
        return {"member": told.data["member"], "points": 0}

    def _order(self, number: int) -> Command:
        name, price = f"{self.name}-{number}", self.chance.randrange(100, 9000)
        line = BasketLine("1", "beans", Fraction(2), Fraction(price), {"category": "tea", "brand": "other"})
        asked = RecordOrder(PROGRAMME, TILL, name, Basket((line,), {"channel": "shop"}), self.member)

        def send() -> Answer:
            order = record_order(self.services, asked).order
            self.sold.setdefault(name, 2)
            return {"order": name, "points": order.points_earned - order.points_used}

        return send

    def _return(self, number: int) -> Command | None:
        left = [name for name, count in self.sold.items() if count]
        if not left:
            return None
        name = self.chance.choice(left)
        self.sold[name] -= 1
        asked = RecordReturn(OrderKey(PROGRAMME, TILL, name), f"back-{number}", {"1": Fraction(1)})

        def send() -> Answer:
            back = record_return(self.services, asked).returned
            return {"return": back.return_id, "points": back.points_restored - back.points_back}

        return send

    def _hold(self, number: int) -> Command:
        asked = HoldPoints(self.member, self.chance.randrange(1, 60), 365 * 86_400, TILL)

        def send() -> Answer:
            told = hold_points(self.services, asked, self._once(f"hold-{number}"))
            self.holds.setdefault(HoldId(int(told.data["hold"])))
            return {"hold": told.data["hold"], "points": 0}

        return send

    def _end(self, number: int) -> Command | None:
        if not self.holds:
            return None
        hold, part = self.chance.choice(list(self.holds)), self.chance.choice([0, 1, None])

        def send() -> Answer:
            asked = EndHold(self.member, hold, part, TILL)
            told = end_hold(self.services, asked, self._once(f"end-{number}"))
            return {"hold": told.data["hold"], "points": -told.data["captured"]}

        return send

    def _once(self, what: str) -> Once:
        return Once("client", f"{self.name}-{what}", "")

    def _balance_is_what_was_answered(self) -> None:
        rows = self._tried(self._rows)
        kept = rows.balance
        there = kept.available + kept.pending + kept.held - kept.owed if kept is not None else 0

        assert verify(rows) == [], self.name
        assert there == self.points, self.name
        booked = [(entry.kind, entry.cause.source, entry.cause.external_ref) for entry in rows.entries]
        assert len(booked) == len(set(booked)), self.name

    def _rows(self) -> AccountRows:
        with self.services.units.read() as unit:
            return unit.ledger.audit(AccountKey(self.member, POINTS, PROGRAMME))


def adopted(units: FailingUnits) -> Services:
    """Give the world of the histories on one database, in which the programme is adopted."""
    first = Services(units, RunningClock(), SeededEntropy(random.Random(0), LANES - 1), b"s" * 32)
    adopt_programme(first, dict(read_rule_folder(RULES).source))
    return replace(first, tells=False)


def histories(
    services: Services, units: FailingUnits, seed: int, names: Iterable[int], kind: type[History] = History
) -> Counter[str]:
    """Live through histories, one for each of ``names``, and count what they met."""
    met: Counter[str] = Counter()
    for name in names:
        chance = random.Random(f"{seed}-{name}")
        clock = RunningClock()
        entropy = SeededEntropy(chance, name % (LANES - 1))
        history = kind(replace(services, clock=clock, entropy=entropy), units, clock, chance, f"h{name}")
        history.run()
        met += Counter(histories=1, failures=history.failures, answers=len(history.answered))
    return met
