"""Nodes to shapes: what a shape's annotations declare is what is read, and nothing else.

Every wrong key and value of a document is found in one reading. A shape of which a part
could not be read is made without it (`of_what_was_read`), so that the rest can be checked.
"""

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from loyalty.language.dated import Dated
from loyalty.language.findings import Span, did_you_mean, nearest, one_of
from loyalty.language.shapes.compounds import (
    DatedReader,
    ExpressionReader,
    ListReader,
    LocalTextReader,
    MapReader,
    unknown_key,
)
from loyalty.language.shapes.fields import (
    AtLeastOne,
    ExactlyOne,
    ExactlyOneOf,
    Marker,
    Needs,
    OneOrMoreOf,
    Shape,
    of_what_was_read,
)
from loyalty.language.shapes.laws import broken, keys_of_law
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.documents import Entries, Node, Scalar
from loyalty.language.texts.scalars import Failed, Reader, Reading, Schema, WholeText
from loyalty.language.texts.words import (
    AnyText,
    ChoiceText,
    DayText,
    DurationText,
    FlagText,
    IntervalText,
    LastsText,
    RawText,
)
from loyalty.language.values import Duration, Interval, Lasts, LocalText

S = TypeVar("S", bound=Shape)

_FEW: Final = 4

_BY_TYPE: dict[object, Reader] = {
    bool: FlagText(),
    int: WholeText(),
    str: AnyText(),
    date: DayText(),
    Duration: DurationText(),
    Interval: IntervalText(),
    Lasts: LastsText(),
    Scalar: RawText(),
    Expression: ExpressionReader(),
    LocalText: LocalTextReader(),
}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a shape: its attribute, how it is read, whether it must be there."""

    attribute: str
    name: str
    reader: Reader
    meaning: str
    required: bool
    marker: Marker | None


def read_shape(shape: type[S], node: Node, into: Reading) -> S | None:
    """Give the shape the node spells, without what has findings; None where it is no map."""
    read = ShapeReader(shape).read(node, into)
    return None if isinstance(read, Failed) else cast(S, read)


_KEYS: dict[type[Shape], tuple[Key, ...]] = {}


def keys_of(shape: type[Shape]) -> tuple[Key, ...]:
    """Give the keys a shape declares, its own before those of its base; its place is not a key."""
    if shape not in _KEYS:
        hints = get_type_hints(shape, include_extras=True)
        _KEYS[shape] = tuple(
            _key(field.name, hints[field.name], required=field.default is MISSING)
            for field in sorted(fields(shape), key=lambda field: field.name not in shape.__annotations__)
            if field.name not in {"span", "spans"}
        )
    return _KEYS[shape]


@dataclass(frozen=True, slots=True)
class ShapeReader:
    """Reads a map as a shape."""

    shape: type[Shape]

    def read(self, node: Node, into: Reading) -> Shape | Failed:
        """Give the shape; findings for unknown, missing and clashing keys."""
        if not isinstance(node, Entries):
            known = ", ".join(f"`{key.name}`" for key in keys_of(self.shape) if key.marker is None)
            return into.fail(node, "E203", "a map of keys is needed here", f"the keys are {known}")
        return self.read_pairs(node, node.pairs, into)

    def read_pairs(
        self, node: Entries, pairs: tuple[tuple[Scalar, Node], ...], into: Reading
    ) -> Shape | Failed:
        """Give the shape of some of the keys of ``node``."""
        keys = keys_of(self.shape)
        own = {key.name: key for key in keys if key.marker is None}
        values: dict[str, object] = {}
        spans: dict[str, Span] = {}
        others: list[tuple[Scalar, Node]] = []
        is_closed = all(key.marker is None for key in keys)
        cut = _cut_by_commas(pairs, own) if is_closed else set[str]()
        for written, value in pairs:
            key = own.get(written.text)
            if key is None:
                others.append((written, value))
                continue
            told = replace(into, findings=[]) if written.text in cut else into
            values[key.attribute] = key.reader.read(value, told)
            spans[key.attribute] = value.span
        stands_for = self._stands_for(others, values) if is_closed else ()
        before = len(into.findings)
        unsure = self._read_others(node, others, values, into)
        if stands_for and len(into.findings) == before + 1 and into.findings[before].code == "E201":
            several = len(stands_for) > 1
            help_ = one_of(stands_for) if several else f"did you mean `{stands_for[0]}`?"
            into.findings[before] = replace(into.findings[before], help=help_)
        else:
            stands_for = ()
        meant: dict[str, Scalar | None] = dict.fromkeys(stands_for)
        if unsure:
            meant |= {nearest(written.text, own): None for written, _ in others}
        if any(isinstance(key.reader, MapReader) for key in keys if key.marker is not None):
            spans |= {written.text: written.span for written, _ in others}
            meant |= self._meant_by(others, values)
        unsure |= self._check(node, values, spans, meant, into)
        return self._made(node, values, spans, unsure)

    def _stands_for(self, others: list[tuple[Scalar, Node]], values: Mapping[str, object]) -> tuple[str, ...]:
        """Give what the one unknown key may stand for: the one key that is missing, or one of several."""
        keys = keys_of(self.shape)
        known = [key.name for key in keys]
        if len(others) != 1 or nearest(others[0][0].text, known) or _is_bare(others[0][1]):
            return ()
        lacking: list[tuple[str, ...]] = [
            (key.name,) for key in keys if key.required and key.attribute not in values
        ]
        one_of_them = (ExactlyOne, ExactlyOneOf, OneOrMoreOf)
        laws = [keys_of_law(law) for law in self.shape.LAWS if isinstance(law, one_of_them)]
        lacking += [
            names for names in laws if not any(key.attribute in values for key in keys if key.name in names)
        ]
        return lacking[0] if len(lacking) == 1 else ()

    def _meant_by(self, others: list[tuple[Scalar, Node]], values: Mapping[str, object]) -> dict[str, Scalar]:
        """Give the free keys that are like one that is missing, by its name."""
        lacking = [key.name for key in keys_of(self.shape) if key.required and key.attribute not in values]
        return {nearest(written.text, lacking): written for written, _ in others}

    def _made(
        self, node: Entries, values: dict[str, object], spans: dict[str, Span], unsure: set[str]
    ) -> Shape:
        """Give the shape of the values that were read and are sure, with the defaults of the others."""
        kept = {
            name: value
            for name, value in values.items()
            if not isinstance(value, Failed) and name not in unsure
        }
        if len(kept) == len(values) and not unsure:
            return self.shape(span=node.span, spans=spans, **values)
        left_out = {
            field.name: _default(field)
            for field in fields(self.shape)
            if field.name not in values and field.name not in unsure and _has_default(field)
        }
        return of_what_was_read(self.shape, {**left_out, **kept, "span": node.span, "spans": spans})

    def _read_others(
        self, node: Entries, others: list[tuple[Scalar, Node]], values: dict[str, object], into: Reading
    ) -> set[str]:
        """Read the keys that are not the shape's own; give what an unknown key may be a misspelling of."""
        keys = keys_of(self.shape)
        taker = next((key for key in keys if key.marker is not None), None)
        if taker is not None and isinstance(taker.reader, MapReader):
            values[taker.attribute] = taker.reader.read_pairs(others, into)
            return set()
        if taker is not None and isinstance(taker.reader, UnionReader):
            inner = taker.reader.names()
            lacking = [key.name for key in keys if not key.marker and key.attribute not in values]
            strange = [pair for pair in others if nearest(pair[0].text, {*lacking, *inner}) in lacking]
            rest = tuple(pair for pair in others if pair not in strange)
            values[taker.attribute] = taker.reader.read_pairs(node, rest, into)
            others = strange
        known = [key.name for key in keys]
        into.findings.extend(
            unknown_key(written, known, self.shape.NEVER, bare=_is_bare(value)) for written, value in others
        )
        return {key.attribute for key in keys if key.attribute not in values} if others else set()

    def _check(
        self,
        node: Entries,
        values: dict[str, object],
        spans: dict[str, Span],
        meant: Mapping[str, Scalar | None],
        into: Reading,
    ) -> set[str]:
        """Find keys that are missing and laws that are broken; give the values that are unsure for it.

        A key that stands there misspelt, as ``meant`` says, is no missing one besides; where a free key
        may be meant it is told there.
        """
        keys = {key.attribute: key for key in keys_of(self.shape)}
        unsure = {
            name for name, key in keys.items() if key.required and not key.marker and name not in values
        }
        for name, key in keys.items():
            code = self.shape.LACKING.get(name, "E202")
            free = meant.get(key.name)
            if name in unsure and (code != "E202" or key.name not in meant or free is not None):
                help_ = f"write {_to_write(key)}: {key.meaning}" if key.meaning else ""
                if free is not None:
                    help_ = f"write `{key.name}` instead of `{free.text}`, if that is meant"
                into.fail(free or node, code, f"the key `{key.name}` is missing", help_)
        missing = set[str]()
        for law in self.shape.LAWS:
            finding = broken(law, {k: keys[k].name for k in values}, node.span, spans)
            if finding is not None:
                lacking = {law.other} if isinstance(law, Needs) else set(keys_of_law(law))
                if finding.code == "E209" or lacking.isdisjoint(meant.keys() | missing):
                    into.findings.append(finding)
                missing |= lacking if finding.code == "E202" else set()
                unsure |= set(keys_of_law(law))
        # What is missing may stand misspelt among the keys that are free.
        return unsure | {name for name, key in keys.items() if unsure and key.marker is Marker.REST}

    def schema(self) -> Schema:
        """Give a reference; ``schema.py`` writes the definition."""
        return {"$ref": f"#/definitions/{self.shape.__name__}"}


def _to_write(key: Key) -> str:
    """Give a key with each of the few words that may stand there, or with the keys of its map."""
    reader = key.reader
    if isinstance(reader, ChoiceText) and len(reader.options) <= _FEW:
        *most, last = [f"`{key.name}: {word}`" for word in reader.options]
        return f"{', '.join(most)} or {last}" if most else last
    if isinstance(reader, ShapeReader):
        needed = [inner.name for inner in keys_of(reader.shape) if inner.required and inner.marker is None]
        if 0 < len(needed) <= _FEW:
            return f"`{key.name}: {{{', '.join(f'{name}: …' for name in needed)}}}`"
    return f"`{key.name}`"


def _cut_by_commas(pairs: Sequence[tuple[Scalar, Node]], own: Mapping[str, Key]) -> set[str]:
    """Give the keys whose value a comma cut off: what stands behind it in the line is a key of nothing."""
    return {
        before.text
        for (before, _), (after, value) in pairwise(pairs)
        if after.text not in own and after.span.line == before.span.line and _is_bare(value)
    }


def _is_bare(value: Node) -> bool:
    """Give whether nothing was written as a value."""
    return isinstance(value, Scalar) and not value.text and not value.quoted


def _has_default(field: "Field[object]") -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _default(field: "Field[object]") -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


@dataclass(frozen=True, slots=True)
class UnionReader:
    """Reads a map as one of several shapes, told apart by ``model``."""

    shapes: tuple[type[Shape], ...]

    def names(self) -> set[str]:
        """Give every key that one of the shapes has."""
        return {"model", *(key.name for shape in self.shapes for key in keys_of(shape))}

    def by_model(self) -> dict[str, type[Shape]]:
        """Give the shapes by the one word each has for ``model``."""
        return {_model(shape): shape for shape in self.shapes}

    def read(self, node: Node, into: Reading) -> Shape | Failed:
        """Give the shape the key ``model`` names."""
        if not isinstance(node, Entries):
            return into.fail(node, "E203", "a map of keys is needed here", "with a `model`")
        return self.read_pairs(node, node.pairs, into)

    def read_pairs(
        self, node: Entries, pairs: tuple[tuple[Scalar, Node], ...], into: Reading
    ) -> Shape | Failed:
        """Give the shape of some of the keys of ``node``."""
        models = self.by_model()
        model = next((value for written, value in pairs if written.text == "model"), None)
        if model is None:
            return self._without_model(node, pairs, into)
        if not isinstance(model, Scalar) or model.text not in models:
            said = model.text if isinstance(model, Scalar) else "…"
            help_ = did_you_mean(said, models) or one_of(models)
            return into.fail(model, "E204", f"unknown charge model `{said}`", help_)
        return ShapeReader(models[model.text]).read_pairs(node, pairs, into)

    def _without_model(self, node: Entries, pairs: tuple[tuple[Scalar, Node], ...], into: Reading) -> Failed:
        """Say at a key that is like `model` what it may be, else that it is missing."""
        models = self.by_model()
        known = self.names()
        for written, _ in pairs:
            meant = did_you_mean(written.text, ["model"]) if written.text not in known else ""
            if meant:
                return into.fail(written, "E201", f"unknown key `{written.text}`", meant)
        return into.fail(node, "E202", "the key `model` is missing", one_of(models))

    def schema(self) -> Schema:
        """Give a choice of references."""
        return {"oneOf": [ShapeReader(shape).schema() for shape in self.shapes]}


def _model(shape: type[Shape]) -> str:
    return str(next(field.default for field in fields(shape) if field.name == "model"))


def _key(attribute: str, hint: object, *, required: bool) -> Key:
    metadata = getattr(hint, "__metadata__", ())
    marker = next((m for m in metadata if m in {Marker.REST, Marker.INLINE}), None)
    meaning = next((m for m in reversed(metadata) if isinstance(m, str)), "")
    return Key(attribute, attribute.rstrip("_"), _reader(hint), meaning, required, marker)


def _reader(hint: object) -> Reader:
    """Give the reader of a type hint; an annotation that is itself a reader wins."""
    metadata: tuple[object, ...] = getattr(hint, "__metadata__", ())
    own = next((m for m in metadata if isinstance(m, Reader)), None)
    if own is not None:
        return own
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if hint in _BY_TYPE:
        return _BY_TYPE[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        some = tuple(argument for argument in arguments if argument is not type(None))
        return _reader(some[0]) if len(some) == 1 else UnionReader(some)
    if origin is Literal:
        return ChoiceText(arguments)
    if origin is tuple:
        non_empty = any(isinstance(m, AtLeastOne) for m in metadata)
        inner = _reader(arguments[0])
        one = Marker.ONE_OR_MORE in metadata
        return ListReader(inner, one, non_empty, isinstance(inner, ShapeReader))
    if origin is Dated:
        return DatedReader(_reader(arguments[0]))
    if origin is Mapping:
        return MapReader(_reader(arguments[1]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return ChoiceText(tuple(hint), hint)
    return ShapeReader(cast(type[Shape], hint))
