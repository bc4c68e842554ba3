"""The standing of a day, as data with its sentences."""

from tests.unit.api.routes.shop import LINE, Shop, basket


def test_a_standing_is_shown_with_its_reasons(shop: Shop) -> None:
    """The tier, what led there, what is missing in the reader's language."""
    member = shop.member()
    shop.ask("PUT", "/v1/orders/o-1", basket(member, {**LINE, "unit_price": "600.00"}))

    now = shop.ask("GET", f"/v1/members/{member}/standing")
    chinese = shop.ask("GET", f"/v1/members/{member}/standing?lang=zh-CN")

    assert ("silver", "gold") == (now["standing"]["tier"], now["next"]["tier"])
    assert [("blue", "silver", "risen")] == [(m["before"], m["after"], m["cause"]) for m in now["movements"]]
    assert ["500"] == [each["needed"] for each in now["movements"][0]["measured"]]
    assert 2 == len(now["sentences"])
    assert "more (spend) to gold" in now["sentences"][0]
    assert "距金卡还差" in chinese["sentences"][0]
    assert "more (spend) to keep silver by" in now["sentences"][1]


def test_a_day_that_is_none_and_a_day_before_joining(shop: Shop) -> None:
    """Each is refused with its own code."""
    member = shop.member()

    assert 422 == shop.send("GET", f"/v1/members/{member}/standing?on=2026-02-30").status_code
    before = shop.send("GET", f"/v1/members/{member}/standing?on=2020-01-01")

    assert (404, "no-tiers") == (before.status_code, before.get_json()["code"])
