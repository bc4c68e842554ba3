"""Alerts about spending."""

from collections.abc import Mapping
from typing import Any

from api import faults
from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, caller_id, decimal, money
from api.refusals import RequestInvalid
from api.schemas.billing.invoices import SUBSCRIPTION
from api.schemas.common import plain, programme_name
from api.schemas.quotes import SIGNED
from loyalty.kernel.money import Money
from loyalty.language.readers.words import decimal_text
from loyalty.subscriptions.spending import Alerts, Threshold
from loyalty.use_cases.answers.check_spending import Reached, limit_of
from loyalty.use_cases.answers.spending import Spending

ALERTS_MAX = 20
PERCENT_MAX = 1000
REACHED_MAX = 100_000
ALERT = caller_id(example="eighty")
EXACT = plain({"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?(/[0-9]+)?$", "examples": ["80"]})
ALERTS_EXAMPLE = {
    "programme": "corner-coffee",
    "budget": {"amount": 10000, "currency": "EUR"},
    "alerts": [
        {"id": "eighty", "percent": "80"},
        {"id": "fifty-euro", "amount": {"amount": 5000, "currency": "EUR"}},
    ],
}
CHECK_EXAMPLE = {"programme": "corner-coffee"}


class AlertIn(StrictSchema):
    """An amount, or so many percent of the budget."""

    id = Member(ALERT, "Your name of it.")
    amount = Member(money(), "From what on it is reached; or `percent`.", required=False)
    percent = Member(decimal(most=PERCENT_MAX, example="80"), "How much of `budget`.", required=False)


class AlertsIn(StrictSchema):
    """All alerts of a subscription; what was there before is gone."""

    programme = programme_name()
    budget = Member(money(), "What percentages are of.", required=False)
    alerts = Items(Part(AlertIn), "The alerts.", fewest=0, most=ALERTS_MAX)


class AlertOut(AnswerSchema):
    """An alert, and whether the running period has reached it."""

    id = Member(ALERT, "Your name of it.")
    amount = Member(money(), "From what on it is reached.", required=False)
    percent = Member(EXACT, "How much of the budget.", required=False)
    reached = Member(TRUTH, "Whether it is reached now.")
    told_at = Member(INSTANT, "When it was told of in this period; absent: not yet.", required=False)


class AlertsOut(AnswerSchema):
    """What the running period has come to, as its preview says, and the alerts."""

    subscription = Member(SUBSCRIPTION, "The subscription.")
    budget = Member(money(), "What percentages are of.", required=False)
    spent = Member(SIGNED, "What the running period has come to; absent where none runs.", required=False)
    start = Member(INSTANT, "Its first moment.", required=False)
    end = Member(INSTANT, "The first moment after it.", required=False)
    alerts = Items(Part(AlertOut), "The alerts.", fewest=0, most=ALERTS_MAX)


class CheckIn(StrictSchema):
    """Whose alerts are looked at: one subscription's, or all of a programme's."""

    programme = programme_name()
    subscription = Member(SUBSCRIPTION, "The subscription; without it, all.", required=False)


class ReachedOut(AnswerSchema):
    """An alert that is told of now, and not again in this period."""

    subscription = Member(SUBSCRIPTION, "The subscription.")
    id = Member(ALERT, "Your name of the alert.")
    amount = Member(money(), "From what on it is reached.", required=False)
    percent = Member(EXACT, "How much of the budget.", required=False)
    spent = Member(SIGNED, "What the running period has come to.")
    start = Member(INSTANT, "The first moment of the period.")


class CheckOut(AnswerSchema):
    """The alerts that are reached and were not told of before."""

    reached = Items(Part(ReachedOut), "The alerts.", fewest=0, most=REACHED_MAX)


def alerts_of(body: Mapping[str, Any]) -> tuple[Alerts, str | None]:
    """Give the alerts, and the currency of their amounts, None where there are none.

    Raises `RequestInvalid` where amounts are in several currencies.
    """
    amounts: list[Money] = [one["amount"] for one in body["alerts"] if "amount" in one]
    amounts += [body["budget"]] if "budget" in body else []
    if len({one.currency for one in amounts}) > 1:
        raise RequestInvalid([faults.OTHER_CURRENCY.at("/alerts")])
    thresholds = tuple(
        Threshold(one["id"], one["amount"].minor if "amount" in one else None, one.get("percent"))
        for one in body["alerts"]
    )
    budget = body["budget"].minor if "budget" in body else None
    return Alerts(budget, thresholds), amounts[0].currency.code if amounts else None


def spending(subscription: str, found: Spending) -> dict[str, object]:
    """Give the members of `AlertsOut`."""
    own, period = found.currency, found.period
    running = period is not None
    told = found.told or {}
    rows = []
    for one in found.alerts.thresholds:
        before = told.get((one.id, limit_of(found, one)))
        reached = running and one in found.alerts.reached(found.spent)
        rows.append(
            {**_wished(one, found), "reached": reached, "told_at": before.told_at if before else None}
        )
    budget = found.alerts.budget
    return {
        "subscription": subscription,
        "budget": None if budget is None else Money(budget, own),
        "spent": Money(found.spent, own) if running else None,
        "start": period.start if period else None,
        "end": period.end if period else None,
        "alerts": rows,
    }


def reached(one: Reached) -> dict[str, object]:
    """Give the members of `ReachedOut`."""
    percent, amount = one.threshold.percent, one.threshold.amount
    return {
        "subscription": one.subscription,
        "id": one.threshold.id,
        "amount": None if amount is None else Money(amount, one.spent.currency),
        "percent": None if percent is None else decimal_text(percent),
        "spent": one.spent,
        "start": one.told.start,
    }


def _wished(one: Threshold, found: Spending) -> dict[str, object]:
    return {
        "id": one.id,
        "amount": None if one.amount is None else Money(one.amount, found.currency),
        "percent": None if one.percent is None else decimal_text(one.percent),
    }
