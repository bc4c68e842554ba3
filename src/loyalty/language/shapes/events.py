"""Shapes of events that earn points: a review, a sign-up, a check-in, whatever is done besides buying."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from loyalty.language.dated import Dated
from loyalty.language.findings import did_you_mean
from loyalty.language.shapes.earn import AnniversaryShape, StreakShape
from loyalty.language.shapes.fields import Code, Law, Needs, Points, Quantity, RuleId, Shape
from loyalty.language.shapes.reading import ShapeReader
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.documents import Node, Scalar
from loyalty.language.texts.scalars import Failed, Reading, Schema
from loyalty.language.values import Duration, LocalText

ORDER = "order"
"""What an event may need in one word: any order before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededShape(Shape):
    """An order before the event, of which something is kept."""

    lines: Annotated[
        Expression | None, "a line it has, by facts of lines and of the event; without it, any order"
    ] = None
    within: Annotated[Duration | None, "how long before the event at most; the last day is inside"] = None


@dataclass(frozen=True, slots=True)
class NeedsReader:
    """Reads `order`, or `{lines: line.sku == event.article, within: 90 days}`."""

    def read(self, node: Node, into: Reading) -> Shape | Failed:
        """Give what is needed."""
        if not isinstance(node, Scalar):
            return ShapeReader(NeededShape).read(node, into)
        if node.text != ORDER:
            help_ = did_you_mean(node.text, [ORDER]) or "write `order`, or a map with `lines` and `within`"
            return into.fail(node, "E204", f"`{node.text}` is nothing an event needs", help_)
        return NeededShape(span=node.span)

    def schema(self) -> Schema:
        """Give the word, or a reference to the map."""
        return {"anyOf": [{"const": ORDER}, ShapeReader(NeededShape).schema()]}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCardShape(Shape):
    """A card that events fill: for each ``each`` of what counts, over all events, `points` are earned."""

    each: Annotated[Quantity, "how many fill it, whole"]
    of: Annotated[Expression | None, "how many an event counts for, a quantity; without it, one"] = None
    once: Annotated[bool, "it is filled once, not again and again"] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnEventShape(Shape):
    """Points for something a member did; they end as points of orders do, and caps hold for them too."""

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    event: Annotated[RuleId | None, "what was done, as the sender names it; without it, `id`"] = None
    when: Annotated[Expression | None, "where it applies; without it, everywhere"] = None
    points: Annotated[Dated[Points], "points earned, whole"]
    once_per: Annotated[
        Literal["event", "day", "week", "month", "year", "member", "card", "streak"],
        "each event earns, the first in a time of the zone, the first ever, a full card, or a streak",
    ]
    card: Annotated[EventCardShape | None, "what fills a card that earns"] = None
    streak: Annotated[StreakShape | None, "which streak of days, weeks or months with the event earns"] = None
    needs: Annotated[
        NeededShape | None,
        NeedsReader(),
        "only who has bought before earns: anything, or such lines; what came back wholly is none",
    ] = None
    from_: Annotated[date | None, "first day"] = None
    until: Annotated[date | None, "last day"] = None
    anniversary: Annotated[
        AnniversaryShape | None,
        "given by itself on this day of every year, once per year, to whom it is known of",
    ] = None
    pending: Annotated[Duration | None, "how long the points wait before they can be spent"] = None
    budget: Annotated[Code | None, "the budget its points come from"] = None
    wallet: Annotated[Code | None, "the wallet its points go to; without it, `points`"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (Needs("card", "once_per"), Needs("streak", "once_per"))

    @property
    def of_event(self) -> str:
        """What was done, as a sender names it."""
        return self.event or self.id
