"""The terms of a plan, and that they were agreed to before anything is charged again and again."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.values import Duration
from loyalty.profiles.markets import Law
from loyalty.profiles.parameters import Window
from loyalty.subscriptions.changes import Agreed
from loyalty.subscriptions.refusals import RecurringConsentMissing
from loyalty.use_cases.billing.renewals import law_of, of_renewal, of_trial, price_of
from loyalty.use_cases.notices import spoken
from loyalty.wording.bills.terms import Terms, terms_of

MONTH = 31


def terms_for(  # noqa: PLR0913, PLR0917 - what is bought, where, and when
    programme: Programme, plan: str, seats: int, add_ons: Mapping[str, int], market: str, at: datetime
) -> Terms:
    """Give the terms of a plan with a recurring price as they are at an instant.

    Raises JurisdictionNotDeclared, and what deciding its price raises.
    """
    shape = next(each for each in programme.shape.plans if each.id == plan)
    law = law_of(programme, market, local_day(programme, at))
    days = _days(shape)
    cooling_off = law.strictest("subscription.cooling_off_days")
    content = {
        "plan": shape.name,
        "every": shape.price.every if shape.price else None,
        "price": price_of(programme, plan, seats, add_ons, at, at),
        "trial": shape.trial,
        "uses": bool(shape.usage),
        "windows": tuple(of_renewal(law, days, days)),
        "trial_windows": tuple(_of_trial(law, days, shape.trial, local_day(programme, at))),
        "cooling_off": cooling_off,
    }
    return terms_of(spoken(programme, content))


def check_agreed(terms: Terms, agreed: Agreed | None) -> None:
    """Raise RecurringConsentMissing where nobody agreed to just these terms."""
    if agreed is None or agreed.terms != terms.sha256:
        said = "Nobody agreed to them." if agreed is None else "They are other ones than were agreed to."
        raise RecurringConsentMissing(said, terms=terms.sha256)


def terms_data(terms: Terms) -> dict[str, Any]:
    """Give terms as plain data: each sentence by language, and the fingerprint."""
    languages = tuple(terms.text)
    rows = zip(*terms.text.values(), strict=True)
    return {"text": [dict(zip(languages, row, strict=True)) for row in rows], "sha256": terms.sha256}


def _of_trial(law: Law, days: int, trial: Duration | None, day: date) -> Iterator[Window]:
    """Give when the first charge after a trial that begins on a day is told of; nothing without a trial."""
    if trial is not None:
        free = (trial.after(day) - day).days
        yield from tuple(of_renewal(law, days, free)) or (of_trial(free),)


def _days(plan: PlanShape) -> int:
    """Give about how many days a period of a plan has, at the most."""
    assert plan.price is not None  # noqa: S101 - an offer is made of a plan with a price only
    return plan.price.every.days or plan.price.every.months * MONTH
