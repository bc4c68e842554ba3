"""Every text of a programme that members read, with the part of the file it is in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loyalty.language.findings import Span
from loyalty.language.shapes.compounds import LocalTextReader, MapReader, SaidReader
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.reading import keys_of


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language, the shape and key it stands at, and the choice ``of`` which it is a word."""

    owner: Shape
    key: str
    language: str
    text: str
    of: str = ""

    @property
    def span(self) -> Span:
        """Give the place of the text's key."""
        return self.owner.place(self.key)

    @property
    def where(self) -> str:
        """Give the id of the part, by which a waiver speaks of it; empty where it has none."""
        return str(getattr(self.owner, "id", ""))


def texts_of(programme: ProgrammeShape) -> Iterator[Said]:
    """Give every text in every language, in the order of the keys."""
    yield from _in_shape(programme)


def _in_shape(shape: Shape) -> Iterator[Said]:
    for key in keys_of(type(shape)):
        value = getattr(shape, key.attribute)
        if isinstance(key.reader, SaidReader) and isinstance(value, str):
            continue  # an address
        if isinstance(key.reader, LocalTextReader | SaidReader):
            for language, text in (value or {}).items():
                yield Said(shape, key.attribute, language, text)
        elif isinstance(key.reader, MapReader) and isinstance(key.reader.inner, LocalTextReader):
            for choice, texts in (value or {}).items():
                for language, text in texts.items():
                    yield Said(shape, key.attribute, language, text, choice)
        else:
            yield from _in_value(value)


def _in_value(value: object) -> Iterator[Said]:
    if isinstance(value, Shape):
        yield from _in_shape(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _in_value(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _in_value(each)
