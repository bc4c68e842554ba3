"""The reviewer's desk over the web: what is found, by whom, and what that leaves behind."""

from dataclasses import dataclass

import pytest

from loyalty.access.key import Role
from loyalty.access.scopes import Scope
from loyalty.database.upgrade import downgrade, upgrade
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.use_cases.create_key import CreateKey
from loyalty.use_cases.desk.verify_bundle import verify_bundle
from loyalty.use_cases.privacy.list_views import list_views
from tests.unit.api.routes.shop import Shop, basket, keep_key
from tests.unit.use_cases.sealing import HeldKeys

OF_EXPLANATIONS = ("numbers", "trace?number=/total/due")
BUNDLES = "/v1/programmes/corner-coffee/bundles"
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
    text = keep_key(shop.services, asked)
    shop.headers = {"Authorization": f"Bearer {text}", "Loyalty-Reason": "dispute:T-4711"}


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


def test_a_bill_is_found_by_the_rules_of_its_lines(shop: Shop) -> None:
    """Of a period and of what cancels it; also what was told before bills were filed so."""
    asked = {"programme": "corner-coffee", "member": shop.member(), "plan": "brew-pro"}
    bill = shop.begun("/v1/subscriptions/desk-7", asked)["invoice"]["id"]
    note = shop.ask("POST", f"/v1/invoices/{bill}/void", {"programme": "corner-coffee"})["id"]
    audit(shop, "corner-coffee")

    def found(rule: str) -> list[str]:
        answer = shop.ask("GET", f"{DOCUMENTS}?rule={rule}")["documents"]
        return [each["explanation"] for each in answer if each["kind"] != "usage"]

    assert [note, bill] == found("set-up")
    assert [] == found("tier-discount")
    downgrade(shop.url, "a0054")
    assert [] == found("set-up")
    upgrade(shop.url)
    assert [note, bill] == found("set-up")


def test_a_search_for_a_member_is_a_look_at_the_member(desk: Desk) -> None:
    """It is kept with the reason, also where nothing is found."""
    member = MemberId(parse_id("mem", desk.member) or 0)

    assert [] == desk.found(f"member={desk.member}&kind=event")

    (look,) = list_views(desk.shop.services, member)
    assert ("auditor", "reviewer", "dispute:T-4711") == (look.role, look.viewer, look.reason)


def test_every_number_leads_to_the_lines_of_the_version_that_decided(desk: Desk) -> None:
    """Each number that is listed can be followed; a discount ends at the rule as it stands in the files."""
    address = f"/v1/explanations/{desk.receipt}"
    listed = {each["number"]: each for each in desk.shop.ask("GET", f"{address}/numbers")["numbers"]}
    assert {"/total/due", "/lines/0/amount", "/points/earned", "/baseline/public_total"} < listed.keys()

    for pointer, number in listed.items():
        found = desk.shop.ask("GET", f"{address}/trace?number={pointer}")
        assert number == found["number"]
        assert (
            number["value"] == found["steps"][0]["value"] or number["again"] or pointer.startswith("/lines")
        )
        if "place" in number:
            first = found["places"][0]
            assert number["place"] == f"{first['file']}:{first['line']}:{first['column']}"

    base = desk.shop.ask("GET", f"{address}/trace?number=/points/awards/0/points")
    (own,) = [place for place in base["places"] if place["rule"] == "base-points"]
    files = desk.shop.ask("GET", f"/v1/programmes/corner-coffee/source?digest={base['version']['digest']}")
    lines = files["files"][own["file"]].splitlines()
    assert own["lines"] == [{**line, "text": lines[line["line"] - 1]} for line in own["lines"]]
    assert any(line["own"] for line in own["lines"])


def test_a_document_is_signed_off_and_taken_along(desk: Desk) -> None:
    """The sign-off stands in the list and in the bundle, which verifies; whoever looked is kept."""
    object.__setattr__(desk.shop.services, "seal_keys", HeldKeys())
    address = f"/v1/explanations/{desk.receipt}/sign-offs"
    first = desk.shop.send("POST", address, {"judgement": "right", "note": "as in the tariff"})
    again = desk.shop.send("POST", address, {"judgement": "right", "note": "as in the tariff"})
    assert (201, 200, first.get_json()) == (first.status_code, again.status_code, again.get_json())
    assert ("reviewer", desk.receipt) == (first.get_json()["by"], first.get_json()["of"]["explanation"])

    listed = desk.shop.ask("GET", "/v1/programmes/corner-coffee/sign-offs")
    assert {"sign_offs": [first.get_json()]} == listed
    taken = desk.shop.send("POST", BUNDLES, {"explanations": [desk.receipt]})
    assert "application/zip" == taken.content_type
    assert {f"documents/{desk.receipt}.json", "signed-off"} <= {
        word for check in verify_bundle(taken.data).checks for word in (check.file, check.code)
    }
    assert 1 == len(list_views(desk.shop.services, MemberId(parse_id("mem", desk.member) or 0)))
    assert 422 == desk.shop.send("POST", BUNDLES, {}).status_code
    audit(desk.shop, None, Scope.EXPLANATIONS_READ)
    assert 403 == desk.shop.send("POST", address, {"judgement": "right"}).status_code


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
    for path, status, code in (
        (f"/v1/explanations/{desk.receipt}/trace?number=/lines/99/amount", 422, "unknown-number"),
        ("/v1/explanations/exp_0000000000000/trace?number=/total/due", 404, "unknown-explanation"),
        ("/v1/explanations/exp_0000000000000/numbers", 404, "unknown-explanation"),
    ):
        answer = desk.shop.send("GET", path)
        assert (status, code) == (answer.status_code, answer.get_json()["code"])


def test_nobody_looks_into_another_house(desk: Desk) -> None:
    """A key of another programme finds neither documents nor members; nor one without the right."""
    audit(desk.shop, "other")
    assert 403 == desk.shop.send("GET", DOCUMENTS).status_code
    address = f"/v1/explanations/{desk.receipt}"
    assert {404} == {desk.shop.send("GET", f"{address}/{part}").status_code for part in OF_EXPLANATIONS}
    audit(desk.shop, None, Scope.EXPLANATIONS_READ, Scope.EXPLANATIONS_AGENT)
    assert 403 == desk.shop.send("GET", DOCUMENTS).status_code
