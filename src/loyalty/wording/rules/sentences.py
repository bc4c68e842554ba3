"""A sentence for every rule of a programme, in English or Chinese, made of what the file says.

What an attribute says is a clause of `CLAUSES`; a part without one is a sentence of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from loyalty.kernel.money import currency
from loyalty.language.dated import Dated
from loyalty.language.shapes.compounds import DatedReader, ListReader, MapReader
from loyalty.language.shapes.constraint_words import CONSTRAINT_WORDS, PARAMETER_WORDS
from loyalty.language.shapes.constraints import PARAMETERS, ConstraintShape
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.programme import GivenShape, LineGiven, OrderGiven, ProgrammeShape
from loyalty.language.shapes.reading import keys_of
from loyalty.language.shapes.tabled import EarnTableShape, TabledReader
from loyalty.language.shapes.tiers import ONLY, GateShape
from loyalty.language.texts.choices import Meaning
from loyalty.language.texts.documents import Scalar
from loyalty.language.texts.scalars import Reader, Reading
from loyalty.language.texts.words import FlagText, RawText
from loyalty.wording import amounts
from loyalty.wording.catalogue import language_of, say_known
from loyalty.wording.languages import EN
from loyalty.wording.rules.heads import CLAUSES, HEADS
from loyalty.wording.rules.values import Values, values_of

_FACTS = frozenset({"TaxShape.by", "EarnTableShape.by", "AnniversaryShape.of"})
"""Attributes that hold names of facts."""
_TIERS = frozenset(
    {"ExpireShape.by_tier", "ExpireShape.never_for", "WorthShape.by_tier", "RewardShape.tiers"}
)
"""Attributes that hold names of tiers."""
_GIVEN = {OrderGiven: "order.", LineGiven: "line.", GivenShape: ""}
"""What stands before the names of the facts of a case."""


@dataclass(frozen=True, slots=True)
class RuleSentence:
    """What one rule says; ``where`` is its file and line, ``part`` the kind of part it is."""

    part: str
    name: str
    where: str
    text: str


def rule_sentences(shape: ProgrammeShape, language: str) -> tuple[RuleSentence, ...]:
    """Give a sentence for every part of a programme that has passed its check, in the order of the language.

    Raises UnknownLanguageError.
    """
    values = values_of(shape, currency(shape.currency), language_of(language))
    return tuple(_Teller(shape, values).sentences(shape, shape.programme, ""))


def part_in_words(shape: ProgrammeShape, part: Shape, language: str) -> str:
    """Give the sentence of one part of a programme. Raises UnknownLanguageError."""
    values = values_of(shape, currency(shape.currency), language_of(language))
    return next(one.text for one in _Teller(shape, values).sentences(part, _name(part), ""))


@dataclass(frozen=True, slots=True)
class _Teller:
    shape: ProgrammeShape
    values: Values

    def sentences(self, part: Shape, name: str, parent: str) -> Iterator[RuleSentence]:
        """Give the sentence of a part, then those of the parts in it that have their own."""
        head = self._head(part, name)
        said = f"{parent}{head[0].lower() if parent and self._english else head[0]}{head[1:]}"
        clauses = tuple(self._clauses(part))
        if clauses:
            yield RuleSentence(_kind(part), name, _where(part), self._ended(said, clauses))
        inside = f"{said}{self._chosen(', ', '，')}" if isinstance(part, PlanShape) else ""
        for key in keys_of(type(part)):
            if _clause(part, key.attribute) is None and key.attribute in part.spans:
                for child_name, child in _parts(getattr(part, key.attribute)):
                    yield from self.sentences(child, child_name or _name(child), inside)

    @property
    def _english(self) -> bool:
        return self.values.language == EN

    def _chosen(self, english: str, chinese: str) -> str:
        return english if self._english else chinese

    def _ended(self, head: str, clauses: Sequence[str]) -> str:
        if self._english:
            return f"{head}: {'; '.join(clauses)}."
        return f"{head}：{'；'.join(clauses)}。"

    def _head(self, part: Shape, name: str) -> str:
        pattern = self._chosen(*HEADS[type(part).__name__])
        label = getattr(part, "name", None)
        if isinstance(label, Mapping):
            name = self._called(self.values.label(label), name)
        elif type(part).__name__ == "TierShape":
            name = self._called(self.values.tier(name), name)
        elif type(part).__name__ == "FactShape":
            name = self.values.fact(name)
        return pattern.format(name).strip()

    def _called(self, said: str, name: str) -> str:
        """Give what members read for a part, with its name for machines behind it where that is another."""
        return f"{said}{self._chosen(f' ({name})', f'（{name}）')}" if name not in {"", said} else said

    def _clauses(self, part: Shape) -> Iterator[str]:
        if isinstance(part, ConstraintShape):
            yield from self._constraint(part)
            return
        for key in keys_of(type(part)):
            pattern = _clause(part, key.attribute)
            is_there = key.attribute in part.spans or key.marker is not None
            value = getattr(part, key.attribute) if pattern is not None and is_there else None
            if pattern is None or value is None or value in ((), {}):
                continue
            said = self._chosen(*pattern)
            if isinstance(key.reader, FlagText):
                yes, _, no = said.partition("|")
                yield yes if value else no
            else:
                yield said.format(self._said(value, key.reader, part, key.attribute)).strip()

    def _constraint(self, part: ConstraintShape) -> Iterator[str]:
        yield self._chosen(*CONSTRAINT_WORDS[part.name])
        for key, written in part.params.items():
            reader = PARAMETERS[part.name][key]
            words = written if isinstance(written, tuple) else (written,)
            said = [self._parameter(word, reader) for word in words]
            meaning = self._chosen(*PARAMETER_WORDS[f"{part.name}.{key}"])
            yield f"{meaning}{self._chosen(': ', '：')}{self._listed(said)}"

    def _parameter(self, text: str, reader: Reader) -> str:
        """Give a parameter, which a constraint keeps as it is written, as its reader understands it."""
        reader = getattr(reader, "word", reader)
        read = reader.read(Scalar(text), Reading())
        return self.values.one(read, reader)

    def _said(self, value: object, reader: Reader, part: Shape, attribute: str) -> str:
        """Give a value of a part: one, several, by day, by name, or a part in brackets."""
        match value:
            case Dated():
                inner = reader.inner if isinstance(reader, DatedReader | TabledReader) else reader
                return self._dated(value, inner)
            case GateShape():
                return self._gate(value)
            case Shape():
                bare = self._chosen(*(_clause(part, attribute) or ("", "")))
                alone = isinstance(value, EarnTableShape) or bare == "{}" or bare.endswith("：{}")
                return self._inside(value, alone=alone and isinstance(getattr(part, attribute), Shape))
            case tuple():
                inner = reader.inner if isinstance(reader, ListReader) else reader
                return self._listed([self._said(item, inner, part, attribute) for item in value])
            case Mapping() if isinstance(reader, MapReader):
                return self._map(value, reader.inner, part, attribute)
            case str() if f"{type(part).__name__}.{attribute}" in _FACTS:
                return self.values.fact(value)
            case str() if f"{type(part).__name__}.{attribute}" in _TIERS:
                return self.values.tier(value)
            case str() if attribute in {"purpose", "recipient"}:
                return say_known(attribute, value, self.values.language)
        return self.values.one(value, reader)

    def _listed(self, items: Sequence[str]) -> str:
        return self._chosen(", ", "、").join(items)

    def _inside(self, part: Shape, *, alone: bool = False) -> str:
        said = self._chosen(", ", "，").join(self._clauses(part))
        return said if alone else self._chosen(f"({said})", f"（{said}）")

    def _dated(self, value: Dated[object], reader: Reader) -> str:
        said = []
        for first, one in value.entries:
            text = self.values.one(one, reader)
            if first is not None:
                day = self.values.one(first, reader)
                text = self._chosen(f"{text} from {day} on", f"自 {day} 起 {text}")
            said.append(text)
        return self._chosen(", then ", "，其后").join(said)

    def _gate(self, gate: GateShape) -> str:
        """Give what a gate asks for; every measure by its name, the only one without."""
        said = [self._least(name, least) for name, least in gate.least.items()]
        for word, gates in ((("all of", "同时满足"), gate.all_), (("one of", "满足其一"), gate.any_)):
            if gates:
                said.append(
                    f"{self._chosen(*word)} ({self._chosen('; ', '；').join(map(self._gate, gates))})"
                )
        return self._listed(said)

    def _least(self, name: str, least: Fraction) -> str:
        measures = self.shape.tiers.counted() if self.shape.tiers is not None else {}
        measure = measures.get(name or ONLY)
        if measure is None or measure.sum_of is not None:
            amount = self.values.money(least)
        elif measure.count == "points":
            amount = amounts.points(least, self.values.language)
        else:
            amount = amounts.number(least, self.values.language)
        return f"{name} {amount}" if name else amount

    def _map(self, values: Mapping[str, object], reader: Reader, part: Shape, attribute: str) -> str:
        said = (
            (self._named(name, reader, part, attribute), self._said(value, reader, part, attribute))
            for name, value in values.items()
        )
        return self._listed([self._chosen(": ", "：").join(each) for each in said])

    def _named(self, name: str, reader: Reader, part: Shape, attribute: str) -> str:
        if f"{type(part).__name__}.{attribute}" in _TIERS:
            return self.values.tier(name)
        if type(part) in _GIVEN:
            full = name if "." in name else f"{_GIVEN[type(part)]}{name}"
            return self.values.fact(full)
        benefits = self.shape.tiers.benefits if self.shape.tiers is not None else None
        if isinstance(reader, RawText) and benefits and name in benefits:
            return self.values.label(benefits[name].name)
        return name


def _clause(part: Shape, attribute: str) -> Meaning | None:
    """Give the clause of an attribute by the shape that declares it, None where there is none."""
    names = (f"{owner.__name__}.{attribute}" for owner in type(part).__mro__)
    return next((CLAUSES[name] for name in names if name in CLAUSES), None)


def _parts(value: object) -> Iterator[tuple[str, Shape]]:
    """Give the parts in a value, each with the name under which a map holds it."""
    match value:
        case Shape():
            yield "", value
        case tuple():
            yield from (("", item) for item in value if isinstance(item, Shape))
        case Mapping():
            yield from ((name, item) for name, item in value.items() if isinstance(item, Shape))


def _name(part: Shape) -> str:
    """Give a part's name for machines: its id, its name where that is one word, the meter it is about."""
    for attribute in ("id", "name", "meter"):
        found = getattr(part, attribute, None)
        if isinstance(found, str):
            return found
    return ""


def _kind(part: Shape) -> str:
    return type(part).__name__.removesuffix("Shape")


def _where(part: Shape) -> str:
    place = part.place("programme")
    return f"{place.file}:{place.line}"
