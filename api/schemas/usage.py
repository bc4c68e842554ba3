"""Usage events and estimates."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from marshmallow import ValidationError

from api import faults
from api.fields import AnswerSchema, Facts, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TEXT_MAX, TRUTH, caller_id, choice, decimal, money, signed_decimal
from api.refusals import RequestInvalid
from api.schemas.common import (
    AS_IT_IS,
    DIGEST,
    EXPLANATION,
    NAME,
    member_id,
    moment,
    plain,
    programme_name,
)
from api.schemas.quotes import ROWS_MAX, PriceLineOut
from loyalty.kernel.period import Period
from loyalty.usage.event import Reception

EVENTS_MAX = 1000
QUANTITY_MAX = 10**9
PROPERTIES_MAX = 20
NAME_MAX = 64
EVENT_ID = caller_id(example="evt-1")
METER = caller_id(example="api-calls")
EVENTS_EXAMPLE = {
    "programme": "corner-coffee",
    "events": [
        {
            "id": "evt-1",
            "member": "mem_01b6esf8g0000",
            "meter": "api-calls",
            "quantity": 1,
            "at": "2026-11-22T09:00:00Z",
        }
    ],
}
ESTIMATE_EXAMPLE = {"programme": "corner-coffee", "plan": "brew-pro", "meter": "api-calls", "quantity": "25"}


class Properties(Facts):
    """Texts by name that a meter may count, filter or group by."""

    def __init__(self) -> None:
        super().__init__("Texts by name that the meter may count, filter or group by.", most=PROPERTIES_MAX)

    def _deserialize(self, value: object, *rest: object, **named: object) -> dict[str, str]:
        found = super()._deserialize(value, *rest, **named)
        long = faults.TOO_LONG.hinting(
            f"write at most {NAME_MAX} characters as its name, {TEXT_MAX} as its text"
        )
        wrong = {name: [long] for name, text in found.items() if len(name) > NAME_MAX or len(text) > TEXT_MAX}
        if wrong:
            raise ValidationError(wrong)
        return found


class EventIn(StrictSchema):
    """Something that was used."""

    id = Member(EVENT_ID, "Your id of the event; the same id counts once.")
    member = member_id()
    meter = Member(METER, "Which meter.")
    quantity = Member(
        signed_decimal(most=QUANTITY_MAX),
        "How much; without it, 1. Below zero only where the meter allows it.",
        required=False,
    )
    at = Member(INSTANT, "When it was used.")
    properties = Properties()
    supersedes = Member(
        EVENT_ID, "The id of an event that this one corrects; that one no longer counts.", required=False
    )
    subscription = Member(
        caller_id(example="sub-1"),
        "The subscription it belongs to, where a member has several.",
        required=False,
    )


class EventsIn(StrictSchema):
    """Events of one programme."""

    programme = programme_name()
    events = Items(Part(EventIn), "The events.", fewest=1, most=EVENTS_MAX)


class EventOutcomeOut(AnswerSchema):
    """What became of one event; accepted, late and corrected ones count."""

    id = Member(EVENT_ID, "Your id of the event.")
    outcome = Member(choice(*Reception), "Whether it counts.")
    differs = Member(
        plain({"type": "array", "items": {"type": "string"}}),
        "In what it differs from the event that is kept under its id; `supersedes` where that was corrected.",
        required=False,
    )
    why = Member(NAME, "Why it does not count.", required=False)


class EventsOut(AnswerSchema):
    """One outcome per event, in the order they were sent; one that is refused stops no other."""

    outcomes = Items(Part(EventOutcomeOut), "The outcomes.", fewest=0, most=EVENTS_MAX)


class PeriodIn(StrictSchema):
    """A stretch of time, its end outside."""

    start = Member(INSTANT, "The first moment.")
    end = Member(INSTANT, "The first moment after it.")


class EstimateIn(StrictSchema):
    """One period of a plan: a quantity on a meter, or what a member's events in a period add up to."""

    programme = programme_name()
    plan = Member(caller_id(example="brew-pro"), "The plan.")
    member = member_id(required=False)
    meter = Member(METER, "The meter; with `quantity`.", required=False)
    quantity = Member(
        decimal(most=QUANTITY_MAX, zero=True, example="25"), "How much in the period.", required=False
    )
    period = Part(PeriodIn, "Instead of `meter` and `quantity`; with `member`.", required=False)
    first_period = Member(TRUTH, "Whether fees that are charged once fall due.", default=False)
    at = moment("The moment it is about; without it, now.")
    facts = Facts("Facts by full name; only those a request may state.")


class EstimateOut(AnswerSchema):
    """A price that promises nothing."""

    programme = programme_name()
    plan = Member(caller_id(example="brew-pro"), "The plan.")
    rules_version = Member(DIGEST, "The digest of the programme that decided.")
    due = Member(money(), "What would be due.")
    provisional = Member(TRUTH, "Always true.")
    lines = Items(Part(PriceLineOut), "How `due` comes about.", fewest=0, most=ROWS_MAX)
    slices = Member(
        plain({"type": "array", "items": AS_IT_IS.shown}), "Which stretch of the quantity costs what."
    )
    explanation = Member(EXPLANATION, "The id of the whole explanation.")


def usage_of(body: Mapping[str, Any]) -> tuple[Mapping[str, Fraction], Period | None]:
    """Give quantities by meter, or the period whose events count.

    Raises `RequestInvalid` where neither is named, or both are.
    """
    if "period" not in body:
        missing = [name for name in ("meter", "quantity") if name not in body]
        if missing:
            raise RequestInvalid([faults.REQUIRED.at(f"/{name}") for name in missing])
        return {body["meter"]: body["quantity"]}, None
    start, end = body["period"]["start"], body["period"]["end"]
    wrong = [faults.UNKNOWN.at(f"/{name}") for name in ("meter", "quantity") if name in body]
    if "member" not in body:
        wrong.append(faults.REQUIRED.at("/member"))
    if end <= start:
        wrong.append(faults.OUT_OF_RANGE.hinting("write a moment after `start`").at("/period/end"))
    if wrong:
        raise RequestInvalid(wrong)
    return {}, Period(start, end)
