"""Conditions as tests of single facts: what the trees of a sheet ask, formulas looked through.

What is worked out in cases (a tier's benefit, what a table gives, whether an anniversary is
near) is looked through too, up to a size. A sum over lines above nothing asks for one line
that adds to it: such a line is a copy of its own, since others may be different.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Final

from loyalty.language import tree as t
from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.moments import EVENT, EVENT_DAY
from loyalty.language.readers.words import OPPOSITE
from loyalty.language.sheet import Formula, Scope, Sheet, names_read
from loyalty.language.tree import HOLDS, Comparison, Kind, Node
from loyalty.prover.conditions.almanac import Almanac, is_of_day
from loyalty.prover.conditions.regions import ANY_TEXT, Numbers, Region, Texts, joined, met

CASES_MAX: Final = 200
_DEPTH_MAX: Final = 3
_MIRRORED: Final = {
    Comparison.LT: Comparison.GT,
    Comparison.GT: Comparison.LT,
    Comparison.LE: Comparison.GE,
    Comparison.GE: Comparison.LE,
    Comparison.EQ: Comparison.EQ,
    Comparison.NE: Comparison.NE,
}


@dataclass(frozen=True, slots=True)
class Variable:
    """Something with a value of its own.

    ``name`` is a fact's or formula's where it is ``plain``, else ``asked`` is what is worked
    out or compared; ``given``: it is an input of the sheet. ``copy`` tells lines apart.
    """

    name: str
    copy: str = ""
    given: bool = field(default=False, compare=False)
    asked: tuple[Node, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it is the value of one fact or formula."""
        return not self.asked


@dataclass(frozen=True, slots=True)
class Holds:
    """One of some values is had."""

    variable: Variable
    region: Region


@dataclass(frozen=True, slots=True)
class Both:
    """All parts hold."""

    parts: tuple["Test", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Some part holds."""

    parts: tuple["Test", ...]


Test = Holds | Both | Either
ALWAYS: Final = Both(())
NEVER: Final = Either(())


def both(*parts: Test) -> Test:
    """Give the test that all parts hold; tests of one fact become one."""
    found: dict[Variable, Region] = {}
    others: list[Test] = []
    for part in (
        inner for given in parts for inner in (given.parts if isinstance(given, Both) else (given,))
    ):
        if isinstance(part, Holds):
            known = found.get(part.variable)
            found[part.variable] = part.region if known is None else met(known, part.region)
        elif part == NEVER:
            return NEVER
        else:
            others.append(part)
    if any(region.is_empty for region in found.values()):
        return NEVER
    made = (*(Holds(variable, region) for variable, region in found.items()), *others)
    return made[0] if len(made) == 1 else Both(made)


def either(*parts: Test) -> Test:
    """Give the test that some part holds; tests of one fact become one."""
    found: dict[Variable, Region] = {}
    others: list[Test] = []
    for part in (
        inner for given in parts for inner in (given.parts if isinstance(given, Either) else (given,))
    ):
        if isinstance(part, Holds):
            known = found.get(part.variable)
            found[part.variable] = part.region if known is None else joined(known, part.region)
        elif part == ALWAYS:
            return ALWAYS
        else:
            others.append(part)
    made = (*(Holds(variable, region) for variable, region in found.items()), *others)
    return made[0] if len(made) == 1 else Either(made)


class Reader:
    """Reads conditions of one sheet."""

    def __init__(self, sheet: Sheet, almanac: Almanac, texts: Mapping[str, frozenset[str]]) -> None:
        """Take a sheet, the days there are, and the texts of facts that have a closed list."""
        self._formulas: dict[str, Formula] = {formula.name: formula for formula in sheet.formulas}
        self._inputs = {item.name for item in sheet.inputs}
        self._of_lines = {item.name for item in sheet.inputs if item.scope is Scope.LINE}
        self._of_lines |= {formula.name for formula in sheet.formulas if formula.scope is Scope.LINE}
        self._almanac, self._texts = almanac, texts
        of_event = any(name.startswith(EVENT) for name in self._inputs)
        self._day = Variable(EVENT_DAY if of_event else "order.day", given=True)
        self._known: dict[tuple[str, bool, str], Test] = {}

    def test(self, node: Node, *, holds: bool, copy: str = "") -> Test:
        """Give the test that a condition holds, or that it does not."""
        match node:
            case t.Const():
                return ALWAYS if bool(node.value) is holds else NEVER
            case t.All() | t.Any():
                parts = [self.test(part, holds=holds, copy=copy) for part in node.parts]
                return both(*parts) if isinstance(node, t.All) is holds else either(*parts)
            case t.Not():
                return self.test(node.inner, holds=not holds, copy=copy)
            case t.If():
                return self._cases(
                    node,
                    copy,
                    self.test(node.then, holds=holds, copy=copy),
                    self.test(node.otherwise, holds=holds, copy=copy),
                )
            case t.Read(name=name) if name in self._formulas:
                return self._named(name, holds=holds, copy=copy)
            case t.Compare():
                return self._compared(node if holds else _opposite(node), copy)
            case t.OneOf():
                equal = Comparison.EQ if holds else Comparison.NE
                parts = [self._against(node.inner, equal, choice, copy) for choice in node.choices]
                return either(*parts) if holds else both(*parts)
            case t.Refuse():
                return NEVER
            case _:
                return self._against(node, Comparison.EQ, t.truth(value=holds), copy)

    def known_of_nobody(self, tests: Sequence[Test]) -> Test:
        """Give what ties facts of a member together, where ``tests`` ask of them: nobody else has a tier."""
        enrolled, tier = Variable("member.enrolled"), Variable("member.tier")
        asked = {variable for test in tests for variable in _variables(test)}
        if not {enrolled, tier} <= asked:
            return ALWAYS
        return either(Holds(enrolled, Numbers(((1, 1),))), Holds(tier, Texts(frozenset({NO_TIER}))))

    def _named(self, name: str, *, holds: bool, copy: str) -> Test:
        key = (name, holds, copy)
        if key not in self._known:
            self._known[key] = self.test(self._formulas[name].tree, holds=holds, copy=copy)
        return self._known[key]

    def _cases(self, node: t.If, copy: str, then: Test, otherwise: Test) -> Test:
        if then == otherwise:
            return then
        return either(
            both(self.test(node.test, holds=True, copy=copy), then),
            both(self.test(node.test, holds=False, copy=copy), otherwise),
        )

    def _compared(self, node: t.Compare, copy: str) -> Test:
        left, right = node.left, node.right
        if isinstance(right, t.Const):
            return self._against(left, node.op, right, copy)
        if isinstance(left, t.Const):
            return self._against(right, _MIRRORED[node.op], left, copy)
        if left == right:
            return ALWAYS if node.op in HOLDS[0] else NEVER
        op = node.op
        if repr(left) > repr(right):
            left, right, op = right, left, _MIRRORED[op]
        signs = _signs(left, right)
        wanted = tuple((sign, sign) for sign in signs if op in HOLDS[sign])
        return self._holds(self._worked_out((left, right), copy), Numbers(wanted))

    def _against(self, node: Node, op: Comparison, value: t.Const, copy: str, depth: int = 0) -> Test:
        """Give the test that a node compares so with a constant."""
        match node:
            case t.Const():
                return ALWAYS if _compare(node, op, value) else NEVER
            case t.As():
                return self._against(node.inner, op, value, copy, depth)
            case t.Refuse():
                return NEVER
            case t.If() if _size(node) <= CASES_MAX:
                then = self._against(node.then, op, value, copy, depth)
                return self._cases(node, copy, then, self._against(node.otherwise, op, value, copy, depth))
            case t.Read(name=name) if name in self._formulas:
                return self._of_formula(self._formulas[name], (node, op, value), copy, depth)
            case t.Read(name=name) if is_of_day(name):
                return self._holds(self._day, self._almanac.where(name, op, value.value))
            case _:
                return self._holds(self._variable(node, copy), self._region(node, op, value))

    def _of_formula(
        self, formula: Formula, asked: tuple[Node, Comparison, t.Const], copy: str, depth: int
    ) -> Test:
        node, op, value = asked
        tree = formula.tree
        while isinstance(tree, t.As):
            tree = tree.inner
        if isinstance(tree, t.If | t.Read | t.Const) and depth < _DEPTH_MAX and _size(tree) <= CASES_MAX:
            return self._against(tree, op, value, copy, depth + 1)
        if node.kind is Kind.TRUTH:
            return self.test(tree, holds=(op is Comparison.EQ) is bool(value.value), copy=copy)
        whole = self._holds(self._variable(node, copy), self._region(node, op, value))
        if isinstance(tree, t.SumLines) and isinstance(value.value, int) and _asks_more(op, value.value):
            part = self._formulas.get(tree.name)
            if part is not None and part.lo >= 0:
                line = f"{copy}{tree.name}:"
                nothing = t.const(part.tree.kind, 0)
                return both(whole, self._against(part.tree, Comparison.GT, nothing, line, depth + 1))
        return whole

    def _variable(self, node: Node, copy: str) -> Variable:
        if isinstance(node, t.Read):
            of_line = copy if node.name in self._of_lines else ""
            return Variable(node.name, of_line, given=node.name in self._inputs)
        return self._worked_out((node,), copy)

    def _worked_out(self, asked: tuple[Node, ...], copy: str) -> Variable:
        names = frozenset().union(*(names_read(node) for node in asked))
        return Variable("", copy if names & self._of_lines else "", asked=asked)

    def _region(self, node: Node, op: Comparison, value: t.Const) -> Region:
        if node.kind is Kind.TEXT:
            same = Texts(frozenset({str(value.value)}))
            known = self._texts.get(node.name) if isinstance(node, t.Read) else None
            there = ANY_TEXT if known is None else Texts(known)
            return there.met(same if op is Comparison.EQ else same.rest())
        return _numbers(op, Fraction(int(value.value) * node.den, value.den), node.lo, node.hi)

    @staticmethod
    def _holds(variable: Variable, region: Region) -> Test:
        return NEVER if region.is_empty else Holds(variable, region)


def _variables(test: Test) -> Iterator[Variable]:
    if isinstance(test, Holds):
        yield test.variable
        return
    for part in test.parts:
        yield from _variables(part)


def _numbers(op: Comparison, at: Fraction, low: int, high: int) -> Numbers:
    """Give the whole numbers from ``low`` to ``high`` that compare so with ``at``."""
    below, above = ceil(at) - 1, floor(at) + 1
    spans = {
        Comparison.LT: [(low, below)],
        Comparison.LE: [(low, floor(at))],
        Comparison.GT: [(above, high)],
        Comparison.GE: [(ceil(at), high)],
        Comparison.EQ: [(ceil(at), floor(at))],
        Comparison.NE: [(low, below), (above, high)],
    }[op]
    held = ((max(first, low), min(last, high)) for first, last in spans)
    return Numbers(tuple((first, last) for first, last in held if first <= last))


def _signs(left: Node, right: Node) -> tuple[int, ...]:
    """Give how ``left`` may compare with ``right``: below, equal, above, by their bounds."""
    if left.kind is Kind.TEXT:
        return (-1, 0)
    least = left.lo * right.den - right.hi * left.den
    most = left.hi * right.den - right.lo * left.den
    return tuple(sign for sign in (-1, 0, 1) if (least < 0, least <= 0 <= most, most > 0)[sign + 1])


def _compare(left: t.Const, op: Comparison, right: t.Const) -> bool:
    if isinstance(left.value, str) or isinstance(right.value, str):
        return (left.value == right.value) is (op is Comparison.EQ)
    order = left.value * right.den - right.value * left.den
    return op in HOLDS[(order > 0) - (order < 0)]


def _opposite(node: t.Compare) -> t.Compare:
    return t.Compare(node.kind, node.den, node.lo, node.hi, OPPOSITE[node.op], node.left, node.right)


def _asks_more(op: Comparison, value: int) -> bool:
    """Whether only what is above 0 compares so."""
    return (op is Comparison.GE and value > 0) or (op is Comparison.GT and value >= 0)


def _size(node: Node) -> int:
    """Give the number of cases of a tree."""
    return 1 + _size(node.then) + _size(node.otherwise) if isinstance(node, t.If) else 0
