"""What a total is the sum of: its definition followed down to the lines that an explanation shows."""

from collections import Counter
from collections.abc import Iterator, Mapping

from loyalty.decision.programme import Part, Programme
from loyalty.language import tree as t
from loyalty.language.readers.specialise import World
from loyalty.language.sheet import Scope
from loyalty.language.tree import Const, Node
from loyalty.pricing.line import LineTemplate
from loyalty.prover.showing.sums import sum_of
from loyalty.prover.trying.case import Decided, decided
from loyalty.prover.trying.search import sampled

Terms = Counter[str]
"""How often each line counts, by its formula; below 0 where it is taken off."""

DUE = "total.due"
SAMPLES = 200
"""How many cases are generated where structure shows nothing."""
Lines = Mapping[str, str | None]
"""The formulas of lines, each with the formula while which alone it is shown."""


def shown(part: Part) -> Terms:
    """Give the lines an explanation adds up, each with its sign."""
    return Counter({line.formula: line.sign for line in part.lines if not line.inside})


def made_of(part: Part, total: str, lines_max: int) -> Terms | None:
    """Give what a total is the sum of, as far as the lines; None where it is no plain sum."""
    world = World(part.compiled.sheet, {}, lines_max)
    lines = {line.formula: line.shown_while for line in part.lines if not line.inside}
    return _Sums(world, lines).of(world.tree(total))


def differences(programme: Programme, part: Part) -> Iterator[int]:
    """Give, for generated cases, what a total is more than the lines that are shown, in minor units."""
    for case in sampled(programme, part, SAMPLES):
        found = decided(part, case)
        if found is not None:
            summed = sum(_shown(found, line, len(case.lines)) for line in part.lines)
            yield found.value(DUE) - summed


def _shown(found: Decided, line: LineTemplate, rows: int) -> int:
    if line.inside or (line.shown_while is not None and not found.value(line.shown_while)):
        return 0
    of_order = line.scope is Scope.ORDER
    return line.sign * sum(found.value(line.formula, row) for row in range(1 if of_order else rows))


class _Sums:
    """What formulas are the sums of; one that many others read is looked into once."""

    def __init__(self, world: World, lines: Lines) -> None:
        self._world, self._lines = world, lines
        self._known: dict[str, Terms | None] = {}

    def of(self, node: Node) -> Terms | None:
        """Give what a tree is the sum of; None where it is no plain sum."""
        lines = self._lines
        match node:
            case Const():
                return Counter() if node.value == 0 else None
            case t.Read(name=name) | t.SumLines(name=name) if name in lines:
                summed = isinstance(node, t.SumLines) or self._world.formulas[name].scope is Scope.ORDER
                return Counter({name: 1}) if summed else None
            case t.If(test=t.Read(name=test), then=t.Read(name=name), otherwise=Const(value=0)):
                # A line that is shown while something holds counts while it holds.
                return Counter({name: 1}) if lines.get(name) == test else None
            case t.Read(name=name) if name in self._world.formulas:
                inner = self._formula(name)
                # What is no sum itself may cancel against the same elsewhere.
                return Counter({name: 1}) if inner is None else inner
            case t.Ratio():
                part, total = self.of(node.part), self.of(node.total)
                return self.of(node.whole) if part is not None and part == total else None
            case t.SumLines(name=name):
                opened = sum_of(self._world, name)
                return None if opened is None else self.of(opened)
            case t.Add():
                return _all([self.of(part) for part in node.parts], [1] * len(node.parts))
            case t.Sub():
                return _all([self.of(part) for part in (node.left, node.right)], [1, -1])
        return None

    def _formula(self, name: str) -> Terms | None:
        if name not in self._known:
            self._known[name] = self.of(self._world.tree(name))
        return self._known[name]


def _all(found: list[Terms | None], signs: list[int]) -> Terms | None:
    total: Terms = Counter()
    for terms, sign in zip(found, signs, strict=True):
        if terms is None:
            return None
        for name, times in terms.items():
            total[name] += sign * times
    return Counter({name: times for name, times in total.items() if times})
