"""Plans compared: what the same use would cost on each."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from api import faults
from api.fields import AnswerSchema, Facts, Items, Member, Part, StrictSchema
from api.reading.forms import TRUTH, caller_id, choice, money
from api.refusals import RequestInvalid
from api.schemas.common import DIGEST, EXPLANATION, LABEL, NAME, member_id, moment, money_of, programme_name
from api.schemas.quotes import ROWS_MAX, SIGNED
from api.schemas.usage import METER, METERS_MAX, PeriodIn, UsedIn, usage_of
from loyalty.decision.answers.comparison import Told, Why
from loyalty.kernel.period import Period
from loyalty.use_cases.compare_plans import Compared

PLAN = caller_id(example="brew-pro")
COMPARE_EXAMPLE = {"programme": "corner-coffee", "used": [{"meter": "api-calls", "quantity": "150000"}]}


class CompareIn(StrictSchema):
    """What is used in one period, whichever plan it is used on."""

    programme = programme_name()
    used = Items(Part(UsedIn), "What is used, each meter once.", fewest=0, most=METERS_MAX, required=False)
    period = Part(
        PeriodIn, "Instead of `used`: the period whose events count; with `member`.", required=False
    )
    plan = Member(
        PLAN, "The plan of now; its interval counts, and others are told against it.", required=False
    )
    member = member_id(required=False)
    at = moment("The moment it is about; without it, now.")
    facts = Facts("Facts by full name; only those a request may state.")


class PartOut(AnswerSchema):
    """What all lines of one category come to."""

    category = Member(NAME, "The category of the lines.")
    amount = Member(SIGNED, "Their sum, signed.")


class PlanPriceOut(AnswerSchema):
    """What the use would cost on one plan."""

    plan = Member(PLAN, "The plan.")
    name = Member(LABEL, "Its name by language.")
    due = Member(money(), "What a usual period would cost, compulsory fees and tax included.")
    first_due = Member(money(), "What the first period would cost, with what is charged once.")
    parts = Items(Part(PartOut), "What `due` is made of.", fewest=0, most=ROWS_MAX)
    more = Member(money(), "How much dearer than the cheapest.")
    against_now = Member(SIGNED, "How much dearer than the plan of now; below 0: cheaper.", required=False)
    cheapest = Member(TRUTH, "Whether nothing is cheaper.")
    explanation = Member(EXPLANATION, "The id of the whole explanation of `due`.")


class LeftOutOut(AnswerSchema):
    """A plan that cannot be compared."""

    plan = Member(PLAN, "The plan.")
    name = Member(LABEL, "Its name by language.")
    why = Member(choice(*Why), "Why: it does not count what was used, or its periods have another length.")
    meters = Items(Member(METER, "A meter."), "The meters it does not count.", fewest=0, most=METERS_MAX)


class CompareOut(AnswerSchema):
    """Every plan of the programme, the cheapest first."""

    programme = programme_name()
    rules_version = Member(DIGEST, "The digest of the programme that decided.")
    every = Member(NAME, "The length of the period that is compared, as the rules write it.")
    plans = Items(Part(PlanPriceOut), "The plans that can be compared.", fewest=0, most=ROWS_MAX)
    left_out = Items(Part(LeftOutOut), "The others, with the reason.", fewest=0, most=ROWS_MAX)


def use_of(body: Mapping[str, Any]) -> tuple[Mapping[str, Fraction], Period | None]:
    """Give quantities by meter, or the period whose events count.

    Raises `RequestInvalid` where neither is named, or both are.
    """
    if "used" not in body and "period" not in body:
        raise RequestInvalid([faults.REQUIRED.at("/used")])
    return usage_of(body)


def compared(found: Compared) -> dict[str, object]:
    """Give the members of `CompareOut`."""
    return {
        "programme": found.programme.name,
        "rules_version": found.programme.digest,
        "every": str(found.comparison.every),
        "plans": [_plan(one) for one in found.plans],
        "left_out": [
            {"plan": one.plan, "name": one.name, "why": one.why, "meters": list(one.meters)}
            for one in found.comparison.left_out
        ],
    }


def _plan(one: Told) -> dict[str, object]:
    document = one.document
    return {
        "plan": one.plan,
        "name": one.name,
        "due": money_of(document, one.due),
        "first_due": money_of(document, one.first_due),
        "parts": [
            {"category": category, "amount": money_of(document, amount)}
            for category, amount in one.parts.items()
        ],
        "more": money_of(document, one.more),
        "against_now": None if one.against is None else money_of(document, one.against),
        "cheapest": one.more == 0,
        "explanation": document["id"],
    }
