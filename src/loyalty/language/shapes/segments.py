"""Shapes of segments: groups of members by what is known of them before an order."""

from dataclasses import dataclass
from typing import Annotated

from loyalty.language.shapes.fields import Code, Shape
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.words import PatternText
from loyalty.language.values import LocalText

SegmentId = Annotated[
    str, PatternText("a name", r"[a-z][a-z0-9_]*", "such as `big_spenders`, since rules read it as a fact")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentShape(Shape):
    """A group of members; below its smallest size nobody counts as one of it."""

    id: Annotated[SegmentId, "its name for machines; rules read `member.segment.<id>`"]
    name: Annotated[LocalText, "what whoever is told of it reads"]
    when: Annotated[Expression, "who belongs to it: a condition over `member.` and `history.` facts"]
    at_least_members: Annotated[int, "the fewest members it must have had at the last count before the day"]
    purpose: Annotated[tuple[Code, ...], "what it is for; a sensitive fact must allow one of these"] = ()
