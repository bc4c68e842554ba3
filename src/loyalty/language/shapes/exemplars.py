"""What an editor offers for a key: an example of its value, and what it is where it is left out."""

from collections.abc import Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Final

from loyalty.language.dated import Dated
from loyalty.language.shapes.compounds import DatedReader, ExpressionReader, ListReader, MapReader
from loyalty.language.shapes.constraints import ConstraintReader
from loyalty.language.shapes.events import ORDER, NeedsReader
from loyalty.language.shapes.fields import ExactlyOne, Needs, Shape
from loyalty.language.shapes.reading import Key, ShapeReader, UnionReader, keys_of
from loyalty.language.shapes.tabled import TabledReader
from loyalty.language.shapes.tiers import GateReader
from loyalty.language.texts.scalars import FactorText, PercentText, Reader, WholeText
from loyalty.language.texts.words import ChoiceText

NAMED: Final = "own-brand-weeks"
CONDITIONS: Final = frozenset({"when", "contains", "lines", "except_when"})
"""The keys whose expressions are conditions; of every other an expression is a value."""
NONE: Final = object()
"""What stands for a key that has no default to show."""


def examples_for(key: Key) -> list[object]:
    """Give values that a key takes, as JSON."""
    examples = examples_of(key.reader)
    if isinstance(key.reader, ExpressionReader):
        return examples[:1] if key.name in CONDITIONS else examples[1:]
    return examples


def examples_of(reader: Reader) -> list[object]:
    """Give values that the reader takes, as JSON."""
    match reader:
        case ShapeReader():
            return [_of_shape(reader.shape)]
        case UnionReader():
            return [_of_shape(shape) for shape in reader.shapes]
        case TabledReader() | DatedReader():
            return examples_of(reader.inner)
        case ListReader():
            return [[examples_of(reader.inner)[0]]]
        case MapReader():
            return [{NAMED: examples_of(reader.inner)[0]}]
        case ConstraintReader():
            return [{"all_in_first_price": {}}]
        case GateReader():
            return [500]
        case NeedsReader():
            return [ORDER, {"within": "90 days"}]
        case ChoiceText():
            return list(reader.schema()["enum"])[:1]
    schema = reader.schema()
    return list(schema["examples"]) if "examples" in schema else _of_any(schema["anyOf"])


def _of_any(schemas: Sequence[dict[str, list[object]]]) -> list[object]:
    return [one for schema in schemas for one in schema.get("examples", schema.get("enum", []))]


def _of_shape(shape: type[Shape]) -> dict[str, object]:
    """Give the least that a map of this shape says."""
    made: dict[str, object] = {}
    keys = {key.attribute: key for key in keys_of(shape)}
    for key in keys.values():
        if key.marker is None and must_be_written(key):
            _put(made, key)
        elif isinstance(key.reader, UnionReader) and key.marker is not None:
            made |= _of_shape(key.reader.shapes[0])
    for law in shape.LAWS:
        if isinstance(law, Needs):
            continue
        ways = (law.first, law.second) if isinstance(law, ExactlyOne) else law.keys
        if not any(keys[way].name in made for way in ways):
            _put(made, keys[ways[0]])
    for law in (law for _ in shape.LAWS for law in shape.LAWS):
        if isinstance(law, Needs) and keys[law.key].name in made:
            _put(made, keys[law.other])
    return made


def _put(made: dict[str, object], key: Key) -> None:
    made.setdefault(key.name, examples_for(key)[0])


def must_be_written(key: Key) -> bool:
    """Whether a map needs the key; the one word of `model` tells what the map is, so it does."""
    return key.required or key.name == "model"


def default_of(shape: type[Shape], key: Key) -> object:
    """Give what a key is where it is left out, as JSON; `NONE` where that cannot be written."""
    value = next(field.default for field in fields(shape) if field.name == key.attribute)
    too_small = isinstance(key.reader, WholeText) and isinstance(value, int) and value < key.reader.least
    if must_be_written(key) or value is None or value == () or too_small:
        return NONE
    return _as_written(value, key.reader)


def _as_written(value: object, reader: Reader) -> object:
    match value:
        case Dated():
            inner = reader.inner if isinstance(reader, DatedReader | TabledReader) else reader
            return _as_written(value.values[0], inner)
        case Shape():
            kept = [(key, getattr(value, key.attribute)) for key in keys_of(type(value))]
            return {
                key.name: _as_written(one, key.reader) for key, one in kept if one is not None and one != ()
            }
        case Fraction() if isinstance(reader, PercentText):
            return f"{value * 100}%"
        case Fraction() if isinstance(reader, FactorText):
            return f"{value}x"
        case Fraction():
            return int(value) if value.denominator == 1 else _decimal(value)
        case str():
            return str(value)
    return value


def _decimal(value: Fraction) -> str:
    places = len(str(value.denominator)) - 1
    return f"0.{value.numerator * 10**places // value.denominator:0{places}d}"
