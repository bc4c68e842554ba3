"""Quotes, orders, returns, estimates and explanations, from end to end."""

from datetime import timedelta

import pytest

from loyalty.access.scopes import Scope
from tests.unit.api.routes.shop import LINE, Shop, basket


def test_a_quote_adds_up(shop: Shop) -> None:
    """The lines that are not contained in others add up to what is due."""
    quote = shop.ask("POST", "/v1/quotes", basket(shop.member()))

    counted = [line["amount"]["amount"] for line in quote["lines"] if not line["inside"]]
    assert {"amount": 2694, "currency": "EUR"} == quote["due"]
    assert 2694 == sum(counted)


def test_a_quote_books_nothing(shop: Shop) -> None:
    """A quote leaves a promise and its explanation, and no other row."""
    member = shop.member()
    before = shop.rows()
    shop.ask("POST", "/v1/quotes", basket(member))

    after = shop.rows()
    assert {"quote", "explanation", "frozen_document", "filed_document"} == {
        name for name in after if after[name] != before[name]
    }


def test_a_quote_is_shown_as_it_was_promised(shop: Shop) -> None:
    """The same document comes back, and a quote of no such id is not found."""
    quote = shop.ask("POST", "/v1/quotes", basket())

    assert quote == shop.ask("GET", f"/v1/quotes/{quote['id']}")
    assert 404 == shop.send("GET", "/v1/quotes/quo_0000000000000").status_code
    assert 404 == shop.send("GET", "/v1/quotes/anything").status_code


def test_text_and_amount_are_the_same_price(shop: Shop) -> None:
    """A price may be written as text in major units or as a money object."""
    written = shop.ask("POST", "/v1/quotes", basket(None, LINE))
    counted = shop.ask(
        "POST", "/v1/quotes", basket(None, {**LINE, "unit_price": {"amount": 2694, "currency": "EUR"}})
    )

    assert written["due"] == counted["due"]


def test_an_order_is_booked_once(either_shop: Shop) -> None:
    """The same order again gives the same answer and no new row; another one under its id is refused."""
    member = either_shop.member()
    first = either_shop.send("PUT", "/v1/orders/o-1", basket(member))
    before = either_shop.rows()
    again = either_shop.send("PUT", "/v1/orders/o-1", basket(member))
    other = either_shop.send("PUT", "/v1/orders/o-1", basket(member, {**LINE, "quantity": 2}))

    assert (201, 200, 409) == (first.status_code, again.status_code, other.status_code)
    assert first.get_json() == again.get_json()
    assert (None, "true") == tuple(a.headers.get("Idempotency-Replayed") for a in (first, again))
    assert "order-differs" == other.get_json()["code"]
    assert before == either_shop.rows()


def test_an_order_may_cite_its_quote(shop: Shop) -> None:
    """A quote is honoured for its basket, for nothing else, and not after its time."""
    member = shop.member()
    quote = shop.ask("POST", "/v1/quotes", basket(member))["id"]

    assert 201 == shop.send("PUT", "/v1/orders/o-1", basket(member, quote=quote)).status_code
    other = shop.send("PUT", "/v1/orders/o-2", basket(member, {**LINE, "quantity": 2}, quote=quote))
    shop.clock.at += timedelta(minutes=30)
    late = shop.send("PUT", "/v1/orders/o-3", basket(member, quote=quote))
    assert ("quote-differs", "quote-expired") == (other.get_json()["code"], late.get_json()["code"])


def test_an_order_is_shown_with_what_came_back(shop: Shop) -> None:
    """A return gives money and points back once, and stands in the order afterwards."""
    shop.ask("PUT", "/v1/orders/o-1", basket(shop.member(), {**LINE, "quantity": 2}))
    body = {"programme": "corner-coffee", "id": "r-1", "lines": [{"line": "1", "quantity": 2}]}
    first = shop.send("POST", "/v1/orders/o-1/returns", body)
    again = shop.send("POST", "/v1/orders/o-1/returns", body)

    order = shop.ask("GET", "/v1/orders/o-1?programme=corner-coffee")
    assert (201, 200, "true") == (first.status_code, again.status_code, again.headers["Idempotency-Replayed"])
    assert ("returned", [first.get_json()]) == (order["state"], order["returns"])
    assert order["payable"] == first.get_json()["refund"]
    assert order["points"]["earned"] == first.get_json()["points_taken_back"]


def test_a_line_comes_back_once(shop: Shop) -> None:
    """A line that stands twice in a return, or is more than was bought, is refused."""
    shop.ask("PUT", "/v1/orders/o-1", basket())
    twice = {"programme": "corner-coffee", "id": "r-1", "lines": [{"line": "1", "quantity": 1}] * 2}
    answer = shop.send("POST", "/v1/orders/o-1/returns", twice)
    more = shop.send("POST", "/v1/orders/o-1/returns", {**twice, "lines": [{"line": "1", "quantity": 2}]})

    assert [("/lines/1/line", "twice")] == [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]]
    assert "not-returnable" == more.get_json()["code"]


def test_an_order_id_is_of_one_programme_and_label(shop: Shop) -> None:
    """Without the programme the query is refused; a key of another label finds nothing."""
    shop.ask("PUT", "/v1/orders/o-1", basket())
    assert "?programme" == shop.send("GET", "/v1/orders/o-1").get_json()["errors"][0]["pointer"]

    shop.key(label="web")
    assert "unknown-order" == shop.send("GET", "/v1/orders/o-1?programme=corner-coffee").get_json()["code"]


def test_an_estimate_says_which_band_costs_what(shop: Shop) -> None:
    """10000 calls at 0.001 and 15000 at 0.0008 are the slices of 25000 calls."""
    body = {"programme": "corner-coffee", "plan": "brew-pro", "meter": "api-calls", "quantity": "25000"}
    estimate = shop.ask("POST", "/v1/estimates", body)

    assert [("10000", "0.001"), ("15000", "0.0008")] == [
        (s["quantity"], s["unit"]) for s in estimate["slices"]
    ]
    assert estimate["provisional"] is True
    unknown = shop.send("POST", "/v1/estimates", {**body, "plan": "brew-prof"})
    assert "unknown-plan" == unknown.get_json()["code"]


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("", "", "application/json"),
        ("", "*/*", "application/json"),
        ("", "text/html", "text/html; charset=utf-8"),
        ("", "text/plain;q=0.9,text/html;q=0.1", "text/plain; charset=utf-8"),
        ("?format=text", "text/html", "text/plain; charset=utf-8"),
        ("?format=html&lang=zh-CN", "", "text/html; charset=utf-8"),
        ("?format=csv", "", "text/csv; charset=utf-8"),
    ],
)
def test_an_explanation_has_several_forms(shop: Shop, query: str, accept: str, kind: str) -> None:
    """The form is the one of the query, else the one that Accept asks for, else data."""
    quote = shop.ask("POST", "/v1/quotes", basket())
    headers = {**shop.headers, **({"Accept": accept} if accept else {})}
    answer = shop.app.test_client().get(f"/v1/explanations/{quote['explanation']}{query}", headers=headers)

    assert (200, kind) == (answer.status_code, answer.content_type)
    assert "26.94" in answer.text or 2694 == answer.get_json()["total"]["due"]


def test_an_explanation_is_not_in_every_form(shop: Shop) -> None:
    """A form that there is not is refused, by Accept and by name."""
    where = f"/v1/explanations/{shop.ask('POST', '/v1/quotes', basket())['explanation']}"
    image = shop.app.test_client().get(where, headers={**shop.headers, "Accept": "image/png"})

    assert (406, "not-acceptable") == (image.status_code, image.get_json()["code"])
    assert 422 == shop.send("GET", f"{where}?format=odt").status_code
    assert 422 == shop.send("GET", f"{where}?lang=de").status_code
    assert 404 == shop.send("GET", "/v1/explanations/exp_0000000000000").status_code


def test_an_explanation_is_the_same_whenever_it_is_asked_for(shop: Shop) -> None:
    """Quote and explanation tell the same numbers, now and later; beside them, that the quote is over."""
    quote = shop.ask("POST", "/v1/quotes", basket())
    now = shop.ask("GET", f"/v1/explanations/{quote['explanation']}")
    shop.clock.at += timedelta(days=20)

    later = shop.ask("GET", f"/v1/explanations/{quote['explanation']}")
    assert ("offered", "expired") == (now.pop("course")["status"], later.pop("course")["status"])
    assert now == later
    assert quote["due"]["amount"] == now["total"]["due"]


def test_a_programme_shows_its_versions_and_files(shop: Shop) -> None:
    """The version that decides is listed, and its files come whole."""
    digest = shop.ask("POST", "/v1/quotes", basket())["rules_version"]

    assert [digest] == [v["digest"] for v in shop.ask("GET", "/v1/programmes/corner-coffee")["versions"]]
    assert ["corner-coffee"] == [p["name"] for p in shop.ask("GET", "/v1/programmes")["programmes"]]
    source = shop.ask("GET", "/v1/programmes/corner-coffee/source")
    assert digest == source["digest"]
    assert source == shop.ask("GET", f"/v1/programmes/corner-coffee/source?digest={digest}")
    assert "programme: corner-coffee" in source["files"]["programme.yaml"]


def test_plans_are_compared(shop: Shop) -> None:
    """Each plan has its price, its parts and an explanation that is kept; a meter stands once."""
    used = [{"meter": "api-calls", "quantity": "150000"}]
    answer = shop.ask("POST", "/v1/plans/compare", {"programme": "corner-coffee", "used": used})
    twice = shop.send("POST", "/v1/plans/compare", {"programme": "corner-coffee", "used": used * 2})

    [plan] = answer["plans"]
    document = shop.ask("GET", f"/v1/explanations/{plan['explanation']}")
    assert (13814, 18714) == (plan["due"]["amount"], plan["first_due"]["amount"])
    assert 13814 == document["total"]["due"] == sum(part["amount"]["amount"] for part in plan["parts"])
    assert "month" == answer["every"]
    assert 422 == twice.status_code
    assert ["/used/0/meter", "/used/1/meter"] == [one["pointer"] for one in twice.get_json()["errors"]]


def test_a_members_period_is_compared(shop: Shop) -> None:
    """What a member's events come to is priced as if it were stated; a period goes with a member alone."""
    member = shop.member()
    event = {"id": "e-1", "member": member, "meter": "api-calls", "quantity": "150000"}
    sent = {"programme": "corner-coffee", "events": [{**event, "at": "2026-11-21T09:00:00Z"}]}
    shop.ask("POST", "/v1/usage/events", sent)
    period = {"start": "2026-11-21T00:00:00Z", "end": "2026-11-22T00:00:00Z"}
    asked = {"programme": "corner-coffee", "period": period}

    answer = shop.ask("POST", "/v1/plans/compare", {**asked, "member": member})
    assert [13814] == [plan["due"]["amount"] for plan in answer["plans"]]
    for wrong, place in (
        (asked, "/member"),
        ({"programme": "corner-coffee"}, "/used"),
        ({**asked, "member": member, "used": []}, "/period"),
    ):
        refused = shop.send("POST", "/v1/plans/compare", wrong)
        assert (422, [place]) == (refused.status_code, [e["pointer"] for e in refused.get_json()["errors"]])


def test_an_explanation_is_printed(shop: Shop) -> None:
    """In print it is a PDF file, in the language asked for."""
    where = f"/v1/explanations/{shop.ask('POST', '/v1/quotes', basket())['explanation']}"
    answer = shop.send("GET", f"{where}?format=pdf&lang=zh-CN")

    assert (200, "application/pdf") == (answer.status_code, answer.content_type)
    assert answer.data.startswith(b"%PDF")
    assert "zh-CN" == answer.headers["Content-Language"]


def test_a_key_sees_no_more_than_its_view(shop: Shop) -> None:
    """With `explanations:read` alone it is the customer's; a wider view needs its own scope."""
    where = f"/v1/explanations/{shop.ask('POST', '/v1/quotes', basket())['explanation']}"
    whole = shop.ask("GET", where)
    words = {
        "customer": [Scope.EXPLANATIONS_READ],
        "agent": [Scope.EXPLANATIONS_READ, Scope.EXPLANATIONS_AGENT],
    }
    wider = {view: shop.ask("GET", f"{where}?view={view}") for view in words}
    for view, scopes in words.items():
        shop.key(*scopes, label=view)

        assert wider[view] == shop.ask("GET", where) != whole
        refused = shop.send("GET", f"{where}?view=auditor")
        assert (403, "scope-missing") == (refused.status_code, refused.get_json()["code"])
    shop.key(label="everything")
    assert whole == shop.ask("GET", f"{where}?view=auditor")
    assert 422 == shop.send("GET", f"{where}?view=judge").status_code
