"""What a buyer may choose, what each choice costs, and which choice is a way out of a charge.

An option is a fact of the order or of a line that the buyer chooses. Where something is sold, where
it goes, what the weather or the season is, what is public for another reason, and how far an order has
come are none, and to join a club is no way out of anything.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from loyalty.kernel.money import currency
from loyalty.language.facts import FactError, is_derived, node_of, number_of
from loyalty.language.readers.specialise import constant
from loyalty.language.shapes.programme import FactShape, ProgrammeShape
from loyalty.language.texts.selling_words import (
    is_channel,
    is_circumstance,
    is_joining,
    is_place,
    is_stage,
    is_staying_out,
)
from loyalty.language.tree import Const, Node

OFF: Final[Mapping[str, tuple[str, ...]]] = {"truth": ("false", "true"), "quantity": ("0",), "money": ("0",)}
"""What an option of each type is supposed to be besides its default; a choice can be any of its own."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: its values by their texts, and those that somebody who joins no club may choose.

    ``default`` is what it is unless somebody chooses, None where a request must say.
    """

    name: str
    values: Mapping[str, Const]
    free_to_all: frozenset[str]
    default: str | None


def options_of(shape: ProgrammeShape) -> tuple[Option, ...]:
    """Give every fact that a buyer chooses; a number is one where it is none unless somebody chooses."""
    found = (_option(name, fact, shape) for name, fact in shape.facts.items())
    return tuple(option for option in found if option is not None)


def _option(name: str, fact: FactShape, shape: ProgrammeShape) -> Option | None:
    owner = name.partition(".")[0]
    if owner not in {"order", "line"} or is_derived(name, fact) or fact.is_ not in {*OFF, "choice"}:
        return None
    if fact.label == "public" or is_circumstance(name):
        return None
    if is_channel(name, fact.of) or is_place(name) or is_stage(name, fact.of):
        return None
    if owner == "line" and fact.is_ == "choice" and not any(map(is_staying_out, fact.of)):
        # What kind of thing is bought.
        return None
    default = fact.default.text if fact.default is not None else None
    if default is None and fact.is_ in {"quantity", "money"}:
        return None
    texts = fact.of if fact.is_ == "choice" else OFF[fact.is_]
    try:
        known = {text: _value(text, name, fact, shape) for text in (*texts, *([default] if default else []))}
    except FactError:
        return None
    if default is not None:
        default = next(text for text, value in known.items() if value == known[default])
    return Option(name, known, frozenset(filter(_stays_out(name, shape), known)), default)


def _value(text: str, name: str, fact: FactShape, shape: ProgrammeShape) -> Const:
    value = number_of(text, fact, shape, currency(shape.currency))
    node = node_of(name, fact, shape)
    return constant(node, value if isinstance(value, str) else int(value * node.den))


def _stays_out(name: str, shape: ProgrammeShape) -> Callable[[str], bool]:
    """Give whether a choice is open to whoever joins nothing."""
    if is_joining(name):
        return lambda text: text in {"false", "0"} or is_staying_out(text)
    tiers = {step.name for step in shape.tiers.ladder} if shape.tiers is not None else set()
    return lambda text: text not in tiers and not is_joining(text)


@dataclass(frozen=True)
class Switched:
    """An option with what the charges that it switches come to under each of its values."""

    option: Option
    charges: Mapping[str, Mapping[str, Node]]

    @cached_property
    def free(self) -> frozenset[str]:
        """The values under which nothing that this option switches is charged."""
        return frozenset(
            value
            for value in self.option.values
            if all(is_nothing(by[value]) for by in self.charges.values())
        )

    def ways_out(self, charge: str) -> tuple[str, ...]:
        """Give the values that spare a charge: free ones, or where none is free, ones that surely cost less.

        So the cheapest of several that all cost something is no option. What is chosen already
        unless somebody chooses otherwise spares nothing.
        """
        by = self.charges[charge]
        paid = [self._cost(value)[0] for value in by if not is_nothing(by[value])]
        ways = tuple(
            value
            for value in self.option.values
            if value in self.option.free_to_all
            and is_nothing(by[value])
            and (value in self.free if self.free else self._cost(value)[1] < min(paid, default=0))
        )
        return ways if self.option.default is None or self.option.default in ways else ()

    @property
    def preticked(self) -> tuple[str, str] | None:
        """What is charged unless somebody chooses, with a value that costs less; None where nothing is."""
        default = self.option.default
        if default is None:
            return None
        charged = next((name for name, by in self.charges.items() if not is_nothing(by[default])), None)
        open_ = [value for value in self.option.values if value in self.option.free_to_all]
        better = [
            value
            for value in open_
            if (value in self.free if self.free else self._cost(value)[1] < self._cost(default)[0])
        ]
        return (charged, better[0]) if charged is not None and better else None

    def _cost(self, value: str) -> tuple[Fraction, Fraction]:
        """Give the least and the most that a value costs."""
        nodes = [by[value] for by in self.charges.values()]
        return (
            sum((Fraction(node.lo, node.den) for node in nodes), Fraction(0)),
            sum((Fraction(node.hi, node.den) for node in nodes), Fraction(0)),
        )


def switched(option: Option, charges: Iterable[str], under: Callable[[str, Const | None], Node]) -> Switched:
    """Give what an option switches of some charges.

    ``under`` gives a charge where the option is known to be a value; None: where nothing is known.
    """
    found = {}
    for name in charges:
        by = {text: under(name, value) for text, value in option.values.items()}
        if any(is_nothing(node) for node in by.values()) and not is_nothing(under(name, None)):
            found[name] = by
    return Switched(option, found)


def is_nothing(node: Node) -> bool:
    """Whether an amount is 0 whatever else is known."""
    return node.lo == node.hi == 0
