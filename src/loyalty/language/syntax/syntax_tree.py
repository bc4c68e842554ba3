"""The syntax of an expression, before names are known: what was written, and where."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction

from loyalty.language.findings import NOWHERE, Span
from loyalty.language.tree import Comparison
from loyalty.language.values import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Any expression; ``span`` is where it begins. Two are equal when they say the same."""

    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """A dotted name of a fact or formula."""

    name: str


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """A bare decimal; it takes the kind of the other side."""

    text: str


@dataclass(frozen=True, slots=True)
class Rate(Expression):
    """``5%`` (1/20) or ``1.5x`` (3/2), with the text as written."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Text(Expression):
    """A text in quotation marks."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth(Expression):
    """``true`` or ``false``."""

    value: bool


@dataclass(frozen=True, slots=True)
class Day(Expression):
    """A date."""

    value: date


@dataclass(frozen=True, slots=True)
class TimeOfDay(Expression):
    """A time of day, hours and minutes."""

    value: time


@dataclass(frozen=True, slots=True)
class Length(Expression):
    """A length of time, ``14 days``."""

    value: Duration


@dataclass(frozen=True, slots=True)
class Unary(Expression):
    """``not x`` or ``-x``; ``op`` is the word."""

    op: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Expression):
    """``+ - * and or`` between two expressions; ``op_span`` is the operator's place."""

    op: str
    left: Expression
    right: Expression
    op_span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Compare(Expression):
    """A comparison of two expressions."""

    op: Comparison
    left: Expression
    right: Expression
    op_span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class In(Expression):
    """``x in [a, b]``; ``negated`` for ``not in``."""

    operand: Expression
    choices: tuple[Expression, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class If(Expression):
    """``if test then a else b``."""

    test: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """``min(…)``, ``max(…)`` or ``round(x, mode)``; the mode is a Name."""

    function: str
    arguments: tuple[Expression, ...]


def names_in(expression: Expression) -> tuple[Name, ...]:
    """Give every name an expression reads, in the order they are written."""
    return tuple(part for part in parts_in(expression) if isinstance(part, Name))


def parts_in(expression: Expression) -> Iterator[Expression]:
    """Give an expression and every part of it, in the order they are written."""
    yield expression
    for part in _within(expression):
        yield from parts_in(part)


def _within(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Unary():
            return (expression.operand,)
        case Binary() | Compare():
            return (expression.left, expression.right)
        case In():
            return (expression.operand, *expression.choices)
        case If():
            return (expression.test, expression.then, expression.otherwise)
        case Call():
            # The second argument of `round` is a way to round, not a name that is read.
            return expression.arguments[:1] if expression.function == "round" else expression.arguments
        case _:
            return ()
