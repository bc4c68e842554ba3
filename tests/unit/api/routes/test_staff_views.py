"""Whatever staff is shown of a member is kept, whichever route shows it."""

from dataclasses import dataclass

import pytest

from loyalty.access.key import Role
from loyalty.access.scopes import Scope
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.privacy.view import View
from loyalty.use_cases.create_key import CreateKey
from loyalty.use_cases.privacy import list_views as looking
from loyalty.use_cases.privacy.list_views import list_views
from tests.unit.api.routes.shop import Shop, basket, keep_key

AT = "start=2026-11-01T00:00:00Z&end=2027-01-01T00:00:00Z"


@dataclass
class Desk:
    """A shop in which a member bought something, and what names that; staff asks from now on."""

    shop: Shop
    member: str
    explanation: str
    quote: str

    def address(self, route: str) -> str:
        """Give the address of a route about the member."""
        return ROUTES[route].format(member=self.member, quote=self.quote, explanation=self.explanation)

    def looks(self) -> list[View]:
        """Give every look at the member, the newest first."""
        return list(list_views(self.shop.services, MemberId(parse_id("mem", self.member) or 0)))


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """Give a shop whose key is an agent's."""
    member = shop.member()
    order = shop.ask("PUT", "/v1/orders/o-1", basket(member))
    quote = shop.ask("POST", "/v1/quotes", basket(member))
    text = keep_key(shop.services, CreateKey("desk", frozenset(Scope), role=Role.AGENT))
    shop.headers = {"Authorization": f"Bearer {text}", "Loyalty-Reason": "complaint:T-4711"}
    return Desk(shop, member, order["explanation"], quote["id"])


ROUTES = {
    "a member": "/v1/members/{member}",
    "balances": "/v1/members/{member}/balances",
    "a statement of value as a page": "/v1/members/{member}/value?format=html&" + AT,
    "an order": "/v1/orders/o-1?programme=corner-coffee&source=till",
    "a quote": "/v1/quotes/{quote}",
    "an explanation": "/v1/explanations/{explanation}",
    "an explanation as a page": "/v1/explanations/{explanation}?format=html",
    "consents": "/v1/members/{member}/consents",
    "all of it": "/v1/members/{member}/export",
}


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_shown_is_kept(desk: Desk, route: str) -> None:
    """Each route that shows something of a member leaves one look, with role, key and reason."""
    answer = desk.shop.send("GET", desk.address(route))

    assert 200 == answer.status_code, answer.text
    (look,) = desk.looks()
    assert ("agent", "desk", "complaint:T-4711") == (look.role, look.viewer, look.reason)
    assert look.what.startswith("GET /v1/")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("reason", ["", "curiosity", "complaint:Mr. Smith", "complaint:T-4711\u00a0x"])
def test_without_a_reason_of_the_list_nothing_is_shown(desk: Desk, route: str, reason: str) -> None:
    """No reason, one outside the list, and one with free text behind it are refused alike."""
    desk.shop.headers["Loyalty-Reason"] = reason.encode("ascii", "replace").decode()

    answer = desk.shop.send("GET", desk.address(route))

    assert (422, "reason-missing") == (answer.status_code, answer.get_json()["code"])
    assert [] == desk.looks()


def test_what_is_not_there_is_no_look(desk: Desk) -> None:
    """A member of another id, and an order nobody knows, leave nothing."""
    before = desk.shop.rows()

    assert 404 == desk.shop.send("GET", "/v1/members/mem_0000000000000").status_code
    assert 404 == desk.shop.send("GET", "/v1/orders/o-2?programme=corner-coffee").status_code
    assert before == desk.shop.rows()


def test_looking_at_too_many_within_the_hour_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that looks at more members than one does is stopped before it sees the next one."""
    monkeypatch.setattr(looking.Looking.__init__, "__defaults__", (1,))
    assert 200 == desk.shop.send("GET", f"/v1/members/{desk.member}").status_code

    answer = desk.shop.send("GET", f"/v1/members/{desk.member}")

    assert (429, "views-exhausted") == (answer.status_code, answer.get_json()["code"])
    assert 1 == len(desk.looks())


def test_the_shops_own_systems_are_no_staff(desk: Desk) -> None:
    """A key of a system needs no reason and leaves no look."""
    desk.shop.key()

    assert 200 == desk.shop.send("GET", f"/v1/members/{desk.member}").status_code
    assert [] == desk.looks()
