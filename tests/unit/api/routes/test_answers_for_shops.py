"""What a shop reads in a price: the total first, effects to act on, reasons in plain values."""

from datetime import timedelta

from tests.unit.api.routes.shop import LINE, Shop, basket

TEA = {"sku": "sencha", "quantity": 1, "unit_price": "100.00", "category": "tea", "brand": "other"}
TEA_WEEK = "2026-12-08T09:00:00Z"


def test_the_total_comes_first(shop: Shop) -> None:
    """A quote begins with its id and how long it is promised, then what is due and left to pay."""
    quote = shop.ask("POST", "/v1/quotes", basket())

    assert ["id", "valid_until", "due", "payable"] == list(quote)[:4]


def test_effects_of_a_line_name_their_rule(shop: Shop) -> None:
    """A discount of a line and the points of the whole each become one effect with its rules."""
    quote = shop.ask("POST", "/v1/quotes", basket(shop.member(), TEA, at=TEA_WEEK))

    assert [
        {"type": "discount.line", "rules": ["tea-week"], "line": "1", "amount": eur(1000)},
        {"type": "discount.order", "rules": ["collect-thanks"], "amount": eur(50)},
        {"type": "points.add", "rules": ["base-points", "app-bonus"], "points": 139},
    ] == quote["effects"]


def test_a_discount_of_the_order_is_one_effect(shop: Shop) -> None:
    """An amount off the order that is shared over its lines is told once, as a whole."""
    two = basket(None, LINE, TEA, at="2026-12-20T09:00:00Z")
    quote = shop.ask("POST", "/v1/quotes", two)

    shared = [line for line in quote["lines"] if line["rule"] == "collect-thanks"]
    assert [{"type": "discount.order", "rules": ["collect-thanks"], "amount": eur(50)}] == quote["effects"]
    assert (2, -50) == (len(shared), sum(line["amount"]["amount"] for line in shared))


def test_points_that_pay_are_an_effect(shop: Shop) -> None:
    """What is paid with points names how many points, and the money they stand for."""
    member = shop.member_with_points()
    quote = shop.ask("POST", "/v1/quotes", basket(member, points_to_spend=600))

    paid = [effect for effect in quote["effects"] if effect["type"] == "points.deduct"]
    assert [{"type": "points.deduct", "rules": ["points-payment"], "points": 600, "amount": eur(600)}] == paid


def test_nothing_is_added_for_nobody(shop: Shop) -> None:
    """Somebody who is no member earns nothing, so no effect adds points."""
    assert [] == shop.ask("POST", "/v1/quotes", basket())["effects"]


def test_what_was_is_written_plainly(shop: Shop) -> None:
    """Days, money, counts and truths of a rule that did not apply are written as everywhere else."""
    cheap = {**LINE, "unit_price": "10.00", "category": "tea"}
    quote = shop.ask("POST", "/v1/quotes", basket(None, cheap, points_to_spend=10))

    was = {rule["rule"]: rule["was"] for rule in quote["not_applied"]}
    assert {"line.category": "tea", "order.day": "2026-11-22"} == was["tea-week"]
    assert {"order.channel": "app", "order.total": eur(1000)} == was["app-bonus"]
    assert {"member.enrolled": False, "order.points_offered": 10, "points.limit": 500} == was[
        "points-payment"
    ]


def test_an_estimate_leaves_no_part_out(shop: Shop) -> None:
    """The lines of an estimate, the plan's own price and its fees among them, add up to what is due."""
    asked = {"programme": "corner-coffee", "plan": "brew-pro", "meter": "api-calls", "quantity": "150000"}
    found = shop.ask("POST", "/v1/estimates", asked)

    counted = [line["amount"]["amount"] for line in found["lines"] if not line["inside"]]
    assert found["due"] == eur(sum(counted))
    assert {"subscription", "usage", "mandatory_fee"} <= {line["category"] for line in found["lines"]}


def test_a_price_of_another_time_is_no_promise(shop: Shop) -> None:
    """A quote for next month tells what would be; no order today gets that price."""
    member = shop.member()
    forecast = shop.ask("POST", "/v1/quotes", basket(member, TEA, at=TEA_WEEK))
    before = shop.rows()
    answer = shop.send("PUT", "/v1/orders/o-1", basket(member, TEA, quote=forecast["id"]))

    assert "2026-11-22T09:00:00Z" == forecast["valid_until"]
    assert (409, "quote-expired") == (answer.status_code, answer.get_json()["code"])
    assert before == shop.rows()


def test_a_price_of_a_while_ago_is_promised_from_then(shop: Shop) -> None:
    """Thirty minutes count from the moment the quote is about; a clock a little ahead is our own."""
    ago = shop.ask("POST", "/v1/quotes", basket(at="2026-11-22T08:40:00Z"))
    ahead = shop.ask("POST", "/v1/quotes", basket(at="2026-11-22T09:00:04Z"))
    old = shop.ask("POST", "/v1/quotes", basket(at="2026-11-20T09:00:00Z"))
    shop.clock.at += timedelta(minutes=9)

    assert "2026-11-22T09:10:00Z" == ago["valid_until"]
    assert "2026-11-22T09:30:00Z" == ahead["valid_until"]
    assert "2026-11-22T09:00:00Z" == old["valid_until"]
    assert 201 == shop.send("PUT", "/v1/orders/o-1", basket(quote=ago["id"])).status_code


def eur(minor: int) -> dict[str, object]:
    """Give an amount of euros in cents."""
    return {"amount": minor, "currency": "EUR"}


def test_a_look_back_of_fifty_years_is_answered(shop: Shop) -> None:
    """Also where it begins before any day that a request may name."""
    assert "1976-11-22" == shop.ask("GET", "/v1/programmes/corner-coffee/dormant?months=600")["before"]
