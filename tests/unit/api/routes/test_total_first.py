"""The total is told before anybody is asked who they are."""

from loyalty.access.scopes import Scope
from tests.unit.api.routes.shop import Shop, basket

NOBODY = {
    "member.enrolled": "false",
    "member.tier": "none",
    "member.country": "DE",
    "history.points_month": "0",
}
"""What stands for somebody of whom nothing is known; the country is what the programme takes then."""


def test_the_total_comes_before_who_asks(shop: Shop) -> None:
    """Without a member, and with a key that may look at none, the total is told and nobody is looked at."""
    shop.ask("POST", "/v1/members", {"programme": "corner-coffee"})
    shop.key(Scope.QUOTES_WRITE, Scope.EXPLANATIONS_READ, Scope.EXPLANATIONS_AUDIT)
    quote = shop.ask("POST", "/v1/quotes", basket())
    told = shop.ask("GET", f"/v1/explanations/{quote['explanation']}?view=auditor")

    assert told["total"]["due"] == quote["due"]["amount"]
    assert "subject_commitment" not in told, "TOTAL_AFTER_PERSONAL_DATA"
    known = {name: value for name, value in told["facts"].items() if name.startswith(("member.", "history."))}
    assert NOBODY == known, "TOTAL_AFTER_PERSONAL_DATA"
