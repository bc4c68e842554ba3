"""The price history over the API: rows in, the price to compare with, a reduction that is refused."""

from tests.unit.api.routes.shop import Shop

OF = "/v1/programmes/corner-coffee"
ROWS = [
    {"sku": "beans-1kg", "market": "EU", "since": "2026-10-01", "price": "12.00"},
    {"sku": "beans-1kg", "market": "EU", "since": "2026-11-10", "until": "2026-11-12", "price": "10.00"},
    {"sku": "beans-1kg", "market": "EU", "since": "soon", "price": "9.00"},
]


def test_prices_are_taken_in_and_a_reduction_is_checked_by_them(shop: Shop) -> None:
    """A wrong row is named with what to do; the lowest price of the thirty days decides."""
    taken = shop.ask("POST", f"{OF}/prices", {"source": "list-7", "rows": ROWS})
    again = shop.ask("POST", f"{OF}/prices", {"source": "list-7", "rows": ROWS})
    rows = shop.ask("GET", f"{OF}/prices?sku=beans-1kg")["prices"]
    told = shop.ask("GET", f"{OF}/reference-price?sku=beans-1kg&market=EU&day=2026-11-22")
    stated = {"sku": "beans-1kg", "market": "EU", "day": "2026-11-22", "now": "9.00"}
    wrong = shop.ask("POST", f"{OF}/reductions/check", {**stated, "was": "12.00", "percent": 25})
    right = shop.ask("POST", f"{OF}/reductions/check", {**stated, "was": "10.00", "percent": 10})

    assert ["imported", "imported", "refused"] == [row["ended"] for row in taken["rows"]]
    assert "not-a-time" == taken["rows"][2]["code"]
    assert ["there before", "there before", "refused"] == [row["ended"] for row in again["rows"]]
    assert [(1, "12"), (2, "10")] == [(row["row"], row["price"]) for row in rows]
    assert "2026-11-12T23:00:00Z" == rows[1]["until"]
    reference = told["markets"][0]["reference"]
    assert ("10", 2, rows[1]["digest"]) == tuple(
        reference[name] for name in ("prior_price", "row", "history_row_hash")
    )
    assert "2026-10-22T22:00:00Z" == reference["window"]["since"]
    assert (False, True) == (wrong["lawful"], right["lawful"])
    assert ["PRIOR_PRICE_WRONG", "PERCENT_BASE_WRONG"] == [
        each["code"] for each in wrong["markets"][0]["faults"]
    ]
    assert 10 == right["markets"][0]["reference"]["percent"]
    german = shop.ask("GET", f"{OF}/reference-price?sku=beans-1kg&market=DE&day=2026-11-22")
    assert german == told
    assert wrong == shop.ask(
        "POST", f"{OF}/reductions/check", {**stated, "market": "NO", "was": "12.00", "percent": 25}
    )
    assert (2, []) == ((chain := shop.ask("GET", f"{OF}/price-chain"))["rows"], chain["broken"])


def test_what_cannot_be_asked_is_refused(shop: Shop) -> None:
    """A market the programme is not for, a reduction of nothing stated, a programme of somebody else."""
    other = shop.send("GET", f"{OF}/reference-price?sku=beans-1kg&market=JP")
    nothing = shop.send("POST", f"{OF}/reductions/check", {"sku": "beans-1kg", "now": "9.00"})
    none = shop.ask("GET", f"{OF}/reductions")
    unknown = shop.send("GET", "/v1/programmes/tea-house/prices")

    assert (422, "jurisdiction-not-declared") == (other.status_code, other.get_json()["code"])
    assert (422, "/was") == (nothing.status_code, nothing.get_json()["errors"][0]["pointer"])
    assert {"reductions": []} == none
    assert 404 == unknown.status_code
