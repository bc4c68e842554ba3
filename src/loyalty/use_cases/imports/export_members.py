"""Give out the members of a programme as a table that can be imported again."""

from collections.abc import Iterator

from loyalty.history.table import NEVER
from loyalty.kernel.identity import MemberId
from loyalty.members.member import MemberState
from loyalty.use_cases.imports.exporting import PAGE, Row, member_text, time_text
from loyalty.use_cases.services import Services


def export_members(services: Services, programme: str) -> Iterator[Row]:
    """Give a row for every member who takes part, every row with the same columns.

    A reference is kept as a keyed hash only, which means something beside the same secret.
    Raises UnknownProgramme.
    """
    now, after = services.clock.now(), MemberId(-1)
    while True:
        with services.units.read() as unit:
            shape = services.programmes.in_force(unit, programme, now).shape
            declared = sorted(name for name in shape.facts if name.startswith("member."))
            page = unit.members.page(programme, after=after, limit=PAGE)
            rows: list[Row] = []
            for each in page:
                if each.state is not MemberState.ACTIVE:
                    continue
                standing = unit.tiers.standing(each.member_id, programme)
                facts = unit.members.load_facts(each.member_id, declared)
                until = time_text(standing.until, NEVER) if standing is not None else ""
                rows.append(
                    {
                        "member": member_text(each.member_id),
                        "reference_hash": each.reference_hash or "",
                        "enrolled_at": time_text(each.enrolled_at),
                        "tier": standing.tier if standing is not None else "",
                        "tier_since": time_text(standing.since) if standing is not None else "",
                        "tier_until": until,
                        **{name: facts.get(name, "") for name in declared if name not in _NOT_KEPT},
                    }
                )
        yield from rows
        if len(page) < PAGE:
            return
        after = page[-1].member_id


_NOT_KEPT = frozenset({"member.tier", "member.enrolled"})
