"""What a membership was worth, as data, as text and as a page."""

from tests.unit.api.routes.shop import LINE, Shop, basket

TIME = "start=2026-11-01T00:00:00Z&end=2026-12-01T00:00:00Z"


def test_forms_say_the_same(shop: Shop) -> None:
    """The difference stands in each form; the page leads to the same page in the other language."""
    member = shop.member()
    shop.ask("PUT", "/v1/orders/o-1", basket(member, {**LINE, "quantity": 2}))
    address = f"/v1/members/{member}/value?{TIME}"
    told = shop.ask("GET", address)
    text = shop.send("GET", f"{address}&format=text").text
    page = shop.send("GET", f"{address}&format=html&lang=zh-CN")

    assert (1, 0) == (len(told["orders"]), told["total"]["fee"])
    assert told["orders"][0]["saved"] == told["total"]["net"]
    assert "Order o-1" in text
    assert "zh-CN" == page.headers["Content-Language"]
    assert "format=html&amp;lang=en" in page.text
    assert "start=2026-11-01T00%3A00%3A00Z" in page.text


def test_other_times_hold_nothing(shop: Shop) -> None:
    """The end is outside; a time that ends before it begins, and somebody else's member, are refused."""
    member = shop.member()
    shop.ask("PUT", "/v1/orders/o-1", basket(member))
    late = f"/v1/members/{member}/value?start=2026-12-01T00:00:00Z&end=2027-12-01T00:00:00Z"
    backwards = f"/v1/members/{member}/value?start=2026-12-01T00:00:00Z&end=2026-12-01T00:00:00Z"

    assert [] == shop.ask("GET", late)["orders"]
    assert 422 == shop.send("GET", backwards).status_code
    assert 404 == shop.send("GET", f"/v1/members/mem_0000000000000/value?{TIME}").status_code


def test_a_form_it_is_not_given_in_is_refused(shop: Shop) -> None:
    """A file of a bill has a number in its name; a statement of value has none, and is no such file."""
    address = f"/v1/members/{shop.member()}/value?{TIME}"
    asked = {**shop.headers, "Accept": "text/csv"}

    for form in ("csv", "pdf"):
        refused = shop.send("GET", f"{address}&format={form}")
        assert (422, "?format") == (refused.status_code, refused.get_json()["errors"][0]["pointer"])
    assert 406 == shop.app.test_client().get(address, headers=asked).status_code
