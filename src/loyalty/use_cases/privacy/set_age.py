"""Keep whether a member is grown up, and who answers for one who is not; never a date of birth."""

from dataclasses import dataclass, replace

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
        new = Age(command.member, command.band, command.guardian, now, command.source)
        said = age_of(unit, command.member)
        if said is not None and (said.band, said.guardian) == (new.band, new.guardian):
            new = replace(new, at=said.at)  # it is so since it was said, under whichever of their ids
        nobody_said = said is None and (new.band, new.guardian) == (AgeBand.ADULT, None)
        same = nobody_said or (said is not None and new == replace(said, by=new.by))
        if not same:
            unit.consents.set_age(new)
        data = choices_data(unit, command.member)
        if not same:
            unit.commit()
    return Told(data, replayed=same)
