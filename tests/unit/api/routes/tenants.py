"""Two programmes of one installation, and a request to each operation that names what the first one has."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import create_engine, select

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.base import metadata
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.vault.key import MasterKey
from tests.unit.api.routes.shop import LINE, RULES, Shop, basket
from tests.unit.use_cases.sealing import HeldKeys

MINE, THEIRS = "corner-coffee", "tea-house"
METHODS = ("get", "put", "post", "delete", "patch")
ID = re.compile(r"\b([a-z]{3})_[0-9a-z]{13}\b")
RICHER = """
stored_value: {after_return: value_first}
wallets:
  - {id: points, name: {en: Points, zh-CN: 积分}, transfer: {at_most: 500, per_day: 600, per_month: 900}}
  - {id: miles, name: {en: Miles, zh-CN: 里程}, expire: {after: 6 months, by: each_lot}}
conversions:
  - id: points-to-miles
    name: {en: Points to miles, zh-CN: 积分换里程}
    from: points
    to: miles
    give: 3
    get: 2
    round: down
events:
  - {id: review, name: {en: A review, zh-CN: 评价}, points: 5, once_per: event}
referral: {referrer: 200, referred: 100, at_least: 20.00, within: 30 days, at_most: 1, per: month}
vouchers:
  - {id: welcome, name: {en: Welcome, zh-CN: 欢迎券}, codes: unique, each_code: 1, after_return: given_back}
households: {at_most: 3, pool: [points]}
recipients:
  - id: parcel-post
    name: {en: Parcel Post, zh-CN: 包裹邮政}
    contact: privacy@parcel.example
    gets: [contact, member.country]
    for: {en: bringing parcels, zh-CN: 投递包裹}
    basis: legal_duty
"""
CLAIMS = "  claim_within: 10 days\n"
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
    lost = {"step": "aware", "markets": ["EU"], "tables": ["sealed_field"], "nature": "a lost laptop"}
    shop.ask("POST", "/v1/breaches/lost-1/steps", lost)
    has = furnished(shop, MINE)
    object.__setattr__(shop.services, "seal_keys", HeldKeys())
    return House(shop, {**has, "breach_id": "lost-1", **NO_SECRETS})


def furnished(shop: Shop, programme: str, mark: str = "") -> dict[str, str]:
    """Give a programme one of each thing: what addresses, queries and bodies call it; own ids with a mark."""
    member = shop.member_with_points(programme)
    path = f"/v1/members/{member}"
    of = {"programme": programme}
    has = {"member_id": member, "member": member, **_bought(shop, member, of, mark)}
    has |= _settled(shop, member, of, mark)
    [notice] = shop.ask("GET", f"/v1/notices?programme={programme}")["notices"]
    shop.ask("PUT", f"{path}/facts", {"facts": {"member.country": "DE"}})
    shop.ask("POST", f"{path}/hand-overs", HANDED)
    shop.ask("PUT", f"{path}/facts", {"facts": {"member.country": "AT"}})
    [told] = shop.ask("GET", f"/v1/programmes/{programme}/recipient-notices")["notices"]
    has |= _coded(shop, member, of, mark)
    return {**has, "notice_id": notice["notice"], "notices": told["notice"]}


def _bought(shop: Shop, member: str, of: dict[str, str], mark: str) -> dict[str, str]:
    """Let the member buy, hold, redeem and subscribe; give what addresses call it."""
    quote = shop.ask("POST", "/v1/quotes", basket(member, **of))
    order = shop.ask("PUT", f"/v1/orders/{mark}order-1", basket(member, LINE, **of))
    hold = shop.ask("POST", "/v1/holds", {"member": member, "points": 5, "seconds": 86_000})
    wish = {"member": member, "id": f"{mark}red-1", "points": 500, "reward": "mug-blue"}
    shop.ask("POST", "/v1/redemptions", wish)
    desk = f"{mark}desk-7"
    begun = shop.begun(f"/v1/subscriptions/{desk}", {**of, "member": member, "plan": "brew-pro"})
    alert = [{"id": "ten", "amount": {"amount": 1000, "currency": "EUR"}}]
    shop.ask("PUT", f"/v1/subscriptions/{desk}/alerts", {**of, "alerts": alert})
    shop.ask("POST", "/v1/alerts/check", of)
    return {
        "order_id": f"{mark}order-1",
        "seq": "1",
        "quote_id": quote["id"],
        "explanation_id": order["explanation"],
        "document_id": order["explanation"],
        "hold_id": hold["hold"],
        "redemption_id": f"{mark}red-1",
        "subscription_id": desk,
        "subscription": desk,
        "invoice_id": begun["invoice"]["id"],
    }


def _settled(shop: Shop, member: str, of: dict[str, str], mark: str) -> dict[str, str]:
    """Give credit, a household, an identity, a merge, a tier and a case; the house an endpoint."""
    path, second, third = f"/v1/members/{member}", *(shop.member(of["programme"]) for _ in range(2))
    credit = shop.ask("POST", f"{path}/credit", {"amount": {"amount": 100, "currency": "EUR"}})
    household = shop.ask("POST", "/v1/households", {"member": member})
    identity = {"identity": {"kind": "email", "value": f"{mark}eve@example.org"}}
    linked = shop.ask("POST", f"{path}/identities", identity)
    merged = shop.ask("POST", f"{path}/merges", {"merged": third})
    grant = {"id": f"{mark}grant-1", "tier": "gold", "until": "2027-11-30", "reason": "as another shop"}
    shop.ask("POST", f"{path}/tier-grants", grant)
    case = {**of, "kind": "complaint", "topic": "service", "words": "slow"}
    shop.ask("PUT", f"/v1/cases/{mark}T-4711", case)
    hook = {**of, "url": "https://crm.example/hooks", "types": ["points.earned"]}
    shop.ask("PUT", f"/v1/webhook-endpoints/{mark}crm", hook)
    return {
        **dict.fromkeys(("to", "merged", "guardian"), second),
        "grant_id": credit["grant"],
        "household_id": household["household"],
        "identity": linked["identity"],
        "merge": merged["merge"],
        "tier_grant_id": f"{mark}grant-1",
        "case_id": f"{mark}T-4711",
        "endpoint_id": f"{mark}crm",
    }


def _coded(shop: Shop, member: str, of: dict[str, str], mark: str) -> dict[str, str]:
    """Give codes of a voucher, a card, a referral and a receipt, stored value, use and what was announced."""
    worth = {"amount": {"amount": 2500, "currency": "EUR"}}
    codes = shop.ask("PUT", "/v1/vouchers/welcome/codes", {**of, "batch": f"{mark}letter", "count": 1})
    card = shop.ask("PUT", f"/v1/gift-cards/{mark}card-1", {**of, **worth})
    shop.ask("POST", f"/v1/members/{member}/stored-value", worth, key=f"{mark}load-1")
    brings = shop.ask("PUT", f"/v1/members/{member}/referral-code")
    receipt = f"{mark}R-1"
    shop.ask("PUT", f"/v1/orders/{mark}of-nobody", basket(None, LINE, receipt_code=receipt, **of))
    use = {"id": f"{mark}use-1", "member": member, "meter": "api-calls", "quantity": 1}
    shop.ask("POST", "/v1/usage/events", {**of, "events": [{**use, "at": shop.clock.at.isoformat()}]})
    [event, *_] = shop.ask("GET", f"/v1/webhook-events?{urlencode(of)}")["events"]
    versions = {each["name"]: each["versions"] for each in shop.ask("GET", "/v1/programmes")["programmes"]}
    return {
        "voucher_code": codes["codes"][0],
        "card_code": card["code"],
        "referral_code": brings["code"],
        "receipt_code": receipt,
        "load_key": f"{mark}load-1",
        "usage": use["id"],
        "event": event["id"],
        "version": versions[of["programme"]][-1]["digest"],
    }


def _adopt_both(shop: Shop) -> None:
    """Adopt the same rules, with households, as two programmes."""
    files = read_rule_folder(RULES).source
    files["programme.yaml"] += RICHER
    files["earn.yaml"] += CLAIMS
    for name in (MINE, THEIRS):
        named = f"programme: {name}"
        adopt_programme(
            shop.services, {path: text.replace(f"programme: {MINE}", named) for path, text in files.items()}
        )
