"""Two programmes of one installation, and a request to each operation that names what the first one has."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import create_engine, select

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.base import metadata
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.vault.key import MasterKey
from tests.unit.api.routes.shop import LINE, RULES, Shop, basket
from tests.unit.use_cases.sealing import HeldKeys

MINE, THEIRS = "corner-coffee", "tea-house"
METHODS = ("get", "put", "post", "delete", "patch")
OF = {"programme": MINE}
ID = re.compile(r"\b([a-z]{3})_[0-9a-z]{13}\b")
HOUSEHOLDS = """
households: {at_most: 3, pool: [points]}
recipients:
  - id: parcel-post
    name: {en: Parcel Post, zh-CN: 包裹邮政}
    contact: privacy@parcel.example
    gets: [contact, member.country]
    for: {en: bringing parcels, zh-CN: 投递包裹}
    basis: legal_duty
"""
NO_SECRETS = {
    "meter": "api-calls",
    "market": "EU",
    "plan": "brew-pro",
    "plan_id": "plan-1",
    "voucher_id": "welcome",
    "gift_card_id": "card-1",
}
"""What an address names that stands in the rules, or is reached by the name of a programme before it."""
MORE = {"POST /v1/members/{member_id}/consents": {"facts": ["member.country"]}}
"""What a body needs where the shops of these tests are, besides what its example says."""
HANDED = {"id": "parcel-1", "recipient": "parcel-post", "facts": ["member.country"]}
OWN_ID = "nobody-has-this"
QUERY = {
    "first": "2026-11-01",
    "last": "2026-12-31",
    "start": "2026-11-01T00:00:00Z",
    "end": "2027-01-01T00:00:00Z",
    "since": "2026-11-22",
    "until": "2026-11-23",
    "on": "2027-06-01",
    "kind": "breach",
    "reader": "people",
    "controller": "Corner",
    "contact": "desk",
    "sku": "beans-1kg",
    "number": "/total/due",
    "old": "0" * 64,
    "new": "0" * 64,
}


@dataclass(frozen=True)
class Asked:
    """A request to an operation."""

    method: str
    path: str
    body: object


@dataclass
class House:
    """What the first programme has: by the names under which addresses, queries and bodies speak of it."""

    shop: Shop
    has: dict[str, str] = field(default_factory=dict)

    def rows(self) -> dict[str, set[str]]:
        """Give every row of every table."""
        engine = create_engine(self.shop.url)
        with engine.connect() as connection:
            found = {
                name: {repr(tuple(row)) for row in connection.execute(select(table))}
                for name, table in metadata.tables.items()
            }
        engine.dispose()
        return found

    def requests(
        self, contract: Mapping[str, Any], programme: str, *, there: bool
    ) -> Iterator[tuple[str, Asked]]:
        """Give each operation with a request that names what is there, or what is nowhere.

        The programme is named in bodies and addresses, never in a query. Raises KeyError for a part of
        an address that stands for something this house lacks.
        """
        for path, methods in contract["paths"].items():
            for method in (each for each in METHODS if each in methods):
                of = methods[method]
                parts = re.findall(r"\{(\w+)\}", path)
                filled = path
                for part in parts:
                    value = programme if part == "name" else self.named(part, there=there)
                    filled = filled.replace(f"{{{part}}}", value)
                wanted = [
                    (each["name"], self.has.get(each["name"]))
                    for each in of.get("parameters", ())
                    if each["in"] == "query" and each.get("required")
                ]
                asked = "&".join(
                    f"{name}={QUERY[name] if value is None else self.named(name, there=there)}"
                    for name, value in wanted
                )
                content = of.get("requestBody", {}).get("content", {}).get("application/json")
                operation = f"{method.upper()} {path}"
                body = None
                if content is not None:
                    body = self.told(
                        {**content["example"], **MORE.get(operation, {})}, programme, there=there
                    )
                yield operation, Asked(method.upper(), f"{filled}?{asked}" if asked else filled, body)

    def named(self, name: str, *, there: bool) -> str:
        """Give what the first programme has under a name, or something in its form that nobody has."""
        found = self.has[name]
        if there or name in NO_SECRETS:
            return found
        nowhere = ID.sub(r"\1_0000000000000", found)
        return {"seq": "99"}.get(name, OWN_ID) if nowhere == found else nowhere

    def told(self, value: object, programme: str, name: str = "", *, there: bool) -> object:
        """Give the example of a body with ids of this house, or of nothing, in the place of its own."""
        if isinstance(value, dict):
            return {key: self.told(each, programme, key, there=there) for key, each in value.items()}
        if isinstance(value, list):
            return [self.told(each, programme, name, there=there) for each in value]
        if name == "programme":
            return programme
        if not isinstance(value, str):
            return value
        if name == "subscription":
            return self.named(name, there=there)
        if (of_kind := ID.fullmatch(value)) is None:
            return value
        kinds = {each[:3]: key for key, each in self.has.items() if ID.fullmatch(each)}
        return self.named(name if name in self.has else kinds[of_kind[1]], there=there)


def open_house(shop: Shop) -> House:
    """Give a house of two programmes, the first of which has one of each thing an address can name."""
    _adopt_both(shop)
    object.__setattr__(shop.services, "master", MasterKey(b"m" * 32))
    member = shop.member_with_points()
    has = {"member_id": member, "member": member, **_bought(shop, member), **_settled(shop, member)}
    [notice] = shop.ask("GET", f"/v1/notices?programme={MINE}")["notices"]
    shop.ask("PUT", f"/v1/members/{member}/facts", {"facts": {"member.country": "DE"}})
    shop.ask("POST", f"/v1/members/{member}/hand-overs", HANDED)
    shop.ask("PUT", f"/v1/members/{member}/facts", {"facts": {"member.country": "AT"}})
    [told] = shop.ask("GET", f"/v1/programmes/{MINE}/recipient-notices")["notices"]
    lost = {"step": "aware", "markets": ["EU"], "tables": ["sealed_field"], "nature": "a lost laptop"}
    shop.ask("POST", "/v1/breaches/lost-1/steps", lost)
    object.__setattr__(shop.services, "seal_keys", HeldKeys())
    named = {"notice_id": notice["notice"], "notices": told["notice"]}
    return House(shop, {**has, **named, "breach_id": "lost-1", **NO_SECRETS})


def _bought(shop: Shop, member: str) -> dict[str, str]:
    """Let the member buy, hold, redeem and subscribe; give what addresses call it."""
    quote = shop.ask("POST", "/v1/quotes", basket(member))
    order = shop.ask("PUT", "/v1/orders/order-1", basket(member, LINE))
    hold = shop.ask("POST", "/v1/holds", {"member": member, "points": 5, "seconds": 86_000})
    wish = {"member": member, "id": "red-1", "points": 500, "reward": "mug-blue"}
    shop.ask("POST", "/v1/redemptions", wish)
    begun = shop.begun("/v1/subscriptions/desk-7", {**OF, "member": member, "plan": "brew-pro"})
    alert = [{"id": "ten", "amount": {"amount": 1000, "currency": "EUR"}}]
    shop.ask("PUT", "/v1/subscriptions/desk-7/alerts", {**OF, "alerts": alert})
    shop.ask("POST", "/v1/alerts/check", OF)
    return {
        "order_id": "order-1",
        "seq": "1",
        "quote_id": quote["id"],
        "explanation_id": order["explanation"],
        "document_id": order["explanation"],
        "hold_id": hold["hold"],
        "redemption_id": "red-1",
        "subscription_id": "desk-7",
        "subscription": "desk-7",
        "invoice_id": begun["invoice"]["id"],
    }


def _settled(shop: Shop, member: str) -> dict[str, str]:
    """Give credit, a household, an identity, a merge, a tier and a case; the house an endpoint."""
    path, second = f"/v1/members/{member}", shop.member()
    credit = shop.ask("POST", f"{path}/credit", {"amount": {"amount": 100, "currency": "EUR"}})
    household = shop.ask("POST", "/v1/households", {"member": member})
    identity = {"identity": {"kind": "email", "value": "ada@example.org"}}
    linked = shop.ask("POST", f"{path}/identities", identity)
    merged = shop.ask("POST", f"{path}/merges", {"merged": shop.member()})
    grant = {"id": "grant-1", "tier": "gold", "until": "2027-11-30", "reason": "as another shop"}
    shop.ask("POST", f"{path}/tier-grants", grant)
    shop.ask("PUT", "/v1/cases/T-4711", {**OF, "kind": "complaint", "topic": "service", "words": "slow"})
    hook = {**OF, "url": "https://crm.example/hooks", "types": ["points.earned"]}
    shop.ask("PUT", "/v1/webhook-endpoints/crm", hook)
    return {
        **dict.fromkeys(("to", "merged", "guardian"), second),
        "grant_id": credit["grant"],
        "household_id": household["household"],
        "identity": linked["identity"],
        "merge": merged["merge"],
        "tier_grant_id": "grant-1",
        "case_id": "T-4711",
        "endpoint_id": "crm",
    }


def _adopt_both(shop: Shop) -> None:
    """Adopt the same rules, with households, as two programmes."""
    files = read_rule_folder(RULES).source
    files["programme.yaml"] += HOUSEHOLDS
    for name in (MINE, THEIRS):
        named = f"programme: {name}"
        adopt_programme(
            shop.services, {path: text.replace(f"programme: {MINE}", named) for path, text in files.items()}
        )
