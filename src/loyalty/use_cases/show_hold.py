"""A hold as it stands."""

from loyalty.kernel.identity import HoldId, MemberId
from loyalty.ledger.account import Hold
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import catch_up
from loyalty.ledger.refusals import HoldUnknown
from loyalty.use_cases.accounts import account_of
from loyalty.use_cases.services import Services


def show_hold(services: Services, member: MemberId, hold_id: HoldId) -> Hold:
    """Give a member's hold; one whose time is over shows as lapsed, booked or not.

    Raises UnknownMember, HoldUnknown.
    """
    recording: Recording = services.recording()
    with services.units.read() as unit:
        account = account_of(unit, member, hold_id)
    holds = catch_up(account, recording).state.holds
    hold = next((hold for hold in holds if hold.hold_id == hold_id), None)
    if hold is None:
        raise HoldUnknown
    return hold
