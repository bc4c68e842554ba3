"""A tree with some of its names known: what can be worked out is, and bounds get tighter.

A claim speaks of one or two *worlds*. In each, some inputs are known ("a gold member") and the
rest are free within their domain; specialising a sheet for a world folds what follows from that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from loyalty.language import tree as t
from loyalty.language.readers.python import Value
from loyalty.language.sheet import Formula, Input, Sheet, names_read
from loyalty.language.tree import Const, Kind, Node


@dataclass(slots=True)
class World:
    """One situation of a claim: a sheet, what is known of its inputs, and its formulas specialised.

    An order has at most ``lines_max`` lines. ``known`` are constants by input, ``bounds`` the numerators
    an input can have, tighter than its node says.
    """

    sheet: Sheet
    known: Mapping[str, Const]
    lines_max: int = 500
    bounds: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    formulas: dict[str, Formula] = field(init=False)
    inputs: dict[str, Input] = field(init=False)
    _trees: dict[str, Node] = field(default_factory=dict)
    _seen: dict[int, tuple[Node, Node]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the sheet by name."""
        self.formulas = {formula.name: formula for formula in self.sheet.formulas}
        self.inputs = {item.name: item for item in self.sheet.inputs}

    def tree(self, name: str) -> Node:
        """Give a formula's specialised tree, within the bounds the sheet holds it to."""
        if name not in self._trees:
            # In the order of the sheet, so that what a formula reads is there: long chains do not nest.
            for formula in self.sheet.formulas:
                if formula.name not in self._trees:
                    self._trees[formula.name] = _within(self.special(formula.tree), formula)
        return self._trees[name]

    def behind(self, name: str) -> list[str]:
        """Give the formulas behind a name, through however many others, in the order of the sheet."""
        found, waiting = set[str](), [name]
        while waiting:
            new = names_read(self.tree(waiting.pop())) & self.formulas.keys() - found
            found |= new
            waiting.extend(new)
        return [formula for formula in self.formulas if formula in found]

    def special(self, node: Node) -> Node:
        """Give ``node`` with everything that is known worked out."""
        found = self._seen.get(id(node))
        if found is None:
            found = node, _folded(self._rebuilt(node))
            self._seen[id(node)] = found  # the node is kept too, so that its id is not used again
        return found[1]

    def _rebuilt(self, node: Node) -> Node:
        match node:
            case t.Read():
                return self._read(node)
            case t.SumLines() | t.RunningSum():
                return self._sum(node)
            case t.If():
                return self._chosen(node)
            case _:
                return rebuild(node, [self.special(child) for child in t.children(node)])

    def _read(self, node: t.Read) -> Node:
        if node.name in self.known:
            return self.known[node.name]
        if node.name in self.formulas:
            tree = self.tree(node.name)
            return tree if isinstance(tree, Const) else _bounded(node, tree)
        if node.name in self.bounds:
            lo, hi = self.bounds[node.name]
            return replace(node, lo=lo, hi=hi)
        return node

    def _sum(self, node: t.SumLines | t.RunningSum) -> Node:
        if node.name not in self.formulas:
            return node
        tree = self.tree(node.name)
        like = _bounded(node, tree)
        lo, hi = min(0, like.lo) * self.lines_max, max(0, like.hi) * self.lines_max
        return replace(node, lo=max(lo, node.lo), hi=min(hi, node.hi))

    def _chosen(self, node: t.If) -> Node:
        test = self.special(node.test)
        if isinstance(test, Const):
            return self.special(node.then if test.value else node.otherwise)
        return t.choose(test, self.special(node.then), self.special(node.otherwise))


def constants_of(sheet: Sheet, known: Mapping[str, Value]) -> dict[str, Const]:
    """Give the inputs of a sheet of which something is known as constants, by name."""
    return {item.name: constant(item.node, known[item.name]) for item in sheet.inputs if item.name in known}


def constant(node: t.Read, value: Value) -> Const:
    """Give a value of what a name reads, a numerator or a text, as a constant."""
    if isinstance(value, str):
        return t.text(value)
    if node.kind is Kind.TRUTH:
        return t.truth(value=bool(value))
    return Const(node.kind, node.den, value, value, value)


def rebuild(node: Node, parts: list[Node]) -> Node:
    """Give the node again over other parts, with its bounds worked out anew."""
    match node:
        case t.Add():
            return t.add(*parts)
        case t.Sub():
            return t.sub(*parts)
        case t.Mul():
            return t.mul(*parts)
        case t.As():
            return t.as_kind(parts[0], node.kind)
        case t.Least():
            return t.least(*parts)
        case t.Most():
            return t.most(*parts)
        case t.Round():
            return t.rounded(parts[0], node.mode, node.step)
        case t.Ratio():
            return _ratio(node, *parts)
        case t.Compare():
            return compared(node.op, *parts)
        case t.OneOf():
            return _one_of(parts[0], node.choices)
        case t.All():
            return t.all_of(*parts)
        case t.Any():
            return _any(parts)
        case t.Not():
            return t.truth(value=not parts[0].value) if isinstance(parts[0], Const) else t.negation(parts[0])
        case t.If():
            return t.choose(*parts)
        case _:
            return node


def compared(op: t.Comparison, left: Node, right: Node) -> Node:
    """Give a comparison, or its truth where the two sides' bounds decide it."""
    if left.kind is Kind.TEXT:
        if isinstance(left, Const) and isinstance(right, Const):
            return t.truth(value=(left.value == right.value) is (op is t.Comparison.EQ))
        return t.compare(op, left, right)
    least = left.lo * right.den - right.hi * left.den
    most = left.hi * right.den - right.lo * left.den
    signs = {(v > 0) - (v < 0) for v in (least, most)} | ({0} if least <= 0 <= most else set())
    answers = {op in t.HOLDS[sign] for sign in signs}
    return t.truth(value=answers.pop()) if len(answers) == 1 else t.compare(op, left, right)


def _folded(node: Node) -> Node:
    """Give a constant where the bounds leave one number."""
    if isinstance(node, Const | t.Refuse) or node.kind is Kind.TEXT or node.lo != node.hi:
        return node
    return Const(node.kind, node.den, node.lo, node.hi, node.lo)


def _bounded(node: Node, tree: Node) -> Node:
    """Give a name with the bounds of its tree, which specialised may have a smaller denominator."""
    return replace(node, lo=tree.lo * node.den // tree.den, hi=-(-tree.hi * node.den // tree.den))


def _within(tree: Node, formula: Formula) -> Node:
    """Give the tree with the bounds its formula is held to, which may be tighter than its parts show."""
    if isinstance(tree, Const) or tree.kind is Kind.TEXT or tree.den != formula.tree.den:
        return tree
    lo, hi = max(tree.lo, formula.lo), min(tree.hi, formula.hi)
    return _folded(replace(tree, lo=lo, hi=hi)) if lo <= hi else tree


def _ratio(node: t.Ratio, whole: Node, part: Node, total: Node) -> Node:
    if isinstance(whole, Const) and whole.value == 0:
        return t.const(node.kind, 0)
    if isinstance(part, Const) and part.value == 0:
        return t.const(node.kind, 0)
    return t.ratio(whole, part, total, node.mode)


def _one_of(inner: Node, choices: Iterable[Const]) -> Node:
    if isinstance(inner, Const):
        return t.truth(value=any(_equal(inner, choice) for choice in choices))
    return t.one_of(inner, choices)


def _equal(one: Const, other: Const) -> bool:
    if one.kind is Kind.TEXT:
        return one.value == other.value
    return one.lo * other.den == other.lo * one.den


def _any(parts: list[Node]) -> Node:
    kept = [part for part in parts if part != t.truth(value=False)]
    if t.truth(value=True) in kept:
        return t.truth(value=True)
    return t.any_of(*kept)
