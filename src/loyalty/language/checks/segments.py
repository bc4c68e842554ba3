"""Segments: each is named once, has a least size, and knows only what is known of its members."""

from collections.abc import Iterator
from typing import get_args

from loyalty.language.checks.names import named, named_once
from loyalty.language.findings import Finding
from loyalty.language.occasions.belonging import SEGMENT
from loyalty.language.occasions.moments import HISTORY
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import Consented, ProgrammeShape
from loyalty.language.shapes.segments import SegmentShape
from loyalty.language.syntax.syntax_tree import names_in

LEAST = 2
CONSENTS = frozenset(get_args(Consented))


def check_segments(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the segments."""
    yield from named_once(named(shape.segments), "a segment")
    for segment in shape.segments:
        yield from as_far_as_read(_size(segment))
        yield from as_far_as_read(_known(segment))
        yield from as_far_as_read(_allowed(shape, segment))
        yield from as_far_as_read(_agreed(shape, segment))


def _size(segment: SegmentShape) -> Iterator[Finding]:
    if segment.at_least_members < LEAST:
        message = f"a segment of fewer than {LEAST} members would be about somebody"
        yield Finding(segment.place("at_least_members"), "E491", message, "such as 20")


def _known(segment: SegmentShape) -> Iterator[Finding]:
    """Find what is not known of a member before an order."""
    for name in names_in(segment.when):
        if name.name.startswith(SEGMENT) or not name.name.startswith(("member.", HISTORY)):
            message = f"`{name.name}` is not known of a member before an order"
            yield Finding(name.span, "E492", message, "use `member.` and `history.` facts")


def _allowed(shape: ProgrammeShape, segment: SegmentShape) -> Iterator[Finding]:
    """Find a personal fact that may not be used for what the segment is for.

    One that no segment may be made by, such as a protected one, is told of by the law of the markets.
    """
    for name in names_in(segment.when):
        fact = shape.facts.get(name.name)
        if fact is not None and fact.label == "personal" and not set(fact.purpose) & set(segment.purpose):
            message = f"`{name.name}` is personal, and none of its purposes is one of the segment's"
            yield Finding(name.span, "E493", message, "state the same `purpose` at both, or leave it out")


def _agreed(shape: ProgrammeShape, segment: SegmentShape) -> Iterator[Finding]:
    """Find a fact that members agreed to for one thing in a segment that is for another."""
    wanted = set(segment.purpose) & CONSENTS
    for name in names_in(segment.when):
        fact = shape.facts.get(name.name)
        if fact is not None and fact.consent is not None and wanted - {fact.consent}:
            message = (
                f"`{name.name}` is read with the consent to `{fact.consent}`, and the segment is for "
                f"`{min(wanted - {fact.consent})}`"
            )
            yield Finding(name.span, "PURPOSE_MISMATCH", message, "ask for one purpose at both")
