"""What is kept of one member: how many rows of what, for what and how long; and what they told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.privacy.export_member import BRIEFLY, BY_NAME, OF_PERSONS
from loyalty.use_cases.services import Services

_FACTS = "member_fact"


@dataclass(frozen=True, slots=True)
class KeptOf:
    """``rows`` of tables in which something of the member stands, as the register tells of them.

    ``briefly`` says of what nobody's rows alone are kept; ``facts`` are what the member told, by name;
    ``names`` is what the programme calls those that it gives a name.
    """

    programme: str
    rows: Sequence[Mapping[str, Any]]
    briefly: Sequence[Mapping[str, str]]
    facts: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]


def show_kept(services: Services, member_id: MemberId) -> KeptOf:
    """Give what is kept of a member under every id they had. Raises UnknownMember, MemberMerged."""
    with services.units.read() as unit:
        programme = member_of(unit, member_id).programme
        ids = one_person(unit, member_id)
        counts = {entry.table: unit.person.count(entry, BY_NAME, ids) for entry in OF_PERSONS}
        shape = services.programmes.in_force(unit, programme, services.clock.now()).shape
        told = unit.person.rows(BY_NAME[_FACTS], BY_NAME, (member_id,))
    rows = [
        {
            "says": entry.says,
            "rows": counts[entry.table],
            "purpose": str(entry.purpose),
            "basis": str(entry.basis),
            "kept": str(entry.kept),
            "recipients": [str(each) for each in entry.recipients],
        }
        for entry in OF_PERSONS
        if counts[entry.table]
    ]
    briefly = [entry.says for entry in BRIEFLY]
    facts = {row["fact"]: row["value"] for row in told}
    names = {name: fact.name for name, fact in shape.facts.items() if name in facts and fact.name}
    return KeptOf(programme, rows, briefly, facts, names)
