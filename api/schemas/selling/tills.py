"""Sales of tills that had no network."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, choice, money, text
from api.schemas.basket import BASKET_EXAMPLE, GoodsIn
from api.schemas.common import (
    DIGEST,
    EXPLANATION,
    NAME,
    POINTS_MAX,
    member_id,
    money_of,
    point_count,
    programme_name,
)
from api.schemas.membership.identities import IdentityIn
from api.schemas.orders import ORDER_ID
from api.schemas.quotes import SIGNED, VoucherGivenOut
from api.schemas.vouchers import CODES_MAX
from loyalty.use_cases.tills.sync_sales import Synced, SyncOutcome

SALES_MAX = 100
GIVEN_DIGEST = text(64, example="0" * 64)
SYNC_EXAMPLE = {
    "programme": "corner-coffee",
    "sales": [
        {
            "id": "till-7-1001",
            "at": "2026-11-22T09:00:00Z",
            "digest": "0" * 64,
            "promised": {"payable": {"amount": 3194, "currency": "EUR"}, "points_earned": 32},
            **{name: BASKET_EXAMPLE[name] for name in ("currency", "order", "facts", "lines")},
        }
    ],
}


class PromisedIn(StrictSchema):
    """What the till told the buyer."""

    payable = Member(money(), "What it took.")
    points_earned = point_count("Points it said would be earned.", default=0)
    points_used = point_count("Points it said would be used.", default=0)


class SaleHead(StrictSchema):
    """Which sale it was; it comes before the goods."""

    id = Member(ORDER_ID, "The till's own id of the order.")
    at = Member(INSTANT, "When it was.")
    digest = Member(GIVEN_DIGEST, "The digest of the bundle that priced it.")
    member = member_id(required=False)
    identity = Part(IdentityIn, "In place of `member`: something the member is known by.", required=False)
    promised = Part(PromisedIn, "What the till told the buyer.")


class SaleIn(GoodsIn, SaleHead):
    """A sale as the till kept it."""


class SyncIn(StrictSchema):
    """Sales of one programme."""

    programme = programme_name()
    sales = Items(Part(SaleIn), "The sales.", fewest=1, most=SALES_MAX)


class DifferenceOut(AnswerSchema):
    """By how much what is decided is more than what was promised, below zero less."""

    payable = Member(SIGNED, "Money.")
    points_earned = point_count("Points earned.", low=-POINTS_MAX)
    points_used = point_count("Points used.", low=-POINTS_MAX)
    reason = Member(NAME, "Under which the difference is booked.")


class SyncOutcomeOut(AnswerSchema):
    """What became of one sale."""

    id = Member(ORDER_ID, "The till's id.")
    outcome = Member(choice(*SyncOutcome), "Whether it is booked.")
    difference = Part(DifferenceOut, "How the till's promise differs.", required=False)
    rules_version = Member(DIGEST, "The digest that decided.", required=False)
    vouchers_given = Items(
        Part(VoucherGivenOut), "What it gives for the next order.", fewest=0, most=CODES_MAX, required=False
    )
    explanation = Member(EXPLANATION, "Why: the receipt.", required=False)
    why = Member(NAME, "Why it is not booked, as the code of a problem.", required=False)
    detail = Member(NAME, "The same in a sentence.", required=False)


class SyncOut(AnswerSchema):
    """One outcome for each sale, in the order they were sent; one that is refused stops no other."""

    outcomes = Items(Part(SyncOutcomeOut), "The outcomes.", fewest=0, most=SALES_MAX)


def outcome_shown(synced: Synced) -> Mapping[str, Any]:
    """Give the members of `SyncOutcomeOut`."""
    told: dict[str, Any] = {
        "id": synced.order_id,
        "outcome": synced.outcome,
        "why": synced.why or None,
        "detail": synced.detail or None,
    }
    if synced.recorded is None:
        return told
    recipe, offline = synced.recorded.recipe, synced.recorded.recipe.offline
    if "reason" in offline:
        of = {"currency": recipe.decision.programme.currency.code}
        difference = offline["difference"]
        payable = money_of(of, difference["payable"])
        told["difference"] = {**difference, "payable": payable, "reason": offline["reason"]}
    if synced.codes:
        names = {shape.id: dict(shape.name) for shape in recipe.decision.programme.shape.vouchers}
        told["vouchers_given"] = [
            {
                "voucher": given.voucher,
                "name": names[given.voucher],
                "code": given.code,
                "last_day": given.last_day.isoformat(),
            }
            for given in synced.codes
        ]
    explanation = synced.recorded.order.explanation_id
    return told | {"rules_version": synced.recorded.order.digest, "explanation": explanation}
