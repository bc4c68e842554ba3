"""The demonstration's story: a few days of a coffee shop, told through the same use cases as the API.

Its clock is set by the story, since the demonstration programme binds on certain days only;
so it comes to the same figures on any day.
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import click

from loyalty.access.scopes import Scope
from loyalty.adapters.clock import MovedClock
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.explain import Document
from loyalty.decision.programme import Programme
from loyalty.decision.request import read_json, read_request
from loyalty.idempotency.fingerprint import fingerprint
from loyalty.jobs.job import JobKind
from loyalty.kernel.identity import MemberId
from loyalty.ledger.entry import Entry
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.estimate_usage import EstimateUsage, estimate_usage
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.once import Once
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import Recorded, RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.refusals import OrderDiffers
from loyalty.use_cases.returns.changing import Returned
from loyalty.use_cases.seals.show_sealed import show_sealed
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_ledger import show_ledger

PROJECT: Final = Path(__file__).resolve().parents[4]
RULES: Final = PROJECT / "rules" / "corner-coffee"
SEED: Final = PROJECT / "seed" / "demo"
BEGINS: Final = datetime.fromisoformat("2026-11-16T09:00:00+01:00")
BASKET_AT: Final = datetime.fromisoformat("2026-11-22T10:00:00+01:00")
RETURN_AT: Final = BASKET_AT + timedelta(days=2, hours=5)
SERVED_FROM: Final = datetime.fromisoformat("2026-12-01T10:00:00+01:00")
"""What the clock of a served demonstration shows first: some of the points can be spent by then."""
SOURCE: Final = "demo-shop"
MEMBER: Final = "crm-1001"
PLAN, METER, QUANTITY = "brew-pro", "api-calls", Fraction(150_000)
LEDGER_MAX: Final = 50


@dataclass(frozen=True, slots=True)
class Story:
    """The services with the clock that the story moves, the programme, and the members by reference."""

    services: Services
    clock: MovedClock
    programme: Programme
    members: Mapping[str, MemberId]

    @property
    def member(self) -> MemberId:
        """The member the story is about."""
        return self.members[MEMBER]


def begin(services: Services, clock: MovedClock) -> Story:
    """Adopt the programme and enrol the members of the seed; they are part of a checkout only."""
    clock.move_to(BEGINS)
    source = read_rule_folder(RULES)
    if source.findings or not SEED.is_dir():
        message = "The demonstration needs a checkout of the project, with its rules and seed data."
        raise click.ClickException(message)
    programme = adopt_programme(services, source.source).programme
    references = sorted({order["member"] for order in _orders() if order["member"] is not None})
    members = {}
    for reference in references:
        command = EnrolMember(programme.name, reference)
        once = Once("demo:members", reference, fingerprint([programme.name, reference]))
        members[reference] = MemberId(enrol_member(services, command, once).data["member"])
    return Story(services, clock, programme, members)


def place_orders(story: Story) -> Iterator[Recorded]:
    """Book the orders of the seed, each at its own time, and give them."""
    for order in _orders():
        at = datetime.fromisoformat(order["at"])
        story.clock.move_to(at)
        member = story.members[order["member"]] if order["member"] is not None else None
        basket = read_request(order["basket"], story.programme).basket
        booking = RecordOrder(
            story.programme.name, SOURCE, order["order"], basket, member, at.astimezone(UTC)
        )
        try:
            yield record_order(story.services, booking)
        except OrderDiffers as conflict:
            message = "The demonstration's orders are somebody else's here, as of a member who was erased."
            raise click.ClickException(f"{message} `loyalty demo` makes its database afresh.") from conflict


def basket_of(story: Story) -> Basket:
    """Give the basket of ``seed/demo/basket.json``."""
    return read_request(basket_data(), story.programme).basket


def basket_data() -> Any:  # noqa: ANN401  JSON
    """Give the demonstration's basket as a request writes it."""
    return read_json((SEED / "basket.json").read_text(encoding="utf-8"))


def price_basket(story: Story) -> tuple[str, Document]:
    """Give the quote's id and its explanation."""
    story.clock.move_to(BASKET_AT)
    at = BASKET_AT.astimezone(UTC)
    command = QuoteBasket(story.programme.name, basket_of(story), story.member, at)
    quoted = quote_basket(story.services, command)
    return quoted.quote.quote_id, quoted.document


def buy_basket(story: Story, quote: str) -> Recorded:
    """Book the quoted basket as an order."""
    command = RecordOrder(
        story.programme.name,
        SOURCE,
        "demo-1005",
        basket_of(story),
        story.member,
        BASKET_AT.astimezone(UTC),
        quote,
    )
    return record_order(story.services, command)


def bring_back(story: Story, order: OrderKey) -> Returned:
    """Take one of the three packets of tea back."""
    story.clock.move_to(RETURN_AT)
    at = RETURN_AT.astimezone(UTC)
    return record_return(story.services, RecordReturn(order, "demo-return-1", {"2": Fraction(1)}, at))


def sealed_receipt(story: Story, receipt: str) -> Mapping[str, Any]:
    """Give a receipt's file once the days that are over were closed."""
    deque(run_jobs(story.services, RunJobs("demonstration", (JobKind.SEAL_DAY,))), maxlen=0)
    return show_sealed(story.services, receipt).file


def bill_usage(story: Story) -> Document:
    """Give the explanation of one period's bill."""
    command = EstimateUsage(
        story.programme.name,
        PLAN,
        {METER: QUANTITY},
        member=story.member,
        facts={"member.country": "DE"},
        at=RETURN_AT.astimezone(UTC),
    )
    return estimate_usage(story.services, command)


def entries_of(story: Story) -> tuple[Entry, ...]:
    """Give the member's ledger, oldest first."""
    return tuple(reversed(show_ledger(story.services, story.member, limit=LEDGER_MAX)))


def new_key(services: Services) -> str:
    """Give a new API key for trying the demonstration."""
    return create_key(services, CreateKey("demo", frozenset(Scope))).text


def _orders() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((SEED / "orders.json").read_text(encoding="utf-8"))
    return found
