"""An order and the two it can be split in: whatever a line gives by itself, the two give together.

Three orders of one world. What is the same for all of them (the member, the moment, the channel) is one
number; the sum over the lines of the whole order is the sum over those of the two wherever a line's
number follows from the line and from what is the same. Everything else, such as an amount shared over the
lines or a condition on the order's total, is each order's own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from loyalty.language import tree as t
from loyalty.language.readers.specialise import World
from loyalty.language.sheet import Scope
from loyalty.language.tree import Node
from loyalty.prover.showing.bound import Order
from loyalty.prover.showing.groups import EVERY, Group, literal_of, under
from loyalty.prover.showing.relation import Relation
from loyalty.prover.showing.solving import Question, Term, engine
from loyalty.prover.showing.totals import Totals

Lifted = tuple[Node, Node, Node]
LIFTED_MAX = 3
"""How many tests of the order are looked at inside of one number of a line."""


@dataclass(slots=True)
class _Alike:
    """Which numbers of a line follow from the line and from what the three orders share."""

    world: World
    own: frozenset[str]
    """Inputs that are not the same in the three orders."""
    _names: dict[str, bool] = field(default_factory=dict)
    _lifted: dict[int, tuple[Node, Lifted | None]] = field(default_factory=dict)

    def is_so(self, node: Node) -> bool:
        """Give whether a line's number is the same in the whole order and in its part."""
        match node:
            case t.SumLines() | t.RunningSum():
                return False
            case t.Read():
                return self._name(node.name)
        return all(self.is_so(child) for child in t.children(node))

    def _name(self, name: str) -> bool:
        if name not in self._names:
            in_formulas = name in self.world.formulas
            self._names[name] = self.is_so(self.world.tree(name)) if in_formulas else name not in self.own
        return self._names[name]

    def lifted(self, node: Node, of_order: Callable[[Node], bool]) -> Lifted | None:
        """Give a test of the order in a line's number, with the number where it holds and where not."""
        if id(node) not in self._lifted:
            test = next((each for each in _tests(node, self.world) if of_order(each)), None)
            found = None
            if test is not None and not self.is_so(test):
                yes, no = (under(node, frozenset({(test, so)}), self.world) for so in (True, False))
                found = test, self.world.special(yes), self.world.special(no)
            self._lifted[id(node)] = node, found
        return self._lifted[id(node)][1]


@dataclass(slots=True)
class _Sums(Totals):
    """Sums of lines, each with the tests of the order before anything is rounded or bounded."""

    alike: _Alike = field(kw_only=True)
    depth: int = 0

    def worked_out(self, node: Node, group: Group) -> Term:
        """Give the sum over a group, case by case of a test of the order."""
        deep = self.depth < LIFTED_MAX and isinstance(node, t.Round | t.Least | t.Most)
        lifted = self.alike.lifted(node, self._of_order) if deep else None
        if lifted is None:
            return Totals.worked_out(self, node, group)
        self.depth += 1
        test, yes, no = lifted
        made = engine().If(
            self.encoder.truth(test), self._over(yes, node.den, group), self._over(no, node.den, group)
        )
        self.depth -= 1
        return made


@dataclass(slots=True)
class _Whole(_Sums):
    """The sums over the lines of the whole order, held to those of the two."""

    left: Totals = field(kw_only=True)
    right: Totals = field(kw_only=True)
    _told: set[tuple[int, Group]] = field(default_factory=set)

    def of(self, node: Node, group: Group = EVERY) -> Term:
        """Give the sum over the lines of a group, and tell what it is the sum of."""
        found = Totals.of(self, node, group)
        key = id(node), group
        alike = self.alike.is_so
        if key not in self._told and alike(node) and all(alike(test) for test, _ in group):
            self._told.add(key)
            self._tell(found == self.left.of(node, group) + self.right.of(node, group))
        return found


def _tests(node: Node, world: World) -> Iterator[Node]:
    """Give the tests of choices inside of a number."""
    if isinstance(node, t.If):
        yield literal_of(node.test, world)[0]
    if isinstance(node, t.Read) and node.name in world.formulas:
        tree = world.tree(node.name)
        yield from _tests(tree, world) if isinstance(tree, t.If) else ()
    else:
        for child in t.children(node):
            yield from _tests(child, world)


@dataclass(slots=True)
class _Shared(Order):
    """One of the three orders: ``common`` are the numbers of inputs that all of them read."""

    common: dict[str, Term] = field(kw_only=True)
    own: Mapping[str, Term] = field(kw_only=True)

    def value(self, node: t.Read) -> Term:
        """Give the number of a name: the same for all three orders where it is not an order's own."""
        known = self.world.inputs.get(node.name)
        if known is None or known.scope is not Scope.ORDER:
            return Order.value(self, node)
        if node.name in self.own:
            return self.own[node.name]
        if node.name not in self.common:
            self.common[node.name] = Order.value(self, node)
        return self.common[node.name]


def never_pays(world: World, name: str, wanted: Relation, carried: Mapping[str, tuple[str, ...]]) -> bool:
    """Give whether a formula of two orders together always stands so to that of the whole order."""
    question, common = Question(), dict[str, Term]()
    alike = _Alike(world, frozenset(carried))
    left = _Shared(world, question, common=common, own={})
    left.totals = _Sums(world, left.encoder, alike=alike)
    before = {item: sum(_leaf(left, name, item) for name in (item, *more)) for item, more in carried.items()}
    right = _Shared(world, question, common=common, own=before)
    whole = _Shared(world, question, common=common, own={})
    right.totals = _Sums(world, right.encoder, alike=alike)
    whole.totals = _Whole(world, whole.encoder, left=left.totals, right=right.totals, alike=alike)
    one, two = _leaf(whole, name), _leaf(left, name) + _leaf(right, name)
    claims = {Relation.NOT_LESS: two >= one, Relation.NOT_MORE: two <= one, Relation.SAME: two == one}
    return question.follows(claims[wanted]) is True


def _leaf(order: Order, name: str, like: str = "") -> Term:
    """Give the number of an input or formula of an order, over the denominator of an input it is ``like``."""
    known = order.world.inputs.get(name)
    if known is not None:
        return order.encoder.term(order.world.special(known.node))
    tree = order.world.tree(name)
    made = order.encoder.term(t.read(name, tree.kind, tree.den, tree.lo, tree.hi))
    return made * (order.world.inputs[like].node.den // tree.den) if like else made
