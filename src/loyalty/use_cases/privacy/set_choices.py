"""What a member chooses about the use of their data: personal prices, profiling, marketing, restriction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.members.member import MemberState
from loyalty.privacy.choice import Choice, Chosen, standing
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.reading import band_of
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class SetChoices:
    """Choices that are not named stay as they are; a merged member chooses under the old id too."""

    member: MemberId
    choices: Mapping[Choice, bool]
    source: str


def set_choices(services: Services, command: SetChoices) -> Told:
    """Give how the choices stand, as `choices_data`; what stands so already is told as replayed.

    Quotes that were given stand as they were promised. Raises UnknownMember.
    """
    return retrying(services, lambda: _set(services, command))


def show_choices(services: Services, member_id: MemberId) -> dict[str, Any]:
    """Give how a member's choices stand, as `choices_data`. Raises UnknownMember."""
    with services.units.read() as unit:
        _there(unit, member_id)
        return choices_data(unit, member_id)


def choices_data(unit: UnitOfWork, member_id: MemberId) -> dict[str, Any]:
    """Give each choice as it stands, and how old the member is."""
    stands = standing(unit.consents.chosen(member_id))
    age = unit.consents.age(member_id)
    return {
        "member": member_id,
        **{str(choice): holds for choice, holds in stands.items()},
        "age": str(band_of(unit, member_id)),
        "guardian": age.guardian if age is not None else None,
    }


def _set(services: Services, command: SetChoices) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        _there(unit, command.member)
        made = unit.consents.chosen(command.member)
        stands = standing(made)
        changed = {choice: holds for choice, holds in command.choices.items() if stands[choice] is not holds}
        for number, (choice, holds) in enumerate(sorted(changed.items()), start=len(made) + 1):
            chosen = Chosen(command.member, number, choice, holds, now, command.source)
            if not unit.consents.choose(chosen):
                raise DecideAgain
        data = choices_data(unit, command.member)
        if changed:
            unit.commit()
    return Told(data, replayed=not changed)


def _there(unit: UnitOfWork, member_id: MemberId) -> None:
    found = unit.members.get(member_id)
    if found is None or found.state is MemberState.CLOSED:
        raise UnknownMember
