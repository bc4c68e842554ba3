"""The catalogue and the profiles over the API: every row with evidence, every value with its source."""

from loyalty.profiles.shipped import catalogue, profiles
from tests.unit.api.routes.shop import Shop


def test_the_catalogue_is_told_whole_and_by_market(shop: Shop) -> None:
    """Each constraint has one evidence word; of a market those are told that bind in it."""
    rows = shop.ask("GET", "/v1/constraints")["constraints"]
    assert [each["constraint"] for each in rows] == list(catalogue())
    assert all(each["tests"] or each["evidence"] == "NOT CHECKED" for each in rows)

    told = {each["constraint"] for each in shop.ask("GET", "/v1/constraints?market=CN")["constraints"]}
    assert "PD-22" in told
    assert "PX-01" in told
    assert "PP-03" not in told


def test_profiles_are_told_with_status_and_source(shop: Shop) -> None:
    """A market's values have status, days and source; one that is not known is refused."""
    assert len(shop.ask("GET", "/v1/profiles")["profiles"]) == len(profiles())
    value = shop.ask("GET", "/v1/profiles/EU")["parameters"]["prior_price.days"][0]
    assert (value["value"], value["status"], value["known"]) == ("30", "in_force", "seen")
    assert "98/6/EC" in value["source"]
    assert shop.send("GET", "/v1/profiles/XX").get_json()["code"] == "unknown-profile"
