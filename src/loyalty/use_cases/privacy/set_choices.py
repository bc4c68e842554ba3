"""What a member chooses about the use of their data: personal prices, profiling, marketing, restriction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loyalty.handovers.handover import Told as RecipientTold
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.members.member import Member, MemberState
from loyalty.privacy.choice import WITHOUT_A_WORD, AgeBand, Choice, Chosen, standing
from loyalty.privacy.purpose import Basis
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import refuse_erasing, survivor_of, together
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.reading import age_of, choices_of
from loyalty.use_cases.recipients_told import tell_recipients
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import Services, retrying

_SHARED = frozenset({Basis.CONSENT, Basis.LEGITIMATE_INTEREST})


@dataclass(frozen=True, slots=True)
class SetChoices:
    """Choices that are not named stay as they are; under an old id the survivor of the merge chooses."""

    member: MemberId
    choices: Mapping[Choice, bool]
    source: str


def set_choices(services: Services, command: SetChoices) -> Told:
    """Give how the choices stand, as `choices_data`; what stands so already is told as replayed.

    Whoever got data of a member is told of a restriction, and of its end (GDPR Art. 19).

    Quotes that were given stand as they were promised. Raises UnknownMember, and ErasureAsked where who
    asked to be erased would allow more again.
    """
    return retrying(services, lambda: _set(services, command))


def show_choices(services: Services, member_id: MemberId) -> dict[str, Any]:
    """Give how a member's choices stand, as `choices_data`. Raises UnknownMember."""
    with services.units.read() as unit:
        _there(unit, member_id)
        return choices_data(unit, member_id)


def choices_data(unit: UnitOfWork, member_id: MemberId) -> dict[str, Any]:
    """Give each choice as it stands, and how old the member is, of who was merged as whom they go on."""
    goes_on = survivor_of(unit, member_id)
    stands, age = choices_of(unit, goes_on), age_of(unit, goes_on)
    return {
        "member": member_id,
        **{str(choice): holds for choice, holds in stands.items()},
        "age": str(AgeBand.ADULT if age is None else age.band),
        "guardian": age.guardian if age is not None else None,
    }


def _set(services: Services, command: SetChoices) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = _there(unit, command.member)
        goes_on = survivor_of(unit, command.member)
        made = unit.consents.chosen(goes_on)
        stands = standing(made), choices_of(unit, goes_on)
        changed = {
            choice: holds
            for choice, holds in command.choices.items()
            if any(each[choice] is not holds for each in stands)
        }
        if any(holds is WITHOUT_A_WORD[choice] for choice, holds in changed.items()):
            refuse_erasing(unit, goes_on)
        for number, (choice, holds) in enumerate(sorted(changed.items()), start=len(made) + 1):
            chosen = Chosen(goes_on, number, choice, holds, now, command.source)
            if not unit.consents.choose(chosen):
                raise DecideAgain
        if changed.get(Choice.SHARING) is False:
            stop_sharing(services, unit, member)
        if Choice.RESTRICTED in changed:
            kind = RecipientTold.RESTRICTED if changed[Choice.RESTRICTED] else RecipientTold.UNRESTRICTED
            tell_recipients(services, unit, together(unit, member.member_id), kind, lambda _: True)
        data = choices_data(unit, command.member)
        if changed:
            unit.commit()
    return Told(data, replayed=not changed)


def stop_sharing(services: Services, unit: UnitOfWork, member: Member) -> None:
    """Let whoever got a member's data for something, or by consent or interest, be told to stop."""
    recording = services.recording()
    programme = services.programmes.in_force(unit, member.programme, recording.now)
    stopped = {each.id for each in programme.shape.recipients if each.sells or each.basis in _SHARED}
    ids = together(unit, member.member_id)
    tell_recipients(services, unit, ids, RecipientTold.STOPPED, lambda each: each.recipient in stopped)


def _there(unit: UnitOfWork, member_id: MemberId) -> Member:
    found = unit.members.get(member_id)
    if found is None or found.state is MemberState.CLOSED:
        raise UnknownMember
    return found
