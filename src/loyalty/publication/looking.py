"""A programme against the law of its markets: today, and on every day of its life on which that changes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from loyalty.decision.programme import Programme
from loyalty.language.findings import Finding, in_order
from loyalty.language.shapes.constraints import SIGNED_OFF
from loyalty.language.shapes.programme import WaiverShape
from loyalty.price_history.row import PriceRow
from loyalty.profiles.markets import Law, changes_of, law_on
from loyalty.publication.apps import check_apps
from loyalty.publication.benefits import check_benefits
from loyalty.publication.breach import Breach
from loyalty.publication.claims import check_claims
from loyalty.publication.fees import check_fees
from loyalty.publication.matter import Matter
from loyalty.publication.personal.asked import check_asked
from loyalty.publication.personal.card_numbers import check_card_numbers
from loyalty.publication.personal.collected import check_collected
from loyalty.publication.personal.concessions import check_concessions
from loyalty.publication.personal.incentive import check_incentive
from loyalty.publication.personal.labelled import check_labelled, check_origins
from loyalty.publication.personal.loyal import check_loyal
from loyalty.publication.personal.meaning import compared
from loyalty.publication.personal.metered import check_metered
from loyalty.publication.personal.opinions import check_opinions
from loyalty.publication.personal.people import check_assessed, check_people
from loyalty.publication.personal.raising import check_raising
from loyalty.publication.personal.rights import check_rights
from loyalty.publication.points import check_points
from loyalty.publication.premiums import check_premiums
from loyalty.publication.prepaid.bought import check_bought
from loyalty.publication.reading import uses
from loyalty.publication.reductions.announced import check_reductions
from loyalty.publication.reductions.from_prices import check_from_prices
from loyalty.publication.reductions.similar import check_similar
from loyalty.publication.spoken.authorities import check_authorities
from loyalty.publication.spoken.languages import check_language
from loyalty.publication.spoken.plain import check_plain
from loyalty.publication.ways.dearer import check_dearer
from loyalty.publication.ways.measured import check_measured

UPCOMING: Final = "UPCOMING_RULE_FAILS"
"""The code of what only fails under a law that is coming."""
CHECKS: Final[tuple[Callable[[Matter], Iterator[Breach]], ...]] = (
    check_fees,
    check_bought,
    check_authorities,
    check_dearer,
    check_measured,
    check_claims,
    check_asked,
    check_card_numbers,
    check_people,
    check_assessed,
    check_metered,
    check_opinions,
    check_collected,
    check_concessions,
    check_labelled,
    check_origins,
    check_raising,
    check_loyal,
    check_incentive,
    check_rights,
    check_apps,
    check_benefits,
    check_points,
    check_premiums,
    check_language,
    check_plain,
    check_reductions,
    check_from_prices,
    check_similar,
)
"""Every check of publication; each gives what breaks the catalogue."""
LOOKING: Final = frozenset({__name__, *(check.__module__ for check in CHECKS)})
"""The modules whose checks look at every version, as the catalogue names them."""


def _anybody(_waiver: WaiverShape) -> bool:
    return True


def look_over(
    programme: Programme,
    today: date,
    counts: Callable[[WaiverShape], bool] = _anybody,
    history: tuple[PriceRow, ...] | None = None,
) -> tuple[Finding, ...]:
    """Give what keeps a programme from being published, and warnings, sorted by place.

    It is held against the law of the first day it can still bind on, and then against the law of
    every later day of its life on which that changes: what only fails then is a warning with the day.
    ``counts`` says whether a waiver is of somebody who may give it. ``history`` has the prices of the
    articles whose reductions are announced, None where there is none to look at.
    """
    seen = uses(programme)
    waivers = tuple(waiver for waiver in programme.shape.waivers if counts(waiver))
    effective, markets = programme.shape.effective, programme.shape.jurisdictions
    first = max(effective.from_, today if effective.until is None else min(today, effective.until))
    law = law_on(first, markets)
    matter = Matter(programme, law, seen, compared(programme), history)
    found = {_sign(finding): finding for finding in _findings(matter, waivers)}
    for day in changes_of(law, first, effective.until):
        for finding in _findings(replace(matter, law=law_on(day, markets)), waivers):
            found.setdefault(_sign(finding), _upcoming(finding, day))
    if not markets:
        found["", ""] = _undeclared(programme)
    return in_order(found.values())


def _findings(matter: Matter, waivers: tuple[WaiverShape, ...]) -> list[Finding]:
    breaches = [breach for check in CHECKS for breach in check(matter)]
    return [_waived(breach, matter.law, waivers).finding(matter.law.codes) for breach in breaches]


def _waived(breach: Breach, law: Law, waivers: tuple[WaiverShape, ...]) -> Breach:
    """Give the breach as a warning where somebody answers for it until after the day."""
    for waiver in waivers:
        named = waiver.constraint == breach.constraint and breach.where == waiver.where
        if named and waiver.until >= law.day and breach.constraint in SIGNED_OFF:
            help_ = f"`{waiver.approved_by}` waived it until {waiver.until}: `{waiver.reason}`"
            return replace(breach, help=help_, warning=True, waived=True)
    return breach


def _sign(finding: Finding) -> tuple[str, str]:
    return f"{finding.span} {finding.code}", finding.message


def _upcoming(finding: Finding, day: date) -> Finding:
    message = f"from {day} on: {finding.message}"
    return Finding(finding.span, UPCOMING, message, finding.help, True, finding.cited)  # noqa: FBT003 - a warning


def _undeclared(programme: Programme) -> Finding:
    place = programme.shape.place("jurisdictions")
    message = "no market is declared, so only what holds everywhere was looked at"
    breach = Breach(
        "OP-07", "JURISDICTION_NOT_DECLARED", place, message, "write `jurisdictions`", warning=True
    )
    return breach.finding(("U",))
