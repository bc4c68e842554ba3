"""A shop at its till: the whole application on a real database, with the corner-coffee programme adopted."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, func, literal, select, union_all
from werkzeug.test import TestResponse

from api.app import Door, create_app
from api.operating.counters import Counters
from loyalty.access.key import CHANCE_BYTES, Kind, mint
from loyalty.access.scopes import Scope
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.bootstrap import Health
from loyalty.database.base import metadata
from loyalty.database.engine import open_engine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.find_key import find_key
from loyalty.use_cases.services import Services

RULES = Path(__file__).parents[4] / "rules" / "corner-coffee"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LINE = {"sku": "beans-1kg", "quantity": 1, "unit_price": "26.94", "category": "coffee", "brand": "own"}
ORDER = {"channel": "app", "delivery": "collect"}
_NUMBERS = count(1)


@dataclass
class SetClock:
    """A clock that stands where it was set."""

    at: datetime = NOW

    def now(self) -> datetime:
        """Give the time that was set."""
        return self.at

    def pause(self, milliseconds: int) -> None:
        """Let so much time pass at once."""
        self.at += timedelta(milliseconds=milliseconds)


@dataclass
class Shop:
    """The application, its clock, and the key that requests are made with."""

    app: Flask
    services: Services
    clock: SetClock
    url: str
    headers: dict[str, str] = field(default_factory=dict)

    def key(
        self, *scopes: Scope, programme: str | None = None, label: str = "till", kind: Kind = Kind.LIVE
    ) -> None:
        """Make a key and go on with it."""
        made = create_key(self.services, CreateKey(label, frozenset(scopes or Scope), programme, kind))
        self.headers = {"Authorization": f"Bearer {made.text}"}

    def send(self, method: str, path: str, body: object = None, *, key: str | None = None) -> TestResponse:
        """Send a request; a POST gets an idempotency key of its own where none is named."""
        headers = dict(self.headers)
        if method == "POST" or key is not None:
            headers["Idempotency-Key"] = key or f"key-{next(_NUMBERS)}"
        with self.app.test_client() as client:
            return client.open(path, method=method, json=body, headers=headers, buffered=True)

    def ask(self, method: str, path: str, body: object = None, *, key: str | None = None) -> dict[str, Any]:
        """Send a request that is to succeed, and give what it answers."""
        answer = self.send(method, path, body, key=key)
        assert answer.status_code in {200, 201}, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    def begin(self, path: str, body: dict[str, Any]) -> TestResponse:
        """Start a subscription in the EU, whose member agrees to the terms that the preview gives."""
        asked = {"market": "EU", **body}
        shown = self.send("PUT", path, {**asked, "preview": True})
        if shown.status_code != 200:
            return shown
        terms = shown.get_json().get("terms", {}).get("sha256", "0" * 64)
        agreed = {"terms": terms, "language": "en", "way": "form"}
        return self.send("PUT", path, {**asked, "consent": agreed})

    def begun(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Start a subscription and give the answer."""
        answer = self.begin(path, body)
        assert answer.status_code in {200, 201}, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    def member(self, programme: str = RULES.name) -> str:
        """Enrol a member and give the id."""
        found: str = self.ask("POST", "/v1/members", {"programme": programme})["member"]
        return found

    def member_with_points(self, programme: str = RULES.name) -> str:
        """Give a member with points that can be spent."""
        member, bought = self.member(programme), {**LINE, "quantity": 40}
        self.ask("PUT", f"/v1/orders/first-{next(_NUMBERS)}", basket(member, bought, programme=programme))
        self.clock.at += timedelta(days=30)
        return member

    def rows(self) -> dict[str, int]:
        """Give how many rows each table has."""
        return rows_in(self.url)


_COUNTS = str(
    union_all(
        *(select(literal(name), func.count()).select_from(table) for name, table in metadata.tables.items())
    ).compile(compile_kwargs={"literal_binds": True})
)


def rows_in(url: str) -> dict[str, int]:
    """Give how many rows each table of a database has."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {name: count for name, count in connection.exec_driver_sql(_COUNTS)}  # noqa: C416  rows are no pairs
    engine.dispose()
    return found


def open_shop(url: str) -> Shop:
    """Give the shop on a migrated database, with a key of every scope."""
    clock, counters = SetClock(), Counters()
    entropy = SystemEntropy()
    services = Services(Units(open_engine(url), counters.count_points), clock, entropy, b"s" * 32)
    adopt_programme(services, read_rule_folder(RULES).source)
    door = Door(partial(find_key, services), lambda: Health({"schema": True}), entropy.bits, counters)
    shop = Shop(create_app(services, door), services, clock, url)
    shop.key()
    return shop


def keep_key(services: Services, command: CreateKey) -> str:
    """Keep a key of a role with any scopes, as releases made them that held no role to its own."""
    chance = services.entropy.bits(8 * CHANCE_BYTES)
    facts = {"label": command.label, "programme": command.programme, "kind": command.kind}
    made = mint(chance, scopes=command.scopes, at=services.clock.now(), role=command.role, **facts)  # type: ignore[arg-type]  # three facts by name
    with services.units.write() as unit:
        unit.keys.add(made.key)
        unit.commit()
    return made.text


def basket(member: str | None = None, *lines: dict[str, Any], **more: object) -> dict[str, Any]:
    """Give the body of a quote or an order; without lines one kilo of beans."""
    body = {
        "programme": "corner-coffee",
        "currency": "EUR",
        "order": ORDER,
        "lines": list(lines) or [LINE],
        **more,
    }
    return body if member is None else {**body, "member": member}
