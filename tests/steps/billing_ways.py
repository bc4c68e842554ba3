"""The two ways to subscriptions and bills: the use cases, and the API; everything goes by outside ids.

A bill is an invoice document, None where nothing is due.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any, Protocol

from flask.testing import FlaskClient

from loyalty.desk.course import COURSE
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.money import Money, currency
from loyalty.subscriptions.changes import Agreed, Way, When
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.grant_credit import GrantCredit, grant_credit
from loyalty.use_cases.billing.list_invoices import list_invoices
from loyalty.use_cases.billing.preview_invoice import preview_invoice
from loyalty.use_cases.billing.show_credit import show_credit
from loyalty.use_cases.billing.show_invoice import show_invoice
from loyalty.use_cases.billing.void_credit import void_credit
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.cancel_subscription import cancel_subscription
from loyalty.use_cases.subscriptions.change_subscription import ChangeSubscription, change_subscription
from loyalty.use_cases.subscriptions.pause_subscription import pause_subscription
from loyalty.use_cases.subscriptions.redeem_coupon import RedeemCoupon, redeem_coupon
from loyalty.use_cases.subscriptions.resume_subscription import resume_subscription
from loyalty.use_cases.subscriptions.show_subscription import show_subscription
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from loyalty.use_cases.subscriptions.writing import AskedFor
from tests.steps.direct import said
from tests.steps.driving import CURRENCY, SOURCE, Document
from tests.steps.web import REPLAYED, answered, time_text

Asked = Mapping[str, Any]
"""What is asked of a subscription, by the names of the API's members; times are instants."""


class Billing(Protocol):
    """A way to subscriptions. Everything raises `RefusedError` where the engine says no."""

    def start(self, subscription: str, asked: Asked) -> Document:
        """Give the started subscription with its bill."""

    def change(self, subscription: str, verb: str, asked: Asked) -> Document:
        """Give the subscription with its bill after a change; ``verb`` as the API's address has it."""

    def bill(self, subscription: str, points: int) -> Document | None:
        """Book what is due."""

    def preview(self, subscription: str) -> Document | None:
        """Show what the next invoice is like so far."""

    def show(self, subscription: str) -> Document:
        """Give the subscription as it stands."""

    def bills(self, subscription: str) -> Sequence[Document]:
        """Give what was booked, oldest first."""

    def told(self, invoice: str, code: str) -> Document:
        """Give an invoice told in another currency besides."""

    def void(self, invoice: str) -> Document:
        """Cancel an invoice; give the credit note."""

    def grant(self, member: str, asked: Asked) -> str:
        """Give credit; its amount is minor units. Give the grant's id."""

    def credit(self, member: str) -> Sequence[Document]:
        """Give a member's grants; ``left`` is minor units."""

    def end_grant(self, member: str, grant: str) -> None:
        """End a grant."""


class DirectBilling:
    """Calls the use cases."""

    def __init__(self, services: Services, programme: str) -> None:
        """Work with ``services`` on one programme."""
        self._services, self._programme, self._keys = services, programme, count(1)

    def start(self, subscription: str, asked: Asked) -> Document:
        """Give the started subscription with its bill."""
        told = _agreeing({**asked, "member": _id(asked["member"])})
        command = StartSubscription(self._key(subscription), **told)
        return _plain(said(lambda: start_subscription(self._services, command)))

    def change(self, subscription: str, verb: str, asked: Asked) -> Document:
        """Give the subscription with its bill after a change."""
        told = _agreeing(asked)
        when = {name: told.pop(name) for name in ("when", "at", "preview", "agreed") if name in told}
        if "when" in when:
            when["when"] = When(when["when"])
        command = AskedFor(self._key(subscription), **when)
        verbs: dict[str, Callable[[Once], Told]] = {
            "changes": lambda once: change_subscription(
                self._services, ChangeSubscription(command, **told), once
            ),
            "pause": lambda once: pause_subscription(self._services, command, once),
            "resume": lambda once: resume_subscription(self._services, command, once),
            "cancel": lambda once: cancel_subscription(self._services, command, once),
            "coupons": lambda once: redeem_coupon(self._services, RedeemCoupon(command, **told), once),
        }
        return _plain(said(lambda: verbs[verb](self._once(verb))))

    def bill(self, subscription: str, points: int) -> Document | None:
        """Book what is due."""
        command = BillSubscription(self._key(subscription), points=points)
        told = said(lambda: bill_subscription(self._services, command, self._once("bill")))
        invoice: Document | None = told.data["invoice"]
        return invoice

    def preview(self, subscription: str) -> Document | None:
        """Show what the next invoice is like so far."""
        return said(lambda: preview_invoice(self._services, self._key(subscription)))

    def show(self, subscription: str) -> Document:
        """Give the subscription as it stands."""
        return said(lambda: show_subscription(self._services, self._key(subscription)))

    def bills(self, subscription: str) -> Sequence[Document]:
        """Give what was booked, oldest first."""
        return said(lambda: list_invoices(self._services, self._key(subscription)))

    def told(self, invoice: str, code: str) -> Document:
        """Give an invoice told in another currency besides."""
        return said(lambda: show_invoice(self._services, invoice, code))

    def void(self, invoice: str) -> Document:
        """Cancel an invoice; give the credit note."""
        return said(lambda: void_invoice(self._services, invoice, self._once("void"))).data

    def grant(self, member: str, asked: Asked) -> str:
        """Give credit; its amount is minor units. Give the grant's id."""
        told = {**asked, "amount": Money(asked["amount"], currency(CURRENCY))}
        command = GrantCredit(_id(member), **told)
        return str(said(lambda: grant_credit(self._services, command, self._once("credit"))).data["grant"])

    def credit(self, member: str) -> Sequence[Document]:
        """Give a member's grants; ``left`` is minor units."""
        return said(lambda: show_credit(self._services, _id(member))).grants

    def end_grant(self, member: str, grant: str) -> None:
        """End a grant."""
        said(lambda: void_credit(self._services, _id(member), grant, self._once("credit/void")))

    def _key(self, subscription: str) -> SubscriptionKey:
        return SubscriptionKey(self._programme, subscription)

    def _once(self, route: str) -> Once:
        return Once(f"{SOURCE} {route}", f"billing-{next(self._keys)}", "")


class WebBilling:
    """Sends requests and reads answers."""

    def __init__(self, client: FlaskClient, key: str, programme: str) -> None:
        """Call ``client`` with a key that may do everything."""
        self._client, self._key, self._programme, self._keys = client, key, programme, count(1)

    def start(self, subscription: str, asked: Asked) -> Document:
        """Give the started subscription with its bill."""
        return self._send("PUT", f"/v1/subscriptions/{subscription}", asked)

    def change(self, subscription: str, verb: str, asked: Asked) -> Document:
        """Give the subscription with its bill after a change."""
        return self._send("POST", f"/v1/subscriptions/{subscription}/{verb}", asked)

    def bill(self, subscription: str, points: int) -> Document | None:
        """Book what is due."""
        return self._send("POST", f"/v1/subscriptions/{subscription}/bill", {"points": points}).get("invoice")

    def preview(self, subscription: str) -> Document | None:
        """Show what the next invoice is like so far."""
        return self._send("POST", "/v1/invoices/preview", {"subscription": subscription}).get("invoice")

    def show(self, subscription: str) -> Document:
        """Give the subscription as it stands."""
        return self._read(f"/v1/subscriptions/{subscription}", programme=self._programme)

    def bills(self, subscription: str) -> Sequence[Document]:
        """Give what was booked, oldest first; each as it is shown alone."""
        asked = {"programme": self._programme, "subscription": subscription}
        found: list[Document] = self._read("/v1/invoices", **asked)["invoices"]
        assert found == [_bare(self._read(f"/v1/invoices/{each['id']}")) for each in found]
        return found

    def told(self, invoice: str, code: str) -> Document:
        """Give an invoice told in another currency besides."""
        return self._read(f"/v1/invoices/{invoice}", currency=code)

    def void(self, invoice: str) -> Document:
        """Cancel an invoice; give the credit note."""
        return self._send("POST", f"/v1/invoices/{invoice}/void", {})

    def grant(self, member: str, asked: Asked) -> str:
        """Give credit; its amount is minor units. Give the grant's id."""
        told = {**asked, "amount": {"amount": asked["amount"], "currency": CURRENCY}}
        return str(self._sent("POST", f"/v1/members/{member}/credit", told)["grant"])

    def credit(self, member: str) -> Sequence[Document]:
        """Give a member's grants; ``left`` is minor units."""
        found = self._read(f"/v1/members/{member}/credit")["grants"]
        return [{**grant, "left": grant["left"]["amount"]} for grant in found]

    def end_grant(self, member: str, grant: str) -> None:
        """End a grant."""
        self._sent("POST", f"/v1/credit/{grant}/void", {"member": member})

    def _send(self, method: str, path: str, asked: Asked) -> Document:
        return self._sent(method, path, {"programme": self._programme, **asked})

    def _sent(self, method: str, path: str, asked: Asked) -> Document:
        body = {name: _written(value) for name, value in asked.items() if value is not None}
        if "terms" in body:
            body["consent"] = {"terms": body.pop("terms"), "language": "en", "way": "form"}
        headers = self._headers() | {"Idempotency-Key": f"billing-{next(self._keys)}"}
        return answered(self._client.open(path, method=method, json=body, headers=headers))

    def _read(self, path: str, **query: str) -> Document:
        return answered(self._client.get(path, query_string=query, headers=self._headers()))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key}"}


def _bare(answer: Document) -> Document:
    return {name: value for name, value in answer.items() if name not in {REPLAYED, COURSE, "integrity"}}


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return time_text(value)
    return list(value) if isinstance(value, tuple) else value


def _agreeing(asked: Asked) -> dict[str, Any]:
    """Give what is asked with the terms that the member agreed to."""
    told = dict(asked)
    if "terms" in told:
        told["agreed"] = Agreed(told.pop("terms"), "en", Way.FORM)
    return told


def _plain(told: Told) -> Document:
    return dict(told.data)


def _id(text: str) -> MemberId:
    value = parse_id("mem", text)
    assert value is not None
    return MemberId(value)
