"""Points that pay an invoice: by the same sheet words as those that pay an order."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.redemption.payment import BILL_DUE, MONEY, OFFERED, USED


@dataclass(frozen=True, slots=True)
class PointsPayment:
    """How many points are used, and the money in minor units that they pay."""

    points: int = 0
    money: int = 0


def pay_with_points(  # noqa: PLR0913 - whose, what is paid, and when
    programme: Programme, plan: str, tier: str, *, due: int, offered: int, at: datetime
) -> PointsPayment:
    """Give what the points of a member of ``tier`` pay of an invoice of a plan, ``due`` minor units.

    Pure. Nothing where the plan takes no points, or too few are offered. Raises OutOfBounds
    beyond ``numbers.limits``.
    """
    part = programme.payments.get(plan)
    if part is None or due <= 0 or offered <= 0:
        return PointsPayment()
    known: dict[str, int | str] = {
        BILL_DUE: due,
        OFFERED: offered,
        "member.enrolled": 1,
        "member.tier": tier,
        "order.day": local_day(programme, at).toordinal(),
    }
    steps = part.compiled.run(tuple(known[name] for name in part.compiled.order_inputs), ())
    return PointsPayment(int(part.compiled.value(steps, USED)), int(part.compiled.value(steps, MONEY)))
