"""What a rule may look at: the facts a programme declares and the few that always exist.

Every name is a `Known`: the node that reads it, its scope, and the words it can be where
those are a closed list. Money counts minor units; bounds come from ``numbers.limits``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from loyalty.kernel.money import currency
from loyalty.language import tree as t
from loyalty.language.shapes.programme import FactShape, NumbersShape, ProgrammeShape
from loyalty.language.sheet import Scope
from loyalty.language.tree import Kind, Read

KIND_OF_TYPE: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "tier": Kind.TEXT,
        "country": Kind.TEXT,
        "day_month": Kind.TEXT,
        "choice": Kind.TEXT,
        "text": Kind.TEXT,
        "quantity": Kind.QUANTITY,
        "money": Kind.MONEY,
        "points": Kind.POINTS,
        "truth": Kind.TRUTH,
        "day": Kind.DAY,
    }
)
"""The kind a fact of each type has in an expression."""


BUILT_IN: Final[Mapping[str, tuple[Kind, Scope, bool]]] = MappingProxyType(
    {
        "line.quantity": (Kind.QUANTITY, Scope.LINE, False),
        "line.unit_price": (Kind.PRICE, Scope.LINE, False),
        "line.sku": (Kind.TEXT, Scope.LINE, False),
        "line.list_amount": (Kind.MONEY, Scope.LINE, True),
        "line.amount": (Kind.MONEY, Scope.LINE, True),
        "order.day": (Kind.DAY, Scope.ORDER, False),
        "order.points_offered": (Kind.POINTS, Scope.ORDER, False),
        "order.list_total": (Kind.MONEY, Scope.ORDER, True),
        "member.enrolled": (Kind.TRUTH, Scope.ORDER, False),
        "price": (Kind.MONEY, Scope.ORDER, True),
        "usage": (Kind.MONEY, Scope.ORDER, True),
    }
)
"""Facts no programme need declare: kind, scope, and whether the engine works them out.

``price`` and ``usage`` are sums of a plan's period and exist only there.
"""

DECLARED_AS: Final[Mapping[str, str]] = MappingProxyType({"line.amount": "money"})
"""Built-in facts that a programme may declare too, to say what it counts, and their type."""

TEXT_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class Known:
    """A name an expression may use.

    ``choices`` are the only texts it can be, None where the list is open. ``derived``
    facts are worked out by the engine, so that no request may state them.
    """

    node: Read
    scope: Scope
    choices: tuple[str, ...] | None = None
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Environment:
    """Every name an expression may use, and how many minor units a literal of money counts for."""

    names: Mapping[str, Known]
    minor: int
    money_step: int
    """The money step, in minor units."""


def environment_of(shape: ProgrammeShape) -> Environment:
    """Give the names the rules of a programme may use."""
    minor = int(10 ** currency(shape.currency).exponent)
    names = {
        name: Known(_read(name, kind, shape.numbers, minor), scope, None, derived)
        for name, (kind, scope, derived) in BUILT_IN.items()
    }
    for name, fact in shape.facts.items():
        node = _read(name, KIND_OF_TYPE[fact.is_], shape.numbers, minor)
        built_in = name in BUILT_IN and BUILT_IN[name][2]
        derived = built_in or fact.sum_of is not None
        names[name] = Known(node, scope_of(name), choices_of(fact, shape), derived)
    step = int(shape.numbers.money.step * minor)
    return Environment(MappingProxyType(names), minor, max(1, step))


def scope_of(name: str) -> Scope:
    """Give LINE for the facts of a line, ORDER for those of the order and the member."""
    return Scope.LINE if name.startswith("line.") else Scope.ORDER


def choices_of(fact: FactShape, shape: ProgrammeShape) -> tuple[str, ...] | None:
    """Give the closed list of texts a fact can be, None where it is open."""
    if fact.is_ == "choice":
        return fact.of
    if fact.is_ == "tier":
        return tuple(tier.name for tier in shape.tiers.ladder) if shape.tiers else ()
    return None


def denominator(step: Fraction, minor: int = 1) -> int:
    """Give the static denominator of numbers written in multiples of ``step``."""
    return (step * minor).denominator


def _read(name: str, kind: Kind, numbers: NumbersShape, minor: int) -> Read:
    limits = numbers.limits
    match kind:
        case Kind.MONEY:
            return t.read(name, kind, 1, 0, int(limits.money * minor))
        case Kind.PRICE:
            den = denominator(numbers.prices.step, minor)
            return t.read(name, kind, den, 0, int(limits.money * minor * den))
        case Kind.QUANTITY:
            den = denominator(numbers.quantities.step)
            return t.read(name, kind, den, 0, int(limits.quantity * den))
        case Kind.POINTS:
            den = denominator(numbers.points.step)
            return t.read(name, kind, den, 0, int(limits.points * den))
        case Kind.DAY:
            return t.read(name, kind, 1, date.min.toordinal(), date.max.toordinal())
        case _:
            return t.read(name, kind)
