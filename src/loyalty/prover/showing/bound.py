"""A truth about every order: its formulas exactly as they are, its lines by what their sums must obey."""

from dataclasses import dataclass, field

from loyalty.language import tree as t
from loyalty.language.readers.specialise import World
from loyalty.language.tree import Kind, Node
from loyalty.prover.showing.solving import Encoder, Question, Term
from loyalty.prover.showing.totals import Totals


@dataclass(slots=True)
class Order:
    """One order of a world, as terms: what it reads is free within its bounds."""

    world: World
    question: Question
    encoder: Encoder = field(init=False)
    totals: Totals = field(init=False)
    _made: dict[str, Term] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open an encoder whose names are worked out as they are met."""
        self.encoder = Encoder(self.question, self._leaf)
        self.totals = Totals(self.world, self.encoder)

    def _leaf(self, node: Node) -> Term:
        match node:
            case t.SumLines():
                return self._named(f"sum of {node.name}", lambda: self._sum(node))
            case t.Read():
                return self._named(node.name, lambda: self.value(node))
        return self.question.number(node.lo, node.hi)

    def _sum(self, node: t.SumLines) -> Term:
        made = self.question.number(node.lo, node.hi)
        tree = self.world.tree(node.name)
        self.question.solver.add(made == self.totals.of(tree) * (node.den // tree.den))
        return made

    def value(self, node: t.Read) -> Term:
        """Give the number of an input or formula."""
        if node.name in self.world.formulas:
            tree = self.world.tree(node.name)
            return self.encoder.term(tree) if tree.den == node.den else self.encoder.over(tree, node.den)
        lo, hi = (None, None) if node.kind is Kind.TEXT else (node.lo, node.hi)
        return self.question.number(lo, hi)

    def _named(self, name: str, make: Term) -> Term:
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]


def always(world: World, claim: Node) -> bool | None:
    """Give whether a truth about the order holds in every case; None where it could not be shown."""
    question = Question()
    order = Order(world, question)
    return question.follows(order.encoder.truth(world.special(claim))) or None
