"""Stop marketing by the link that every message has: no sign-in, one step, at once."""

from loyalty.access.refusals import LinkSpent
from loyalty.access.session import parse_link
from loyalty.handovers.message import PURPOSE_OF, Marketing, Why
from loyalty.handovers.refusals import StopLinkUnknown
from loyalty.kernel.again import DecideAgain
from loyalty.members.member import MemberState
from loyalty.privacy.choice import Choice, Chosen, standing
from loyalty.privacy.consent import Way, Withdrawal
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.services import Services, retrying

BY_LINK = "stop link"


def stop_marketing(services: Services, text: str) -> bool:
    """Withdraw what the message rests on; give whether it was still allowed until now.

    A message that rests on a consent ends that of its medium, one that rests on a purchase all marketing.
    A merged member stops under every id. Raises StopLinkUnknown.
    """
    return retrying(services, lambda: _stop(services, text))


def refuse_unknown_stop(services: Services, text: str) -> None:
    """Give nothing where the link is one of ours; nothing is stopped by that. Raises StopLinkUnknown."""
    with services.units.read() as unit:
        _message(services, unit, text)


def _stop(services: Services, text: str) -> bool:
    now = services.clock.now()
    with services.units.write() as unit:
        message = _message(services, unit, text)
        if message.stopped_at is None:
            unit.marketing.stop(message.programme, message.message_id, now)
        ended = 0
        for whose in dict.fromkeys((message.member_id, survivor_of(unit, message.member_id))):
            if message.why is Why.CONSENT:
                back = Withdrawal(now, Way.FORM, BY_LINK)
                ended += unit.consents.withdraw(whose, PURPOSE_OF[message.medium], back)
                continue
            made = unit.consents.chosen(whose)
            if standing(made)[Choice.DIRECT_MARKETING]:
                no = Chosen(whose, len(made) + 1, Choice.DIRECT_MARKETING, False, now, BY_LINK)  # noqa: FBT003
                if not unit.consents.choose(no):
                    raise DecideAgain
                ended += 1
        unit.commit()
    return ended > 0


def _message(services: Services, unit: UnitOfWork, text: str) -> Marketing:
    try:
        found = unit.marketing.of_stop(parse_link(services.secret, text))
    except LinkSpent:
        raise StopLinkUnknown from None
    if found is None:
        raise StopLinkUnknown
    member = unit.members.get(found.member_id)
    if member is None or member.state is MemberState.CLOSED:
        raise StopLinkUnknown
    return found
