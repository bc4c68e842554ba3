"""A programme for a household, asked through the API alone, and beside it every book on paper."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient

from api.app import Door, create_app
from loyalty.access.scopes import Scope
from loyalty.adapters.entropy import SystemEntropy
from loyalty.bootstrap import Health
from loyalty.database.engine import open_engine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.find_key import find_key
from loyalty.use_cases.services import Services
from tests.journeys.plain_book import PlainBook, PlainLot
from tests.unit.api.routes.shop import SetClock

HEARTH = {"programme": "hearth"}
BERLIN, UTC = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
Document = dict[str, Any]
RULES = """
programme: hearth
schema: 1
currency: EUR
timezone: Europe/Berlin
languages: [en]
effective: {from: 2023-01-01}
numbers:
  money: {step: 0.01, round: half_up, at: each_line}
  prices: {step: 0.01}
  quantities: {step: 1}
  points: {step: 1, round: down}
  split: cumulative
  limits: {money: 100000.00, quantity: 1000, points: 1000000, lines: 50}
facts:
  member.tier: {is: tier, label: membership}
  order.total: {is: money, sum_of: line.amount}
  line.amount: {is: money}
tiers:
  measured_by: {sum_of: line.amount, over: 12 months}
  decided: before the order
  ladder:
    - {name: blue, from: 0.00}
    - {name: silver, from: 500.00, earn: 2x}
  keep_for: 12 months
  notice: 30 days
  landing: soft
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  combine: [tier]
  pending: 14 days
  expire: {after: 12 months, by: each_lot}
redeem:
  worth: {points: 10, money: 1.00}
  at_most: {share: 50%, of: order.total}
  earn_on: money_paid
  on_refund: recompute_kept_order
  spent_too_much: owe
wallets:
  - id: points
    name: {en: Points}
    transfer: {at_most: 500}
  - id: miles
    name: {en: Miles}
    expire: {after: 6 months, by: month_end}
conversions:
  - {id: to-miles, name: {en: To miles}, from: points, to: miles, give: 3, get: 2, round: down}
households: {at_most: 2, pool: [points]}
"""


@dataclass
class Hearth:
    """A client of the API, its clock, the members by name, and of each the book on paper.

    ``spent`` says from which lots an order or an exchange was paid.
    """

    services: Services
    clock: SetClock
    client: FlaskClient
    headers: dict[str, str]
    keys: Iterator[int] = field(default_factory=partial(count, 1))
    members: dict[str, str] = field(default_factory=dict)
    books: dict[str, PlainBook] = field(default_factory=dict)
    spent: dict[str, dict[str, int]] = field(default_factory=dict)
    miles: PlainBook = field(default_factory=PlainBook)

    def on(self, time: str) -> datetime:
        """Let it be a time in Berlin, and give it."""
        self.clock.at = datetime.fromisoformat(time).replace(tzinfo=BERLIN).astimezone(UTC)
        return self.clock.at

    def night(self, time: str, *kinds: str) -> None:
        """Let what has fallen due by a time be done, once, and hold it to what each kind should have done.

        It changes no balance: what is due counts, done or not.
        """
        self.on(time)
        self.agree()
        told = self.ask("POST", "/v1/jobs/runs", HEARTH)
        done = (job["kind"] for job in told["jobs"] if job["state"] == "done")
        # What the orders of a day cost is kept in every night after one; what lapses is told of beforehand.
        assert sorted(kinds) == sorted(kind for kind in done if kind not in {"price-day", "expiry-notice"})
        assert (False, 0) == (told["more"], told["failed"])
        assert 0 == self.ask("POST", "/v1/jobs/runs", HEARTH)["done"]
        self.agree()

    def deliver(self) -> None:
        """Say of every notice on its way that it was delivered."""
        for notice in self.ask("GET", "/v1/notices?programme=hearth&state=waiting")["notices"]:
            self.ask("POST", "/v1/notices/delivered", {"notice": notice["notice"], "channel": "email"})

    def ask(self, method: str, path: str, body: object = None) -> Document:
        """Send a request that is to succeed."""
        headers = self.headers | {"Idempotency-Key": f"hearth-{next(self.keys)}"}
        answer = self.client.open(path, method=method, json=body, headers=headers)
        assert answer.status_code in {200, 201}, answer.text
        found: Document = answer.get_json()
        return found

    def enrol(self, *names: str) -> None:
        """Enrol members, each with an empty book."""
        for name in names:
            self.members[name] = self.ask("POST", "/v1/members", HEARTH)["member"]
            self.books[name] = PlainBook()

    def buy(self, name: str, order: str, goods: tuple[str, ...], earned: int, spend: int = 0) -> None:
        """Buy lines of `quantity x price`; on paper so many points come, and so many go."""
        lines = [line.split(" x ") for line in goods]
        body = HEARTH | {
            "member": self.members[name],
            "currency": "EUR",
            "lines": [{"sku": "thing", "quantity": n, "unit_price": price} for n, price in lines],
            "points_to_spend": spend,
        }
        told = self.ask("PUT", f"/v1/orders/{order}", body)["points"]
        assert (earned, spend) == (told["earned"], told["used"])
        at, book = self.clock.at, self.books[name]
        if spend:
            self.spent[order] = book.spend(at, spend)
        day = at.astimezone(BERLIN).date()
        vests, ends = midnight(day + timedelta(days=14)), midnight(a_year_on(day) + timedelta(days=1))
        book.earn(at, PlainLot(order, earned, ends, vests))
        self.agree()

    def bring_back(
        self, name: str, order: str, quantity: int, expected: tuple[int, int, int], *, kind: str = "clawback"
    ) -> None:
        """Bring some of an order's first line back: for cents, points taken, points given back.

        ``kind`` is how the entry is called that takes them.
        """
        lines = [{"line": "1", "quantity": quantity}]
        body = HEARTH | {"id": f"back-{order}-{quantity}", "lines": lines}
        told = self.ask("POST", f"/v1/orders/{order}/returns", body)
        assert expected == (told["refund"]["amount"], told["points_taken_back"], told["points_given_back"])
        _, taken, given = expected
        if given:
            self.books[name].give_back(self.clock.at, self.spent[order], given)
        self.books[name].take_back(self.clock.at, order, taken, kind)
        self.agree()

    def give(self, giver: str, receiver: str, points: int) -> None:
        """Give points to another member."""
        names = {"member": self.members[giver], "to": self.members[receiver]}
        self.ask("POST", "/v1/transfers", names | {"id": f"gift-{next(self.keys)}", "points": points})
        self.books[giver].give(self.clock.at, self.books[receiver], points)
        self.agree()

    def set_aside(self, name: str, points: int, days: int) -> str:
        """Set points aside for some days, and give the hold."""
        body = {"member": self.members[name], "points": points, "seconds": days * 86_400}
        hold: str = self.ask("POST", "/v1/holds", body)["hold"]
        self.books[name].set_aside(self.clock.at, hold, points, self.clock.at + timedelta(days=days))
        self.agree()
        return hold

    def capture(self, name: str, hold: str, points: int) -> None:
        """Take a part of what was set aside."""
        self.ask("POST", f"/v1/holds/{hold}/capture", {"member": self.members[name], "points": points})
        self.books[name].capture(self.clock.at, hold, points)
        self.agree()

    def redeem(self, name: str, redemption: str, points: int) -> None:
        """Exchange points for a reward."""
        body = {"id": redemption, "member": self.members[name], "points": points, "reward": "kettle"}
        self.ask("POST", "/v1/redemptions", body)
        self.spent[redemption] = self.books[name].spend(self.clock.at, points)
        self.agree()

    def roll_back(self, name: str, redemption: str) -> None:
        """Undo an exchange; the points go back to the lots they came from."""
        self.ask("POST", f"/v1/redemptions/{redemption}/rollback", {"member": self.members[name]})
        spent = self.spent[redemption]
        self.books[name].give_back(self.clock.at, spent, sum(spent.values()))

    def tier(self, name: str) -> str:
        """Say which tier a member holds."""
        return str(self.ask("GET", f"/v1/members/{self.members[name]}")["standing"]["tier"])

    def tier_on(self, name: str, day: str) -> str:
        """Say which tier a member held at the end of a day, from history alone."""
        told = self.ask("GET", f"/v1/members/{self.members[name]}/standing?on={day}")
        return str(told["standing"]["tier"])

    def agree(self) -> None:
        """Hold every member's balances to the book on paper."""
        for name, book in self.books.items():
            book.until(self.clock.at)
            told = self.ask("GET", f"/v1/members/{self.members[name]}/balances")
            paper = book.active, book.pending, book.held, book.owed
            assert paper == tuple(told[part] for part in ("active", "pending", "held", "owed")), name


def midnight(day: date) -> datetime:
    """Give the beginning of a day in Berlin."""
    return datetime(day.year, day.month, day.day, tzinfo=BERLIN).astimezone(UTC)


def a_year_on(day: date) -> date:
    """Give the same day of the next year."""
    return day.replace(year=day.year + 1)


def opened(url: str) -> Hearth:
    """Give the API on a database with the household's programme; its services are to be closed."""
    clock, entropy = SetClock(), SystemEntropy()
    services = Services(Units(open_engine(url)), clock, entropy, b"s" * 32)
    adopt_programme(services, {"programme.yaml": RULES})
    door = Door(partial(find_key, services), lambda: Health({"schema": True}), entropy.bits)
    key = create_key(services, CreateKey("journey", frozenset(Scope)))
    client = create_app(services, door).test_client()
    return Hearth(services, clock, client, {"Authorization": f"Bearer {key.text}"})
