"""Routes of plans, subscriptions, invoices and prepaid credit: who may, what is named, what is said again."""

from datetime import UTC, datetime
from typing import Any

from tests.unit.api.routes.shop import Shop

OF = {"programme": "corner-coffee"}
NEXT = datetime(2026, 12, 22, 12, tzinfo=UTC)


def started(shop: Shop, name: str = "desk-1", **more: object) -> dict[str, Any]:
    """Start a subscription of a new member."""
    body = {**OF, "member": shop.member(), "plan": "brew-pro", **more}
    return shop.begun(f"/v1/subscriptions/{name}", body)


def code(shop: Shop, method: str, path: str, body: object = None) -> str:
    """Give the code of a refusal."""
    return str(shop.send(method, path, body).get_json()["code"])


def test_plans_show_all_that_the_first_period_costs(shop: Shop) -> None:
    """29.00 for the month; 49.00 to set up and 0.50 of service come on top in the first."""
    [plan] = shop.ask("GET", "/v1/plans?programme=corner-coffee")["plans"]

    assert plan == shop.ask("GET", "/v1/plans/brew-pro?programme=corner-coffee")
    assert (2900, 7850, "month") == (plan["price"]["amount"], plan["first"]["amount"], plan["every"])
    assert "graduated" == plan["charges"][0]["model"]
    assert "unknown-plan" == code(shop, "GET", "/v1/plans/brew-max?programme=corner-coffee")


def test_a_start_is_answered_again_with_what_it_booked(shop: Shop) -> None:
    """The same start is 200 with the first invoice, also months later; another under its id is refused."""
    body = {**OF, "member": shop.member(), "plan": "brew-pro"}
    first = shop.begin("/v1/subscriptions/desk-1", body)
    shop.clock.at = NEXT
    shop.ask("POST", "/v1/subscriptions/desk-1/bill", OF)
    again = shop.begin("/v1/subscriptions/desk-1", body)

    assert (201, 200, "true") == (first.status_code, again.status_code, again.headers["Idempotency-Replayed"])
    assert first.get_json()["invoice"] == again.get_json()["invoice"]
    other = {**body, "seats": 2}
    assert "subscription-differs" == code(shop, "PUT", "/v1/subscriptions/desk-1", other)


def test_a_preview_changes_nothing(shop: Shop) -> None:
    """A preview of a start, of a change and of the next invoice leaves every table as it was."""
    body = {**OF, "member": shop.member(), "plan": "brew-pro", "preview": True}
    before = shop.rows()
    shown = shop.ask("PUT", "/v1/subscriptions/desk-1", body)

    assert (True, 7850) == (shown["preview"], shown["invoice"]["payable"])
    assert before == shop.rows()
    assert "unknown-subscription" == code(shop, "GET", "/v1/subscriptions/desk-1?programme=corner-coffee")
    started(shop)
    before = shop.rows()
    shop.ask("POST", "/v1/subscriptions/desk-1/cancel", {**OF, "preview": True})
    shop.ask("POST", "/v1/invoices/preview", {**OF, "subscription": "desk-1"})
    assert before == shop.rows()


def test_a_refused_change_changes_nothing(shop: Shop) -> None:
    """What the timeline refuses is not booked, nor is its idempotency key."""
    started(shop)
    before = shop.rows()

    assert "not-paused" == code(shop, "POST", "/v1/subscriptions/desk-1/resume", OF)
    assert "unknown-plan" == code(shop, "POST", "/v1/subscriptions/desk-1/changes", {**OF, "plan": "nope"})
    assert "nothing-changes" == code(shop, "POST", "/v1/subscriptions/desk-1/changes", {**OF, "seats": 1})
    assert before == shop.rows()


def test_use_that_has_no_price_is_named(shop: Shop) -> None:
    """Of events that come to more than the limits it is told which meter and period; one is corrected."""
    member = started(shop)["subscription"]["member"]
    event = {"member": member, "meter": "api-calls", "at": "2026-12-01T11:00:00Z"}
    sent = [
        {**event, "id": name, "quantity": much}
        for name, much in (("a", "6000000"), ("b", "6000000"), ("c", "10000001"))
    ]
    shop.clock.at = NEXT
    outcomes = shop.ask("POST", "/v1/usage/events", {**OF, "events": sent})["outcomes"]
    before = shop.rows()
    problem = shop.send("POST", "/v1/subscriptions/desk-1/bill", OF).get_json()

    assert "out-of-bounds" == outcomes[2]["why"]
    assert (409, "use-unpriced") == (problem["status"], problem["code"])
    assert problem["detail"].startswith("api-calls from 2026-11-")
    assert before == shop.rows()
    mended = {**event, "id": "d", "quantity": "0", "supersedes": "b"}
    shop.ask("POST", "/v1/usage/events", {**OF, "events": [mended]})
    assert "invoice" in shop.ask("POST", "/v1/subscriptions/desk-1/bill", OF)


def test_a_bill_is_booked_once(shop: Shop) -> None:
    """The same key gives the same invoice; another key finds nothing due any more."""
    started(shop)
    shop.clock.at = NEXT
    path = "/v1/subscriptions/desk-1/bill"
    first, again = (shop.send("POST", path, OF, key="bill-1") for _ in range(2))

    assert first.get_json() == again.get_json()
    assert "true" == again.headers["Idempotency-Replayed"]
    assert {} == shop.ask("POST", path, OF)
    booked = shop.ask("GET", "/v1/invoices?programme=corner-coffee&subscription=desk-1")["invoices"]
    assert ["1", "2"] == [invoice["number"] for invoice in booked]
    shown = shop.ask("GET", f"/v1/invoices/{booked[1]['id']}")
    assert booked[1] == first.get_json()["invoice"] == {name: shown[name] for name in booked[1]}
    assert ("committed", {"billed"}) == (
        shown["course"]["status"],
        {each["did"] for each in shown["course"]["earlier"]},
    )
    document = shop.ask("GET", f"/v1/documents/{booked[1]['id']}")
    assert (shown["total"], shown["course"]) == (document["total"], document["course"])
    elsewhere = shop.send("GET", f"/v1/explanations/{booked[1]['id']}")
    assert 404 == elsewhere.status_code
    assert f"GET /v1/documents/{booked[1]['id']}" in elsewhere.get_json()["errors"][0]["hint"]


def test_an_invoice_names_its_explanations(shop: Shop) -> None:
    """The explanation of a period has the lines the invoice tells of."""
    invoice = started(shop)["invoice"]
    [period] = invoice["periods"]
    explanation = shop.ask("GET", f"/v1/explanations/{period['explanation']}")

    assert [(line["step"], line["amount"]) for line in explanation["lines"]] == [
        (line["key"], line["now"]) for line in invoice["lines"]
    ]


def test_a_subscription_is_of_one_programme(shop: Shop) -> None:
    """A key of another programme reaches neither subscription nor invoice nor credit."""
    begun = started(shop)
    member, invoice = begun["subscription"]["member"], begun["invoice"]["id"]
    shop.key(programme="other")

    assert "unknown-invoice" == code(shop, "GET", f"/v1/invoices/{invoice}")
    assert "unknown-member" == code(shop, "GET", f"/v1/members/{member}/credit")
    assert "unknown-member" == code(shop, "GET", f"/v1/subscriptions?member={member}")
    path = "/v1/subscriptions/desk-1?programme=corner-coffee"
    assert "programme-out-of-reach" == code(shop, "GET", path)
    assert "unknown-subscription" == code(shop, "GET", "/v1/subscriptions/desk-1")


def test_subscriptions_of_a_member_are_listed(shop: Shop) -> None:
    """Oldest first, each as it stands."""
    member = shop.member()
    for name in ("a", "b"):
        shop.begun(f"/v1/subscriptions/{name}", {**OF, "member": member, "plan": "brew-pro"})
        shop.clock.pause(1000)
    shop.ask("POST", "/v1/subscriptions/a/cancel", OF)

    listed = shop.ask("GET", f"/v1/subscriptions?member={member}")["subscriptions"]
    assert [("a", "ended"), ("b", "active")] == [(one["id"], one["state"]) for one in listed]


def test_credit_is_of_the_programmes_currency(shop: Shop) -> None:
    """Credit in another currency is refused with its place; a top-up says both of its numbers."""
    path = f"/v1/members/{shop.member()}/credit"
    refused = shop.send("POST", path, {"amount": {"amount": 100, "currency": "USD"}}).get_json()
    shop.ask("POST", path, {"amount": {"amount": 100, "currency": "EUR"}})

    assert ("request-misfit", "/amount") == (refused["code"], refused["errors"][0]["pointer"])
    assert "?top_up_by" == shop.send("GET", f"{path}?top_up_below=500").get_json()["errors"][0]["pointer"]
    found = shop.ask("GET", f"{path}?top_up_below=500&top_up_by=250")
    assert (100, 500) == (found["left"]["amount"], found["top_up"]["amount"])
    body = {"member": found["member"]}
    assert "unknown-grant" == code(shop, "POST", "/v1/credit/crd_01b6esf8g0000/void", body)


def test_an_invoice_is_cancelled_once(shop: Shop) -> None:
    """A credit note cancels it; the same key gives the same, another is refused."""
    invoice = started(shop)["invoice"]
    path = f"/v1/invoices/{invoice['id']}/void"
    note, again = (shop.ask("POST", path, OF, key="void-1") for _ in range(2))

    assert note == again
    assert (-invoice["payable"], invoice["number"]) == (note["payable"], note["cancels"])
    assert "invoice-voided" == code(shop, "POST", path, OF)


def test_from_when_is_said_once(shop: Shop) -> None:
    """A time goes with `back_dated`, and that with a time; what has not begun yet is not started."""
    started(shop)
    for asked in (
        {"when": "back_dated"},
        {"at": "2026-11-22T08:00:00Z"},
        {"when": "now", "at": "2026-11-22T08:00:00Z"},
    ):
        refused = shop.send("POST", "/v1/subscriptions/desk-1/cancel", {**OF, **asked}).get_json()
        assert "/at" == refused["errors"][0]["pointer"]
    body = {**OF, "member": shop.member(), "plan": "brew-pro", "at": "2026-12-24T00:00:00Z"}
    assert "in-the-future" == code(shop, "PUT", "/v1/subscriptions/desk-2", body)


def test_a_start_with_part_of_a_second_is_the_same_again(shop: Shop) -> None:
    """A subscription begins with a whole second."""
    body = {**OF, "member": shop.member(), "plan": "brew-pro", "at": "2026-11-22T09:00:00.5Z"}

    assert [201, 200] == [shop.begin("/v1/subscriptions/desk-1", body).status_code for _ in range(2)]


def test_an_invoice_is_of_the_programme_that_is_named(shop: Shop) -> None:
    """Another programme's name does not cancel it, and one that nobody knows has no alerts."""
    invoice = started(shop)["invoice"]

    path = f"/v1/invoices/{invoice['id']}/void"
    assert "unknown-invoice" == code(shop, "POST", path, {"programme": "other"})
    assert "unknown-programme" == code(shop, "POST", "/v1/alerts/check", {"programme": "other"})


def test_credit_that_could_never_pay_is_refused(shop: Shop) -> None:
    """An end that has passed and a charge that no plan has are named with their places."""
    path, whole = f"/v1/members/{shop.member()}/credit", {"amount": {"amount": 100, "currency": "EUR"}}
    past = shop.send("POST", path, {**whole, "ends_at": "2026-11-22T09:00:00Z"}).get_json()
    other = shop.send("POST", path, {**whole, "charges": ["price", "usage.api-cals"]}).get_json()

    assert ["/ends_at"] == [one["pointer"] for one in past["errors"]]
    assert [("/charges/1", "did you mean `usage.api-calls`?")] == [
        (one["pointer"], one["hint"]) for one in other["errors"]
    ]


def test_use_of_a_subscription_that_is_not_there_is_refused(shop: Shop) -> None:
    """Neither of nobody's nor of another member's subscription is anything used; it would never be billed."""
    member = started(shop)["subscription"]["member"]
    started(shop, "desk-2")
    events = [
        {"id": f"of-{name}", "member": member, "meter": "api-calls", "quantity": 1, "subscription": name}
        | {"at": "2026-11-22T08:00:00Z"}
        for name in ("desk-1", "desk-2", "desk-3")
    ]
    told = shop.ask("POST", "/v1/usage/events", {**OF, "events": events})["outcomes"]

    assert [None, "unknown-subscription", "unknown-subscription"] == [one.get("why") for one in told]
