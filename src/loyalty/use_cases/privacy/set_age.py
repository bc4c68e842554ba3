"""Keep whether a member is grown up, and who answers for one who is not; never a date of birth."""

from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import Age, AgeBand
from loyalty.privacy.refusals import MinorNotAllowed
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.reading import age_of, band_of
from loyalty.use_cases.privacy.set_choices import choices_data
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class SetAge:
    """``guardian`` is a grown-up member of the same programme; a child needs one."""

    member: MemberId
    band: AgeBand
    guardian: MemberId | None
    source: str


def set_age(services: Services, command: SetAge) -> Told:
    """Give what `choices_data` does. Raises UnknownMember, MinorNotAllowed where a guardian is no adult."""
    return retrying(services, lambda: _set(services, command))


def _set(services: Services, command: SetAge) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = member_of(unit, command.member)
        if command.guardian is not None:
            guardian = member_of(unit, command.guardian)
            if guardian.programme != member.programme or guardian.member_id == member.member_id:
                raise UnknownMember
            if band_of(unit, guardian.member_id) is not AgeBand.ADULT:
                raise MinorNotAllowed("A guardian is grown up.")
        elif command.band is AgeBand.CHILD:
            raise MinorNotAllowed("A guardian answers for a child; name one.")
        before = unit.consents.age(command.member)
        nobody_said = age_of(unit, command.member) is None  # then they are taken for grown up
        same = (
            (before.band, before.guardian) == (command.band, command.guardian)
            if before is not None
            else nobody_said and (command.band, command.guardian) == (AgeBand.ADULT, None)
        )
        if not same:
            unit.consents.set_age(Age(command.member, command.band, command.guardian, now, command.source))
        data = choices_data(unit, command.member)
        if not same:
            unit.commit()
    return Told(data, replayed=same)
