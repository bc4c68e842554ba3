"""What a scenario may do with the engine, whichever way in it takes; and the values that come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Protocol

from loyalty import sumcheck
from loyalty.language.shapes.wallets import POINTS
from loyalty.pricing.basket import Basket

Document = Mapping[str, Any]
COFFEE = "corner-coffee"
SOURCE = "till"
CURRENCY = "EUR"
REASON = "price-promise"


class RefusedError(Exception):
    """The engine said no: the code and title of its refusal, and the places in the request it names."""

    def __init__(self, code: str, title: str, detail: str = "", places: Sequence[Document] = ()) -> None:
        """Keep what was said."""
        super().__init__(f"{title}: {detail}")
        self.code, self.title, self.detail, self.places = code, title, detail, tuple(places)


@dataclass(frozen=True, slots=True)
class Priced:
    """An explanation; ``id`` is what it explains: the quote, order or return."""

    id: str
    document: Document
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class AfterSale:
    """A change of an order: ``lines`` gives quantities by line id, of an adjustment prices in minor units.

    ``what`` is the word of its kind; ``instead`` is what an exchange buys.
    """

    id: str
    what: str
    lines: Mapping[str, Fraction]
    channel: str = ""
    instead: "Sale | None" = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A period of a plan that is asked for: what is used of it, and how the subscription stands."""

    used: Mapping[str, str]
    member: str | None = None
    seats: int = 1
    add_ons: Mapping[str, int] = field(default_factory=dict)
    coupons: tuple[str, ...] = ()
    share: tuple[int, int] = (1, 1)
    since: datetime | None = None
    points: int = 0
    currency: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    first: bool = False
    running: bool = False


@dataclass(frozen=True, slots=True)
class Lot:
    """Points that end together, and the first instant at which they cannot be spent."""

    points: int
    ends: datetime


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a member has; ``lots`` are those not set aside, pending ones too, the soonest end first."""

    spendable: int
    pending: int
    held: int
    owed: int
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The tier held, and the first instant at which it is looked at again."""

    tier: str
    until: datetime | None
    missing: tuple[tuple[str, str, str], ...] = ()
    """What is missing of each measure to the next tier: its name, how much, and the last day for it."""


@dataclass(frozen=True, slots=True)
class Event:
    """A usage event as it is sent."""

    id: str
    member: str
    meter: str
    quantity: str
    at: datetime
    properties: Mapping[str, str]
    supersedes: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an event, and why or in what it differs, where the answer says so."""

    event: str
    outcome: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sale:
    """An order as it is sent."""

    id: str
    basket: Basket
    member: str | None = None
    at: datetime | None = None
    quote: str | None = None
    receipt: str | None = None


class Driver(Protocol):
    """A way into the engine. Members, holds and quotes go by their outside ids.

    Everything raises `RefusedError` where the engine says no, and every explanation that comes
    back has passed the independent sum check.
    """

    programme: str

    def enrol(self, facts: Mapping[str, str]) -> str:
        """Give the id of a new member."""

    def tell(self, member: str, facts: Mapping[str, str | None]) -> None:
        """Declare facts of a member; None withdraws one."""

    def quote(self, sale: Sale) -> Priced:
        """Price a basket."""

    def order(self, sale: Sale) -> Priced:
        """Book an order."""

    def after_sale(self, order: str, asked: "AfterSale") -> Priced:
        """Book a return of an order, or another change."""

    def hold(self, member: str, points: int, seconds: int) -> str:
        """Give the id of a new hold."""

    def end_hold(self, member: str, hold: str, points: int | None) -> None:
        """Capture points of a hold, all by default; 0 voids it."""

    def hold_state(self, member: str, hold: str) -> str:
        """Give whether and how a hold ended."""

    def refer(self, member: str, referrer: str) -> None:
        """Say who brought a member, by the code of the other."""

    def claim(self, member: str, code: str) -> int:
        """Give a sale of nobody to the member who shows its receipt; give the points it earned."""

    def event(self, member: str, rule: str, event_id: str, facts: Mapping[str, str]) -> tuple[int, str]:
        """Tell that a member did something; give the points it earned, and why they are fewer."""

    def redeem(self, member: str, redemption: str, points: int, wallet: str = POINTS) -> str:
        """Exchange points for a reward; give the redemption's id."""

    def roll_back(self, member: str, redemption: str) -> None:
        """Undo a redemption."""

    def holdings(self, member: str, as_of: datetime | None, wallet: str = POINTS) -> Holdings:
        """Give what a member has in a wallet."""

    def give(self, member: str, to: str, transfer: str, points: int, wallet: str = POINTS) -> None:
        """Give points to another member."""

    def statement(self, member: str, first: date, last: date) -> Sequence[tuple[str, int, int]]:
        """Give what each line of a statement says, its change and the total after it."""

    def progress(self, member: str) -> Sequence[Mapping[str, str]]:
        """Give every card and streak with how far it is."""

    def standing(self, member: str, on: date | None = None) -> Standing:
        """Give the tier a member holds, or held on a day."""

    def ledger(self, member: str) -> Sequence[tuple[str, int]]:
        """Give each entry's kind and what the member gained or gave by it, the oldest first."""

    def send_events(self, events: Sequence[Event]) -> Sequence[Outcome]:
        """Give the outcome of each event."""

    def estimate(
        self, plan: str, quantities: Mapping[str, str], member: str | None, *, first_period: bool
    ) -> Document:
        """Price stated quantities of a plan's meters."""

    def period(self, plan: str, asked: Asked) -> Document:
        """Price a period of a plan as the subscription stands."""

    def compare(self, quantities: Mapping[str, str], member: str | None, plan: str | None) -> Document:
        """Price stated quantities on every plan; amounts in minor units, against ``plan`` if given."""

    def bill(self, plan: str, member: str, start: datetime, end: datetime) -> Document:
        """Price what a member used in a period."""


def checked(document: Document) -> Document:
    """Give the explanation back once the independent checker has worked it out again."""
    problems = sumcheck.check(dict(document))
    assert [] == problems
    return document


def progress_from(shown: Document) -> Sequence[Mapping[str, str]]:
    """Give cards and streaks of an answer as the rows of a table."""
    cards = [
        {
            "what": each["label"]["en"],
            "has": each["filled"],
            "needed": each["each"],
            "missing": each["missing"],
        }
        for each in shown["cards"]
    ]
    streaks = [
        {
            "what": each["label"]["en"],
            "has": str(each["had"]),
            "needed": str(each["times"]),
            "missing": str(each["missing"]),
            "by": each.get("by") or "",
        }
        for each in shown["streaks"]
    ]
    return [{"by": "", **row} for row in (*cards, *streaks)]


def standing_from(shown: Document) -> Standing:
    """Give a standing as it is shown."""
    held, way = shown["standing"], shown.get("next") or {"distances": ()}
    missing = tuple((each["measure"], each["missing"], each.get("by") or "") for each in way["distances"])
    until = held.get("until")
    return Standing(held["tier"], datetime.fromisoformat(until) if until else None, missing)
