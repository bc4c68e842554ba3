"""A small application around the web layer's own parts, with one keyed, one plain and one query route."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from flask import Flask

from api.app import Door, create_app
from api.auth import Right
from api.fields import Facts, Items, Member, Part, StrictSchema
from api.reading.forms import (
    CURRENCY,
    INSTANT,
    PRICE,
    caller_id,
    decimal,
    integer,
    money,
    query_integer,
    text,
)
from api.resource import Exchange, Resource
from loyalty.access.key import CHANCE_BYTES, ApiKey, Kind, Presented, mint, verify
from loyalty.access.scopes import Scope
from loyalty.bootstrap import Health
from loyalty.kernel.money import Money
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


class PriceLine(StrictSchema):
    """A line of the trial basket."""

    sku = Member(caller_id(example="beans-1kg"), "What.")
    quantity = Member(decimal(most=10**6), "How much.")
    unit_price = Member(PRICE, "At what price.", required=False)


class TrialIn(StrictSchema):
    """A request with a member of most forms."""

    currency = Member(CURRENCY, "Which.", required=False)
    at = Member(INSTANT, "When.", required=False)
    points = Member(integer(0, 1000, example=5), "How many.", default=0)
    note = Member(text(20), "A word.", required=False)
    budget = Member(money(), "At most.", required=False)
    facts = Facts("What is known.")
    lines = Items(Part(PriceLine), "The lines.", fewest=1, most=500, required=False)


class TrialAsk(StrictSchema):
    """A query."""

    limit = Member(query_integer(1, 100), "How many.", default=10)
    as_of = Member(INSTANT, "When.", required=False)


class TrialOut(StrictSchema):
    """An answer that says what reached the view."""

    seen = Member(text(2000), "What was read.")
    due = Member(money(), "What is due.", required=False)


@dataclass
class Trial:
    """Keys by id, what the service finds ready, and the views' record of what reached them."""

    keys: dict[str, ApiKey] = field(default_factory=dict)
    found: dict[str, bool] = field(default_factory=lambda: {"schema": True})
    late: dict[str, int] = field(default_factory=dict)
    seen: list[Any] = field(default_factory=list)

    def identify(self, presented: Presented, /) -> ApiKey:
        """Give the key that was presented."""
        return verify(self.keys.get(presented.key_id), presented)

    def bits(self, count: int, /) -> bytes:
        """Give the bytes 1, 2, 3 …."""
        return bytes(range(1, count // 8 + 1))

    def readiness(self) -> Health:
        """Give what was set."""
        return Health(self.found, self.late)

    def key(self, *scopes: Scope, kind: Kind = Kind.LIVE) -> str:
        """Keep a new key with these scopes and give its text."""
        minted = mint(
            bytes([len(self.keys)]) * CHANCE_BYTES,
            label="till",
            programme=None,
            scopes=frozenset(scopes),
            kind=kind,
            at=AT,
        )
        self.keys[minted.key.key_id] = minted.key
        return minted.text


def trial_app(trial: Trial) -> Flask:
    """Give the application around the trial routes; no route of it asks the engine."""
    door = Door(trial.identify, trial.readiness, trial.bits)
    return create_app(cast("Services", None), door, (trial_resource(trial),))


def trial_resource(trial: Trial) -> Resource:
    """Give three routes that record what reaches them."""
    resource = Resource("trial", "Routes of the tests.")
    plain = Exchange(TrialOut, takes=TrialIn)

    @resource.route("POST", "/v1/trials", Right(Scope.QUOTES_WRITE), plain)
    def ask(body: dict[str, Any]) -> dict[str, object]:
        """Ask."""
        trial.seen.append(body)
        return {"seen": "asked", "due": Money(2694, body["currency"]) if "currency" in body else None}

    @resource.route(
        "POST",
        "/v1/trials/<name>/books",
        Right(Scope.ORDERS_WRITE, books=True),
        Exchange(TrialOut, takes=TrialIn),
    )
    def book(once: Once, body: dict[str, Any], name: str) -> dict[str, object]:
        """Book."""
        trial.seen.append((once, body, name))
        return {"seen": once.key}

    @resource.route("GET", "/v1/trials/<name>", Right(Scope.POINTS_READ), Exchange(TrialOut, asks=TrialAsk))
    def look(query: dict[str, Any], name: str) -> dict[str, object]:
        """Look."""
        if name == "broken":
            raise RuntimeError("anna@example.com")
        trial.seen.append(query)
        return {"seen": name}

    return resource
