"""Declare, change or withdraw facts of a member: a birthday told later, a consent that ends."""

from collections.abc import Mapping
from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.enrol_member import check_facts
from loyalty.use_cases.once import Told
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class SetFacts:
    """``facts`` by full name; None withdraws one. Facts that are not named stay as they are."""

    member: MemberId
    facts: Mapping[str, str | None]


def set_facts(services: Services, command: SetFacts) -> Told:
    """Give ``member``, and the names of the facts that are ``kept`` and ``withdrawn`` from now on.

    The same again changes nothing and is told as replayed. Quotes that were given stand as they
    were promised. Raises UnknownMember, MemberMerged, UnknownProgramme, UndeclaredFact or
    RequestMisfit with every fact that does not fit.
    """
    return retrying(services, lambda: _set(services, command))


def _set(services: Services, command: SetFacts) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = member_of(unit, command.member)
        check_facts(services.programmes.in_force(unit, member.programme, now), command.facts)
        changed = _changed(unit, command)
        if changed:
            unit.members.set_facts(command.member, changed, now)
            unit.commit()
    data = {
        "member": command.member,
        "kept": sorted(name for name, text in command.facts.items() if text is not None),
        "withdrawn": sorted(name for name, text in command.facts.items() if text is None),
    }
    return Told(data, replayed=not changed)


def _changed(unit: UnitOfWork, command: SetFacts) -> dict[str, str | None]:
    known = unit.members.load_facts(command.member, command.facts)
    return {name: text for name, text in command.facts.items() if known.get(name) != text}
