"""The segments of a programme: how large each was when it was last counted, and what they look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.decision.trace import label_of
from loyalty.language.lowering import BELONGING
from loyalty.language.shapes.segments import SegmentShape
from loyalty.privacy.reports.cells import released
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class SegmentShown:
    """A segment with its last count; ``members`` None: never counted, or too few to be told.

    A number moves by as many as may be told at least, so that two lists do not tell of one member.

    ``labels`` are those of the facts it looks at, through however many others.
    """

    segment: str
    name: Mapping[str, str]
    at_least: int
    day: date | None
    members: int | None
    reads: tuple[str, ...]
    labels: tuple[str, ...]


def list_segments(services: Services, name: str) -> Sequence[SegmentShown]:
    """Give the segments of the programme in force, in the order of its file. Raises UnknownProgramme."""
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        tomorrow = local_day(programme, now) + timedelta(days=1)
        return [_shown(unit, programme, segment, tomorrow) for segment in programme.shape.segments]


def _shown(unit: UnitOfWork, programme: Programme, segment: SegmentShape, before: date) -> SegmentShown:
    assert programme.segments is not None  # noqa: S101 - there is one at least
    reads = sorted(programme.segments.compiled.sheet.behind[f"{BELONGING}{segment.id}"])
    counts = unit.segments.counts_until(programme.name, segment.id, before)
    members = released(count for _, count in counts)
    enough = members is not None and counts[-1][1] >= segment.at_least_members
    return SegmentShown(
        segment=segment.id,
        name=segment.name,
        at_least=segment.at_least_members,
        day=counts[-1][0] if counts else None,
        members=members if enough else None,
        reads=tuple(reads),
        labels=tuple(sorted({label_of(fact, programme.shape) for fact in reads})),
    )
