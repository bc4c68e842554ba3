"""What members of a programme hold, wallet by wallet: opening, what became of it, closing; and its worth."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from loyalty.decision.programme import Programme
from loyalty.kernel.period import local_days
from loyalty.kernel.refusal import InvariantBroken
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.reading.liability import Breakage, Moved, RollForward, allocated, roll_forward
from loyalty.use_cases.services import Services
from loyalty.use_cases.stored_value import value_unit

MEASURED, NOT_CHECKED = "MEASURED", "NOT CHECKED"
_NONE = Breakage(0, 0, 0)


def show_liability(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    """Give the roll-forward of each wallet over days of the programme, both inside, as plain data.

    Entries belong to the instant at which they were booked. Raises UnknownProgramme, ValueError where
    ``last`` is before ``first``, and InvariantBroken where a wallet does not add up.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        period = local_days(first, last, programme.zone)
        before = unit.ledger.moved_until(name, period.start)
        within = unit.ledger.moved_within(name, period)
        after = unit.ledger.moved_until(name, period.end)
        ended = unit.ledger.ended_lots(name, min(now, period.end))
        sold = unit.cases.paid_by_members(name, period)
    nothing: Moved = {}
    wallets = [
        _wallet(
            programme,
            wallet,
            roll_forward(before.get(wallet, nothing), within.get(wallet, nothing), moved),
            ended.get(wallet, _NONE),
        )
        for wallet, moved in sorted(after.items())
    ]
    points = next((each for each in wallets if each["wallet"] == POINTS), None)
    return {
        "programme": name,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "currency": programme.currency.code,
        "wallets": wallets,
        "allocation": _allocation(programme, sold, points),
    }


def _wallet(programme: Programme, wallet: str, rolled: RollForward, ended: Breakage) -> dict[str, Any]:
    if not rolled.adds_up:
        message = f"the wallet {wallet} does not add up: {rolled}"
        raise InvariantBroken(message)
    expected = max(0, ended.expected(rolled.closing))
    worth = _worth(programme, wallet)
    return {
        "wallet": wallet,
        "opening": rolled.opening,
        "issued": rolled.issued,
        "used": rolled.used,
        "given_back": rolled.given_back,
        "lapsed": rolled.lapsed,
        "revived": rolled.revived,
        "clawed_back": rolled.clawed_back,
        "converted": rolled.converted,
        "between": rolled.between,
        "closing": rolled.closing,
        "worth": None if worth is None else round_fraction(rolled.closing * worth, Rounding.HALF_UP),
        "breakage": {
            "evidence": MEASURED if ended.lots else NOT_CHECKED,
            "lots": ended.lots,
            "issued": ended.issued,
            "lapsed": ended.lapsed,
            "expected": expected,
            "worth_after": None
            if worth is None
            else round_fraction((rolled.closing - expected) * worth, Rounding.HALF_UP),
        },
    }


def _worth(programme: Programme, wallet: str) -> Fraction | None:
    """Give the minor units that one of a wallet pays, None where nothing says so."""
    redeem = programme.shape.redeem
    if wallet == value_unit(programme):
        return Fraction(1)
    if wallet != POINTS or redeem is None:
        return None
    return redeem.worth.each() * Fraction(10) ** programme.currency.exponent


def _allocation(programme: Programme, sold: int, points: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Give how what members paid in the time is shared over goods and the points issued in it."""
    worth = _worth(programme, POINTS)
    if points is None or worth is None:
        return None
    told = points["breakage"]
    kept = Breakage(told["lots"], told["issued"], told["lapsed"])
    used = points["issued"] - kept.expected(points["issued"])
    goods, of_points = allocated(sold, sold, used * worth)
    return {"sold": sold, "expected_used": used, "goods": goods, "points": of_points}
