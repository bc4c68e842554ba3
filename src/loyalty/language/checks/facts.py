"""Facts: each is named after what it belongs to, says how sensitive it is, and can be told apart."""

from collections.abc import Iterator

from loyalty.language.facts import BUILT_IN, DECLARED_AS, KIND_OF_TYPE, choices_of
from loyalty.language.findings import Finding, did_you_mean, one_of
from loyalty.language.shapes.constraints import LABELS
from loyalty.language.shapes.programme import FactShape, ProgrammeShape
from loyalty.language.texts.documents import Scalar
from loyalty.language.texts.scalars import decimal
from loyalty.language.texts.words import day
from loyalty.language.tree import Kind

_OWNERS = ("member", "order", "line")
_STATED = frozenset({Kind.QUANTITY, Kind.MONEY, Kind.POINTS})


def check_facts(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the declared facts."""
    for name, fact in shape.facts.items():
        yield from _named(name, fact)
        yield from _labelled(name, fact)
        yield from _typed(name, fact, shape)


def _named(name: str, fact: FactShape) -> Iterator[Finding]:
    owner, _, rest = name.partition(".")
    if owner not in _OWNERS or not rest.replace("_", "a").isalnum() or not rest[0].isalpha():
        help_ = did_you_mean(owner, _OWNERS) or "it begins with `member.`, `order.` or `line.`"
        yield Finding(fact.span, "E413", f"`{name}` does not say whose fact it is", help_)
    elif name in BUILT_IN and DECLARED_AS.get(name) != fact.is_:
        yield Finding(fact.place("is_"), "E419", f"`{name}` always exists", "leave it out of `facts`")


def _labelled(name: str, fact: FactShape) -> Iterator[Finding]:
    if name.startswith("member.") and fact.label is None:
        help_ = f"`label` is {one_of(LABELS)}"
        yield Finding(fact.span, "E411", f"`{name}` does not say how sensitive it is", help_)
    if (fact.label == "proxy") is not bool(fact.stands_for):
        help_ = "write `label: proxy` and `stands_for` together"
        yield Finding(
            fact.span, "E411", f"`{name}` is a proxy for nothing, or stands for something untold", help_
        )


def _typed(name: str, fact: FactShape, shape: ProgrammeShape) -> Iterator[Finding]:
    if (fact.is_ == "choice") is not bool(fact.of):
        yield Finding(fact.place("is_"), "E412", f"`{name}` needs `is: choice` and `of` together")
    if len(set(fact.of)) < len(fact.of):
        yield Finding(fact.place("of"), "E401", f"a choice of `{name}` is listed twice")
    if fact.is_ == "tier" and shape.tiers is None:
        yield Finding(fact.place("is_"), "E412", f"`{name}` is a tier, but there are no `tiers`")
    if fact.sum_of is not None and (fact.is_ != "money" or not name.startswith("order.")):
        yield Finding(fact.place("sum_of"), "E412", "only money of an order is a sum over its lines")
    if fact.default is not None:
        if fact.sum_of is not None:
            yield Finding(fact.place("default"), "E412", f"`{name}` is a sum, so it needs no default")
        else:
            yield from check_value(name, fact, fact.default, shape)


def check_value(name: str, fact: FactShape, value: Scalar, shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with a fact's value as a rule file writes it."""
    choices = choices_of(fact, shape)
    kind = KIND_OF_TYPE[fact.is_]
    if choices is not None and value.text not in choices:
        help_ = did_you_mean(value.text, choices) or one_of(choices)
        yield Finding(value.span, "E305", f"`{name}` is never `{value.text}`", help_)
    elif kind in _STATED and decimal(value.text) is None:
        yield Finding(value.span, "E205", f"`{value.text}` is not a number")
    elif kind is Kind.TRUTH and value.text not in {"true", "false"}:
        yield Finding(value.span, "E204", f"`{value.text}` is neither `true` nor `false`")
    elif kind is Kind.DAY and day(value.text) is None:
        yield Finding(value.span, "E207", f"`{value.text}` is not a date", "such as `2026-11-22`")
