"""What is left of a meter, and what happens beyond."""

from fractions import Fraction

from api.fields import AnswerSchema, Member, Part
from api.reading.forms import INSTANT, caller_id, choice
from api.schemas.billing.invoices import SUBSCRIPTION
from api.schemas.common import NAME, plain
from api.schemas.quotes import SIGNED
from api.schemas.usage import METER
from loyalty.kernel.money import Money
from loyalty.language.readers.words import decimal_text
from loyalty.use_cases.answers.show_entitlement import Shown

EXACT = plain({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(/[0-9]+)?$", "examples": ["150000"]})


class LeftOut(AnswerSchema):
    """A number of units, and what is left of it."""

    of = Member(EXACT, "How many a period has.")
    left = Member(EXACT, "How many are left, not below 0.")


class MoreOut(AnswerSchema):
    """What one unit more would cost."""

    price = Member(EXACT, "Its charge in major units, exactly, before rounding and tax.")
    due = Member(SIGNED, "How much more the whole period would come to, rounding, fees and tax included.")


class EntitlementOut(AnswerSchema):
    """What was used in the running period, what is left, and what happens beyond."""

    subscription = Member(SUBSCRIPTION, "The subscription.")
    meter = Member(METER, "The meter.")
    plan = Member(caller_id(example="brew-pro"), "The plan it is on.")
    start = Member(INSTANT, "The first moment of the period.")
    end = Member(INSTANT, "The first moment after it.")
    used = Member(EXACT, "What was used so far.")
    allowance = Part(LeftOut, "What the plan holds; absent: without limit.", required=False)
    free = Part(LeftOut, "Units that cost nothing; absent: there are none.", required=False)
    next = Member(
        choice("free", "charge", "block", "warn"),
        "What becomes of the next unit: it costs nothing, is charged, is refused, or is charged as too much.",
    )
    more = Part(
        MoreOut, "What the next unit would cost; absent where units are not told apart.", required=False
    )
    currency = Member(NAME, "The currency.")


def entitled(subscription: str, meter: str, shown: Shown) -> dict[str, object]:
    """Give the members of `EntitlementOut`."""
    of, minor = shown.of, 10**shown.currency.exponent
    return {
        "subscription": subscription,
        "meter": meter,
        "plan": shown.plan,
        "start": shown.period.start,
        "end": shown.period.end,
        "used": _text(of.used),
        "allowance": None
        if of.allowance is None or of.left is None
        else {"of": _text(of.allowance.up_to), "left": _text(of.left)},
        "free": None if of.free is None else {"of": _text(of.free.of), "left": _text(of.free.left)},
        "next": of.beyond,
        "more": None
        if of.more is None
        else {"price": _text(of.more.exact / minor), "due": Money(of.more.due, shown.currency)},
        "currency": shown.currency.code,
    }


def _text(number: Fraction) -> str:
    return decimal_text(number)
