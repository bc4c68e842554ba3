"""Prepaid credit of members."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import (
    INSTANT,
    MINOR_MAX,
    TRUTH,
    caller_id,
    choice,
    integer,
    money,
    our_id_text,
    query_integer,
)
from api.schemas.common import NAME, member_id, moment, plain
from loyalty.kernel.money import Money, currency
from loyalty.use_cases.billing.grant_credit import PRIORITY

GRANT_ID = our_id_text("crd")
PLAN = caller_id(example="brew-pro")
CHARGE = caller_id(example="usage.api-calls")
NAMES_MAX = 100
GRANTS_MAX = 10_000
GRANT_EXAMPLE = {"amount": {"amount": 5000, "currency": "EUR"}, "purchased": True}
MEMBER_EXAMPLE = {"member": "mem_01b6esf8g0000"}
MONEY = money()


class GrantIn(StrictSchema):
    """A sum of credit."""

    amount = Member(money(1), "How much.")
    purchased = Member(TRUTH, "Whether it was paid for; such credit is used last.", default=False)
    priority = Member(integer(0, 100, example=PRIORITY), "Which is used first: the lowest.", default=PRIORITY)
    ends_at = moment("Until when it may pay, that moment outside; without it, for ever.")
    plans = Items(
        Member(PLAN, "A plan."), "The plans it is for; all.", fewest=1, most=NAMES_MAX, required=False
    )
    charges = Items(
        Member(CHARGE, "`price`, `seats`, `minimum`, `add_on.<id>`, `usage.<meter>` or `fee.<id>`."),
        "The charges it is for, with the tax on them; without it, all.",
        fewest=1,
        most=NAMES_MAX,
        required=False,
    )


class GrantVoidIn(StrictSchema):
    """Whose grant ends."""

    member = member_id()


class GrantOut(AnswerSchema):
    """A grant of credit."""

    grant = Member(GRANT_ID, "Its id.")
    amount = Member(MONEY, "How much it was.")
    left = Member(MONEY, "How much of it is left.")
    lost = Member(MONEY, "What was lost when it was ended.", required=False)
    refunded = Member(MONEY, "What you pay back of what was bought, when it was ended.", required=False)
    priority = Member(integer(0, 100), "Which is used first: the lowest.")
    purchased = Member(TRUTH, "Whether it was paid for.")
    created_at = Member(INSTANT, "Since when.")
    ends_at = Member(INSTANT, "Until when; absent: for ever.", required=False)
    plans = Member(plain({"type": "array", "items": NAME.shown}), "The plans it is for; none named: all.")
    charges = Member(plain({"type": "array", "items": NAME.shown}), "The charges it is for; none named: all.")
    state = Member(choice("active", "used", "ended"), "Whether it may pay.")


class CreditAsk(StrictSchema):
    """What would have to be bought where little is left; both or neither."""

    top_up_below = Member(query_integer(1, MINOR_MAX), "In minor units: what is to be there.", required=False)
    top_up_by = Member(query_integer(1, MINOR_MAX), "In minor units: what is bought at once.", required=False)


class CreditOut(AnswerSchema):
    """What a member has."""

    member = member_id()
    left = Member(MONEY, "What may still pay.")
    top_up = Member(MONEY, "What is to be bought.", required=False)
    grants = Items(Part(GrantOut), "The grants, oldest first.", fewest=0, most=GRANTS_MAX)


def grant_shown(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give the members of `GrantOut` from a grant as plain data."""
    own = currency(data["currency"])
    amounts = {
        name: Money(data[name], own) for name in ("amount", "left", "lost", "refunded") if name in data
    }
    return {**data, **amounts}
