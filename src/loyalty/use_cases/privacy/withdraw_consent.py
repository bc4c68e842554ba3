"""Withdraw a consent in one step: nothing is read for it from now on, and what was told for it is forgotten.

Quotes that were given stand as they were promised; the membership and every other consent stay.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from loyalty.handovers.handover import HandOver
from loyalty.handovers.handover import Told as RecipientTold
from loyalty.kernel.identity import MemberId
from loyalty.members.member import Member, MemberState
from loyalty.privacy.consent import ConsentState, Way, Withdrawal, covers, given_for
from loyalty.privacy.purpose import Purpose
from loyalty.privacy.refusals import UnknownConsent
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import together
from loyalty.use_cases.once import Told
from loyalty.use_cases.recipients_told import tell_recipients
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import Services, retrying

BY_TIME = "time"
"""Who ends a consent that nobody withdrew and whose time is over."""


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    """``source`` says who tells that the member withdraws; under any id the person has had."""

    member: MemberId
    purpose: Purpose
    way: Way
    source: str


def withdraw_consent(services: Services, command: WithdrawConsent) -> Told:
    """Give ``member``, ``purpose`` and the facts that are ``forgotten``; again, nothing changes.

    It holds for every id of the person. Raises UnknownMember, UnknownProgramme, UnknownConsent where the
    member was never asked.
    """
    return retrying(services, lambda: _withdraw(services, command))


def _withdraw(services: Services, command: WithdrawConsent) -> Told:
    with services.units.write() as unit:
        member = unit.members.get(command.member)
        if member is None or member.state is MemberState.CLOSED:
            raise UnknownMember
        whose = together(unit, command.member)
        if all(each.purpose != command.purpose for one in whose for each in unit.consents.of_member(one)):
            raise UnknownConsent
        withdrawal = Withdrawal(services.clock.now(), command.way, command.source)
        ended = end_consents(services, unit, member, command.purpose, withdrawal)
        if not ended.nothing:
            unit.commit()
    data = {"member": command.member, "purpose": str(command.purpose), "forgotten": sorted(ended.forgotten)}
    return Told(data, replayed=ended.nothing)


@dataclass(frozen=True, slots=True)
class Ended:
    """How many records of a consent ended, and which facts are forgotten."""

    records: int
    forgotten: frozenset[str]

    @property
    def nothing(self) -> bool:
        """Whether everything had ended before."""
        return not self.records and not self.forgotten


def end_consents(
    services: Services, unit: UnitOfWork, member: Member, purpose: Purpose, withdrawal: Withdrawal
) -> Ended:
    """End what stands of a purpose under every id of a person within a unit, whoever it was given for.

    What was told for it alone is forgotten, and whoever got data by it is to be told.
    """
    names = _needing(services, unit, member.programme, purpose)
    whose = together(unit, member.member_id)
    records = sum(unit.consents.withdraw(each, purpose, withdrawal) for each in whose)
    forgotten = _forget(unit, whose, names, withdrawal.at)
    if records:
        tell_withdrawn(services, unit, whose, lambda each: str(purpose) in each.consents)
    return Ended(records, frozenset(forgotten))


def expire_consent(
    services: Services, unit: UnitOfWork, member: MemberId, record_id: str
) -> frozenset[str] | None:
    """End within a unit what rested on a consent whose time is over; give which facts are forgotten.

    What another consent goes on to cover stays as it is. None where there is nothing to end: the member
    withdrew it, or is erased.
    """
    now = services.clock.now()
    whose = together(unit, member)
    records = [record for each in whose for record in unit.consents.of_member(each)]
    ours = [each for each in records if (each.member_id, each.record_id) == (member, record_id)]
    if not ours or ours[0].withdrawal is not None or ours[0].state(now) is not ConsentState.EXPIRED:
        return None
    over = ours[0]
    unit.consents.end(over, now, BY_TIME)
    forgotten = set[str]()
    if over.recipient is None:
        names = {
            name
            for name in _needing(services, unit, over.programme, over.purpose)
            if (not over.facts or name in over.facts) and not covers(records, over.purpose, name, now)
        }
        forgotten = _forget(unit, whose, names, now)

    def rests(each: HandOver) -> bool:
        if each.consents.get(str(over.purpose)) != record_id:
            return False
        return given_for(records, over.purpose, each.recipient, each.facts, now) is None

    tell_recipients(services, unit, whose, RecipientTold.EXPIRED, rests)
    return frozenset(forgotten)


def _forget(unit: UnitOfWork, whose: Collection[MemberId], names: Collection[str], at: datetime) -> set[str]:
    """Forget facts under every id of a person; give those that were known."""
    forgotten = set[str]()
    for each in whose:
        kept = unit.members.load_facts(each, names)
        if kept:
            unit.members.set_facts(each, dict.fromkeys(kept), at)
        forgotten |= set(kept)
    return forgotten


def tell_withdrawn(
    services: Services, unit: UnitOfWork, ids: Collection[MemberId], rests: Callable[[HandOver], bool]
) -> None:
    """Let whoever got data by a consent be told that it was withdrawn."""
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
