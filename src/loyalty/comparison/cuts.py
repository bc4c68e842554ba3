"""What may matter of a change: the facts that changed formulas read, and the values they are cut at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from loyalty.decision.programme import Part, Programme
from loyalty.language import tree as t
from loyalty.language.lowering import NO_TIER
from loyalty.language.sheet import Sheet, names_read
from loyalty.language.tree import Kind, Node

CUTS_MAX = 8
AMOUNT, QUANTITY, OFFERED = "amount", "line.quantity", "order.points_offered"
TIER, DAY = "member.tier", "order.day"
_OWNERS = ("order.", "line.", "member.", "history.")
_COUNTED: Mapping[Kind, str] = {Kind.MONEY: AMOUNT, Kind.QUANTITY: QUANTITY, Kind.POINTS: OFFERED}
_USUAL: Mapping[str, tuple[Fraction, ...]] = {
    AMOUNT: (Fraction(50),),
    QUANTITY: (Fraction(1), Fraction(10_000)),
    OFFERED: (Fraction(0), Fraction(1000)),
}


def dimensions(old: Programme, new: Programme, before: Part, after: Part) -> dict[str, Sequence[object]]:
    """Give the values to try of everything that may matter, empty where no formula of the part changed.

    Amounts are in major units; days are dates, everything else is as a request says it.
    """
    sheets = (before.compiled.sheet, after.compiled.sheet)
    changed = _changed(*sheets)
    if not changed:
        return {}
    minor = Fraction(10**new.currency.exponent)
    counted = AMOUNT if before is old.basket else QUANTITY
    cuts: dict[str, set[object]] = {counted: set()}
    kinds: dict[str, Kind] = {}
    for sheet in sheets:
        inputs = {item.name: item.node.kind for item in sheet.inputs}
        read = frozenset().union(*(sheet.behind.get(name, frozenset()) for name in changed))
        kinds |= {name: inputs[name] for name in read if name in inputs}
        for node in _tests(sheet, changed):
            for name, value in _cut(node, inputs):
                cuts.setdefault(name, set()).add(value)
    for name, kind in kinds.items():
        if name.startswith(_OWNERS):
            cuts.setdefault(name, set()).update(_choices(old, new, name, kind))
    return {
        name: values
        for name, found in sorted(cuts.items())
        if (values := _values(name, found, minor, kinds)) and (name in kinds or name in _USUAL)
    }


def _changed(old: Sheet, new: Sheet) -> frozenset[str]:
    before = {formula.name: formula.tree for formula in old.formulas}
    after = {formula.name: formula.tree for formula in new.formulas}
    return frozenset(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _tests(sheet: Sheet, changed: frozenset[str]) -> Iterator[Node]:
    """Give every node of the changed formulas and of what they read."""
    trees = {formula.name: formula.tree for formula in sheet.formulas}
    waiting, seen = list(changed), set(changed)
    while waiting:
        tree = trees.get(waiting.pop())
        if tree is None:
            continue
        yield from _nodes(tree)
        further = names_read(tree) - seen
        seen |= further
        waiting.extend(further)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in t.children(node):
        yield from _nodes(child)


def _cut(node: Node, inputs: Mapping[str, Kind]) -> Iterator[tuple[str, object]]:
    """Give what a test compares with a constant, and that constant: a text, or an exact number.

    A constant quantity is where a band ends.
    """
    if isinstance(node, t.Const) and node.kind is Kind.QUANTITY and not isinstance(node.value, str):
        yield QUANTITY, Fraction(node.value, node.den)
    if isinstance(node, t.OneOf) and isinstance(node.inner, t.Read):
        yield from ((node.inner.name, choice.value) for choice in node.choices)
    if not isinstance(node, t.Compare):
        return
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(other, t.Const):
            value = other.value if isinstance(other.value, str) else Fraction(other.value, other.den)
            is_input = isinstance(one, t.Read) and one.name in inputs
            name = one.name if is_input and isinstance(one, t.Read) else _COUNTED.get(other.kind, "")
            if name:
                yield name, value


def _choices(old: Programme, new: Programme, name: str, kind: Kind) -> Iterator[object]:
    if name == TIER:
        yield NO_TIER
        for programme in (old, new):
            tiers = programme.shape.tiers
            yield from (step.name for step in (tiers.ladder if tiers is not None else ()))
        return
    for programme in (old, new):
        fact = programme.shape.facts.get(name)
        yield from fact.of if fact is not None else ()
    if kind is Kind.TRUTH:
        yield from ("true", "false")


def _values(name: str, found: set[object], minor: Fraction, kinds: Mapping[str, Kind]) -> Sequence[object]:
    """Give the values to try, the first ones the most usual."""
    texts = sorted(value for value in found if isinstance(value, str))
    near = (-1, 0, 1) if name == QUANTITY else (-1, 0)
    numbers = sorted({value + at for value in found if isinstance(value, Fraction) for at in near})
    if name == DAY:
        return [date.fromordinal(int(value)) for value in numbers if value > 1][:CUTS_MAX]
    if texts or kinds.get(name) in {Kind.TEXT, Kind.TRUTH}:
        return list(dict.fromkeys(texts))[: CUTS_MAX * 2]
    scale = minor if name == AMOUNT else Fraction(1)
    cuts = [value / scale for value in numbers if value > 0]
    return list(dict.fromkeys((*_USUAL.get(name, ()), *cuts)))[:CUTS_MAX]
