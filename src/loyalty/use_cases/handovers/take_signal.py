"""A browser's signal that data be not sold or shared (Global Privacy Control): it counts at once.

The membership goes on: leaving it is asked about, never assumed (11 CCR 7025(c)(4)).
"""

from dataclasses import dataclass

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import BY_SIGNAL, Choice, Chosen, answered, standing
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.set_choices import stop_sharing
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class TakeSignal:
    """Whose browser sent it."""

    member: MemberId


def take_signal(services: Services, command: TakeSignal) -> Told:
    """Give ``sharing`` as it stands, and whether to ``ask`` if the member wants to leave as well.

    It is asked where the programme gives something for data, or shares them for something. A member who
    was asked, and chose to share all the same, is taken at their word. Raises UnknownMember, MemberMerged.
    """
    return retrying(services, lambda: _take(services, command))


def _take(services: Services, command: TakeSignal) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, now)
        made = unit.consents.chosen(command.member)
        stops = standing(made)[Choice.SHARING] and not answered(made)
        if stops:
            chosen = Chosen(command.member, len(made) + 1, Choice.SHARING, False, now, BY_SIGNAL)  # noqa: FBT003
            if not unit.consents.choose(chosen):
                raise DecideAgain
            stop_sharing(services, unit, member)
            unit.commit()
        conflict = programme.shape.incentive is not None or any(
            each.sells for each in programme.shape.recipients
        )
    data = {"member": command.member, "sharing": answered(made), "ask": conflict and not answered(made)}
    return Told(data, replayed=not stops)
