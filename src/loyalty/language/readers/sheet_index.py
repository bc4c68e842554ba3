"""What explanations ask of a compiled sheet again and again, whatever was decided: found once, then kept."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import gcd
from types import MappingProxyType
from typing import Any, TypeVar

from loyalty.language import tree as t
from loyalty.language.readers.expressions import Expression, compile_node
from loyalty.language.readers.formula import Formula as Written
from loyalty.language.readers.missing import Asked, asked
from loyalty.language.readers.python import CompiledSheet, Slots, Steps, Value, Values
from loyalty.language.sheet import Formula, names_read, names_summed
from loyalty.language.tree import Kind, Node

WRITTEN_MAX = 4096
"""How many of each kind are kept; a shop that gives each line an id of its own never meets one again."""
_NOTHING: Mapping[object, dict[str, Any]] = MappingProxyType({})
Found = TypeVar("Found")
Ids = tuple[str, ...]
CellOf = Callable[[str], tuple[str, int] | None]
"""Gives the input that says which cell a row is of, and the cell that a formula is of; None for others."""


@dataclass(frozen=True, slots=True)
class StepShape:
    """What every step of one formula has in common.

    ``mode`` is how it is rounded; ``over`` the denominator before that, None where it is another each
    time. ``cell`` is the input that says of which cell a row is, and the cell the formula is of.
    ``of_cells`` is whether it adds up what is of cells, so that rows write it differently; ``sums``
    whether it reads several lines.
    """

    formula: Formula
    slots: Slots
    rule: str
    kind: str
    mode: str | None
    over: int | None
    cell: tuple[str, int] | None
    of_cells: bool
    sums: bool


class SheetIndex:
    """A sheet by names and places, and what of its explanation is the same for every decision.

    What is kept is never changed by whoever is given it.
    """

    def __init__(self, compiled: CompiledSheet, cell_of: CellOf) -> None:
        """Look at ``compiled``; `indexed` does so once in the life of the sheet."""
        self.compiled = compiled
        self.formulas = {formula.name: formula for formula in compiled.sheet.formulas}
        self.inputs = {item.name: item for item in compiled.sheet.inputs}
        self.scopes = {name: known.scope for name, known in self.inputs.items()}
        self.scopes |= {name: known.scope for name, known in self.formulas.items()}
        self.nodes: dict[str, Node] = {name: item.node for name, item in self.inputs.items()}
        self.nodes |= {name: formula.tree for name, formula in self.formulas.items()}
        order = {name: place.value for name, place in compiled.slots.items() if place.pass_no is None}
        self._order = tuple(order), tuple(order.values())
        self._passes = tuple(self._of_passes())
        self.cells = {name: cell for name in self.formulas if (cell := cell_of(name)) is not None}
        self._found: dict[tuple[str, str], object] = {}
        self._recalled: dict[tuple[object, ...], object] = {}
        self._expressions: dict[int, Expression] = {}
        self._parts: set[int] = set()
        self._asked: dict[int, Asked] = {}
        self._said: dict[int, tuple[Node, Mapping[str, str]]] = {}
        self._written: dict[tuple[int, object], tuple[Node, Written]] = {}
        self._begun: dict[str, dict[object, dict[str, Any]]] = {}
        self._begun_now = 0
        self._behind: dict[frozenset[str], tuple[Formula, ...]] = {}
        self._looks: dict[int, tuple[Node, tuple[tuple[str, bool], ...]]] = {}

    @cached_property
    def steps(self) -> tuple[StepShape, ...]:
        """The formulas in the order in which they are worked out."""
        return tuple(self._shapes())

    def _shapes(self) -> Iterator[StepShape]:
        for formula in self.compiled.sheet.formulas:
            tree = formula.tree
            rounds = isinstance(tree, t.Round | t.Ratio)
            yield StepShape(
                formula,
                self.compiled.slots[formula.name],
                formula.rule.id,
                tree.kind.value,
                tree.mode.value if isinstance(tree, t.Round | t.Ratio) else None,
                tree.inner.den if isinstance(tree, t.Round) else None,
                self.cells.get(formula.name),
                not rounds and not names_read(tree).isdisjoint(self.cells),
                bool(names_summed(tree)),
            )

    def _of_passes(self) -> Iterator[tuple[int, tuple[str, ...], tuple[int, ...]]]:
        """Give of each pass over the lines its number, and its formulas with their slots."""
        slots = self.compiled.slots
        for number in sorted({place.pass_no for place in slots.values() if place.pass_no is not None}):
            here = {name: place.value for name, place in slots.items() if place.pass_no == number}
            yield number, tuple(here), tuple(here.values())

    def of_order(self, order: Values, steps: Steps) -> dict[str, Value]:
        """Give every input and formula of the order by name, as numerators or texts."""
        names, places = self._order
        found = dict(zip(self.compiled.order_inputs, order, strict=True))
        found.update(zip(names, map(steps.order.__getitem__, places), strict=True))
        return found

    def of_line(
        self, row: int, line: Values, steps: Steps, of_order: Mapping[str, Value]
    ) -> dict[str, Value]:
        """Give every input and formula of a line by name, those of the order too."""
        found = dict(of_order)
        found.update(zip(self.compiled.line_inputs, line, strict=True))
        for number, names, places in self._passes:
            found.update(zip(names, map(steps.passes[number][row].__getitem__, places), strict=True))
        return found

    def expression(self, node: Node) -> Expression:
        """Give a node of the programme as a function; not one that was made up for the moment."""
        known = self._expressions.get(id(node))
        if known is None:
            # The node is kept with its function, so that no other one ever has its identity.
            known = self._expressions[id(node)] = compile_node(node)
        return known

    def asked(self, test: Node) -> Asked:
        """Give how a condition of the programme is looked at."""
        known = self._asked.get(id(test))
        if known is None:
            # As above.
            known = self._asked[id(test)] = asked(test)
            self._parts.update(map(id, known.parts()))
        return known

    def is_asked(self, node: Node) -> bool:
        """Give whether a node is a condition of the programme or a part of one, and no other."""
        return id(node) in self._parts

    def once(self, what: str, name: str, find: Callable[[], Found]) -> Found:
        """Give what is found of a name, which the programme alone decides."""
        key = what, name
        if key not in self._found:
            self._found[key] = find()
        return self._found[key]  # type: ignore[return-value]  # it was found by the same question

    def recalled(self, key: tuple[object, ...], find: Callable[[], Found]) -> Found:
        """Give what is found by a key that everything it depends on is in."""
        if key not in self._recalled:
            if len(self._recalled) >= WRITTEN_MAX:
                self._recalled.clear()
            self._recalled[key] = find()
        return self._recalled[key]  # type: ignore[return-value]  # as above

    def said(self, node: Node, say: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
        """Give a condition of the programme in words, by language."""
        known = self._said.get(id(node))
        if known is None:
            # As above.
            known = self._said[id(node)] = node, say()
        return known[1]

    def behind(self, names: frozenset[str]) -> tuple[Formula, ...]:
        """Give the formulas that some names are worked out by, these among them, in order."""
        known = self._behind.get(names)
        if known is None:
            looked, looks_at = set(names), self.compiled.sheet.looks_at
            for formula in reversed(self.compiled.sheet.formulas):
                if formula.name in looked:
                    looked |= looks_at[formula.name]
            found = (formula for formula in self.compiled.sheet.formulas if formula.name in looked)
            known = self._behind[names] = tuple(found)
        return known

    def looks(self, test: Node) -> tuple[tuple[str, bool], ...]:
        """Give the names that a condition of the programme reads, sorted, and whether of every line."""
        known = self._looks.get(id(test))
        if known is None:
            of_all = names_summed(test)
            # As above.
            known = self._looks[id(test)] = (
                test,
                tuple((name, name in of_all) for name in sorted(names_read(test))),
            )
        return known[1]

    def begun(self, shape: StepShape) -> Mapping[object, dict[str, Any]]:
        """Give the steps of a formula without their numbers, by what stands in them of lines."""
        return self._begun.get(shape.formula.name, _NOTHING)

    def begin(self, shape: StepShape, key: object, step: dict[str, Any]) -> None:
        """Keep a step without its numbers."""
        self._begun_now += 1
        if self._begun_now > WRITTEN_MAX:
            self._begun.clear()
            self._begun_now = 1
        self._begun.setdefault(shape.formula.name, {})[key] = step

    def written(self, node: Node, ids: Ids, row: int | None, write: Callable[[], Written]) -> Written:
        """Give a node of the programme as it is written for a row; ``ids`` are those of all lines."""
        own = None if row is None else ids[row]
        key = id(node), (row, ids) if names_summed(node) else own
        known = self._written.get(key)
        if known is None:
            if len(self._written) >= WRITTEN_MAX:
                self._written.clear()
            # As above.
            known = self._written[key] = node, write()
        return known[1]


def indexed(compiled: CompiledSheet, cell_of: CellOf) -> SheetIndex:
    """Give the index of a sheet."""
    found = compiled.looked.get("index") or compiled.looked.setdefault("index", SheetIndex(compiled, cell_of))
    assert isinstance(found, SheetIndex)  # noqa: S101 - nothing else is put there
    return found


def number_text(kind: Kind, value: int, den: int) -> str:
    """Give a number over a denominator as fraction text, a truth as true or false."""
    if kind is Kind.TRUTH:
        return "true" if value else "false"
    if den == 1:
        return f"{value:d}"
    common = gcd(value, den)
    return str(value // den) if common == den else f"{value // common}/{den // common}"
