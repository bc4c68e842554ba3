"""What a value of a rule file says, without where and how it was written.

Two values have the same content exactly when no reader of the rules can tell them apart, so
comments, spans, `1x` left out or written, `25.0` and `25.00` make no difference.
"""

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from fractions import Fraction
from typing import Any

from loyalty.language.dated import Dated, Origin
from loyalty.language.shapes.fields import Shape
from loyalty.language.syntax.syntax_tree import Number, Rate

_PLAIN = str | bool | int | Fraction | date | time
NOT_CONTENT = frozenset({"span", "spans"})


def content(value: object) -> Hashable:
    """Give the content of a value of a rule file. Raises TypeError for a type no rule file has."""
    match value:
        case None:
            return None
        case Dated():
            return ("dated", *((day, content(one), origin) for day, one, origin in dated_entries(value)))
        case Number():
            return ("number", Fraction(value.text))
        case Rate():
            return ("rate", value.value)
        case Mapping():
            return ("map", frozenset((name, content(one)) for name, one in value.items()))
        case tuple():
            return ("list", *(content(one) for one in value))
        case _ if isinstance(value, _PLAIN):
            return (type(value).__name__, value)
        case _ if is_dataclass(value):
            own = (content(getattr(value, name)) for name in attributes(value))
            return (type(value).__name__, *own)
    raise TypeError(type(value).__name__)


def dated_entries(dated: Dated[Any]) -> tuple[tuple[date | None, Any, Origin], ...]:
    """Give the values of a dated one by first day, each with what the file says of its origin."""
    origins = dated.origins or (Origin(),) * len(dated.entries)
    return tuple((day, value, origin) for (day, value), origin in zip(dated.entries, origins, strict=True))


def attributes(value: object) -> tuple[str, ...]:
    """Give the attributes that make the content of a shape, an expression or another small value."""
    assert is_dataclass(value)  # noqa: S101 - the caller asked for it
    if isinstance(value, Shape):
        return tuple(field.name for field in fields(value) if field.name not in NOT_CONTENT)
    return tuple(field.name for field in fields(value) if field.compare)
