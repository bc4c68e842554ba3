"""What explanations ask of a compiled sheet again and again, whatever was decided: found once, then kept."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from loyalty.language import tree as t
from loyalty.language.readers.formula import Formula as Written
from loyalty.language.readers.python import CompiledSheet, Slots
from loyalty.language.sheet import Formula, names_read, names_summed
from loyalty.language.tree import Kind, Node

WRITTEN_MAX = 4096
"""How many written formulas are kept; a shop that gives each line an id of its own never meets one again."""
Found = TypeVar("Found")
Ids = tuple[str, ...]
CellOf = Callable[[str], tuple[str, int] | None]
"""Gives the input that says which cell a row is of, and the cell that a formula is of; None for others."""


@dataclass(frozen=True, slots=True)
class StepShape:
    """What every step of one formula has in common.

    ``mode`` is how it is rounded; ``over`` the denominator before that, None where it is another each
    time. ``cell`` is the input that says of which cell a row is, and the cell the formula is of.
    ``of_cells`` is whether it adds up what is of cells, so that rows write it differently.
    """

    formula: Formula
    slots: Slots
    rule: str
    kind: str
    mode: str | None
    over: int | None
    cell: tuple[str, int] | None
    of_cells: bool


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
        self.order_places = {name: place for place, name in enumerate(compiled.order_inputs)}
        self.line_places = {name: place for place, name in enumerate(compiled.line_inputs)}
        self.cells = {name: cell for name in self.formulas if (cell := cell_of(name)) is not None}
        self._found: dict[tuple[str, str], object] = {}
        self._said: dict[int, tuple[Node, Mapping[str, str]]] = {}
        self._written: dict[tuple[int, object], tuple[Node, Written]] = {}

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
            )

    def once(self, what: str, name: str, find: Callable[[], Found]) -> Found:
        """Give what is found of a name, which the programme alone decides."""
        key = what, name
        if key not in self._found:
            self._found[key] = find()
        return self._found[key]  # type: ignore[return-value]  # it was found by the same question

    def said(self, node: Node, say: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
        """Give a condition of the programme in words, by language."""
        known = self._said.get(id(node))
        if known is None:
            # The node is kept beside its words, so that no other one ever has its identity.
            known = self._said[id(node)] = node, say()
        return known[1]

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
    whole, rest = divmod(value, den)
    return str(whole) if not rest else str(Fraction(value, den))
