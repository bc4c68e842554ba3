"""The reviewer's desk over the web: what is found, by whom, and what that leaves behind."""

from dataclasses import dataclass

import pytest

from loyalty.access.key import Role
from loyalty.access.scopes import Scope
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.privacy.list_views import list_views
from tests.unit.api.routes.shop import Shop, basket

DOCUMENTS = "/v1/programmes/corner-coffee/documents"


@dataclass
class Desk:
    """A shop in which a member bought something; a reviewer asks from now on."""

    shop: Shop
    member: str
    quote: str
    receipt: str
    refund: str

    def found(self, query: str) -> list[str]:
        """Give the ids of the documents that a search finds."""
        answer = self.shop.ask("GET", f"{DOCUMENTS}?{query}")
        return [each["explanation"] for each in answer["documents"]]


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """Give a shop whose key is an auditor's, of one programme."""
    member = shop.member()
    quote = shop.ask("POST", "/v1/quotes", basket(member))
    order = shop.ask("PUT", "/v1/orders/o-1", basket(member))
    lines = {"programme": "corner-coffee", "id": "r-1", "lines": [{"line": "1", "quantity": 1}]}
    refund = shop.ask("POST", "/v1/orders/o-1/returns", lines)
    audit(shop, "corner-coffee")
    return Desk(shop, member, quote["explanation"], order["explanation"], refund["explanation"])


def audit(shop: Shop, programme: str | None, *scopes: Scope) -> None:
    """Go on with the key of an auditor."""
    asked = CreateKey("reviewer", frozenset(scopes or Scope), programme, role=Role.AUDITOR)
    made = create_key(shop.services, asked)
    shop.headers = {"Authorization": f"Bearer {made.text}", "Loyalty-Reason": "dispute:T-4711"}


def test_a_document_is_found_by_whatever_is_known_of_it(desk: Desk) -> None:
    """By number, member, rule, kind, time and amount; what is found names where it came from."""
    everything = [desk.refund, desk.receipt, desk.quote]

    assert everything == desk.found("")
    assert [desk.refund, desk.receipt] == desk.found("number=o-1")
    assert [desk.refund, desk.receipt] == desk.found("number=corner-coffee/till/o-1")
    assert [desk.quote] == desk.found(f"number={desk.quote}")
    assert [desk.receipt] == desk.found(f"member={desk.member}&rule=base-points&kind=receipt")
    assert everything == desk.found("since=2026-11-22T09:00:00Z&least=2694&most=2694")
    assert [] == desk.found("until=2026-11-22T09:00:00Z") == desk.found("least=2695")
    page = desk.shop.ask("GET", f"{DOCUMENTS}?limit=2")
    assert [desk.quote] == desk.found(f"before={page['next']}")


def test_a_search_for_a_member_is_a_look_at_the_member(desk: Desk) -> None:
    """It is kept with the reason, also where nothing is found."""
    member = MemberId(parse_id("mem", desk.member) or 0)

    assert [] == desk.found(f"member={desk.member}&kind=event")

    (look,) = list_views(desk.shop.services, member)
    assert ("auditor", "reviewer", "dispute:T-4711") == (look.role, look.viewer, look.reason)


def test_what_cannot_be_asked_is_refused(desk: Desk) -> None:
    """A member or document that is not there, and what is no day, number or question."""
    for query, status, code in (
        ("since=yesterday", 422, "request-invalid"),
        ("member=mem_0000000000000", 404, "unknown-member"),
        ("before=exp_0000000000000", 404, "unknown-explanation"),
        ("limit=9999", 422, "request-invalid"),
        ("text=beans", 422, "request-invalid"),
    ):
        answer = desk.shop.send("GET", f"{DOCUMENTS}?{query}")

        assert (status, code) == (answer.status_code, answer.get_json()["code"])


def test_nobody_looks_into_another_house(desk: Desk) -> None:
    """A key of another programme finds neither documents nor members; nor one without the right."""
    audit(desk.shop, "other")
    assert 403 == desk.shop.send("GET", DOCUMENTS).status_code
    audit(desk.shop, None, Scope.EXPLANATIONS_READ, Scope.EXPLANATIONS_AGENT)
    assert 403 == desk.shop.send("GET", DOCUMENTS).status_code
