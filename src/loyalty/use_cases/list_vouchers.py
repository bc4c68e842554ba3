"""The vouchers of a programme, and how often each counted."""

from dataclasses import dataclass

from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class ListedVoucher:
    """A voucher of the programme in force; ``issued`` counts its codes, ``used`` the orders it counts for.

    ``ended`` counts the codes that an order gave and a return of it ended.
    """

    shape: VoucherShape
    issued: int
    used: int
    ended: int = 0


def list_vouchers(services: Services, programme: str) -> tuple[ListedVoucher, ...]:
    """Give the vouchers in the order of the rule files. Raises UnknownProgramme."""
    with services.units.read() as unit:
        in_force = services.programmes.in_force(unit, programme, services.clock.now())
        issued, used = unit.vouchers.issued(programme), unit.vouchers.uses(programme)
        ended = unit.vouchers.ended(programme)
    return tuple(
        ListedVoucher(shape, issued.get(shape.id, 0), used.get(shape.id, 0), ended.get(shape.id, 0))
        for shape in in_force.shape.vouchers
    )
