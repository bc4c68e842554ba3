"""Enrol members who took part in another system: since when, with their facts, and in their tier."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from loyalty.decision.programme import Programme
from loyalty.history.table import (
    Ended,
    OfMember,
    RawRow,
    RowRefused,
    RowResult,
    batches,
    refused,
)
from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.language.findings import did_you_mean
from loyalty.members.member import Member, MemberExists
from loyalty.privacy.refusals import PurposeMismatch
from loyalty.tiers.movement import Cause, Movement
from loyalty.tiers.standing import Standing
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.enrol_member import (
    by_consent,
    check_facts,
    check_notice,
    first_standing,
    reference_hash,
)
from loyalty.use_cases.imports.booking import Importing
from loyalty.use_cases.services import Services, retrying

COLUMNS: Final = ()
"""The columns that members need, besides the member."""
FACT: Final = "member."
"""How columns of facts begin; each is named by its fact."""


def import_members(services: Services, command: Importing) -> Iterator[RowResult]:
    """Give what each row came to; a wrong row stops no other.

    Who joins now, of whom no ``enrolled_at`` is told, cites the `notice` where something is given for data.
    Who is enrolled already is there before, and is left as they are. Facts that are kept by a consent are
    left out, since nobody says in a table what they agreed to: the row says which. Raises UnknownProgramme.
    """
    for batch in batches(command.members):
        yield from retrying(services, partial(_enrol, services, command, batch))


def _enrol(services: Services, command: Importing, batch: Sequence[OfMember]) -> Sequence[RowResult]:
    now = services.clock.now()
    results: list[RowResult] = []
    with services.units.write() as unit:
        unit.keep_quiet()
        programme = services.programmes.in_force(unit, command.programme, now)
        for group in batch:
            for place, row in enumerate(group.rows):
                try:
                    new = _member(services, programme, group, row, now)
                    there = place or not _added(unit, programme, new, row)
                    results.append(RowResult(row.number, Ended.THERE) if there else _imported(programme, row))
                except (Refusal, RowRefused) as why:
                    results.append(refused(row, why))
        if not command.dry_run:
            unit.commit()
    return results


def _member(services: Services, programme: Programme, group: OfMember, row: RawRow, now: datetime) -> Member:
    """Give the member a row tells of. Raises RowRefused and what refuses a request to enrol."""
    if row.cells is None:
        raise row.unreadable
    joined = row.instant("enrolled_at", programme.zone)
    if joined is None:
        check_notice(programme, row.text("notice") or None)
    since = joined or now
    if since > now:
        raise RowRefused("in-the-future", "they are not enrolled yet; leave the row out")
    check_facts(programme, _facts(row))
    told = _tier(programme, row, since)
    if told is not None and told.since > now:
        raise RowRefused("in-the-future", "the tier is not held yet; write the day it began in `tier_since`")
    if told is not None and told.until is not None and told.until <= told.since:
        raise RowRefused("tier-ended", "the tier ends before it begins; mend `tier_since` or `tier_until`")
    reference = row.text("reference")
    if group.member_id is None and not (reference or row.text("reference_hash")):
        # Nobody could find them again, and the same file again would enrol them once more.
        raise RowRefused("no-member", "say in `member` or `reference` who they are")
    hashed = reference_hash(services, programme.name, reference) if reference else None
    member_id = group.member_id or MemberId(services.entropy.new_id(now))
    return Member(
        member_id, programme.name, since, reference_hash=hashed or row.text("reference_hash") or None
    )


def _imported(programme: Programme, row: RawRow) -> RowResult:
    """Give the result of a row that was taken in, and which of its facts were not."""
    left = ", ".join(f"`{name}`" for name in sorted(by_consent(programme, _facts(row))))
    if not left:
        return RowResult(row.number, Ended.IMPORTED)
    mend = f"{left} left out: tell it once the member agrees to what it is kept for"
    return RowResult(row.number, Ended.IMPORTED, PurposeMismatch.code, mend)


def _facts(row: RawRow) -> dict[str, str]:
    assert row.cells is not None  # noqa: S101 - asked of rows that could be read only
    return {name: text.strip() for name, text in row.cells.items() if name.startswith(FACT) and text.strip()}


def _tier(programme: Programme, row: RawRow, since: datetime) -> Standing | None:
    """Give the standing a row tells of, None where it tells of none. Raises RowRefused."""
    tier, ladder = row.text("tier"), programme.ladder
    if not tier:
        return None
    names = [step.tier for step in ladder.steps] if ladder is not None else []
    if ladder is None or tier not in names:
        mend = f"write one of {', '.join(names) or 'no tier'} in `tier`"
        raise RowRefused("unknown-tier", "; ".join(filter(None, (mend, did_you_mean(tier, names)))))
    begun = row.instant("tier_since", programme.zone) or since
    until = row.end("tier_until", programme.zone)
    if until is None and ladder.place(tier) > ladder.lowest and not row.text("tier_until"):
        until = ladder.kept_until(begun, since)
    return Standing(tier, begun, until)


def _added(unit: UnitOfWork, programme: Programme, new: Member, row: RawRow) -> bool:
    """Enrol a member; give whether they were not enrolled before. Raises RowRefused."""
    there = unit.members.get(new.member_id)
    if there is not None:
        if there.programme != new.programme:
            raise RowRefused("member-elsewhere", "the id is a member's of another programme; leave it empty")
        return False
    try:
        unit.members.add(new)
    except MemberExists:
        return False
    facts = _facts(row)
    kept = {name: text for name, text in facts.items() if name not in by_consent(programme, facts)}
    unit.members.set_facts(new.member_id, kept, new.enrolled_at)
    standing = _tier(programme, row, new.enrolled_at)
    ladder = programme.ladder
    if standing is not None and ladder is not None:
        lowest, tier = ladder.steps[ladder.lowest].tier, standing.tier
        brought = Movement(lowest, tier, standing.since, Cause.TAKEN_OVER, (), until=standing.until)
        unit.tiers.keep(new.member_id, programme.name, standing, [brought], at=new.enrolled_at)
    else:
        first_standing(unit, programme, new.member_id, new.enrolled_at)
    return True
