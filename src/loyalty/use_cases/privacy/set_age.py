"""Keep whether a member is grown up, and who answers for one who is not; never a date of birth."""

from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import Age, AgeBand
from loyalty.privacy.refusals import MinorNotAllowed
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.reading import age_of, band_of
from loyalty.use_cases.privacy.set_choices import choices_data
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class SetAge:
    """``guardian`` is a grown-up member of the same programme; a child needs one.

    ``corrects``: what was said before was a mistake, and this is how it was all the time.
    """

    member: MemberId
    band: AgeBand
    guardian: MemberId | None
    source: str
    corrects: bool = False


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
        said = [age for each in one_person(unit, command.member) if (age := unit.consents.age(each))]
        new = _new(unit, command, now)
        kept = [replace(new, member_id=each.member_id) for each in said if command.corrects] or [new]
        nobody_said = not said and (new.band, new.guardian) == (AgeBand.ADULT, None)
        same = nobody_said or all(any(each == replace(age, by=each.by) for age in said) for each in kept)
        if not same:
            for each in kept:
                unit.consents.set_age(each)
        data = choices_data(unit, command.member)
        if not same:
            unit.commit()
    return Told(data, replayed=same)


def _new(unit: UnitOfWork, command: SetAge, now: datetime) -> Age:
    """Give what is said, and since when it is so: since it was said first, all the time where it corrects."""
    new = Age(command.member, command.band, command.guardian, now, command.source)
    if command.corrects:
        own = (unit.members.get(each) for each in one_person(unit, command.member))
        return replace(new, at=min(each.enrolled_at for each in own if each is not None))
    said = age_of(unit, command.member)
    if said is not None and (said.band, said.guardian) == (new.band, new.guardian):
        return replace(new, at=said.at)
    return new
