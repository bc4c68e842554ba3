"""Subscriptions: how they stand, and what may be asked of them."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, missing

from api import faults
from api.fields import NEEDED, AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, Wrong, caller_id, choice, integer, read_caller_id, text
from api.refusals import RequestInvalid
from api.schemas.billing.invoices import SUBSCRIPTION as SUBSCRIPTION_ID
from api.schemas.billing.invoices import InvoiceOut
from api.schemas.common import DIGEST, GIVEN_DIGEST, LABEL, member_id, moment, point_count, programme_name
from loyalty.subscriptions.changes import Agreed, Way, When
from loyalty.subscriptions.timeline import Phase
from loyalty.wording.languages import LANGUAGES

PLAN = caller_id(example="brew-pro")
COUPON = caller_id(example="welcome")
SEATS_MAX = 10**6
ADD_ONS_MAX = 100
LISTED_MAX = 1000
TERMS_MAX = 20
MEMBER_EXAMPLE = "mem_01b6esf8g0000"
START_EXAMPLE = {"programme": "corner-coffee", "member": MEMBER_EXAMPLE, "plan": "brew-pro"}
OF_EXAMPLE = {"programme": "corner-coffee"}
CHANGE_EXAMPLE = {**OF_EXAMPLE, "seats": 5, "preview": True}
WHEN_EXAMPLE = {**OF_EXAMPLE, "when": "at_period_end"}
COUPON_EXAMPLE = {**OF_EXAMPLE, "coupon": "welcome"}
BILL_EXAMPLE = {**OF_EXAMPLE, "points": 500}


class Counts(fields.Field[Any]):
    """Whole numbers by id, such as ``{"storage": 2}``."""

    def __init__(self, about: str) -> None:
        """Say what is counted; the member may be left out."""
        number = {"type": "integer", "minimum": 0, "maximum": SEATS_MAX}
        shown = {"type": "object", "additionalProperties": number, "maxProperties": ADD_ONS_MAX}
        super().__init__(
            required=False,
            load_default=missing,
            error_messages=NEEDED,
            metadata={**shown, "description": about},
        )

    def _deserialize(self, value: object, *_: object, **__: object) -> dict[str, int]:
        if not isinstance(value, dict):
            raise ValidationError([faults.NOT_OBJECT])
        if len(value) > ADD_ONS_MAX:
            raise ValidationError([faults.TOO_LONG.hinting(f"write at most {ADD_ONS_MAX}")])
        read, wrong = integer(0, SEATS_MAX).read, {}
        for name, number in value.items():
            try:
                read_caller_id(name)
                read(number)
            except Wrong as fault:
                wrong[name] = [fault.fault]
        if wrong:
            raise ValidationError(wrong)
        return {name: number for name, number in value.items() if number}


def seat_count(*, required: bool = False) -> Member:
    """Give the member that says how many seats there are."""
    return Member(integer(0, SEATS_MAX, example=5), "How many seats.", required=required)


def preview_asked() -> Member:
    """Give the member that asks for what would be booked, booking nothing."""
    about = "Whether to answer what would be booked, and book nothing."
    return Member(TRUTH, about, default=False)


class AgreedIn(StrictSchema):
    """That the member agreed to the terms that a preview gave."""

    terms = Member(GIVEN_DIGEST, "The `sha256` of the terms that were shown.")
    language = Member(choice(*LANGUAGES), "In which language they were shown.")
    way = Member(choice(*Way), "By which way the member agreed.")


def agreed_to() -> Part:
    """Give the member that says what the subscriber agreed to."""
    about = "What the member agreed to, which a preview gives; needed for a plan or a higher price."
    return Part(AgreedIn, about, required=False)


class StartIn(StrictSchema):
    """Who begins which plan, with what."""

    programme = programme_name()
    member = member_id()
    plan = Member(PLAN, "The plan.")
    seats = seat_count()
    add_ons = Counts("How many of each add-on, by its id.")
    coupons = Items(Member(COUPON, "A coupon."), "Coupons to begin with.", fewest=0, most=20, required=False)
    at = moment("When it began, in the past as far as the plan allows; without it, now.")
    market = Member(
        text(12, example="EU"),
        "Where it is sold: one of the programme's `jurisdictions`; without it, the law of all of them binds.",
        required=False,
    )
    consent = agreed_to()
    preview = preview_asked()


class WhenIn(StrictSchema):
    """From when a change holds."""

    programme = programme_name()
    when = Member(
        choice(*(each for each in When if each is not When.COOLING_OFF)),
        "From when it holds; without it, as the plan says, which is mostly now.",
        required=False,
    )
    at = moment("The moment, in the past; with `when: back_dated`.")
    preview = preview_asked()


class CancelIn(WhenIn):
    """From when it ends, or that it is undone."""

    when = Member(
        choice(*When),
        "From when it ends; without it, now. `cooling_off` undoes it in the days that the market gives.",
        required=False,
    )


class ChangeIn(WhenIn):
    """Another plan, other seats, other add-ons: what is left out stays."""

    plan = Member(PLAN, "The new plan.", required=False)
    seats = seat_count()
    add_ons = Counts("How many of each add-on from then on, by its id; one that is left out ends.")
    consent = agreed_to()


class CouponIn(StrictSchema):
    """A coupon for a subscription."""

    programme = programme_name()
    coupon = Member(COUPON, "The coupon's id.")
    preview = preview_asked()


class BillIn(StrictSchema):
    """What is to be booked now."""

    programme = programme_name()
    points = point_count("Points the member offers; the plan says how much they may pay.", default=0)


class SpanOut(AnswerSchema):
    """A period, its end outside."""

    start = Member(INSTANT, "The first moment.")
    end = Member(INSTANT, "The first moment after it.")


class SubscriptionOut(AnswerSchema):
    """A subscription as it stands."""

    id = Member(SUBSCRIPTION_ID, "Your own id of it.")
    programme = programme_name()
    member = member_id()
    plan = Member(PLAN, "The plan it is on.")
    seats = seat_count(required=True)
    add_ons = Counts("How many of each add-on there are.")
    coupons = Items(Member(COUPON, "A coupon."), "The coupons it was given.", fewest=0, most=1000)
    state = Member(choice(*Phase), "Whether it runs.")
    started_at = Member(INSTANT, "When it began.")
    trial_until = Member(INSTANT, "Until when it is free; absent: there is no trial.", required=False)
    ends_at = Member(INSTANT, "When it ends or ended; absent: it goes on.", required=False)
    period = Part(
        SpanOut, "The billing period that runs; absent in a trial and after the end.", required=False
    )
    version = Member(integer(1, 10**6), "How many changes it has had, its start included.")


class TermsOut(AnswerSchema):
    """What is agreed to: charged again and again, how it ends, what can be undone."""

    text = Items(
        Member(LABEL, "A sentence."), "Sentences for the member, by language.", fewest=1, most=TERMS_MAX
    )
    sha256 = Member(DIGEST, "The fingerprint of all sentences.")


class BookedOut(AnswerSchema):
    """What a change makes of a subscription, and what it costs or gives back at once."""

    preview = Member(TRUTH, "Whether it was only asked what would be booked.")
    subscription = Part(SubscriptionOut, "The subscription.")
    terms = Part(
        TermsOut, "The terms to be agreed to: of a plan that is begun, or of what costs more.", required=False
    )
    invoice = Part(InvoiceOut, "The invoice or credit note; absent where nothing is due.", required=False)


class SubscriptionsOut(AnswerSchema):
    """Subscriptions of a member."""

    subscriptions = Items(
        Part(SubscriptionOut), "The subscriptions, oldest first.", fewest=0, most=LISTED_MAX
    )


class OfMemberAsk(StrictSchema):
    """Whose."""

    member = member_id()


def agreed_of(body: Mapping[str, Any]) -> Agreed | None:
    """Give what a request says that the member agreed to."""
    said = body.get("consent")
    return None if said is None else Agreed(said["terms"], said["language"], Way(said["way"]))


def when_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Give the parts of a request that say from when it holds.

    Raises RequestInvalid where one of ``at`` and ``when: back_dated`` stands without the other.
    """
    when, at = When(body["when"]) if "when" in body else None, body.get("at")
    if when is When.BACK_DATED and at is None:
        raise RequestInvalid([faults.REQUIRED.at("/at")])
    if when is not When.BACK_DATED and at is not None:
        raise RequestInvalid([faults.UNKNOWN.at("/at").hinting("it goes with `when: back_dated` only")])
    return {"when": when, "at": at}
