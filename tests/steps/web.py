"""The long way in: through the Flask application, as a storefront's server calls it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from api.app import Door, create_app
from api.current import hand_over
from loyalty.access.key import ApiKey, Kind, Presented, Role
from loyalty.access.scopes import Scope
from loyalty.bootstrap import Health
from loyalty.language.shapes.wallets import POINTS
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.find_key import find_key
from loyalty.use_cases.services import Services
from tests.steps.driving import (
    CURRENCY,
    REASON,
    SOURCE,
    AfterSale,
    Asked,
    Document,
    Event,
    Holdings,
    Lot,
    Outcome,
    Priced,
    RefusedError,
    Sale,
    Standing,
    checked,
    progress_from,
    standing_from,
)
from tests.steps.reading import decimal

PAGE = 200
FAILED = 400
REPLAYED = "Idempotency-Replayed"


class WebApp:
    """The application, made once for a run and handed the services of each scenario in turn."""

    def __init__(self) -> None:
        """Make nothing yet."""
        self._app: Flask | None = None
        self._services: Services

    def client(self, services: Services) -> FlaskClient:
        """Give a client of the application on these services."""
        self._services = services
        if self._app is None:
            ready = {"schema": True, "programme": True}
            door = Door(self._identify, lambda: Health(ready), services.entropy.bits)
            self._app = create_app(services, door)
        hand_over(self._app, services)
        return self._app.test_client()

    def _identify(self, presented: Presented) -> ApiKey:
        return find_key(self._services, presented)


def key_of(
    services: Services,
    scopes: frozenset[Scope] = frozenset(Scope),
    kind: Kind = Kind.LIVE,
    label: str = SOURCE,
    role: Role = Role.SYSTEM,
) -> str:
    """Give the text of a new API key."""
    return create_key(services, CreateKey(label, scopes, kind=kind, role=role)).text


class WebDriver:
    """Sends requests and reads answers; everything it knows it was told by the API."""

    def __init__(self, client: FlaskClient, key: str, programme: str) -> None:
        """Call ``client`` with a key that may do everything."""
        self.programme = programme
        self._client, self._key = client, key
        self._keys = count(1)

    def enrol(self, facts: Mapping[str, str]) -> str:
        """Give the id of a new member."""
        body = {"programme": self.programme, "facts": facts}
        return str(self._send("POST", "/v1/members", body)["member"])

    def tell(self, member: str, facts: Mapping[str, str | None]) -> None:
        """Declare facts of a member; None withdraws one."""
        self._send("PUT", f"/v1/members/{member}/facts", {"facts": facts})

    def quote(self, sale: Sale) -> Priced:
        """Price a basket."""
        quoted = self._send("POST", "/v1/quotes", self._sale(sale))
        return Priced(quoted["id"], self._explained(quoted))

    def order(self, sale: Sale) -> Priced:
        """Book an order."""
        body = self._sale(sale) | ({"quote": sale.quote} if sale.quote else {})
        body |= {"receipt_code": sale.receipt} if sale.receipt else {}
        booked = self._send("PUT", f"/v1/orders/{sale.id}", body)
        document = self._explained(booked)
        for told, given in zip(
            document.get("vouchers_given", ()), booked.get("vouchers_given", ()), strict=True
        ):
            assert "code" not in told
            assert (told["voucher"], told["last_day"]) == (given["voucher"], given["last_day"])
            told["code"] = given["code"]
        return Priced(booked["id"], document, booked[REPLAYED])

    def after_sale(self, order: str, asked: AfterSale) -> Priced:
        """Book a return of an order, or another change."""
        body: dict[str, Any] = {"programme": self.programme, "id": asked.id}
        if asked.channel:
            body["channel"] = asked.channel
        path = f"/v1/orders/{order}/{asked.what}"
        if asked.what == "adjustment":
            body |= {"currency": CURRENCY, "reason": REASON}
            body["lines"] = [
                {"line": line, "unit_price": decimal(price / 100)} for line, price in asked.lines.items()
            ]
        elif asked.what != "cancellation":
            body["lines"] = [
                {"line": line, "quantity": decimal(quantity)} for line, quantity in asked.lines.items()
            ]
        if asked.instead is not None:
            new = self._sale(asked.instead)
            body["instead"] = {"id": asked.instead.id} | {
                name: value for name, value in new.items() if name not in {"programme", "member", "at"}
            }
        answer = self._send("POST", path if asked.what == "cancellation" else f"{path}s", body)
        returned = {REPLAYED: answer[REPLAYED], **answer.get("returned", answer)}
        assert returned.get("channel", "") == asked.channel
        document = self._explained(returned)
        given = document["refund"]
        assert returned["refund"]["amount"] == given["money"]
        assert returned["points_taken_back"] == given["points_back"]
        assert returned.get("vouchers_ended") == given.get("vouchers_ended")
        wallets = {each["wallet"]: each["points_taken_back"] for each in returned.get("wallets", ())}
        assert wallets == {each["wallet"]: each["points_back"] for each in given.get("wallets", ())}
        assert returned["points_given_back"] == given["points_restored"]
        return Priced(asked.id, document, returned[REPLAYED])

    def hold(self, member: str, points: int, seconds: int) -> str:
        """Give the id of a new hold."""
        body = {"member": member, "points": points, "seconds": seconds}
        return str(self._send("POST", "/v1/holds", body)["hold"])

    def end_hold(self, member: str, hold: str, points: int | None) -> None:
        """Capture points of a hold, all by default; 0 voids it."""
        if points == 0:
            self._send("POST", f"/v1/holds/{hold}/void", {"member": member})
        else:
            body = {"member": member} | ({} if points is None else {"points": points})
            self._send("POST", f"/v1/holds/{hold}/capture", body)

    def hold_state(self, member: str, hold: str) -> str:
        """Give whether and how a hold ended."""
        return str(self._read(f"/v1/holds/{hold}", member=member)["state"])

    def refer(self, member: str, referrer: str) -> None:
        """Say who brought a member."""
        code = self._send("PUT", f"/v1/members/{referrer}/referral-code", None)["code"]
        self._send("POST", "/v1/referrals", {"member": member, "code": code})

    def claim(self, member: str, code: str) -> int:
        """Give a sale of nobody to a member."""
        return int(self._send("POST", "/v1/claims", {"member": member, "receipt_code": code})["points"])

    def event(self, member: str, rule: str, event_id: str, facts: Mapping[str, str]) -> tuple[int, str]:
        """Tell that a member did something."""
        body = {"member": member, "id": event_id, "event": rule} | ({"facts": facts} if facts else {})
        told = self._send("POST", "/v1/events", body)
        return told["points"], told.get("why") or ""

    def redeem(self, member: str, redemption: str, points: int, wallet: str = POINTS) -> str:
        """Exchange points for a reward."""
        body = {"member": member, "id": redemption, "points": points, "reward": redemption, "wallet": wallet}
        return str(self._send("POST", "/v1/redemptions", body)["redemption"])

    def roll_back(self, member: str, redemption: str) -> None:
        """Undo a redemption."""
        self._send("POST", f"/v1/redemptions/{redemption}/rollback", {"member": member})

    def holdings(self, member: str, as_of: datetime | None, wallet: str = POINTS) -> Holdings:
        """Give what a member has in a wallet."""
        asked = {"wallet": wallet} | ({} if as_of is None else {"as_of": time_text(as_of)})
        has = self._read(f"/v1/members/{member}/balances", **asked)
        lots = tuple(Lot(lot["points"], datetime.fromisoformat(lot["expires_at"])) for lot in has["expiring"])
        return Holdings(has["active"], has["pending"], has["held"], has["owed"], lots)

    def give(self, member: str, to: str, transfer: str, points: int, wallet: str = POINTS) -> None:
        """Give points to another member."""
        body = {"member": member, "to": to, "id": transfer, "points": points, "wallet": wallet}
        self._send("POST", "/v1/transfers", body)

    def statement(self, member: str, first: date, last: date) -> Sequence[tuple[str, int, int]]:
        """Give what each line of a statement says, its change and the total after it."""
        days = {"first": first.isoformat(), "last": last.isoformat()}
        told = self._read(f"/v1/members/{member}/statement", **days)
        lines = [(line["entry"]["kind"], line["entry"]["points"], line["total"]) for line in told["lines"]]
        return [("opening", 0, told["opening"]["total"]), *lines, ("closing", 0, told["closing"]["total"])]

    def progress(self, member: str) -> Sequence[Mapping[str, str]]:
        """Give every card and streak with how far it is."""
        return progress_from(self._read(f"/v1/members/{member}/progress"))

    def standing(self, member: str, on: date | None = None) -> Standing:
        """Give the tier a member holds, or held on a day: what is kept is what history gives."""
        asked = {} if on is None else {"on": on.isoformat()}
        shown = standing_from(self._read(f"/v1/members/{member}/standing", **asked))
        if on is None:
            kept = self._read(f"/v1/members/{member}")["standing"]
            assert shown.tier == kept["tier"]
        return shown

    def ledger(self, member: str) -> Sequence[tuple[str, int]]:
        """Give each entry's kind and what the member gained or gave by it, the oldest first."""
        entries: list[dict[str, Any]] = []
        asked: dict[str, str] = {"limit": "2"}  # so that the pages of a short ledger are turned too
        while True:
            page = self._read(f"/v1/members/{member}/ledger", **asked)
            entries.extend(page["entries"])
            if page.get("next") is None:
                return [(entry["kind"], entry["points"]) for entry in reversed(entries)]
            asked["cursor"] = page["next"]

    def send_events(self, events: Sequence[Event]) -> Sequence[Outcome]:
        """Give the outcome of each event by its id."""
        sent = [_sent(event) for event in events]
        answer = self._send("POST", "/v1/usage/events", {"programme": self.programme, "events": sent})
        return [
            Outcome(told["id"], told["outcome"], told.get("why") or " ".join(told.get("differs", ())))
            for told in answer["outcomes"]
        ]

    def estimate(
        self, plan: str, quantities: Mapping[str, str], member: str | None, *, first_period: bool
    ) -> Document:
        """Price stated quantities of a plan's meters."""
        [(meter, quantity)] = quantities.items()
        body: dict[str, Any] = {"meter": meter, "quantity": quantity}
        return self._estimated(plan, body, member, first_period=first_period)

    def period(self, plan: str, asked: Asked) -> Document:
        """Price a period of a plan as the subscription stands."""
        body: dict[str, Any] = {
            "used": [{"meter": meter, "quantity": quantity} for meter, quantity in asked.used.items()],
            "seats": asked.seats,
            "add_ons": asked.add_ons,
            "coupons": list(asked.coupons),
            "share": {"part": asked.share[0], "total": asked.share[1]},
            "points_to_spend": asked.points,
            "running": asked.running,
            "facts": asked.facts,
        }
        body |= {"currency": asked.currency} if asked.currency else {}
        body |= {"subscribed_at": time_text(asked.since)} if asked.since else {}
        return self._estimated(plan, body, asked.member, first_period=asked.first)

    def compare(self, quantities: Mapping[str, str], member: str | None, plan: str | None) -> Document:
        """Price stated quantities on every plan; amounts in minor units, against ``plan`` if given."""
        used = [{"meter": meter, "quantity": quantity} for meter, quantity in quantities.items()]
        body: dict[str, Any] = {"programme": self.programme, "used": used}
        body |= ({"member": member} if member else {}) | ({"plan": plan} if plan else {})
        answer = self._send("POST", "/v1/plans/compare", body)
        for one in answer["plans"]:
            assert one["due"]["amount"] == self._explained(one)["total"]["due"]
            assert one["due"]["amount"] == sum(part["amount"]["amount"] for part in one["parts"])
        plans = [
            {
                "name": one["name"],
                "due": one["due"]["amount"],
                "first_due": one["first_due"]["amount"],
                "more": one["more"]["amount"],
                "against": one["against_now"]["amount"] if "against_now" in one else None,
            }
            for one in answer["plans"]
        ]
        return {"plans": plans, "left_out": answer["left_out"]}

    def bill(self, plan: str, member: str, start: datetime, end: datetime) -> Document:
        """Price what a member used in a period."""
        period = {"period": {"start": time_text(start), "end": time_text(end)}}
        return self._estimated(plan, period, member, first_period=False)

    def _estimated(
        self, plan: str, used: Mapping[str, Any], member: str | None, *, first_period: bool
    ) -> Document:
        body = {"programme": self.programme, "plan": plan, **used}
        body |= ({"member": member} if member else {}) | ({"first_period": True} if first_period else {})
        estimated = self._send("POST", "/v1/estimates", body)
        document = self._explained(estimated)
        assert estimated["due"]["amount"] == document["total"]["due"]
        assert estimated["payable"]["amount"] == document["total"]["payable"]
        assert estimated.get("converted") == document.get("converted")
        assert estimated["slices"] == document["slices"]
        return document

    def _explained(self, answer: Mapping[str, Any]) -> Document:
        """Give the whole explanation an answer names, held to what the answer itself says."""
        document = self._read(f"/v1/explanations/{answer['explanation']}")
        del document[REPLAYED]
        checked(document)
        if "points" in answer:
            shown = [(line["category"], line["amount"]["amount"]) for line in answer["lines"]]
            assert shown == [(line["category"], line["amount"]) for line in document["lines"]]
            assert answer["due"] == {"amount": document["total"]["due"], "currency": document["currency"]}
            assert answer["payable"]["amount"] == document["total"]["payable"]
            assert answer["points"]["earned"] == document["points"]["earned"]
        return document

    def _sale(self, sale: Sale) -> dict[str, Any]:
        basket = sale.basket
        lines = [
            {
                "id": line.id,
                "sku": line.sku,
                "quantity": decimal(line.quantity),
                "unit_price": decimal(line.unit_price / 100),
                **line.facts,
            }
            for line in basket.lines
        ]
        body = {
            "programme": self.programme,
            "currency": basket.currency or CURRENCY,
            "order": dict(basket.order),
            "facts": dict(basket.facts),
            "lines": lines,
            "points_to_spend": basket.points_offered,
        }
        body |= {"member": sale.member} if sale.member else {}
        body |= {"vouchers": list(basket.vouchers)} if basket.vouchers else {}
        body |= {"gift_cards": list(basket.gift_cards)} if basket.gift_cards else {}
        offered = {"amount": basket.value_offered, "currency": CURRENCY}
        body |= {"value_to_spend": offered} if basket.value_offered else {}
        return body | ({"at": time_text(sale.at)} if sale.at else {})

    def _send(self, method: str, path: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._key}"}
        if method == "POST":
            headers["Idempotency-Key"] = f"web-{next(self._keys)}"
        answer = self._client.open(path, method=method, json=body, headers=headers)
        return answered(answer)

    def _read(self, path: str, **query: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._key}"}
        return answered(self._client.get(path, query_string=query, headers=headers))


def answered(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - werkzeug's answer, which has no public type
    """Give the answer's members, and whether it was given before; raises `RefusedError` for a problem."""
    body = answer.get_json()
    if answer.status_code < FAILED:
        return {**body, REPLAYED: answer.headers.get(REPLAYED) == "true"}
    raise RefusedError(body["code"], body["title"], body["detail"], body.get("errors", ()))


def time_text(at: datetime) -> str:
    """Give an instant as the API writes it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _sent(event: Event) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "id": event.id,
        "member": event.member,
        "meter": event.meter,
        "at": time_text(event.at),
    }
    sent |= {"quantity": event.quantity} if event.quantity else {}
    sent |= {"properties": dict(event.properties)} if event.properties else {}
    return sent | ({"supersedes": event.supersedes} if event.supersedes else {})
