"""Segments of members."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import DAY, TRUTH, integer
from api.schemas.common import LABEL, NAME, programme_name

COUNT_MAX = 10**9
SEGMENTS_MAX = 10_000
COUNT_EXAMPLE = {"programme": "corner-coffee"}


class CountIn(StrictSchema):
    """Whose segments are counted."""

    programme = programme_name()


class CountOut(AnswerSchema):
    """That they were counted; how large they are is told by the list."""

    programme = programme_name()
    day = Member(DAY, "The day of the count; decisions look at it from the next day on.")
    segments = Member(integer(0, SEGMENTS_MAX), "How many segments there are.")
    before = Member(TRUTH, "Whether they had been counted that day, and that count stays.")


class SegmentOut(AnswerSchema):
    """A segment."""

    segment = Member(NAME, "Its name for machines; rules read `member.segment.<it>`.")
    label = Member(LABEL, "What whoever is told of it reads.")
    at_least_members = Member(integer(0, COUNT_MAX), "Below how many members nobody counts as one of it.")
    counted_on = Member(DAY, "When it was last counted.", required=False)
    members = Member(
        integer(0, COUNT_MAX),
        "How many members it had then; absent where they are fewer than `at_least_members`.",
        required=False,
    )
    reads = Items(Member(NAME, "A fact."), "What it looks at.", fewest=0, most=1000)
    labels = Items(Member(NAME, "A label."), "How sensitive that is.", fewest=0, most=10)


class SegmentsOut(AnswerSchema):
    """The segments of a programme."""

    programme = programme_name()
    segments = Items(Part(SegmentOut), "Each segment.", fewest=0, most=SEGMENTS_MAX)
