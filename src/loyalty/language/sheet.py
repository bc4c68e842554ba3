"""A sheet: the named formulas of one kind of decision, in the order they are worked out.

A programme is lowered to a few sheets (one for baskets, one for each plan). A sheet reads
*inputs* (facts of the situation) and works out *formulas*; each formula belongs to one rule,
so that every value a decision holds can be traced to the line of the file that set it.

A line formula is worked out for each line, an order formula once. The builder sorts them
into *stages*: within a stage the order formulas come first, then one pass over the lines;
an order formula that sums lines waits for the stage after the pass that made them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from loyalty.language import tree
from loyalty.language.findings import Span
from loyalty.language.tree import Node, Read, RunningSum, SumLines, children

LocalText = Mapping[str, str]


class Scope(StrEnum):
    """Whether a value belongs to the whole order or to each line."""

    ORDER = "order"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a formula comes from: the rule's id, its names by language, its place in the files."""

    id: str
    label: LocalText
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A fact the sheet reads."""

    name: str
    scope: Scope
    node: Read


@dataclass(frozen=True, slots=True)
class Formula:
    """One named value: how it is worked out and which rule says so.

    ``most`` is the largest numerator allowed; beyond it deciding refuses with ``out-of-bounds``.
    ``lo`` and ``hi`` bound the numerator, as everything that reads the formula takes them.
    """

    name: str
    scope: Scope
    tree: Node
    rule: Rule
    stage: int
    lo: int
    hi: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Inputs and formulas; formulas are sorted by stage and, within one, order before line."""

    name: str
    inputs: tuple[Input, ...]
    formulas: tuple[Formula, ...]
    behind: Mapping[str, frozenset[str]]
    """The facts that stand behind each formula, through however many other formulas."""
    looks_at: Mapping[str, frozenset[str]]
    """The facts and formulas that each formula reads itself."""

    @property
    def reads(self) -> frozenset[str]:
        """The facts this sheet can look at; no other fact can influence its values."""
        return frozenset(item.name for item in self.inputs)


@dataclass(slots=True)
class SheetBuilder:
    """Collects inputs and formulas and gives the sheet; used by lowerings only."""

    name: str
    lines_max: int
    _inputs: dict[str, Input] = field(default_factory=dict)
    _formulas: dict[str, Formula] = field(default_factory=dict)
    _reads: dict[str, Read] = field(default_factory=dict)
    _behind: dict[str, frozenset[str]] = field(default_factory=dict)
    _looks_at: dict[str, frozenset[str]] = field(default_factory=dict)

    def input(self, name: str, scope: Scope, node: Read) -> Read:
        """Register a fact the first time it is read and give its node."""
        return self._inputs.setdefault(name, Input(name, scope, node)).node

    def define(  # noqa: PLR0913 - a formula's facts, and two bounds
        self,
        name: str,
        scope: Scope,
        value: Node,
        rule: Rule,
        *,
        most: int | None = None,
        never_negative: bool = False,
    ) -> Read:
        """Add a formula and give the node that reads it. Its name must be new.

        ``most`` is checked whenever the formula is worked out. ``never_negative`` is a law that
        the lowering can show where the bounds of the tree alone cannot; a property test holds it.
        """
        if name in self._formulas or name in self._inputs:
            raise DuplicateFormulaError(name)
        self._looks_at[name] = names_read(value)
        self._behind[name] = frozenset().union(*(self.facts_behind(n) for n in self._looks_at[name]))
        hi = value.hi if most is None else min(value.hi, most)
        lo = min(max(0, value.lo) if never_negative else value.lo, hi)
        self._formulas[name] = Formula(name, scope, value, rule, self._stage(value, scope), lo, hi, most)
        self._reads[name] = tree.read(name, value.kind, value.den, lo, hi)
        return self._reads[name]

    def defined(self, name: str) -> Read | None:
        """Give the node that reads an already defined formula."""
        return self._reads.get(name)

    def facts_behind(self, name: str) -> frozenset[str]:
        """Give the facts behind an input or formula that is already there."""
        return self._behind.get(name, frozenset({name}))

    def looked_at(self, name: str) -> frozenset[str]:
        """Give the inputs and formulas that a formula reads itself; none where there is no such formula."""
        return self._looks_at.get(name, frozenset())

    def scope_of(self, name: str) -> Scope:
        """Give the scope of an input or formula that is already there."""
        known: Input | Formula = self._formulas.get(name) or self._inputs[name]
        return known.scope

    def total(self, name: str) -> SumLines:
        """Give the sum over all lines of a defined line formula."""
        return tree.sum_lines(name, self._reads[name], self.lines_max)

    def running(self, name: str, by: str = "") -> RunningSum:
        """Give the sum up to and including this line of a defined line formula, ranked by another."""
        return tree.running_sum(name, self._reads[name], self.lines_max, by)

    def sheet(self) -> Sheet:
        """Give the finished sheet."""
        ordered = sorted(self._formulas.values(), key=lambda f: (f.stage, f.scope is Scope.LINE))
        behind, looks_at = MappingProxyType(self._behind), MappingProxyType(self._looks_at)
        return Sheet(self.name, tuple(self._inputs.values()), tuple(ordered), behind, looks_at)

    def _stage(self, node: Node, scope: Scope) -> int:
        own = 0
        if isinstance(node, Read | SumLines | RunningSum) and node.name in self._formulas:
            source = self._formulas[node.name]
            own = source.stage
            whole = isinstance(node, SumLines) or (isinstance(node, RunningSum) and bool(node.by))
            if isinstance(node, RunningSum) and node.by:
                own = max(own, self._formulas[node.by].stage)
            if whole or (scope is Scope.ORDER and source.scope is Scope.LINE):
                own += 1
        return max([own, *(self._stage(child, scope) for child in children(node))])


class DuplicateFormulaError(ValueError):
    """Two formulas of one sheet carry the same name; the programme's ids must be checked first."""


def plain_rule(rule_id: str, en: str, zh: str) -> Rule:
    """Give a rule of the engine itself, which no file states (summing lines, for example)."""
    return Rule(rule_id, MappingProxyType({"en": en, "zh-CN": zh}))


def names_read(node: Node) -> frozenset[str]:
    """Give the names of facts and formulas the tree reads, in any way."""
    return _reads(node)[0]


def names_summed(node: Node) -> frozenset[str]:
    """Give the line formulas the tree reads of more lines than one."""
    return _reads(node)[1]


def _reads(node: Node) -> tuple[frozenset[str], frozenset[str]]:
    if node.reads is not None:
        return node.reads
    below = [_reads(child) for child in children(node)]
    summed = {node.name} if isinstance(node, SumLines | RunningSum) else set()
    summed |= {node.by} if isinstance(node, RunningSum) and node.by else set()
    own = {node.name} if isinstance(node, Read) else summed
    found = (
        frozenset(own.union(*(names for names, _ in below))),
        frozenset(summed.union(*(names for _, names in below))),
    )
    # INVARIANT: a node never changes, so what it reads does not either; every decision asks for it.
    object.__setattr__(node, "reads", found)
    return found
