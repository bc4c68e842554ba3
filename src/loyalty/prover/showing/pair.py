"""Two situations that differ in a stated way: how every formula of one stands to that of the other.

Formula by formula, in the order of the sheet: first by the rules of `relation`; where those find
nothing and the formula hangs on one number, by its breakpoints; else sums are taken apart (`sums`),
definitions are put in the place of names, and the solver is asked about that one formula, given what is
already known of the names it reads: a lemma at a time, never the whole basket at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from operator import ge, le

from loyalty.language import tree as t
from loyalty.language.readers.specialise import World, rebuild
from loyalty.language.sheet import names_read
from loyalty.language.tree import Kind, Node
from loyalty.prover.showing.breakpoints import beside, rising
from loyalty.prover.showing.relation import Relation, relate
from loyalty.prover.showing.solving import Encoder, Question, Term
from loyalty.prover.showing.sums import cancelled, settled, sum_of
from loyalty.prover.showing.values import few

DEPTH = 12
"""How many definitions are put in the place of names before a formula is given up."""
SIZE_MAX = 1500
"""The most nodes of a tree that is given to the solver."""
SUMS_MAX = 6
"""Of how many sums of one question it is asked how they move against one another."""


@dataclass(slots=True)
class Pair:
    """Two worlds of one kind of sheet; ``moves`` say how inputs differ, all others are the same."""

    first: World
    second: World
    moves: Mapping[str, Relation]
    same: frozenset[str] = frozenset()
    """Formulas that are held equal, whatever they read."""
    solve: bool = True
    exact: bool = False
    """Whether it matters that two numbers are the same, not only that one is not more."""
    count: bool = True
    """Whether formulas of one number are decided by their breakpoints."""
    lemmas: int = 0
    """How many questions were put to the solver."""
    counted: int = 0
    """How many formulas were decided by their breakpoints."""
    _known: dict[str, Relation] = field(default_factory=dict)
    _behind: dict[str, frozenset[str]] = field(default_factory=dict)
    _rests: dict[tuple[str, str], Relation] = field(default_factory=dict)
    _of_parts: bool = False
    """Whether the question is about what a line has more of one number than of another."""
    _plain: "_Plain" = field(init=False)

    def __post_init__(self) -> None:
        """Begin with what the structure alone shows."""
        self._plain = _Plain(self)

    def of(self, name: str) -> Relation:
        """Give how the second situation's value of a name stands to the first's."""
        if name in self.same:
            return Relation.SAME
        if name not in self.first.formulas:
            return self.moves.get(name, Relation.SAME)
        if name not in self._known and self._plain.of(name) is not Relation.SAME:
            for other in self.first.behind(name):
                if other not in self._known and other not in self.same:
                    self._known[other] = self._formula(other)
        if name not in self._known:
            self._known[name] = self._formula(name)
        return self._known[name]

    def named(self, name: str) -> str:
        """Give the name of which this one is just another in both situations, itself where it is none."""
        while name not in self.same and name in self.first.formulas and name in self.second.formulas:
            tree = self.first.tree(name)
            if not isinstance(tree, t.Read) or tree != self.second.tree(name):
                break
            name = tree.name
        return name

    def _formula(self, name: str) -> Relation:
        if name not in self.second.formulas:
            return Relation.UNKNOWN
        first, second = self.first.tree(name), self.second.tree(name)
        found = relate(first, second, self._plain)
        if found is Relation.SAME or first.kind is Kind.TEXT:
            return found
        if found is Relation.UNKNOWN and self.count and (told := self._by_breakpoints(name, first, second)):
            self.counted += 1
            return told
        first, second = self._sums(first, self.first), self._sums(second, self.second)
        found |= relate(first, second, self)
        if found is not Relation.UNKNOWN or not self.solve:
            return found
        less = cancelled(self.first, first), cancelled(self.second, second)
        if less == (first, second):
            return self._opened(first, second)
        return self._opened(*less) or self._opened(first, second)

    def _by_breakpoints(self, name: str, first: Node, second: Node) -> Relation:
        """Give what the breakpoints show of formulas that hang on one and the same number."""
        if len(self._hangs_on(name)) != 1:
            return Relation.UNKNOWN
        one, other = self._inlined(first, self.first), self._inlined(second, self.second)
        reads = _reads(one) | _reads(other) if one is not None and other is not None else set()
        if one is None or other is None or len(reads) != 1:
            return Relation.UNKNOWN
        (read,) = reads
        move = self.moves.get(read.name, Relation.SAME)
        if read.kind is Kind.TEXT or move is Relation.UNKNOWN:
            return Relation.UNKNOWN
        found = Relation.SAME if one == other else beside(one, other, read) or Relation.UNKNOWN
        if not found or move is Relation.SAME:
            return found
        along = rising(one, read) or Relation.UNKNOWN
        return found & (along if move is Relation.NOT_LESS else along.turned())

    def _hangs_on(self, name: str) -> frozenset[str]:
        """Give the inputs behind a name in either situation."""
        if name not in self.first.formulas:
            return frozenset({name})
        if name not in self._behind:
            trees = self.first.tree(name), self.second.tree(name)
            names = names_read(trees[0]) | names_read(trees[1])
            self._behind[name] = frozenset().union(*(self._hangs_on(other) for other in names))
        return self._behind[name]

    def _inlined(self, node: Node, world: World, left: int = DEPTH) -> Node | None:
        """Give the tree in terms of inputs alone, None where it reads sums, refuses, or is too large."""
        match node:
            case t.SumLines() | t.RunningSum() | t.Refuse():
                return None
            case t.Read(name=name) if name in world.formulas:
                return (
                    self._inlined(world.tree(name), world, left - 1)
                    if left and name not in self.same
                    else None
                )
        parts = list[Node]()
        for child in t.children(node):
            part = self._inlined(child, world, left)
            if part is None:
                return None
            parts.append(part)
        made = rebuild(node, parts) if parts else node
        return made if _size(made) <= SIZE_MAX else None

    def _sums(self, node: Node, world: World) -> Node:
        """Give the tree with sums over lines taken apart, where the structure says nothing of them."""
        if isinstance(node, t.SumLines) and self._plain.of(node.name) is Relation.UNKNOWN:
            tree = sum_of(world, node.name)
            return node if tree is None else world.special(tree)
        node = settled(world, node) if isinstance(node, t.If) else node
        parts = [self._sums(child, world) for child in t.children(node)]
        return rebuild(node, parts) if parts else node

    def _opened(self, first: Node, second: Node) -> Relation:
        """Give what is found as definitions are put in the place of names, the latest first."""
        done: set[str] = set()
        found = self._solved(first, second)
        while found is Relation.UNKNOWN and len(done) < DEPTH:
            name = self._latest(done, first, second)
            if name is None:
                break
            done.add(name)
            first, second = self._with(name, first, self.first), self._with(name, second, self.second)
            if max(_size(first), _size(second)) > SIZE_MAX:
                break
            found = relate(first, second, self) or self._solved(first, second)
        return found

    def _latest(self, done: set[str], *trees: Node) -> str | None:
        """Give the last name of the sheet whose definition tells more than what is known of it."""
        names = frozenset().union(*(names_read(tree) for tree in trees)) - done
        ordered = [name for name in self.first.formulas if name in names and name in self.second.formulas]
        telling = next((name for name in reversed(ordered) if self._tells(name)), None)
        if telling is None and any(map(self._of_either_sign, {*ordered, *done})):
            return next((name for name in reversed(ordered) if self._alike(name)), None)
        return telling

    def _of_either_sign(self, name: str) -> bool:
        """Give whether a number is the same in both, and bounds do not say on which side of nothing."""
        tree = self.first.tree(name)
        return self._alike(name) and tree.lo < 0 < tree.hi

    def _alike(self, name: str) -> bool:
        """Give whether a number is the same in both by a definition that the solver can read."""
        if name in self.same or self.of(name) is not Relation.SAME:
            return False
        tree = self.first.tree(name)
        return tree.kind is not Kind.TEXT and tree == self.second.tree(name) and _linear(tree, self.first)

    def _tells(self, name: str) -> bool:
        if name in self.same:
            return False
        relation, tree = self.of(name), self.first.tree(name)
        return (
            relation is Relation.UNKNOWN
            or few(tree, self.first) is not None
            or (relation is not Relation.SAME and _linear(tree, self.first))
        )

    def _with(self, name: str, node: Node, world: World) -> Node:
        """Give the tree with one name's definition in its place, and its sum taken apart."""
        match node:
            case t.Read(name=own) if own == name:
                return few(node, world) or world.tree(name)
            case t.SumLines(name=own) if own == name:
                tree = sum_of(world, name) if self.of(name) is Relation.UNKNOWN else None
                return node if tree is None else world.special(tree)
            case t.RunningSum():
                return node
        parts = [self._with(name, child, world) for child in t.children(node)]
        return rebuild(node, parts) if parts else node

    def _solved(self, first: Node, second: Node) -> Relation:
        question = Question()
        leaves = _Leaves(self, question)
        one = Encoder(question, leaves.first).over_common(first, second)
        other = Encoder(question, leaves.second).over_common(second, first)
        found = self._asked(question, one, other)
        if found is Relation.UNKNOWN and not self._of_parts and leaves.tell_parts():
            found = self._asked(question, one, other)
        return found

    def _asked(self, question: Question, one: Term, other: Term) -> Relation:
        self.lemmas += 1
        found = Relation.NOT_LESS if question.follows(other >= one) else Relation.UNKNOWN
        if found is Relation.UNKNOWN or self.exact:
            found |= Relation.NOT_MORE if question.follows(other <= one) else Relation.UNKNOWN
        return found

    def rest(self, whole: t.SumLines, part: t.SumLines) -> Relation:
        """Give how what a line has more of one number than of another stands in the two situations."""
        key = whole.name, part.name
        if key not in self._rests:
            reads = (t.read(n.name, n.kind, n.den, *self._ends(n.name)) for n in (whole, part))
            less = t.sub(*reads)
            self._of_parts = True
            self._rests[key] = relate(less, less, self) or self._opened(less, less)
            self._of_parts = False
        return self._rests[key]

    def _ends(self, name: str) -> tuple[int, int]:
        """Give the bounds of a name that hold in both situations."""
        if name in self.first.inputs:
            return self.first.inputs[name].node.lo, self.first.inputs[name].node.hi
        trees = self.first.tree(name), self.second.tree(name)
        return min(tree.lo for tree in trees), max(tree.hi for tree in trees)


@dataclass(slots=True)
class _Plain:
    """What the structure alone shows, without a solver and without taking anything apart."""

    pair: Pair
    _known: dict[str, Relation] = field(default_factory=dict)

    def of(self, name: str) -> Relation:
        """Give the relation of an input or formula."""
        pair = self.pair
        if name in pair.same:
            return Relation.SAME
        if name not in pair.first.formulas:
            return pair.moves.get(name, Relation.SAME)
        if name not in pair.second.formulas:
            return Relation.UNKNOWN
        if name not in self._known:
            for other in [*pair.first.behind(name), name]:
                if other not in self._known and other in pair.second.formulas:
                    self._known[other] = relate(pair.first.tree(other), pair.second.tree(other), self)
        return self._known[name]


@dataclass(slots=True)
class _Leaves:
    """The numbers that stand for names in the two situations, with what is known of them."""

    pair: Pair
    question: Question
    _made: dict[tuple[str, str, str], tuple[Term, Term]] = field(default_factory=dict)
    _moved: dict[t.SumLines, tuple[Term, Term]] = field(default_factory=dict)
    """The sums over lines that are not the same in both."""

    def tell_parts(self) -> bool:
        """Add how differences of two sums move, where each line's does; give whether anything is told.

        Of a sum and a part of it, both less in the second situation, the rest may be less as well.
        """
        told = False
        for (whole, ones), (part, others) in combinations(list(self._moved.items())[:SUMS_MAX], 2):
            alike = whole.den == part.den and whole.kind is part.kind
            relation = self.pair.rest(whole, part) if alike else Relation.UNKNOWN
            for where, follows in ((Relation.NOT_LESS, ge), (Relation.NOT_MORE, le)):
                if relation & where:
                    told = True
                    self.question.solver.add(follows(ones[1] - others[1], ones[0] - others[0]))
        return told

    def first(self, node: Node) -> Term:
        return self._both(node)[0]

    def second(self, node: Node) -> Term:
        return self._both(node)[1]

    def _both(self, node: Node) -> tuple[Term, Term]:
        assert isinstance(node, t.Read | t.SumLines | t.RunningSum)  # noqa: S101 - leaves are names
        by = node.by if isinstance(node, t.RunningSum) else ""
        name = self.pair.named(node.name)
        key = type(node).__name__, name, by
        if key not in self._made:
            relation = self.pair.of(name)
            if by and self.pair.of(by) is not Relation.SAME:
                relation = Relation.UNKNOWN
            self._made[key] = self._numbers(node, relation)
            known = (name in self.pair.first.formulas) is (name in self.pair.second.formulas)
            if isinstance(node, t.SumLines) and relation is not Relation.SAME and known:
                self._moved[replace(node, name=name)] = self._made[key]
        return self._made[key]

    def _numbers(self, node: Node, relation: Relation) -> tuple[Term, Term]:
        lo, hi = (None, None) if node.kind is Kind.TEXT else (node.lo, node.hi)
        one = self.question.number(lo, hi)
        if relation is Relation.SAME:
            return one, one
        other = self.question.number(None, None)
        if relation & Relation.NOT_LESS:
            self.question.solver.add(other >= one)
        if relation & Relation.NOT_MORE:
            self.question.solver.add(other <= one)
        return one, other


def _linear(node: Node, world: World) -> bool:
    """Give whether a tree multiplies nothing but by few values, and shares nothing."""
    if isinstance(node, t.Mul) and few(node.left, world) is None and few(node.right, world) is None:
        return False
    if isinstance(node, t.Ratio) and (few(node.part, world) is None or few(node.total, world) is None):
        return False
    return all(_linear(child, world) for child in t.children(node))


def _reads(node: Node) -> set[t.Read]:
    own = {node} if isinstance(node, t.Read) else set()
    return own.union(*(_reads(child) for child in t.children(node)))


def _size(node: Node) -> int:
    return 1 + sum(_size(child) for child in t.children(node))
