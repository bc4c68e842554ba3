"""What a check of publication looks at: a programme, what reads which fact, and the law of one day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from loyalty.constraints.verdict import Answer
from loyalty.decision.programme import Part, Programme
from loyalty.language import tree as t
from loyalty.language.findings import Span
from loyalty.language.readers.options import Option, Switched, switched
from loyalty.language.readers.python import Value
from loyalty.language.readers.specialise import World, constants_of
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.texts.jurisdictions import implied
from loyalty.language.tree import Const, Node
from loyalty.price_history.row import PriceRow
from loyalty.pricing.stages import FILLED
from loyalty.profiles.markets import Law
from loyalty.publication.reading import Use

FULL = {FILLED: t.truth(value=True)}
"""An order of which something is kept."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A programme with its uses of facts, under the law that binds it on a day."""

    programme: Programme
    law: Law
    uses: tuple[Use, ...]
    compared: Mapping[str, frozenset[str]]
    """The texts with which each fact is compared."""
    history: tuple[PriceRow, ...] | None = None
    """The price history of the articles whose prices are compared; None where nobody gave one."""
    worlds: dict[tuple[str, Value], World] = field(default_factory=dict, compare=False)
    """What becomes of the basket's formulas where a fact is known, kept as long as somebody looks."""

    answers: dict[str, Answer] = field(default_factory=dict, compare=False)
    """What was decided of facts by their label, kept as long as somebody looks."""
    turned: dict[str, tuple[Span, str] | None] = field(default_factory=dict, compare=False)
    """What turns a concession round, and where, kept as long as somebody looks."""

    @property
    def shape(self) -> ProgrammeShape:
        """Give what the programme's files say."""
        return self.programme.shape

    def law_of(self, market: str) -> Law:
        """Give the law of one market on the same day."""
        codes = implied([market])
        return replace(self.law, profiles=tuple(each for each in self.law.profiles if each.code in codes))

    def known(self, formula: str, fact: str, value: Value) -> Node:
        """Give a formula of the order as it is where one fact is known to have a value."""
        world = self.worlds.get((fact, value))
        if world is None:
            sheet = self.programme.basket.compiled.sheet
            world = World(sheet, constants_of(sheet, {fact: value}))
            self.worlds[fact, value] = world
        return world.tree(formula)

    def may_hold(self, formula: str, fact: str, value: Value) -> bool:
        """Whether a condition of the order can hold where one fact is known to have a value."""
        tree = self.known(formula, fact, value)
        return not isinstance(tree, t.Const) or bool(tree.value)

    def values(self, fact: str) -> tuple[str, ...]:
        """Give the texts a fact can be: its choices, else what it is compared with and one text more."""
        declared = self.shape.facts.get(fact)
        if declared is not None and declared.of:
            return declared.of
        return (*sorted(self.compared.get(fact, ())), "")

    def fees(self) -> tuple[tuple[FeeShape, bool], ...]:
        """Give every fee of baskets and plans with whether a choice of the buyer avoids it."""
        basket = self.shape.basket.fees if self.shape.basket is not None else ()
        found = [(fee, self._optional(self.programme.basket.lines, fee)) for fee in basket]
        for plan in self.shape.plans:
            lines = self.programme.plans[plan.id].lines
            found.extend((fee, self._optional(lines, fee)) for fee in plan.fees)
        return tuple(found)

    def facts_of(self, fee: FeeShape) -> frozenset[str]:
        """Give the facts behind a fee, of whatever sheet it is."""
        sheets = (part.compiled.sheet for part in self.parts())
        return frozenset().union(*(sheet.behind.get(f"fee.{fee.id}", ()) for sheet in sheets))

    def switched(self, option: Option) -> Iterator[Switched]:
        """Give the fees that an option switches, of the basket and of each plan."""
        for part in self.parts():
            sheet = part.compiled.sheet
            fees = [name for name in sheet.behind if name.startswith("fee.")]
            read = [name for name in fees if option.name in sheet.behind[name]]
            if read:
                worlds = {
                    value: World(sheet, {**FULL, option.name: value}) for value in option.values.values()
                }
                yield switched(option, read, partial(_under, worlds, World(sheet, FULL)))

    def parts(self) -> tuple[Part, ...]:
        """Give the sheets that fees are of: the basket and each plan."""
        return (self.programme.basket, *self.programme.plans.values())

    @staticmethod
    def _optional(lines: tuple[object, ...], fee: FeeShape) -> bool:
        named = f"fee.{fee.id}"
        return any(
            getattr(line, "formula", None) == named and not getattr(line, "mandatory", True) for line in lines
        )


def _under(worlds: Mapping[Const, World], free: World, formula: str, value: Const | None) -> Node:
    """Give a formula where one fact is known to be a value, or nothing is known."""
    return (free if value is None else worlds[value]).tree(formula)
