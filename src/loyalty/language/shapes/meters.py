"""Shapes of meters: what usage events come to in a period, as one quantity."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from loyalty.kernel.rounding import Rounding
from loyalty.language.shapes.charge_words import ConvertShape
from loyalty.language.shapes.fields import ONE_OR_MORE, AtLeastOne, Code, Law, Needs, RuleId, Shape, Step
from loyalty.language.values import Duration, LocalText

Aggregate = Literal["count", "sum", "maximum", "distinct", "latest", "time_weighted_sum", "high_water"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterRoundShape(Shape):
    """How an exact quantity becomes a multiple of a step."""

    step: Annotated[Step, "smallest difference between two quantities"]
    mode: Annotated[Rounding, "how"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterShape(Shape):
    """What the events of a period come to.

    Worked off in this order: ``where``, ``aggregate`` for each group of ``group_by``, the groups
    added up, ``below_zero``, ``convert``, ``round``.
    """

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText | None, "what the member reads where a charge has no name of its own"] = None
    aggregate: Annotated[Aggregate, "what is made of the events"]
    of: Annotated[Code | None, "the property that is counted; without it, the event's quantity"] = None
    where: Annotated[
        Mapping[str, Annotated[tuple[str, ...], ONE_OR_MORE, AtLeastOne()]] | None,
        "properties an event must have to count",
    ] = None
    group_by: Annotated[tuple[Code, ...], "properties; each combination is aggregated alone"] = ()
    convert: Annotated[ConvertShape | None, "the unit that is given, made of the unit that is counted"] = None
    round: Annotated[MeterRoundShape | None, "how the quantity is rounded"] = None
    carry: Annotated[
        bool, "whether the value at the start of a period is that at the end of the one before"
    ] = False
    prorated: Annotated[bool, "whether each distinct value counts by its days in the period"] = False
    negative: Annotated[Literal["allowed"] | None, "whether an event may be below zero"] = None
    below_zero: Annotated[
        Literal["floor", "refuse"] | None, "what a period below zero is: zero, or refused"
    ] = None
    late_after: Annotated[Duration | None, "age from which an event that arrives is called late"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (Needs("negative", "below_zero"), Needs("below_zero", "negative"))
