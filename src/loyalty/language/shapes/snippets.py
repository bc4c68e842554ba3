"""Whole pieces of a rule file that an editor offers where a list goes on, by the shape they are of."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

_NAME: Final = {"en": "${2:Name}", "zh-CN": "${3:名称}"}


def _named(label: str, description: str, **body: object) -> dict[str, Any]:
    """Give a piece with an id and a name of its own, which the writer fills in first."""
    return _piece(label, description, id="${1:own-brand-weeks}", name=_NAME, **body)


def _piece(label: str, description: str, **body: object) -> dict[str, Any]:
    return {"label": label, "description": description, "body": body}


SNIPPETS: Final[Mapping[str, Sequence[Mapping[str, Any]]]] = {
    "EarnRuleShape": (
        _named("double points", "Multiplies a line's points.", when='line.brand == "own"', multiply="2x"),
        _named(
            "points on top",
            "Adds points once for an order that is large enough.",
            when="order.total >= 25.00",
            add=50,
            once_per="order",
        ),
        _named(
            "full card",
            "Adds points for every tenth order.",
            add=100,
            once_per="card",
            card={"of": "orders", "each": 10},
        ),
    ),
    "DiscountRuleShape": (
        _named("percentage off", "Takes a share off each line.", percent="10%"),
        _named(
            "amount off from a sum on",
            "Takes an amount off the order when it is large enough.",
            reached={"amount": 50, "measured": "before_discounts"},
            amount=5,
            each="order",
        ),
        _named(
            "buy two, get one free",
            "Makes the cheapest of three units free.",
            buy_get={
                "buy": 2,
                "get": 1,
                "percent": "100%",
                "counted": "all_lines",
                "given": "cheapest_of_each_set",
            },
        ),
    ),
    "FeeShape": (
        _named(
            "fixed fee",
            "A fee with its purpose and recipient, on a line of its own.",
            amount="3.20",
            purpose="carriage",
            recipient="carrier",
            refundable=False,
        ),
    ),
    "TierShape": (
        _piece(
            "tier", "A step of the ladder.", name="${1:gold}", **{"from": 2000}, earn="1.5x", discount="5%"
        ),
    ),
    "CapShape": (
        _piece(
            "cap per month", "The most a member earns in a month.", per=["member", "month"], at_most=20000
        ),
    ),
    "RewardShape": (_named("reward", "Something points are exchanged for.", kind="good", cost=500),),
    "EarnEventShape": (
        _named("points for an event", "Points for what a member does.", points=20, once_per="day"),
    ),
    "VoucherShape": (
        _piece(
            "public voucher",
            "One code for everybody, once per member.",
            id="${1:welcome}",
            name=_NAME,
            codes="public",
            code="WELCOME10",
            each_member=1,
            after_return="given_back",
        ),
        _piece(
            "voucher for the next order",
            "An order gives a code that counts once, for some days.",
            id="${1:next_order}",
            name=_NAME,
            codes="unique",
            each_code=1,
            given_by_order={"valid": "30 days"},
            after_return="used_up",
        ),
    ),
    "CouponShape": (_named("coupon", "A share off some periods.", percent="10%", lasts="3 periods"),),
    "PlanShape": (
        _named(
            "monthly plan",
            "A subscription with one price a month.",
            price={"every": "month", "anchor": "anniversary", "amount": "29.00"},
            proration={"basis": "second", "on_change": "credit_and_charge"},
        ),
    ),
    "ExampleShape": (
        _piece(
            "order and its points",
            "A worked example that must hold.",
            name="${1:a member buys a bag of coffee}",
            given={
                "order": {"at": "2026-11-22T10:00:00+01:00"},
                "lines": [{"sku": "beans-1kg", "quantity": 1, "unit_price": "26.94"}],
            },
            expect={"points": 26},
        ),
    ),
    "WaiverShape": (
        _piece(
            "waiver",
            "A constraint that may fail at one place until a day.",
            constraint="${1:better_tier}",
            where="${2:own-brand-weeks}",
            reason="${3:why}",
            approved_by="${4:who}",
            until="2026-12-31",
        ),
    ),
}
"""Pieces by the name of their shape; ``${1:word}`` is a place the writer fills in."""
