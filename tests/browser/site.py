"""A shop whose pages are looked at: a real server, a member with a past, staff with their keys."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from api.app import Door, create_app
from loyalty.access.key import Role
from loyalty.access.scopes import Scope
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.adapters.seal_keys import KeyFile
from loyalty.adoption.version import Person
from loyalty.bootstrap import Health
from loyalty.database.engine import open_engine
from loyalty.database.upgrade import upgrade
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.create_key import CreateKey
from loyalty.use_cases.find_key import find_key
from loyalty.use_cases.services import Services
from loyalty.vault.key import MasterKey
from tests.unit.api.routes.shop import RULES, SetClock, Shop, basket, keep_key

REASON = "complaint:T-4711"
TAX_OFFICE = """
recipients:
  - id: tax-office
    name: {en: Tax office, zh-CN: 税务机关}
    contact: office@tax.example
    gets: [member.country]
    for: {en: tax, zh-CN: 税务}
    basis: legal_duty
"""
ZONE = "  order.zone: {is: choice, of: [near, far], name: {en: the delivery zone, zh-CN: 配送区域}}\n"
FAR = """
    - id: far
      name: {en: Far away, zh-CN: 远途}
      amount: 4.00
      when: order.zone == "far" and order.delivery == "home"
      calculable_when: order.zone
      formula: {en: €4.00 in the far zone, zh-CN: 远区 €4.00}
      purpose: a long way
      recipient: carrier
      refundable: false
      taxed_as: gear
"""
_NUMBERS = count(1)


class Quiet(WSGIRequestHandler):
    """Answers requests and says nothing of them."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  as werkzeug names it
        """Write nothing."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages are, the shop, Ada who has a past, what she was told, keys of staff, two digests."""

    address: str
    shop: Shop
    ada: str
    receipt: str
    quote: str
    open: str
    bill: str
    keys: dict[Role, str]
    versions: tuple[str, str]

    def link(self, member: str) -> str:
        """Have the shop make a link for a member."""
        found: str = self.shop.ask("POST", f"/v1/members/{member}/page-links")["address"]
        return found

    def member(self) -> str:
        """Enrol a member with a past like Ada's."""
        return member_with_a_past(self.shop)


@contextmanager
def open_site(folder: Path) -> Iterator[Site]:
    """Serve a shop with a member who has bought, asked, agreed and been looked at."""
    url = f"sqlite:///{folder / 'loyalty.db'}"
    upgrade(url)
    clock, entropy = SetClock(), SystemEntropy()
    services = Services(
        Units(open_engine(url)),
        clock,
        entropy,
        b"s" * 32,
        master=MasterKey(b"m" * 32),
        seal_keys=KeyFile(folder / "seal.pem"),
    )
    old = adopt_programme(services, _rules()).programme
    door = Door(partial(find_key, services), lambda: Health({"schema": True}), entropy.bits)
    shop = Shop(create_app(services, door), services, clock, url)
    shop.key()
    ada = member_with_a_past(shop)
    order = basket(ada, *LINES, order={"channel": "web", "delivery": "home", "zone": "near"})
    receipt = shop.ask("PUT", f"/v1/orders/o-{next(_NUMBERS)}", order)["explanation"]
    quote = shop.ask("POST", "/v1/quotes", order)["id"]
    unknown = basket(ada, *LINES, order={"channel": "web", "delivery": "home"})
    open_ = shop.ask("POST", "/v1/quotes", unknown)["explanation"]
    numbered = {"programme": "corner-coffee", "member": ada, "plan": "brew-pro"}
    bill = shop.begun(f"/v1/subscriptions/desk-{next(_NUMBERS)}", numbered)["invoice"]["id"]
    keys = {role: _key(services, role) for role in Role}
    files = {
        name: text.replace("until: 2026-12-24", "until: 2026-12-23") for name, text in old.source.items()
    }
    new = adopt_programme(services, files, AtOnce(Person("Anna"), "a day less")).programme
    shop.ask("GET", f"/v1/quotes/{quote}")
    server = make_server("127.0.0.1", 0, shop.app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(
            f"http://127.0.0.1:{server.server_port}",
            shop,
            ada,
            receipt,
            quote,
            open_,
            bill,
            keys,
            (old.digest, new.digest),
        )
    finally:
        server.shutdown()
        thread.join()


LINES = (
    {"sku": "beans-1kg", "quantity": 2, "unit_price": "26.94", "category": "coffee", "brand": "own"},
    {"sku": "kettle", "quantity": 1, "unit_price": "49.00", "category": "gear", "brand": "other"},
)


def _rules() -> dict[str, str]:
    """Give the coffee programme with a recipient of data, and a fee that waits for a zone."""
    rules = read_rule_folder(RULES).source
    rules["programme.yaml"] += TAX_OFFICE
    rules["facts.yaml"] = rules["facts.yaml"].replace("  order.total:", f"{ZONE}  order.total:")
    rules["basket.yaml"] = rules["basket.yaml"].replace("\n  returns:", f"{FAR}  returns:")
    return rules


def member_with_a_past(shop: Shop) -> str:
    """Enrol a member who told their birthday, bought, agreed to something, and was looked at."""
    facts = {"member.birth_day_month": "11-22", "member.country": "DE"}
    enrolled = shop.ask("POST", "/v1/members", {"programme": "corner-coffee", "facts": facts})
    member: str = enrolled["member"]
    shop.ask("PUT", f"/v1/orders/o-{next(_NUMBERS)}", basket(member, {**LINES[0], "quantity": 20}))
    shop.ask("PUT", f"/v1/members/{member}/contact", {"channel": "email", "address": "ada@example.org"})
    notice = shop.ask("GET", "/v1/programmes/corner-coffee/collection-notice?language=en")["sha256"]
    for purpose, answer in (("email_marketing", "given"), ("partner_sharing", "refused")):
        body = {"id": f"{purpose}-1", "purpose": purpose, "answer": answer, "notice": notice, "facts": []}
        shop.ask("POST", f"/v1/members/{member}/consents", {**body, "way": "form", "jurisdiction": "DE"})
    handed = {"id": f"tax-{next(_NUMBERS)}", "recipient": "tax-office", "facts": ["member.country"]}
    shop.ask("POST", f"/v1/members/{member}/hand-overs", handed)
    stop_link(shop, member)
    own, agent = shop.headers, _key(shop.services, Role.AGENT)
    shop.headers = {"Authorization": f"Bearer {agent}", "Loyalty-Reason": REASON}
    shop.ask("GET", f"/v1/members/{member}/balances")
    shop.headers = own
    return member


def stop_link(shop: Shop, member: str) -> str:
    """Write to a member who agreed to e-mail, and give the link below the message."""
    sent = {"id": f"news-{next(_NUMBERS)}", "medium": "email", "text": "New beans.", "language": "en"}
    message = shop.ask("POST", f"/v1/members/{member}/marketing", sent)
    shop.ask("POST", f"/v1/members/{member}/marketing/reports", {"id": sent["id"], "outcome": "delivered"})
    return str(message["stop"])


def _key(services: Services, role: Role) -> str:
    return keep_key(services, CreateKey(f"desk-{role}", frozenset(Scope), role=role))
