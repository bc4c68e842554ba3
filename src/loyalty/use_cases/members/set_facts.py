"""Declare, change or withdraw facts of a member: a birthday told later, a consent that ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.handovers.handover import HandOver
from loyalty.handovers.handover import Told as RecipientTold
from loyalty.kernel.identity import MemberId
from loyalty.members.member import Member, MemberState
from loyalty.privacy.purpose import Purpose
from loyalty.privacy.refusals import PurposeMismatch
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.enrol_member import check_facts
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.reading import allowed_of
from loyalty.use_cases.recipients_told import tell_recipients
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class SetFacts:
    """``facts`` by full name; None withdraws one. Facts that are not named stay as they are.

    What is kept can always be corrected and withdrawn, and is taken anew only while the member agrees
    to the purpose it is kept for. It can be withdrawn under the id of a member who was merged too, and where
    the programme declares it no longer.
    """

    member: MemberId
    facts: Mapping[str, str | None]


def set_facts(services: Services, command: SetFacts) -> Told:
    """Give ``member``, and the names of the facts that are ``kept`` and ``withdrawn`` from now on.

    The same again changes nothing and is told as replayed. Quotes that were given stand as they
    were promised. Raises UnknownMember, MemberMerged, UnknownProgramme, PurposeMismatch,
    UndeclaredFact or RequestMisfit with every fact that does not fit.
    """
    return retrying(services, lambda: _set(services, command))


def _set(services: Services, command: SetFacts) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = _whose(unit, command)
        known = unit.members.load_facts(command.member, command.facts)
        programme = services.programmes.in_force(unit, member.programme, now)
        former = _former(services, unit, programme, command)
        check_facts(programme, {name: t for name, t in command.facts.items() if name not in former})
        _agreed(unit, programme, command, known, now)
        changed = {name: text for name, text in command.facts.items() if known.get(name) != text}
        if changed:
            unit.members.set_facts(command.member, changed, now)
            _tell(services, unit, command.member, changed)
            unit.commit()
    data = {
        "member": command.member,
        "kept": sorted(name for name, text in command.facts.items() if text is not None),
        "withdrawn": sorted(name for name, text in command.facts.items() if text is None),
    }
    return Told(data, replayed=not changed)


def _agreed(
    unit: UnitOfWork, programme: Programme, command: SetFacts, known: Mapping[str, str], now: datetime
) -> None:
    """Refuse what the member tells anew and has not agreed to the purpose of. Raises PurposeMismatch."""
    needed = {
        name: Purpose(consent)
        for name, text in sorted(command.facts.items())
        if text is not None
        and name not in known
        and (consent := programme.shape.facts[name].consent) is not None
    }
    if not needed:
        return
    allowed = allowed_of(unit, command.member, now)
    for name, purpose in needed.items():
        if not allowed.covers(name, purpose):
            detail = f"`{name}` is kept for {purpose}, and no consent of the member to it holds; ask first."
            raise PurposeMismatch(detail, pointer=f"/facts/{name}")


def _tell(services: Services, unit: UnitOfWork, member: MemberId, changed: Mapping[str, str | None]) -> None:
    """Let whoever got one of the facts be told that it was corrected (GDPR Art. 19)."""

    def got(each: HandOver) -> bool:
        return any(name in changed for name in each.facts)

    ids = one_person(unit, member)
    tell_recipients(services, unit, ids, RecipientTold.CORRECTED, got)


def _whose(unit: UnitOfWork, command: SetFacts) -> Member:
    found = unit.members.get(command.member)
    merged = found is not None and found.state is MemberState.MERGED
    if found is not None and merged and all(text is None for text in command.facts.values()):
        return found
    return member_of(unit, command.member)


def _former(services: Services, unit: UnitOfWork, programme: Programme, command: SetFacts) -> set[str]:
    """Give what is withdrawn and was declared by an earlier version alone."""
    asked = {name for name, text in command.facts.items() if text is None} - set(programme.shape.facts)
    if not asked:
        return set()
    digests = [each.digest for each in unit.adoption.list() if each.programme == programme.name]
    return asked & {
        name for digest in digests for name in services.programmes.by_digest(unit, digest).shape.facts
    }
