"""What a member has paid in and not yet paid with."""

from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money
from loyalty.ledger.due import holdings
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.refusals import NoStoredValue
from loyalty.use_cases.services import Services
from loyalty.use_cases.stored_value import value_unit


def show_stored_value(services: Services, member_id: MemberId) -> Money:
    """Give what there is to pay with now. Raises UnknownMember, UnknownProgramme, NoStoredValue."""
    now = services.clock.now()
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        programme = services.programmes.in_force(unit, member.programme, now)
        if programme.shape.stored_value is None:
            raise NoStoredValue
        account = unit.ledger.account(member_id, value_unit(programme), programme.name)
    return Money(holdings(account, now).available, programme.currency)
