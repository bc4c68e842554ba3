"""Values of rule files as a reader sees them: amounts with their currency, shares, conditions in words."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import pairwise

from loyalty.comparison.change import Leaf, Step, Unit
from loyalty.comparison.content import content
from loyalty.comparison.meaning import leaves_of
from loyalty.kernel.money import currency
from loyalty.language.checks.expressions import uses
from loyalty.language.dated import Dated
from loyalty.language.elaborate import elaborate
from loyalty.language.facts import About, environment_of
from loyalty.language.readers.words import Language, decimal_text, in_words
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.documents import Scalar
from loyalty.language.values import Duration, Interval, Lasts
from loyalty.wording.catalogue import say
from loyalty.wording.languages import EN
from loyalty.wording.rules.values import length_in_words, names_of
from loyalty.wording.versions.choices import choice_in_words
from loyalty.wording.versions.keys import key_in_words

SILENT = frozenset({"ladder", "rules", "least", "terms"})
"""Keys that only hold what has names of its own; they are not spoken on the way to it."""
_CALLED = (Step("id"), Step("name"))


@dataclass(frozen=True, slots=True)
class Values:
    """How the values of one version are written in one language."""

    language: str
    code: str
    exponent: int
    conditions: Mapping[Hashable, str]

    def text(self, value: object, unit: Unit) -> str:
        """Give a value as a reader sees it."""
        match value:
            case Dated() | Shape() | Mapping():
                return self.inside(tuple(leaves_of(value, unit)))
            case tuple():
                said = ", ".join(self.text(one, unit) for one in value)
                return said or say("versions.nothing", self.language)
            case bool():
                return say("yes" if value else "no", self.language)
            case Expression():
                return self.conditions.get(content(value), "…")
            case Fraction():
                return self._number(value, unit)
            case Scalar():
                return value.text
            case date():
                return value.isoformat()
            case Duration() | Interval() | Lasts():
                return length_in_words(value, self.language)
            case None:
                return say("versions.always" if unit == "day" else "versions.nothing", self.language)
        is_word = unit == "word" or isinstance(value, Enum)
        return choice_in_words(str(value), self.language) if is_word else str(value)

    def inside(self, leaves: tuple[Leaf, ...]) -> str:
        """Give what stands inside a part, one after the other, but for what it is called."""
        kept = [
            leaf
            for leaf in leaves
            if not _calls(self._without_language(leaf.path)) and not self._other_language(leaf)
        ]
        return ("; " if self.language == EN else "；").join(self._leaf(leaf) for leaf in kept)

    def way(self, path: tuple[Step, ...]) -> str:
        """Give the way to a value in words."""
        said = [
            step.word if step.named else key_in_words(step.word, self.language, above.word)
            for above, step in pairwise((Step(""), *path))
            if step.word and (step.named or step.word not in SILENT or not above.word)
        ]
        return (", " if self.language == EN else "，").join(said)

    def _leaf(self, leaf: Leaf) -> str:
        what = self.dated(self.way(self._without_language(leaf.path)), leaf.since, None)
        value = self.text(leaf.value, leaf.unit)
        return say("versions.leaf", self.language, what=what, value=value) if what else value

    def dated(self, what: str, since: date | None, until: date | None) -> str:
        """Give what is meant with the days it is meant for."""
        days = {"since": str(since), "until": str(until)}
        match since, until:
            case None, None:
                return what
            case _, None:
                return say("versions.since", self.language, what=what, since=days["since"])
            case None, _:
                return say("versions.until", self.language, what=what, until=days["until"])
            case _:
                return say("versions.between", self.language, what=what, **days)

    def _number(self, value: Fraction, unit: Unit) -> str:
        match unit:
            case "money":
                return f"{decimal_text(value, self.exponent)} {self.code}"
            case "percent":
                return f"{decimal_text(value * 100)}%"
            case "factor":
                return f"{decimal_text(value)}x"
            case _:
                return decimal_text(value)

    def _other_language(self, leaf: Leaf) -> bool:
        last = leaf.path[-1] if leaf.path else Step("")
        return _names_a_language(leaf.path) and last.word != self.language

    def _without_language(self, path: tuple[Step, ...]) -> tuple[Step, ...]:
        return path[:-1] if _names_a_language(path) else path


def _calls(path: tuple[Step, ...]) -> bool:
    """Whether a way leads to the name of a part that is called by it already."""
    return bool(path) and path[-1] in _CALLED and (len(path) == 1 or path[-2].named)


def _names_a_language(path: tuple[Step, ...]) -> bool:
    return len(path) > 1 and path[-1].named and path[-2] == Step("name")


def values_of(shape: ProgrammeShape, language: str) -> Values:
    """Give how the values of a version are written, with every condition it states in words."""
    exponent = currency(shape.currency).exponent
    environments = {about: environment_of(shape, about) for about in About}
    spoken: Language = "en" if language == EN else "zh-CN"
    names, said = names_of(shape), dict[Hashable, str]()
    for use in uses(shape):
        if use.expression is not None:
            node = elaborate(use.expression, environments[use.about], use.kind, use.scope).node
            if node is not None:
                said[content(use.expression)] = in_words(node, spoken, shape.currency, exponent, names)
    return Values(language, shape.currency, exponent, said)
