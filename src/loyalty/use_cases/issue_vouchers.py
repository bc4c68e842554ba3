"""Issue unique codes of a voucher; the same batch again gives the same codes, and books nothing twice."""

from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import Services, retrying
from loyalty.vouchers.code import IssuedCode, code_digest, issued_code
from loyalty.vouchers.refusals import UnknownVoucher


@dataclass(frozen=True, slots=True)
class IssueVouchers:
    """``count`` codes of a batch that the caller names; with ``member`` they count for that member alone."""

    programme: str
    voucher: str
    batch: str
    count: int
    member: MemberId | None = None


def issue_vouchers(services: Services, command: IssueVouchers) -> tuple[str, ...]:
    """Give the codes, in the order of their numbers; they are kept as keyed hashes only.

    Raises UnknownProgramme, UnknownVoucher where its codes are not unique ones, UnknownMember.
    """
    return retrying(services, lambda: _issue(services, command))


def _issue(services: Services, command: IssueVouchers) -> tuple[str, ...]:
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, command.programme, now)
        if not any(v.id == command.voucher and v.codes == "unique" for v in programme.shape.vouchers):
            raise UnknownVoucher(voucher=command.voucher[:64])
        _known_member(unit, command)
    numbers = range(1, command.count + 1)
    batch = (services.secret, command.programme, command.voucher, command.batch)
    codes = tuple(issued_code(*batch, number) for number in numbers)
    with services.units.write() as unit:
        unit.vouchers.issue(
            IssuedCode(
                command.programme,
                code_digest(services.secret, command.programme, code),
                command.voucher,
                now,
                command.member,
            )
            for code in codes
        )
        unit.commit()
    return codes


def _known_member(unit: UnitOfWork, command: IssueVouchers) -> None:
    if command.member is not None:
        member = unit.members.get(command.member)
        if member is None or member.programme != command.programme:
            raise UnknownMember
