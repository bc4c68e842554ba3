"""Usage events and estimates."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from typing import Any

from marshmallow import ValidationError

from api import faults
from api.fields import AnswerSchema, Facts, Items, Member, Part, StrictSchema
from api.reading.forms import (
    CURRENCY,
    INSTANT,
    TEXT_MAX,
    TRUTH,
    caller_id,
    choice,
    decimal,
    integer,
    money,
    signed_decimal,
)
from api.refusals import RequestInvalid
from api.schemas.billing.subscriptions import COUPON, SEATS_MAX, Counts
from api.schemas.common import (
    AS_IT_IS,
    DIGEST,
    EXPLANATION,
    NAME,
    member_id,
    moment,
    personalise,
    plain,
    point_count,
    programme_name,
)
from api.schemas.quotes import ROWS_MAX, PriceLineOut
from loyalty.decision.refusals import RequestMisfit
from loyalty.decision.use import Stretch
from loyalty.kernel.period import Period
from loyalty.usage.event import Reception
from loyalty.use_cases.estimate_usage import Circumstances

EVENTS_MAX = 1000
QUANTITY_MAX = 10**12 - 1
PROPERTIES_MAX = 20
METERS_MAX = 100
COUPONS_MAX = 100
PARTS_MAX = 10**10
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


class UsedIn(StrictSchema):
    """How much of one meter was used in a period."""

    meter = Member(METER, "The meter.")
    quantity = Member(decimal(most=QUANTITY_MAX, zero=True, example="150000"), "How much.")


class ShareIn(StrictSchema):
    """How much of a whole period a time is, both in seconds or in days."""

    part = Member(integer(0, PARTS_MAX), "The time.")
    total = Member(integer(1, PARTS_MAX), "The whole period.")


class EstimateIn(StrictSchema):
    """One period of a plan: quantities on meters, or what a member's events in a period add up to."""

    programme = programme_name()
    plan = Member(caller_id(example="brew-pro"), "The plan.")
    member = member_id(required=False)
    meter = Member(METER, "The meter; with `quantity`.", required=False)
    quantity = Member(
        decimal(most=QUANTITY_MAX, zero=True, example="25"), "How much in the period.", required=False
    )
    used = Items(
        Part(UsedIn),
        "Instead of them: each meter once.",
        fewest=0,
        most=METERS_MAX,
        required=False,
    )
    period = Part(PeriodIn, "Instead of `meter` and `quantity`; with `member`.", required=False)
    first_period = Member(TRUTH, "Whether fees that are charged once fall due.", default=False)
    running = Member(TRUTH, "Whether the period is not over: what falls due then is left out.", default=False)
    share = Part(ShareIn, "The share of the period that is used; without it, all of it.", required=False)
    seats = Member(integer(0, SEATS_MAX), "How many seats there are.", default=1)
    add_ons = Counts("How many of each add-on there are, by id.")
    subscribed_at = Member(INSTANT, "When the subscription began; without it, now.", required=False)
    coupons = Items(
        Member(COUPON, "A coupon."), "Coupons that hold.", fewest=0, most=COUPONS_MAX, required=False
    )
    points_to_spend = point_count("How many points the member wants to pay with, at most.", default=0)
    currency = Member(CURRENCY, "The currency of the bill; without it, the programme's.", required=False)
    at = moment("The moment it is about; without it, now.")
    personalise = personalise()
    facts = Facts("Facts by full name; only those a request may state.")


class EstimateOut(AnswerSchema):
    """A price that promises nothing."""

    programme = programme_name()
    plan = Member(caller_id(example="brew-pro"), "The plan.")
    rules_version = Member(DIGEST, "The digest of the programme that decided.")
    due = Member(money(), "What would be due.")
    payable = Member(money(), "What is left to pay after points.")
    converted = Member(AS_IT_IS, "`payable` in the currency of the bill, with its rate.", required=False)
    provisional = Member(TRUTH, "Always true.")
    lines = Items(Part(PriceLineOut), "How `due` comes about.", fewest=0, most=ROWS_MAX)
    slices = Member(
        plain({"type": "array", "items": AS_IT_IS.shown}), "Which stretch of the quantity costs what."
    )
    explanation = Member(EXPLANATION, "The id of the whole explanation.")


def circumstances_of(body: Mapping[str, Any]) -> Circumstances:
    """Give the circumstances of the subscription that a period is asked for.

    Raises `RequestInvalid` where a coupon stands twice, or a share is more than all.
    """
    coupons = tuple(body.get("coupons", ()))
    twice = [place for place, coupon in enumerate(coupons) if coupon in coupons[:place]]
    if twice:
        once = faults.TWICE.hinting("write it once")
        raise RequestInvalid([once.at(f"/coupons/{place}") for place in twice])
    share = body.get("share", {"part": 1, "total": 1})
    if share["part"] > share["total"]:
        raise RequestInvalid([faults.OUT_OF_RANGE.hinting("write at most `total`").at("/share/part")])
    add_ons = {name: Fraction(number) for name, number in body.get("add_ons", {}).items()}
    return Circumstances(
        Stretch("1", share["part"], share["total"], Fraction(body["seats"]), add_ons),
        since=body.get("subscribed_at"),
        coupons=coupons,
        points_offered=body["points_to_spend"],
        currency=body["currency"].code if "currency" in body else "",
        running=body["running"],
    )


def usage_of(body: Mapping[str, Any]) -> tuple[Mapping[str, Fraction], Period | None]:
    """Give quantities by meter, or the period whose events count.

    Raises `RequestInvalid` where nothing is named, or two of them are.
    """
    if "used" in body:
        wrong = [faults.UNKNOWN.at(f"/{name}") for name in ("meter", "quantity", "period") if name in body]
        if wrong:
            raise RequestInvalid(wrong)
        return used_of(body), None
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


@contextmanager
def placed_use(body: Mapping[str, Any]) -> Iterator[None]:
    """Let what does not fit of a meter point to where this request says how much of it was used.

    Raises `RequestMisfit` with the pointers of the body in place of ``/used/<meter>``.
    """
    rows = body.get("used", ())
    places = {f"/used/{row['meter']}": f"/used/{place}/quantity" for place, row in enumerate(rows)}
    if "quantity" in body:
        places[f"/used/{body['meter']}"] = "/quantity"
    try:
        yield
    except RequestMisfit as refusal:
        fallback = "/period" if "period" in body else "/used"
        raise RequestMisfit(
            tuple(
                replace(each, pointer=places.get(each.pointer, fallback))
                if each.pointer.startswith("/used/")
                else each
                for each in refusal.misfits
            )
        ) from refusal


def used_of(body: Mapping[str, Any]) -> dict[str, Fraction]:
    """Give quantities by meter. Raises `RequestInvalid` where a meter stands twice."""
    times = Counter(row["meter"] for row in body["used"])
    wrong = [
        faults.TWICE.at(f"/used/{place}/meter")
        for place, row in enumerate(body["used"])
        if times[row["meter"]] > 1
    ]
    if wrong:
        raise RequestInvalid(wrong)
    return {row["meter"]: row["quantity"] for row in body["used"]}
