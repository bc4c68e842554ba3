"""The sentence reader: a condition as one plain sentence, in English or simplified Chinese.

``order.channel in ["app", "web"] and order.total >= 25.00`` reads "order channel is app or
web, and order total is at least 25.00 EUR". Amounts are written from whole numbers only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from loyalty.language import tree as t
from loyalty.language.texts.fact_words import CHOSEN, FACTS, OF_PAST, OF_RULES
from loyalty.language.tree import Comparison, Kind, Node

Language = Literal["en", "zh-CN"]
Names = Callable[[str, Language], str]
"""Gives the words for a fact or formula."""
Values = Callable[[str, str, Language], str]
"""Gives the words for a text that a fact may be."""

OPPOSITE = {
    Comparison.EQ: Comparison.NE,
    Comparison.NE: Comparison.EQ,
    Comparison.LT: Comparison.GE,
    Comparison.GE: Comparison.LT,
    Comparison.LE: Comparison.GT,
    Comparison.GT: Comparison.LE,
}


@dataclass(frozen=True, slots=True)
class Speech:
    """The patterns of one language; ``{0}`` and ``{1}`` stand for what a pattern is about."""

    and_: str
    or_: str
    listed: str
    or_last: str
    one_of: str
    none_of: str
    not_all: str
    yes: str
    no: str
    is_: Mapping[Comparison, str]
    is_day: Mapping[Comparison, str]
    add: str
    sub: str
    mul: str
    least: str
    most: str
    rounded: str
    ratio: str
    if_: str
    sum_: str
    running: str
    ranked: str
    brackets: str
    always: str
    never: str
    refuse: str


ENGLISH = Speech(
    and_=", and ",
    or_=", or ",
    listed=", ",
    or_last=" or ",
    one_of="{0} is {1}",
    none_of="{0} is not {1}",
    not_all="it is not so that ({0})",
    yes="{0} is true",
    no="{0} is not true",
    is_=MappingProxyType(
        {
            Comparison.EQ: "{0} is {1}",
            Comparison.NE: "{0} is not {1}",
            Comparison.LT: "{0} is less than {1}",
            Comparison.LE: "{0} is at most {1}",
            Comparison.GT: "{0} is more than {1}",
            Comparison.GE: "{0} is at least {1}",
        }
    ),
    is_day=MappingProxyType(
        {
            Comparison.EQ: "{0} is {1}",
            Comparison.NE: "{0} is not {1}",
            Comparison.LT: "{0} is before {1}",
            Comparison.LE: "{0} is on or before {1}",
            Comparison.GT: "{0} is after {1}",
            Comparison.GE: "{0} is on or after {1}",
        }
    ),
    add=" plus ",
    sub="{0} less {1}",
    mul="{0} times {1}",
    least="the smallest of ({0})",
    most="the largest of ({0})",
    rounded="{0} rounded",
    ratio="the share of {0} that {1} is of {2}",
    if_="{1} where {0}, else {2}",
    sum_="{0} of all lines together",
    running="{0} of the lines up to this one",
    ranked="{0} of the lines up to this one, the smallest {1} first",
    brackets="({0})",
    always="always",
    never="never",
    refuse="no value",
)

CHINESE = Speech(
    and_="，且",
    or_="，或",
    listed="、",
    or_last=" 或 ",
    one_of="{0}为 {1}",
    none_of="{0}不为 {1}",
    not_all="并非（{0}）",
    yes="{0}为真",
    no="{0}不为真",
    is_=MappingProxyType(
        {
            Comparison.EQ: "{0}为 {1}",
            Comparison.NE: "{0}不为 {1}",
            Comparison.LT: "{0}少于 {1}",
            Comparison.LE: "{0}至多为 {1}",
            Comparison.GT: "{0}超过 {1}",
            Comparison.GE: "{0}至少为 {1}",
        }
    ),
    is_day=MappingProxyType(
        {
            Comparison.EQ: "{0}为 {1}",
            Comparison.NE: "{0}不为 {1}",
            Comparison.LT: "{0}早于 {1}",
            Comparison.LE: "{0}不晚于 {1}",
            Comparison.GT: "{0}晚于 {1}",
            Comparison.GE: "{0}不早于 {1}",
        }
    ),
    add=" 加 ",
    sub="{0} 减 {1}",
    mul="{0} 乘以 {1}",
    least="（{0}）中的最小值",
    most="（{0}）中的最大值",
    rounded="{0}取整",
    ratio="{0}按{1}占{2}的比例所得的份额",
    if_="{1}（若{0}，否则 {2}）",
    sum_="全部商品行的{0}合计",
    running="截至本行的{0}合计",
    ranked="按{1}由小到大截至本行的{0}合计",
    brackets="（{0}）",
    always="始终成立",
    never="从不成立",
    refuse="无数值",
)
SPEECH: Mapping[Language, Speech] = MappingProxyType({"en": ENGLISH, "zh-CN": CHINESE})


def default_names(fact: str, language: Language) -> str:
    """Give the words for a fact that nobody named: ours for the built-in facts, else its own parts."""
    of_rule = OF_PAST.get(".".join(fact.split(".")[:2])) or OF_RULES.get(fact.partition(".")[0])
    if of_rule is not None:
        return of_rule[language]
    plain = fact.replace(".", " ").replace("_", " ")
    return FACTS.get(fact, plain) if language == "zh-CN" else plain


def in_words(  # noqa: PLR0913 - what is said, in what, and how its parts are called
    node: Node,
    language: Language,
    code: str,
    exponent: int,
    names: Names = default_names,
    *,
    values: Values = lambda _fact, text, _language: text,
) -> str:
    """Give the sentence for a condition (or the words for a value), without a full stop.

    ``code`` and ``exponent`` are the currency's; days are written as ISO dates.
    """
    return _Speaker(SPEECH[language], language, code, exponent, names, values).say(node)


def decimal_text(value: Fraction, places: int = 0) -> str:
    """Give ``value`` with at least ``places`` decimals, as many as it takes to be exact.

    A value no decimal can write exactly is given as a fraction, ``1/3``.
    """
    twos, fives, rest = 0, 0, value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return str(value)
    shown = max(places, twos, fives)
    digits = str(abs(value.numerator) * 10**shown // value.denominator).rjust(shown + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-shown]}.{digits[-shown:]}" if shown else sign + digits


@dataclass(frozen=True, slots=True)
class _Speaker:
    speech: Speech
    language: Language
    code: str
    exponent: int
    names: Names
    values: Values

    def say(self, node: Node) -> str:
        match node:
            case t.Compare():
                return self._compared(node)
            case t.OneOf():
                return self.speech.one_of.format(self.say(node.inner), self._choices(node))
            case t.All() | t.Any():
                word = self.speech.and_ if isinstance(node, t.All) else self.speech.or_
                return word.join(self._bracketed(part) for part in node.parts)
            case t.Not():
                return self._denied(node.inner)
            case t.Const() if node.kind is Kind.TRUTH:
                return self.speech.always if node.value else self.speech.never
            case t.Read() if node.kind is Kind.TRUTH:
                return self.speech.yes.format(self.names(node.name, self.language))
            case _:
                return self._value(node)

    def _value(self, node: Node) -> str:
        match node:
            case t.Const():
                return self._constant(node)
            case t.Read():
                return self.names(node.name, self.language)
            case t.SumLines():
                return self.speech.sum_.format(self.names(node.name, self.language))
            case t.RunningSum():
                said = self.speech.ranked if node.by else self.speech.running
                return said.format(*(self.names(name, self.language) for name in (node.name, node.by)))
            case t.As():
                return self.say(node.inner)
            case t.Round():
                return self.speech.rounded.format(self._bracketed(node.inner))
            case t.Refuse():
                return self.speech.refuse
            case t.Ratio() | t.If():
                pattern = self.speech.ratio if isinstance(node, t.Ratio) else self.speech.if_
                return pattern.format(*(self._bracketed(part) for part in t.children(node)))
            case _:
                return self._arithmetic(node)

    def _arithmetic(self, node: Node) -> str:
        parts = [self._bracketed(part) for part in t.children(node)]
        match node:
            case t.Add():
                return self.speech.add.join(parts)
            case t.Sub():
                return self.speech.sub.format(*parts)
            case t.Mul():
                return self.speech.mul.format(*parts)
            case t.Least():
                return self.speech.least.format(self.speech.listed.join(parts))
            case t.Most():
                return self.speech.most.format(self.speech.listed.join(parts))
        raise TypeError(type(node).__name__)

    def _compared(self, node: t.Compare) -> str:
        left, right = node.left, node.right
        if isinstance(left, t.Read) and node.op is Comparison.EQ and isinstance(right, t.Const):
            chosen = CHOSEN.get(left.name.partition(".")[0]) if right.value == right.den else None
            if chosen is not None:
                return chosen[self.language]
        patterns = self.speech.is_day if node.left.kind is Kind.DAY else self.speech.is_
        return patterns[node.op].format(self._side(left, right), self._side(right, left))

    def _side(self, node: Node, other: Node) -> str:
        """Give one of two values that are compared; a text is called what the other one calls it."""
        if isinstance(node, t.Const) and isinstance(other, t.Read):
            return self._constant(node, of=other.name)
        return self._bracketed(node)

    def _denied(self, node: Node) -> str:
        match node:
            case t.Compare():
                return self.say(t.compare(OPPOSITE[node.op], node.left, node.right))
            case t.OneOf():
                return self.speech.none_of.format(self.say(node.inner), self._choices(node))
            case t.Not():
                return self.say(node.inner)
            case t.Read():
                return self.speech.no.format(self.names(node.name, self.language))
            case t.Const():
                return self.speech.never if node.value else self.speech.always
            case _:
                return self.speech.not_all.format(self.say(node))

    def _choices(self, node: t.OneOf) -> str:
        of = node.inner.name if isinstance(node.inner, t.Read) else ""
        *most, last = [self._constant(choice, of=of) for choice in node.choices]
        return f"{self.speech.listed.join(most)}{self.speech.or_last}{last}" if most else last

    def _bracketed(self, node: Node) -> str:
        """Put brackets round what would otherwise run into its neighbours."""
        said = self.say(node)
        loose = t.All | t.Any | t.Add | t.Sub | t.Mul | t.If | t.Ratio
        return self.speech.brackets.format(said) if isinstance(node, loose) else said

    def _constant(self, node: t.Const, of: str = "") -> str:
        if isinstance(node.value, str):
            return self.values(of, node.value, self.language)
        value = Fraction(node.value, node.den)
        match node.kind:
            case Kind.MONEY | Kind.PRICE:
                return f"{decimal_text(value / 10**self.exponent, self.exponent)} {self.code}"
            case Kind.DAY:
                return date.fromordinal(node.value).isoformat()
            case _:
                return decimal_text(value)
