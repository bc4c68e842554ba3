"""The segments of a programme: how large each was when it was last counted, and what they look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.decision.trace import label_of
from loyalty.language.lowering import BELONGING
from loyalty.language.shapes.segments import SegmentShape
from loyalty.privacy.reports.cells import released
from loyalty.use_cases.services import Services

_OF_ALL: Final = frozenset({"member.enrolled"})
"""What every segment looks at."""


@dataclass(frozen=True, slots=True)
class SegmentShown:
    """A segment with its last count; ``members`` None: never counted, or not told.

    A number moves by as many as may be told at least, so that two lists do not tell of one member, and one
    that differs by fewer from that of a segment which looks at the same is not told: it would tell of these.

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
        names = [segment.id for segment in programme.shape.segments]
        counts = {each: unit.segments.counts_until(name, each, tomorrow) for each in names}
    reads = {each: _reads(programme, each) for each in names}
    own = {each: reads[each] - _OF_ALL for each in names}
    beside = {each: [other for other in names if other != each and own[each] & own[other]] for each in names}
    told = released(counts, beside)
    return [
        _shown(programme, segment, reads[segment.id], counts[segment.id], told.get(segment.id))
        for segment in programme.shape.segments
    ]


def _reads(programme: Programme, segment: str) -> frozenset[str]:
    assert programme.segments is not None  # noqa: S101 - there is one at least
    return frozenset(programme.segments.compiled.sheet.behind[f"{BELONGING}{segment}"])


def _shown(
    programme: Programme,
    segment: SegmentShape,
    reads: frozenset[str],
    counts: Sequence[tuple[date, int]],
    members: int | None,
) -> SegmentShown:
    enough = members is not None and counts[-1][1] >= segment.at_least_members
    return SegmentShown(
        segment=segment.id,
        name=segment.name,
        at_least=segment.at_least_members,
        day=counts[-1][0] if counts else None,
        members=members if enough else None,
        reads=tuple(sorted(reads)),
        labels=tuple(sorted({label_of(fact, programme.shape) for fact in reads})),
    )
