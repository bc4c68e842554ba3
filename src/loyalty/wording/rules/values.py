"""The values of a rule in words: amounts, lengths of time, words of a list, conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from loyalty.kernel.money import Currency
from loyalty.language.checks.expressions import uses
from loyalty.language.elaborate import elaborate
from loyalty.language.facts import About, environment_of
from loyalty.language.readers.words import Language, Names, default_names, in_words
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.choices import meanings_of
from loyalty.language.texts.documents import Scalar
from loyalty.language.texts.scalars import DecimalText, PercentText, Reader
from loyalty.language.texts.words import ChoiceText
from loyalty.language.tree import Node
from loyalty.language.values import Duration, Interval, Lasts, Turn, Unit, Wait, Window
from loyalty.wording import amounts
from loyalty.wording.languages import EN

_UNITS: Final[Mapping[str, str]] = {
    Unit.SECOND: "秒",
    Unit.MINUTE: "分钟",
    Unit.HOUR: "小时",
    Unit.DAY: "天",
    Unit.WEEK: "周",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Turn.QUARTER: "个季度",
}
_SUMS: Final = ("price", "seats", "add_ons", "usage")
"""What a fee of a plan may be a share of."""
_TRUTHS: Final[Mapping[str, tuple[str, str]]] = {"true": ("yes", "是"), "false": ("no", "否")}


@dataclass(frozen=True, slots=True)
class Values:
    """Says values of a programme's rules in one language; ``nodes`` are the trees of its expressions.

    ``words`` is what members read for the values of each fact that has such words, ``named`` what
    they read for facts themselves.
    """

    currency: Currency
    zone: str
    language: Language
    nodes: Mapping[int, Node]
    words: Mapping[str, Mapping[str, Mapping[str, str]]]
    named: Names

    def one(self, value: object, reader: Reader) -> str:
        """Give a value that is neither a list, a map nor a shape."""
        match value:
            case Fraction() | bool() | int():
                return self._number(Fraction(value), reader)
            case Wait() | Window():
                return self.word(value, tuple(type(value)))
            case str() if isinstance(reader, ChoiceText):
                return self.word(value, reader.options)
            case Duration() | Interval() | Lasts():
                return length_in_words(value, self.language)
            case datetime():
                return amounts.instant(value, self.zone, self.language)
            case date():
                return amounts.day(value, self.language)
            case Scalar():
                return self._chosen(_TRUTHS[value.text]) if value.text in _TRUTHS else value.text
            case Mapping():
                return self.label(value)
        return self.condition(value) if id(value) in self.nodes else str(value)

    def word(self, word: str, words: tuple[str, ...]) -> str:
        """Give what a word of a closed list means."""
        return self._chosen(meanings_of(words)[word])

    def condition(self, expression: object) -> str:
        """Give an expression in words."""
        node, of = self.nodes[id(expression)], self.currency
        return in_words(node, self.language, of.code, of.exponent, self.fact, values=self.choice)

    def choice(self, fact: str, text: str, _language: Language = "en") -> str:
        """Give what members read for a value of a fact, the value itself where the programme does not say."""
        return self.label(self.words.get(fact, {}).get(text, {"": text}))

    def tier(self, name: str) -> str:
        """Give what members read for a tier."""
        return self.choice("member.tier", name)

    def fact(self, name: str, _language: Language = "en") -> str:
        """Give the name of a fact in words."""
        return self.word(name, _SUMS) if name in _SUMS else self.named(name, self.language)

    def label(self, names: Mapping[str, str]) -> str:
        """Give a name in the language, else in the first language it has."""
        return names.get(self.language) or next(iter(names.values()))

    def money(self, amount: Fraction) -> str:
        """Give an amount of major units."""
        minor = amount * 10**self.currency.exponent
        return amounts.money(minor, self.currency.code, self.currency.exponent, self.language)

    def _chosen(self, pair: tuple[str, str]) -> str:
        return pair[0] if self.language == EN else pair[1]

    def _number(self, value: Fraction, reader: Reader) -> str:
        match reader:
            case DecimalText(what="an amount of money" | "a unit price"):
                return self.money(value)
            case DecimalText(what="a number of points"):
                return amounts.points(value, self.language)
            case PercentText():
                return f"{amounts.number(value * 100, self.language)}{self._chosen((' %', '%'))}"
        return amounts.number(value, self.language)


def length_in_words(value: Duration | Interval | Lasts, language: str) -> str:
    """Give a length of time in words."""
    if language == EN:
        return str(value)
    match value:
        case Lasts(periods=None):
            return "永久"
        case Lasts():
            return f"{value.periods} 期"
        case Duration():
            return f"{value.count} {_UNITS[value.unit]}"
    return f"{value.count} {_UNITS[value.turn]}"


def values_of(shape: ProgrammeShape, currency: Currency, language: str) -> Values:
    """Give the words for the values of a programme that has passed its check."""
    environments = {about: environment_of(shape, about) for about in About}
    nodes: dict[int, Node] = {}
    for use in uses(shape):
        if isinstance(use.expression, Expression):
            made = elaborate(use.expression, environments[use.about], use.kind, use.scope)
            if made.node is not None:
                nodes[id(use.expression)] = made.node
    words = {name: declared.words for name, declared in shape.facts.items() if declared.words}
    return Values(
        currency, shape.timezone, "en" if language == EN else "zh-CN", nodes, words, names_of(shape)
    )


def names_of(shape: ProgrammeShape) -> Names:
    """Give how facts are called: one that has no Chinese name keeps its own in Chinese."""

    def called(name: str, language: Language) -> str:
        declared = shape.facts[name].name if name in shape.facts else None
        said = default_names(name, language)
        if language == "en" or not said.isascii():
            return said
        return (declared or {}).get(language, f"「{name}」")

    return called
