"""The JSON Schema (draft-07) of a programme's files, for the editors that marketers write in.

Every file of the folder holds some of the top-level keys, so none is required. The copy in
``schemas/programme-1.json`` is this module's output; `schema_text` gives it.
"""

import json
import re

from loyalty.language.shapes.compounds import DatedReader, ListReader, MapReader
from loyalty.language.shapes.events import NeededShape, NeedsReader
from loyalty.language.shapes.exemplars import NONE, default_of, examples_for, must_be_written
from loyalty.language.shapes.fields import ExactlyOne, ExactlyOneOf, Needs, OneOrMoreOf, Shape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.reading import Key, ShapeReader, UnionReader, keys_of
from loyalty.language.shapes.snippets import SNIPPETS
from loyalty.language.shapes.tabled import EarnTableShape, TabledReader
from loyalty.language.shapes.tiers import GateReader, GateShape
from loyalty.language.syntax import conditions
from loyalty.language.texts.scalars import Reader, Schema
from loyalty.language.values import Duration


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
        for inner in () if key.reader is union else shapes_of(key.reader):
            _define(inner, definitions)
    definition = _union(shape, keys, union) if union else _object(shape, keys)
    definitions[shape.__name__] = {
        **_titled(_plain(shape), shape),
        **({"defaultSnippets": list(SNIPPETS[shape.__name__])} if shape.__name__ in SNIPPETS else {}),
        **definition,
    }


def _union(shape: type[Shape], keys: tuple[Key, ...], union: UnionReader) -> Schema:
    """Give one object for each model; the words for `model` stand together, so that all are offered."""
    models = {model: _meaning(terms) for model, terms in union.by_model().items()}
    model: Schema = {
        "title": f"{_plain(shape)}: model",
        "description": "how a quantity becomes money",
        "markdownDescription": "How a quantity becomes money.\n\nMust be written.",
        "examples": [next(iter(models))],
        "enum": list(models),
        "enumDescriptions": list(models.values()),
    }
    variants = [
        {**_titled(f"{_plain(shape)}, {_plain(terms)}", terms), **_object(shape, (*keys, *keys_of(terms)))}
        for terms in union.shapes
    ]
    return {"properties": {"model": model}, "anyOf": variants}


def shapes_of(reader: Reader) -> tuple[type[Shape], ...]:
    """Give the shapes a reader makes, none where it reads single values."""
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
            return shapes_of(reader.inner)
        case _:
            return ()


def _object(shape: type[Shape], keys: tuple[Key, ...]) -> Schema:
    rest = next((key.reader for key in keys if key.marker and isinstance(key.reader, MapReader)), None)
    made: Schema = {
        "type": "object",
        "properties": {key.name: _described(shape, key) for key in keys if key.marker is None},
        "required": [key.name for key in keys if must_be_written(key) and key.marker is None],
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


def _described(shape: type[Shape], key: Key) -> Schema:
    schema = key.reader.schema()
    # In draft-07 whatever stands beside a `$ref` is ignored, so the reference goes inside.
    whole = {"allOf": [schema]} if "$ref" in schema else schema
    owner = _owner(shape, key)
    told: Schema = {
        "title": f"{_plain(owner)}: {key.name}",
        "description": key.meaning,
        "examples": examples_for(key),
    }
    default = default_of(owner, key)
    if isinstance(default, Duration):
        default = str(default)
    if default is not NONE:
        told["default"] = default
    return {**told, **whole, "markdownDescription": _markdown(owner, key, default)}


def _owner(shape: type[Shape], key: Key) -> type[Shape]:
    """Give the shape a key is of: this one, or the terms whose keys stand among its own."""
    if key in keys_of(shape):
        return shape
    union = next(own.reader for own in keys_of(shape) if isinstance(own.reader, UnionReader) and own.marker)
    return next(terms for terms in union.shapes if key in keys_of(terms))


def _markdown(shape: type[Shape], key: Key, default: object) -> str:
    """Say what a key means, whether it must be there, and what must stand beside it."""
    said = [f"{key.meaning[:1].upper()}{key.meaning[1:]}."]
    if default is not NONE:
        said.append(f"Without it: `{json.dumps(default)}`.")
    elif must_be_written(key):
        said.append("Must be written.")
    names = {one.attribute: one.name for one in keys_of(shape)}
    for law in shape.LAWS:
        if isinstance(law, Needs):
            if law.key == key.attribute:
                said.append(f"Needs `{names[law.other]}` beside it.")
            continue
        ways = (law.first, law.second) if isinstance(law, ExactlyOne) else law.keys
        if key.attribute in ways:
            listed = ", ".join(f"`{names[way]}`" for way in ways)
            count = "One or more" if isinstance(law, OneOrMoreOf) else "Exactly one"
            said.append(f"{count} of {listed} must be written.")
    return "\n\n".join(said)


def _titled(title: str, shape: type[Shape]) -> Schema:
    meaning = _meaning(shape)
    return {"title": title, "description": meaning, "markdownDescription": meaning}


def _plain(shape: type[Shape]) -> str:
    """Give the name of a shape in plain words: ``EarnRuleShape`` is an `earn rule`."""
    bare = re.sub(r"(Shape|Given|Terms|Numbers)$", "", shape.__name__)
    return re.sub(r"(?<!^)(?=[A-Z])", " ", bare).lower()


def _meaning(shape: type[Shape]) -> str:
    first = (shape.__doc__ or "").strip().splitlines()[0]
    return re.sub(r"`{1,2}(\w+?)_?`{1,2}", r"`\1`", first)
