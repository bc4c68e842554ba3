"""Withdraw a consent in one step: nothing is read for it from now on, and what was told for it is forgotten.

Quotes that were given stand as they were promised; the membership and every other consent stay.
"""

from dataclasses import dataclass

from loyalty.handovers.handover import HandOver
from loyalty.handovers.handover import Told as RecipientTold
from loyalty.kernel.identity import MemberId
from loyalty.members.member import MemberState
from loyalty.privacy.consent import Way, Withdrawal
from loyalty.privacy.purpose import Purpose
from loyalty.privacy.refusals import UnknownConsent
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.once import Told
from loyalty.use_cases.recipients_told import tell_recipients
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    """``source`` says who tells that the member withdraws; under the id of a merged member too."""

    member: MemberId
    purpose: Purpose
    way: Way
    source: str


def withdraw_consent(services: Services, command: WithdrawConsent) -> Told:
    """Give ``member``, ``purpose`` and the facts that are ``forgotten``; withdrawn again nothing changes.

    Raises UnknownMember, UnknownProgramme, UnknownConsent where the member was never asked.
    """
    return retrying(services, lambda: _withdraw(services, command))


def _withdraw(services: Services, command: WithdrawConsent) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = unit.members.get(command.member)
        if member is None or member.state is MemberState.CLOSED:
            raise UnknownMember
        asked = [each for each in unit.consents.of_member(command.member) if each.purpose == command.purpose]
        if not asked:
            raise UnknownConsent
        withdrawal = Withdrawal(now, command.way, command.source)
        ended = unit.consents.withdraw(command.member, command.purpose, withdrawal)
        names = _needing(services, unit, member.programme, command.purpose)
        forgotten = unit.members.load_facts(command.member, names)
        if ended:
            unit.members.set_facts(command.member, dict.fromkeys(forgotten), now)
            _tell(services, unit, command)
            unit.commit()
    data = {"member": command.member, "purpose": str(command.purpose), "forgotten": sorted(forgotten)}
    return Told(data, replayed=not ended)


def _tell(services: Services, unit: UnitOfWork, command: WithdrawConsent) -> None:
    """Let whoever got data by this consent be told that it was withdrawn."""

    def rests(each: HandOver) -> bool:
        return str(command.purpose) in each.consents

    ids = one_person(unit, command.member)
    tell_recipients(services, unit, ids, RecipientTold.WITHDRAWN, rests)


def _needing(services: Services, unit: UnitOfWork, programme: str, purpose: Purpose) -> set[str]:
    """Give the facts that any version of the programme reads for a purpose alone."""
    digests = {each.digest for each in unit.adoption.list() if each.programme == programme}
    shapes = [services.programmes.by_digest(unit, digest).shape for digest in digests]
    return {
        name
        for shape in shapes
        for name, fact in shape.facts.items()
        if name.startswith("member.") and fact.consent == purpose
    }
