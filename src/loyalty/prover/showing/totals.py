"""Sums over all lines as the solver sees them: what holds for one line holds, added up, for all.

A line's number that hangs on a condition of the line splits the lines in two groups; the sum over a group
is a number of its own, and the groups add up. Products with few values, shares and roundings are bounded by
what holds for every line. Nothing here depends on how many lines there are, up to the limit of the programme.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.readers.specialise import World
from loyalty.language.sheet import Scope
from loyalty.language.tree import Const, Kind, Node
from loyalty.prover.showing.groups import (
    EVERY,
    Group,
    behind,
    ends,
    held,
    impossible,
    in_order,
    literal_of,
    under,
)
from loyalty.prover.showing.solving import Encoder, Term, engine
from loyalty.prover.showing.sums import held_of, share_of, steps_of, whole_of
from loyalty.prover.showing.values import cases_of, few

PARTS_MAX = 4
"""Conditions of at most so many parts are taken one part after the other."""
GROUPS_MAX = 200
"""The most sums over groups of lines that a claim may need; beyond it nothing is said of them."""


@dataclass(slots=True)
class Totals:
    """The sums over groups of lines of one world. ``whole`` is the encoder of the order's own formulas."""

    world: World
    encoder: Encoder
    _made: dict[tuple[int, Group], tuple[Node, Term]] = field(default_factory=dict)
    _names: dict[tuple[str, Group], Term] = field(default_factory=dict)
    _counts: dict[Group, Term] = field(default_factory=dict)

    def of(self, node: Node, group: Group = EVERY) -> Term:
        """Give the sum of a line's tree over the lines of a group, over the denominator of the tree."""
        key = id(node), group
        if key not in self._made:
            self._made[key] = node, self.worked_out(node, group)
        return self._made[key][1]

    def worked_out(self, node: Node, group: Group) -> Term:
        """Give the sum over a group from what the tree is made of."""
        if impossible(group) or (isinstance(node, Const) and node.value == 0):
            return 0
        match node:
            case Const() if node.kind is not Kind.TEXT:
                return self._count(group) * node.lo
            case t.Read() if self._of_line(node.name):
                return self._name(node.name, group)
            case t.Add():
                return sum(self._over(part, node.den, group) for part in node.parts)
            case t.Sub():
                share = share_of(self.world, node)
                if share is not None:
                    return self._shared(node, share, group)
                if not group and (steps := steps_of(self.world, node)) is not None:
                    return self.encoder.term(steps)
                return self._over(node.left, node.den, group) - self._over(node.right, node.den, group)
            case t.As():
                return self.of(node.inner, group)
            case t.If():
                return self._choice(node, group)
            case t.Mul():
                return self._product(node, group)
            case t.Round():
                return self._rounded(node, group)
            case t.Most() | t.Least():
                held = held_of(self.world, node) if not group else None
                return self._extreme(node, group) if held is None else self.encoder.term(held)
            case t.Ratio():
                return self._part(node, group)
        return self._free(node)

    def _name(self, name: str, group: Group) -> Term:
        """Give the sum of a line formula: what its definition comes to, and what the groups add up to."""
        key = name, group
        if key not in self._names:
            tree, den = self._defined(name, group), self._den(name)
            made = self._names[key] = self._free(self._defined(name, EVERY), den)
            if group in self._counts:
                self._of_so_many(name, group)
            if name in self.world.formulas:
                self._tell(made == self._over(tree, den, group))
            if not isinstance(tree, t.Add | t.As | t.If | Const):
                self._split(name, group)
            self._bound(group)
        return self._names[key]

    def _bound(self, group: Group) -> None:
        """Look at the sums of what the conditions of a group bound, and of what that is a factor of."""
        for name in held(group, self.world):
            if self._of_line(name) and len(self._names) <= GROUPS_MAX:
                self._name(name, group)
                self._count(group)

    def _count(self, group: Group) -> Term:
        """Give how many lines a group has."""
        if group not in self._counts:
            self._counts[group] = made = self.encoder.question.number(0, self.world.lines_max)
            for literal in in_order(group):
                rest = group - {literal}
                other = self._counts.get(rest | {(literal[0], not literal[1])})
                if other is not None:
                    self._tell(made + other == self._count(rest))
                else:
                    self._tell(made <= self._count(rest))
            for name, _ in [known for known in self._names if known[1] == group]:
                self._of_so_many(name, group)
            self._bound(group)
        return self._counts[group]

    def _of_so_many(self, name: str, group: Group) -> None:
        """Tell that a sum is within the bounds of a line as often as there are lines."""
        made, node = self._names[name, group], self._defined(name, EVERY)
        lines = self._counts[group] * (self._den(name) // node.den)
        least, most = ends(t.read(name, node.kind, node.den, node.lo, node.hi), group, self.world)
        self._tell(made <= most * lines, made >= least * lines)

    def _defined(self, name: str, group: Group) -> Node:
        if name not in self.world.formulas:
            return self.world.inputs[name].node
        return under(self.world.tree(name), group, self.world)

    def _den(self, name: str) -> int:
        """Give the denominator of what reads a name; a specialised tree may have a smaller one."""
        known = self.world.formulas.get(name)
        return known.tree.den if known is not None else self.world.inputs[name].node.den

    def _split(self, name: str, group: Group) -> None:
        """Tell that the two halves of a group of lines make the group."""
        if len(self._names) > GROUPS_MAX:
            return
        for literal in in_order(group):
            rest = group - {literal}
            other = rest | {(literal[0], not literal[1])}
            if (name, other) in self._names and (name, rest) in self._names:
                continue
            parts = self._name(name, rest), self._name(name, other)
            self._tell(self._names[name, group] + parts[1] == parts[0])

    def _choice(self, node: t.If, group: Group) -> Term:
        z3 = engine()

        if self._of_order(node.test):
            then, otherwise = (self._over(part, node.den, group) for part in (node.then, node.otherwise))
            return z3.If(self.encoder.truth(node.test), then, otherwise)
        test, holds = literal_of(node.test, self.world)
        if isinstance(test, t.All | t.Any):
            if len(test.parts) > PARTS_MAX:
                return self._bounded_choice(node, group)
            return self._choice(_one_by_one(test, node, holds=holds), group)
        yes, no = group | {(test, holds)}, group | {(test, not holds)}
        then = under(node.then, yes, self.world)
        otherwise = under(node.otherwise, no, self.world)
        return self._over(then, node.den, yes) + self._over(otherwise, node.den, no)

    def _bounded_choice(self, node: t.If, group: Group) -> Term:
        made = self._free(node)
        for sign, name in ((1, "hi"), (-1, "lo")):
            one, other = (self._over(part, node.den, group) for part in (node.then, node.otherwise))
            ends = [getattr(part, name) for part in (node.then, node.otherwise)]
            if ends[1] == 0 and isinstance(node.otherwise, Const):
                self._tell(sign * made <= sign * one) if self._signed(node.then, sign) else None
            elif ends[0] == 0 and isinstance(node.then, Const):
                self._tell(sign * made <= sign * other) if self._signed(node.otherwise, sign) else None
        return made

    @staticmethod
    def _signed(node: Node, sign: int) -> bool:
        return node.lo >= 0 if sign > 0 else node.hi <= 0

    def _product(self, node: t.Mul, group: Group) -> Term:
        z3 = engine()

        for factor, other in ((node.left, node.right), (node.right, node.left)):
            values = few(factor, self.world)
            if values is None:
                continue
            values = under(values, group, self.world)
            cases = [(test, v.lo * (factor.den // v.den)) for test, v in cases_of(few(values) or values)]
            whole = self.of(other, group)
            if all(test is None or self._of_order(test) for test, _ in cases):
                found = whole * cases[-1][1]
                for test, value in reversed(cases[:-1]):
                    assert test is not None  # noqa: S101 - only the last has none
                    found = z3.If(self.encoder.truth(test), whole * value, found)
                return found
            if other.lo >= 0:
                made = self._free(node)
                least, most = (end(value for _, value in cases) for end in (min, max))
                self._tell(made >= whole * least, made <= whole * most)
                return made
        return self._by_ends(node, group)

    def _by_ends(self, node: t.Mul, group: Group) -> Term:
        """Give a product of two numbers that vary, between the other's sum times the ends of each."""
        made = self._free(node)
        for factor, other in ((node.left, node.right), (node.right, node.left)):
            least, most = ends(factor, group, self.world)
            if other.lo >= 0 and least > 0:
                whole = self.of(other, group)
                self._tell(made >= whole * least, made <= whole * most)
        return made

    def _rounded(self, node: t.Round, group: Group) -> Term:
        """Give the sum of rounded numbers: less than a step a line away from that of the exact ones."""
        made = self._free(node)
        inner = node.inner
        self._near(made, node, group)
        if node.step == 1 and isinstance(inner, t.Mul):
            for factor, other in ((inner.left, inner.right), (inner.right, inner.left)):
                values = few(factor, self.world)
                if (
                    values is not None
                    and other.den == 1
                    and other.lo >= 0
                    and values.lo >= 0
                    and values.hi <= values.den
                ):
                    self._tell(made <= self.of(other, group))
        if isinstance(inner, t.Mul):
            for factor, other in ((inner.left, inner.right), (inner.right, inner.left)):
                least = ends(factor, group, self.world)[0] // factor.den
                if least > 0 and other.lo >= 0 and _never_down(node, Fraction(least, other.den)):
                    self._tell(made * other.den >= least * self.of(other, group))
        return made

    def _near(self, made: Term, node: t.Round, group: Group) -> None:
        """Tell how far roundings can bring a sum of products away from what it was."""
        inner = node.inner
        if not isinstance(inner, t.Mul):
            return
        lines, exact = self._count(group), self.of(inner, group)
        step = inner.den * node.step
        half = node.mode in {Rounding.HALF_UP, Rounding.HALF_EVEN}
        above = 0 if node.mode is Rounding.DOWN and inner.lo >= 0 else step if half else 2 * step
        below = 0 if node.mode is Rounding.UP and inner.lo >= 0 else step if half else 2 * step
        twice = 2 * inner.den * made
        self._tell(twice <= 2 * exact + above * lines, twice >= 2 * exact - below * lines)

    def _extreme(self, node: t.Most | t.Least, group: Group) -> Term:
        z3 = engine()

        made = self._free(node)
        for part in node.parts:
            whole = self._over(part, node.den, group)
            self._tell(made >= whole if isinstance(node, t.Most) else made <= whole)
        match node:
            case t.Most(parts=(t.Sub() as left, Const() as nothing)) if nothing.value == 0:
                whole = self._over(left, node.den, group)
                self._tell(
                    made <= self._over(left.left, node.den, group)
                ) if left.right.lo >= 0 and left.left.lo >= 0 else None
                fits = self._fits(left, group)
                if fits is not None:
                    self._tell(z3.Implies(fits, made == whole))
        return made

    def _fits(self, node: t.Sub, group: Group) -> Term | None:
        """Give when a line's number less its share of something is never below nothing.

        A share is at most what it is shared over, where what is shared is at most the sum of that, and
        where that is whole numbers of at least nothing: a rounding may exceed a fraction.
        """
        right = node.right
        tree = (
            self.world.tree(right.name)
            if isinstance(right, t.Read) and right.name in self.world.formulas
            else right
        )
        share = share_of(self.world, tree)
        if share is None or not isinstance(share.total, t.SumLines):
            return None
        over = under(t.read(share.total.name, share.total.kind), group, self.world)
        same = behind(over, self.world) == behind(node.left, self.world)
        if not same and isinstance(over, t.Read) and over.name in self.world.formulas:
            over = under(self.world.tree(over.name), group, self.world)
            same = behind(over, self.world) == behind(node.left, self.world)
        if not same or share.whole.lo < 0 or node.left.den != 1 or not self._never_negative(share):
            return None
        whole, total = self.encoder.term(share.whole), self.encoder.term(share.total)
        return whole * share.total.den <= total * share.whole.den

    def _shared(self, node: Node, share: t.Ratio, group: Group) -> Term:
        """Give the shares of a group: all of it where the lines outside have nothing to share over."""
        whole = self.encoder.term(whole_of(share))
        if not group:
            return whole
        name = share.total.name if isinstance(share.total, t.SumLines) else ""
        for literal in group if len(group) == 1 else ():
            outside = frozenset({(literal[0], not literal[1])})
            tree = under(self.world.tree(name), outside, self.world) if name in self.world.formulas else node
            if isinstance(tree, Const) and tree.value == 0:
                return whole
        made = self._free(node)
        if share.whole.lo >= 0 and self._never_negative(share):
            self._tell(made >= 0, made <= whole)
            self._at_most_own(made, share, group)
        return made

    def _at_most_own(self, made: Term, share: t.Ratio, group: Group) -> None:
        """Tell that lines get no more than what is shared over on them, where that is whole and enough.

        Of so many whole numbers a share of no more than all of them rounds to no more than the line's own,
        so that lines outside of the group leave the rest of what is shared to it.
        """
        z3 = engine()

        if not isinstance(share.total, t.SumLines) or share.total.den != 1 or share.whole.den != 1:
            return
        whole, total = self.encoder.term(share.whole), self.encoder.term(share.total)
        own = self._over(t.read(share.total.name, share.total.kind), 1, group)
        self._tell(z3.Implies(whole <= total, z3.And(made <= own, made >= whole - (total - own))))

    def _never_negative(self, share: t.Ratio) -> bool:
        """Give whether what is shared over is at least nothing on every line: the running sum rises."""
        name = share.total.name if isinstance(share.total, t.SumLines) else ""
        return self._defined(name, EVERY).lo >= 0

    def _part(self, node: t.Ratio, group: Group) -> Term:
        made = self._free(node)
        if node.whole.lo >= 0 and node.whole.den == 1 and node.part.lo >= 0 and node.total.lo >= 0:
            self._tell(made <= self.of(node.whole, group))
        return made

    def _over(self, node: Node, den: int, group: Group) -> Term:
        found = self.of(node, group)
        return found if node.den == den else found * (den // node.den)

    def _free(self, node: Node, den: int | None = None) -> Term:
        lines = self.world.lines_max * ((den or node.den) // node.den)
        return self.encoder.question.number(min(0, node.lo) * lines, max(0, node.hi) * lines)

    def _tell(self, *facts: Term) -> None:
        self.encoder.question.solver.add(*facts)

    def _of_line(self, name: str) -> bool:
        known = self.world.formulas.get(name) or self.world.inputs.get(name)
        return known is not None and known.scope is Scope.LINE

    def _of_order(self, node: Node) -> bool:
        if isinstance(node, t.Read):
            return not self._of_line(node.name)
        if isinstance(node, t.RunningSum):
            return False
        return isinstance(node, t.SumLines) or all(self._of_order(child) for child in t.children(node))


def _one_by_one(test: t.All | t.Any, node: t.If, *, holds: bool) -> t.If:
    """Give a choice by a condition of several parts as choices by one part each."""
    then, otherwise = (node.then, node.otherwise) if holds else (node.otherwise, node.then)
    first, *others = test.parts
    rest = others[0] if len(others) == 1 else replace(test, parts=tuple(others))
    if isinstance(test, t.All):
        return _choice_of(first, _choice_of(rest, then, otherwise), otherwise)
    return _choice_of(first, then, _choice_of(rest, then, otherwise))


def _choice_of(test: Node, then: Node, otherwise: Node) -> t.If:
    chosen = t.choose(test, then, otherwise)
    assert isinstance(chosen, t.If)  # noqa: S101 - the condition is no constant
    return chosen


def _never_down(node: t.Round, unit: Fraction) -> bool:
    """Give whether no multiple of a number is rounded down."""
    parts = (unit / node.step).denominator
    return parts == 1 or node.mode is Rounding.UP or (node.mode is Rounding.HALF_UP and parts == 2)  # noqa: PLR2004 - halves
