"""Say whether a code would count now, and if not, why; nothing is promised."""

from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.use_cases.services import Services
from loyalty.use_cases.shown_vouchers import Asking, Shown, look_at


@dataclass(frozen=True, slots=True)
class CheckVoucher:
    """A code as it is written, shown by a member or by somebody unknown."""

    programme: str
    code: str
    member: MemberId | None = None


def check_voucher(services: Services, command: CheckVoucher) -> Shown:
    """Give the voucher and whether it counts. Raises UnknownProgramme."""
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, command.programme, now)
        asking = Asking(command.member, now, now)
        [shown] = look_at(services, unit, programme, [command.code], asking).shown
    return shown
