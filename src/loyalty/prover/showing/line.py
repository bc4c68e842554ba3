"""A truth about every line of every order: its formulas exactly as they are, other lines by their sums alone.

A line gets of what is shared over lines in proportion to its own, give or take a step of rounding at either
end. How much that is of its own follows where the whole is a share of the sum: that is asked of orders.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.readers.specialise import World, rebuild
from loyalty.language.sheet import Scope
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.showing.bound import always
from loyalty.prover.showing.solving import Encoder, Question, Term, engine
from loyalty.prover.showing.sums import share_of, whole_of
from loyalty.prover.showing.values import few


@dataclass(slots=True)
class _Line:
    """One line of an order of a world, as terms; ``rates`` are what a whole may be of its sum."""

    world: World
    question: Question
    rates: Sequence[Fraction]
    encoder: Encoder = field(init=False)
    _made: dict[tuple[str, str], Term] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.encoder = Encoder(self.question, self.leaf)

    def leaf(self, node: Node) -> Term:
        assert isinstance(node, t.Read | t.SumLines | t.RunningSum)  # noqa: S101 - leaves are names
        key = type(node).__name__, node.name
        if key not in self._made:
            self._made[key] = self.value(node) if isinstance(node, t.Read) else self.sum(node)
        return self._made[key]

    def value(self, node: t.Read) -> Term:
        formula = self.world.formulas.get(node.name)
        if formula is None:
            lo, hi = (None, None) if node.kind is Kind.TEXT else (node.lo, node.hi)
            return self.question.number(lo, hi)
        tree = self.world.tree(node.name)
        share = share_of(self.world, tree) if formula.scope is Scope.LINE else None
        if share is not None and tree.den == node.den == 1:
            return self.shared(tree, share)
        tree = self.opened(tree)
        return self.encoder.term(tree) if tree.den == node.den else self.encoder.over(tree, node.den)

    def opened(self, node: Node) -> Node:
        """Give the tree with choices between few numbers in the place of the names of factors."""
        parts = [self.opened(child) for child in t.children(node)]
        if isinstance(node, t.Mul):
            parts = [few(part, self.world) or part if isinstance(part, t.Read) else part for part in parts]
        return node if parts == list(t.children(node)) else rebuild(node, parts)

    def sum(self, node: t.SumLines | t.RunningSum) -> Term:
        """Give a sum that the line is one part of: at least its own where no line's is below nothing."""
        made = self.question.number(node.lo, node.hi)
        tree = self.world.tree(node.name) if node.name in self.world.formulas else None
        if tree is not None and tree.lo >= 0:
            self.question.solver.add(made >= self.encoder.over(tree, node.den))
        return made

    def shared(self, tree: Node, share: t.Ratio) -> Term:
        z3 = engine()

        made = self.question.number(tree.lo, tree.hi)
        total = share.total
        own = self.world.tree(total.name) if isinstance(total, t.SumLines) else None
        if own is None or own.lo < 0 or own.den != 1 or share.whole.lo < 0 or share.whole.den != 1:
            return made
        whole, over = self.encoder.term(whole_of(share)), self.encoder.term(own)
        self.question.solver.add(made >= 0, made <= whole)
        self.question.solver.add(z3.Implies(whole <= self.encoder.over(total, 1), made <= over))
        for rate in self.rates:
            if self.is_of(share.whole, total, rate):
                most = rate.numerator * over + 2 * rate.denominator
                self.question.solver.add(made * rate.denominator <= most)
        return made

    def is_of(self, whole: Node, total: Node, rate: Fraction) -> bool:
        """Give whether a whole is never more than a rate of its sum and one."""
        most = t.add(t.mul(total, t.const(Kind.NUMBER, rate)), t.const(whole.kind, 1))
        return always(self.world, t.compare(Comparison.LE, whole, most)) is True


def always_of_line(world: World, claim: Node, rates: Sequence[Fraction]) -> bool | None:
    """Give whether a truth about a line holds of every line; None where it could not be shown."""
    question = Question()
    line = _Line(world, question, rates)
    return question.follows(line.encoder.truth(world.special(claim))) or None
