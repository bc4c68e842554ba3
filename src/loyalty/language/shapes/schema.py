"""The JSON Schema (draft-07) of a programme's files, for the editors that marketers write in.

Every file of the folder holds some of the top-level keys, so none is required. The copy in
``schemas/programme-1.json`` is this module's output; `schema_text` gives it.
"""

import json

from loyalty.language.shapes.compounds import DatedReader, ListReader, MapReader
from loyalty.language.shapes.events import NeededShape, NeedsReader
from loyalty.language.shapes.fields import ExactlyOne, ExactlyOneOf, OneOrMoreOf, Shape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.reading import Key, ShapeReader, UnionReader, keys_of
from loyalty.language.shapes.tabled import EarnTableShape, TabledReader
from loyalty.language.shapes.tiers import GateReader, GateShape
from loyalty.language.syntax import conditions
from loyalty.language.texts.scalars import Reader, Schema


def schema_text() -> str:
    """Give the schema as the text that is stored with the rule files."""
    return json.dumps(programme_schema(), indent=1, ensure_ascii=False) + "\n"


def programme_schema() -> Schema:
    """Give the schema of any file of a programme's folder."""
    definitions: dict[str, Schema] = {}
    _define(ProgrammeShape, definitions)
    root = definitions.pop(ProgrammeShape.__name__)
    del root["required"]
    definitions["condition"] = conditions.schema()
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Rule file of a loyalty programme",
        **root,
        "definitions": dict(sorted(definitions.items())),
    }


def _define(shape: type[Shape], definitions: dict[str, Schema]) -> None:
    """Write the definition of a shape, and of every shape its keys read."""
    if shape.__name__ in definitions:
        return
    definitions[shape.__name__] = {}
    keys = keys_of(shape)
    union = next((key.reader for key in keys if isinstance(key.reader, UnionReader) and key.marker), None)
    inline = [key for terms in (union.shapes if union else ()) for key in keys_of(terms)]
    for key in (*keys, *inline):
        for inner in () if key.reader is union else _shapes_of(key.reader):
            _define(inner, definitions)
    variants = [_object(shape, (*keys, *keys_of(terms))) for terms in union.shapes] if union else []
    definition = {"anyOf": variants} if variants else _object(shape, keys)
    definitions[shape.__name__] = {"description": _meaning(shape), **definition}


def _shapes_of(reader: Reader) -> tuple[type[Shape], ...]:
    match reader:
        case ShapeReader():
            return (reader.shape,)
        case UnionReader():
            return reader.shapes
        case GateReader():
            return (GateShape,)
        case NeedsReader():
            return (NeededShape,)
        case TabledReader():
            return (EarnTableShape,)
        case ListReader() | MapReader() | DatedReader():
            return _shapes_of(reader.inner)
        case _:
            return ()


def _object(shape: type[Shape], keys: tuple[Key, ...]) -> Schema:
    rest = next((key.reader for key in keys if key.marker and isinstance(key.reader, MapReader)), None)
    made: Schema = {
        "type": "object",
        "properties": {key.name: _described(key) for key in keys if key.marker is None},
        "required": [key.name for key in keys if key.required and key.marker is None],
        "additionalProperties": False if rest is None else rest.inner.schema(),
    }
    names = {key.attribute: key.name for key in keys}
    for law in shape.LAWS:
        if isinstance(law, ExactlyOne | ExactlyOneOf):
            keys_of_it = law.keys if isinstance(law, ExactlyOneOf) else (law.first, law.second)
            either = [{"required": [names[one]]} for one in keys_of_it]
            made.setdefault("allOf", []).append({"oneOf": either})
        elif isinstance(law, OneOrMoreOf):
            some = [{"required": [names[one]]} for one in law.keys]
            made.setdefault("allOf", []).append({"anyOf": some})
        else:
            made.setdefault("dependencies", {}).setdefault(names[law.key], []).append(names[law.other])
    return made


def _described(key: Key) -> Schema:
    schema = key.reader.schema()
    # In draft-07 whatever stands beside a `$ref` is ignored, so the reference goes inside.
    whole = {"allOf": [schema]} if "$ref" in schema else schema
    return {"description": key.meaning, **whole}


def _meaning(shape: type[Shape]) -> str:
    return (shape.__doc__ or "").strip().splitlines()[0]
