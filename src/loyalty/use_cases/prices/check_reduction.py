"""Whether a reduction may be announced as it is stated, market by market, by the price history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.decision.situate import local_day
from loyalty.language.texts.jurisdictions import PARENTS, UNIVERSAL
from loyalty.price_history.claim import Claim, Fault, Reference, Verdict
from loyalty.price_history.judging import said
from loyalty.price_history.row import Priced
from loyalty.profiles.markets import Law, law_on
from loyalty.profiles.notices import market_of
from loyalty.publication.reductions.prior_prices import cited, verdicts
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class CheckReduction:
    """A reduction in major units; an empty market is each that the programme declares.

    ``day`` None: today. Without ``now``, ``was`` and ``percent`` only the price to compare with is asked.
    """

    programme: str
    of: Priced
    day: date | None = None
    now: Fraction | None = None
    was: Fraction | None = None
    percent: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ReductionChecked:
    """The claim, and what each market says to it."""

    claim: Claim
    stated: bool
    verdicts: Sequence[Verdict]

    @property
    def lawful(self) -> bool:
        """Whether no market finds fault."""
        return not any(verdict.faults for verdict in self.verdicts)


def check_reduction(services: Services, command: CheckReduction) -> ReductionChecked:
    """Give what each market says. Raises UnknownProgramme, JurisdictionNotDeclared."""
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, command.programme, now)
        rows = unit.prices.of_skus(programme.name, [command.of.sku])
    declared = programme.shape.jurisdictions
    markets = market_of(command.of.market, declared) if command.of.market else declared
    claim = Claim(
        command.of,
        command.day or local_day(programme, now),
        programme.zone,
        Fraction(0) if command.now is None else command.now,
        command.was,
        command.percent,
    )
    told = verdicts(claim, rows, [code for code in markets if code in PARENTS] or [UNIVERSAL])
    stated = command.now is not None
    return ReductionChecked(claim, stated, told if stated else [replace(each, faults=()) for each in told])


def checked_data(checked: ReductionChecked) -> dict[str, Any]:
    """Give what the markets say as plain data."""
    claim = checked.claim
    return {
        "sku": claim.of.sku,
        "channel": claim.of.channel or None,
        "audience": str(claim.of.audience),
        "day": claim.day.isoformat(),
        "lawful": checked.lawful if checked.stated else None,
        "markets": [_market(checked, verdict) for verdict in checked.verdicts],
    }


def reference_data(reference: Reference, now: Fraction | None) -> dict[str, Any]:
    """Give a price to compare with, the row that decided and the time that was looked at, as plain data."""
    return {
        "prior_price": said(reference.price),
        "window": {
            "from": instant_text(reference.window.start),
            "until": instant_text(reference.window.end),
        },
        "row": reference.row.number,
        "history_row_hash": reference.row.digest,
        "percent": None if now is None else max(0, reference.percent(now)),
    }


def _market(checked: ReductionChecked, verdict: Verdict) -> dict[str, Any]:
    law, claim = law_on(checked.claim.day, [verdict.market]), checked.claim
    now = claim.now if checked.stated else None
    return {
        "market": verdict.market,
        "binds": verdict.binds,
        "reference": None if verdict.reference is None else reference_data(verdict.reference, now),
        "shares": {name: said(share) for name, share in verdict.shares},
        "faults": [_fault(fault, law) for fault in verdict.faults],
        "doubts": [_fault(doubt, law) for doubt in verdict.doubts],
    }


def _fault(fault: Fault, law: Law) -> dict[str, Any]:
    return {
        "constraint": fault.constraint,
        "code": fault.code,
        "message": fault.message,
        "help": fault.help,
        "source": None if (value := cited(fault, law)) is None else value.cited,
    }
