"""What a rule may look at: the facts a programme declares and the few that always exist, and their values.

Every name is a `Known`: the node that reads it, its scope, and the words it can be where
those are a closed list. Money counts minor units; bounds come from ``numbers.limits``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from loyalty.kernel.money import AmountTextError, Currency, currency, minor_units
from loyalty.language import tree as t
from loyalty.language.findings import did_you_mean
from loyalty.language.occasions.belonging import (
    MEASURE,
    MONEY_MOST,
    OF_BELONGING,
    RFM,
    RFM_SEGMENTS,
    SEGMENT,
    size_of,
)
from loyalty.language.occasions.benefits import BENEFIT, benefit_read, benefits_of
from loyalty.language.occasions.counted import counted_before
from loyalty.language.occasions.moments import (
    DAY_MONTH,
    ENROLLED,
    EVENT,
    HISTORY,
    IS_ENROLLED,
    OF_EVENT,
    OF_HISTORY,
    OF_TIME,
    WEEKDAY,
    WEEKDAYS,
)
from loyalty.language.shapes.programme import FactShape, NumbersShape, ProgrammeShape
from loyalty.language.sheet import Scope
from loyalty.language.texts.scalars import decimal
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
        "line.net_amount": (Kind.MONEY, Scope.LINE, True),
        "line.gross_amount": (Kind.MONEY, Scope.LINE, True),
        "order.day": (Kind.DAY, Scope.ORDER, False),
        "order.points_offered": (Kind.POINTS, Scope.ORDER, False),
        "order.list_total": (Kind.MONEY, Scope.ORDER, True),
        "member.enrolled": (Kind.TRUTH, Scope.ORDER, False),
        "price": (Kind.MONEY, Scope.ORDER, True),
        "seats": (Kind.MONEY, Scope.ORDER, True),
        "add_ons": (Kind.MONEY, Scope.ORDER, True),
        "usage": (Kind.MONEY, Scope.ORDER, True),
    }
)
"""Facts no programme need declare: kind, scope, and whether the engine works them out.

``price``, ``seats``, ``add_ons`` and ``usage`` are sums of a plan's period and exist only there.
"""

DECLARED_AS: Final[Mapping[str, str]] = MappingProxyType({"line.amount": "money"})
"""Built-in facts that a programme may declare too, to say what it counts, and their type."""

VOUCHER: Final = "voucher."
"""What stands before the name of a voucher where a rule asks for it."""

FROM_REQUEST: Final = frozenset({"public", "transaction"})
"""Labels of member facts that a request may state; the others come from the member's record."""

OF_PLACE: Final = frozenset({"carriage", "tax", "delivery", "store"})
"""Purposes for which an address or a country is needed, whoever buys."""


class About(Enum):
    """What a rule is about, which says what it may ask for."""

    ORDER = auto()
    EVENT = auto()
    BOUGHT = auto()
    """Lines bought before an event."""


_ASKS_FOR: Final[Mapping[About, str]] = MappingProxyType(
    {
        About.ORDER: "facts of events are for rules of events",
        About.EVENT: "a rule of an event asks for facts of the event and of the member",
        About.BOUGHT: "what was bought is told by facts of its lines and of the event",
    }
)


@dataclass(frozen=True, slots=True)
class Form:
    """The one spelling of a type's texts, and a plain sentence about it."""

    pattern: re.Pattern[str]
    sentence: str


FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "country": Form(
            re.compile(r"[A-Z]{2}"), "a country is two capital letters (ISO 3166-1), such as `DE`"
        ),
        "day_month": Form(
            re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
            "a day of the year is written month-day, such as `02-29`",
        ),
    }
)


_DECIMAL = Form(
    re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,12})?"), "a number is plain decimal text, such as `3` or `1.5`"
)
TEXT_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class Known:
    """A name an expression may use.

    ``choices`` are the only texts it can be, None where the list is open; ``form`` is how
    the texts of an open list are spelt.
    """

    node: Read
    scope: Scope
    choices: tuple[str, ...] | None = None
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Environment:
    """Every name an expression may use, and how many minor units a literal of money counts for."""

    names: Mapping[str, Known]
    minor: int
    money_step: int
    """The money step, in minor units."""
    elsewhere: frozenset[str] = frozenset()
    """Names that rules about something else may use."""
    asks_for: str = ""
    """What may be asked for here, in a sentence."""


def environment_of(shape: ProgrammeShape, about: About = About.ORDER) -> Environment:
    """Give the names the rules of a programme may use where they are about an order, or an event."""
    minor = int(10 ** currency(shape.currency).exponent)
    names = {
        name: Known(_read(name, kind, shape.numbers, minor), scope)
        for name, (kind, scope, _) in BUILT_IN.items()
    }
    for name, fact in shape.facts.items():
        choices, form = choices_of(fact, shape), FORMS.get(fact.is_)
        names[name] = Known(node_of(name, fact, shape), scope_of(name), choices, form)
    of_past = {**OF_HISTORY, **OF_BELONGING, **_of_measures(shape)}
    names |= {name: Known(node, Scope.ORDER) for name, node in {**OF_TIME, **of_past}.items()}
    names[RFM] = replace(names[RFM], choices=RFM_SEGMENTS)
    names[WEEKDAY] = replace(names[WEEKDAY], choices=WEEKDAYS)
    names[DAY_MONTH] = replace(names[DAY_MONTH], form=FORMS["day_month"])
    held = [voucher_fact(each.id) for each in shape.vouchers]
    held += [f"{SEGMENT}{each.id}" for each in shape.segments]
    names |= {name: Known(t.read(name, Kind.TRUTH), Scope.ORDER) for name in held}
    for benefit in benefits_of(shape):
        name = f"{BENEFIT}{benefit}"
        names[name] = Known(benefit_read(shape, benefit), Scope.ORDER)
    names |= {name: Known(node, Scope.ORDER) for name, node in OF_EVENT.items()}
    names[f"{EVENT}weekday"] = replace(names[f"{EVENT}weekday"], choices=WEEKDAYS)
    names[f"{EVENT}day_month"] = replace(names[f"{EVENT}day_month"], form=FORMS["day_month"])
    own = {name: known for name, known in names.items() if _may_ask(name, about)}
    step = max(1, int(shape.numbers.money.step * minor))
    elsewhere = names.keys() - own.keys()
    return Environment(MappingProxyType(own), minor, step, frozenset(elsewhere), _ASKS_FOR[about])


def _may_ask(name: str, about: About) -> bool:
    """Whether a rule about an order, an event or lines bought before an event may ask for a fact."""
    owner, stated = name.partition(".")[0], name not in BUILT_IN or not BUILT_IN[name][2]
    match about:
        case About.ORDER:
            return owner != "event"
        case About.EVENT:
            return owner in {"event", "member", "history", "segment", "tier"}
        case About.BOUGHT:
            return owner == "event" or (owner == "line" and stated)


def _of_measures(shape: ProgrammeShape) -> dict[str, Read]:
    """Give the reads of what each measure of the ladder came to in its window, in its smallest units."""
    found = {}
    for measure, of in (shape.tiers.counted() if shape.tiers is not None else {}).items():
        name = f"{MEASURE}{measure}"
        if of.count == "points":
            den = denominator(shape.numbers.points.step)
            found[name] = t.read(name, Kind.POINTS, den, 0, MONEY_MOST)
        elif of.sum_of is not None:
            found[name] = t.read(name, Kind.MONEY, 1, 0, MONEY_MOST)
        else:
            den = denominator(shape.numbers.quantities.step) if of.units_of is not None else 1
            found[name] = t.read(name, Kind.QUANTITY, den, 0, MONEY_MOST)
    return found


def voucher_fact(voucher: str) -> str:
    """Give the name of the fact that a voucher's code was shown and counts."""
    return f"{VOUCHER}{voucher}"


def node_of(name: str, fact: FactShape, shape: ProgrammeShape) -> Read:
    """Give the node that reads a declared fact as a request or the record states it."""
    minor = int(10 ** currency(shape.currency).exponent)
    return _read(name, KIND_OF_TYPE[fact.is_], shape.numbers, minor)


def is_derived(name: str, fact: FactShape) -> bool:
    """Give whether the engine works a declared fact out, so that nobody may state it."""
    return fact.sum_of is not None or (name in BUILT_IN and BUILT_IN[name][2])


def may_be_unknown(name: str, fact: FactShape) -> bool:
    """Give whether a decision is made also where nobody states the fact: of a member's record without it."""
    return name.startswith("member.") and (fact.label or "transaction") not in FROM_REQUEST


def is_of_place(fact: FactShape) -> bool:
    """Give whether a fact says where something goes and is used for nothing else: it is of the sale."""
    return bool(fact.purpose) and OF_PLACE.issuperset(fact.purpose)


def scope_of(name: str) -> Scope:
    """Give LINE for the facts of a line, ORDER for those of the order and the member."""
    return Scope.LINE if name.startswith("line.") else Scope.ORDER


def choices_of(fact: FactShape, shape: ProgrammeShape) -> tuple[str, ...] | None:
    """Give the closed list of texts a fact can be, None where it is open."""
    if fact.is_ == "choice":
        return fact.of
    if fact.is_ == "tier":
        return shape.tiers.names() if shape.tiers else ()
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


class FactError(ValueError):
    """The text is not a value of the fact's type; the text itself is not repeated."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the plain sentence and a hint."""
        super().__init__(message)
        self.message, self.hint = message, hint


def number_of(
    text: str, declared: FactShape, shape: ProgrammeShape, currency: Currency
) -> Fraction | int | str:
    """Give the value: money in minor units, a day as its ordinal, truth as 0 or 1, a text as it is.

    Raises FactError.
    """
    match declared.is_:
        case "choice":
            return _among(text, declared.of)
        case "tier":
            ladder = shape.tiers.ladder if shape.tiers else ()
            return _among(text, tuple(step.name for step in ladder))
        case "country" | "day_month":
            return _matching(text, FORMS[declared.is_])
        case "text":
            return _short(text)
        case "truth":
            return int(_among(text, ("false", "true")) == "true")
        case "day":
            return _day(text)
        case "money":
            try:
                return minor_units(text, currency)
            except AmountTextError:
                raise FactError("an amount is plain decimal text, such as `12.50`") from None
        case _:
            return Fraction(_matching(text, _DECIMAL))


def _among(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        message = f"the value must be one of {', '.join(f'`{k}`' for k in known)}"
        raise FactError(message, did_you_mean(text, known))
    return text


def _matching(text: str, form: Form) -> str:
    if form.pattern.fullmatch(text) is None:
        raise FactError(form.sentence)
    return text


def _short(text: str) -> str:
    if len(text) > TEXT_MAX or not text.isprintable():
        raise FactError(f"a text has at most {TEXT_MAX} characters, all of which can be printed")
    return text


def _day(text: str) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        raise FactError("a day is written year-month-day, such as `2026-11-22`") from None


def asked_of_the_past(shape: ProgrammeShape) -> dict[str, Known]:
    """Give the facts of a member's past that rules may ask, by name."""
    return {name: known for name, known in environment_of(shape).names.items() if name.startswith(HISTORY)}


def past_of(shape: ProgrammeShape) -> Mapping[str, Known]:
    """Give every fact of a member's past by name: what rules may ask, and what the engine asks itself."""
    found = asked_of_the_past(shape)
    sizes = (size_of(segment.id) for segment in shape.segments)
    counted = counted_before(shape, denominator(shape.numbers.quantities.step))
    found |= {node.name: Known(node, Scope.ORDER) for node in (*sizes, *counted)}
    found[ENROLLED] = Known(IS_ENROLLED, Scope.ORDER, None, FORMS["day_month"])
    return found


def past_value(text: str, known: Known, shape: ProgrammeShape) -> int | str:
    """Give the value of a fact of the past: money in minor units, a number as its numerator, a text as it is.

    Raises FactError.
    """
    node = known.node
    if node.kind is Kind.TEXT:
        if known.choices is not None and text not in known.choices:
            message = f"the value must be one of {', '.join(f'`{k}`' for k in known.choices)}"
            raise FactError(message, did_you_mean(text, known.choices))
        if known.form is not None and known.form.pattern.fullmatch(text) is None:
            raise FactError(known.form.sentence)
        return text
    if node.kind is Kind.MONEY:
        try:
            return int(minor_units(text, currency(shape.currency)))
        except AmountTextError:
            raise FactError("an amount is plain decimal text, such as `12.50`") from None
    number = decimal(text)
    if number is None or number < 0 or (number * node.den).denominator != 1:
        raise FactError(f"`{text}` is not a {'whole ' if node.den == 1 else ''}number")
    return int(number * node.den)
