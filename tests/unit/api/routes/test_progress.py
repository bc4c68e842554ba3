"""How far a member is, as data with its sentences."""

from datetime import timedelta

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.use_cases.adopt_programme import adopt_programme
from tests.unit.api.routes.shop import LINE, RULES, Shop, basket

EVENTS = """
events:
  - {id: review, name: {en: Reviews, zh-CN: 评价}, points: 50, once_per: card, card: {each: 3}}
  - id: visit
    name: {en: Visits, zh-CN: 到店}
    points: 20
    once_per: streak
    streak: {of: day, times: 2, once: true}
"""


def test_the_way_to_a_tier_is_told_without_cards(shop: Shop) -> None:
    """A programme without cards and streaks tells of the tier alone, in the reader's language."""
    member = shop.member()
    shop.ask("PUT", "/v1/orders/o-1", basket(member, {**LINE, "unit_price": "600.00"}))

    found = shop.ask("GET", f"/v1/members/{member}/progress")
    chinese = shop.ask("GET", f"/v1/members/{member}/progress?lang=zh-CN")

    assert ([], [], "gold") == (found["cards"], found["streaks"], found["next"]["tier"])
    assert "more (spend) to gold" in found["sentences"][0]
    assert "距金卡还差" in chinese["sentences"][0]
    assert "more (spend) to keep silver by" in found["sentences"][1]
    assert "即可保留银卡" in chinese["sentences"][1]


def test_events_fill_cards_and_streaks(shop: Shop) -> None:
    """What events fill is told with what it gives, and what was given once is done."""
    source = dict(read_rule_folder(RULES).source)
    shop.clock.at += timedelta(hours=1)
    adopt_programme(shop.services, {**source, "events.yaml": EVENTS})
    shop.clock.at += timedelta(days=3)
    member = shop.member()
    said = {"member": member, "at": "2026-11-25T08:00:00Z"}
    shop.ask("POST", "/v1/events", {**said, "id": "r-1", "event": "review"})
    for number in (1, 2):
        said["at"] = f"2026-11-2{2 + number}T08:00:00Z"
        shop.ask("POST", "/v1/events", {**said, "id": f"v-{number}", "event": "visit"})

    found = shop.ask("GET", f"/v1/members/{member}/progress")

    assert [("review", "1", "3", "2", "50")] == [
        (each["rule"], each["filled"], each["each"], each["missing"], each["gives"])
        for each in found["cards"]
    ]
    assert [("visit", 0, True)] == [
        (each["rule"], each["missing"], each["done"]) for each in found["streaks"]
    ]
    assert "Reviews: 1 of 3, 2 to go; it gives 50\N{NO-BREAK SPACE}points" == found["sentences"][0]
    assert "Visits: done, it counts once" == found["sentences"][1]


def test_nobody_and_another_language_are_refused(shop: Shop) -> None:
    """A member who is not there is unknown, a language that is not spoken a fault."""
    member = shop.member()

    assert 404 == shop.send("GET", "/v1/members/mem_01b6esf8g0000/progress").status_code
    assert 422 == shop.send("GET", f"/v1/members/{member}/progress?lang=fr").status_code
