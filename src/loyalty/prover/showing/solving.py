"""The solver's reading of trees: whole numbers with static denominators, divisions as two inequalities.

z3 answers; where it cannot within its work limit, cvc5 is asked the same question. Work is limited by
count, never by time, and every question has a memory of its own, so that an answer hangs neither on the
machine nor on what was asked before. Texts are numbered. A product of two
numbers that both vary is only known by its bounds, and what the signs of its parts show: so that an answer
"holds" is right, and "may fail" is only a hint.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from math import lcm
from typing import Any

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.tree import Comparison, Const, Kind, Node
from loyalty.prover.showing.values import cases_of, few

Term = Any
"""What the solver makes of a number or a truth."""
WORK = 600_000
"""z3's limit of resources for one question; some seconds at the very most."""
WORK_SECOND = 20_000
"""cvc5's limit, which counts otherwise."""


@cache
def engine() -> Term:
    """Give z3, which is an extra: whoever only decides needs none. Raises ModuleNotFoundError without it."""
    return import_module("z3")


def installed() -> bool:
    """Give whether there is a solver."""
    return find_spec("z3") is not None


@dataclass(slots=True)
class Question:
    """One question to the solver: facts that hold, and what must follow from them."""

    solver: Term = field(init=False)
    memory: Term = field(init=False)
    texts: dict[str, int] = field(default_factory=dict)
    fresh: int = 0

    def __post_init__(self) -> None:
        """Open a solver."""
        z3 = engine()
        self.memory = z3.Context()
        self.solver = z3.SolverFor("QF_LIA", self.memory)
        self.solver.set("rlimit", WORK)

    def number(self, lo: int | None = None, hi: int | None = None) -> Term:
        """Give a new whole number within bounds."""
        z3 = engine()

        self.fresh += 1
        made = z3.Int(f"n{self.fresh}", self.memory)
        if lo is not None:
            self.solver.add(made >= lo)
        if hi is not None:
            self.solver.add(made <= hi)
        return made

    def text(self, value: str) -> int:
        """Give the number that stands for a text."""
        return self.texts.setdefault(value, len(self.texts))

    def follows(self, claim: Term) -> bool | None:
        """Give whether the claim, which may be a plain truth, follows from the facts; None where unknown."""
        z3 = engine()

        self.solver.push()
        self.solver.add(z3.Not(claim, self.memory))
        answer = self.solver.check()
        unknown = answer == z3.unknown
        found = _second_opinion(self.solver.to_smt2()) if unknown else bool(answer == z3.unsat)
        self.solver.pop()
        return found


Leaf = Callable[[Node], Term]


@dataclass(slots=True)
class Encoder:
    """Turns trees of one situation into terms; ``leaf`` gives the term of a name."""

    question: Question
    leaf: Leaf
    _seen: dict[int, tuple[Node, Term]] = field(default_factory=dict)

    def term(self, node: Node) -> Term:
        """Give the numerator of ``node`` over its denominator, a truth, or the number of a text."""
        found = self._seen.get(id(node))
        if found is None:
            found = node, self._term(node)
            self._seen[id(node)] = found
        return found[1]

    def _term(self, node: Node) -> Term:
        z3 = engine()

        match node:
            case Const():
                return _constant(node, self.question)
            case t.Read() | t.SumLines() | t.RunningSum():
                return self.leaf(node)
            case t.Add():
                return sum(
                    (self.over(part, node.den) for part in node.parts[1:]),
                    self.over(node.parts[0], node.den),
                )
            case t.Sub():
                return self.over(node.left, node.den) - self.over(node.right, node.den)
            case t.As():
                return self.term(node.inner)
            case t.Least() | t.Most():
                return self._extreme(node)
            case t.Round():
                return self._divided(node.inner, node.inner.den * node.step, node.mode) * node.step
            case t.Mul():
                return self._product(node)
            case t.Ratio():
                return self._ratio(node)
            case t.If():
                return z3.If(
                    self.truth(node.test),
                    self.over(node.then, node.den),
                    self.over(node.otherwise, node.den),
                )
            case t.Refuse():
                return self.question.number()
            case _:
                return self._holds(node)

    def over_common(self, node: Node, other: Node) -> Term:
        """Give the numerator over the denominator that ``node`` and ``other`` have in common."""
        return self.over(node, _common_den(node, other))

    def truth(self, node: Node) -> Term:
        """Give a truth as a term of its own kind."""
        found = self.term(node)
        z3 = engine()

        if isinstance(found, bool):
            return z3.BoolVal(found, self.question.memory)
        return found if z3.is_bool(found) else found != 0

    def _holds(self, node: Node) -> Term:
        z3 = engine()

        match node:
            case t.Compare():
                den = max(node.left.den, node.right.den) if node.left.kind is Kind.TEXT else _common(node)
                left, right = self.over(node.left, den), self.over(node.right, den)
                return _compared(node.op, left, right)
            case t.OneOf():
                return z3.Or([self._equal(node.inner, choice) for choice in node.choices])
            case t.All():
                return z3.And([self.truth(part) for part in node.parts])
            case t.Any():
                return z3.Or([self.truth(part) for part in node.parts])
            case t.Not():
                return z3.Not(self.truth(node.inner))
        raise TypeError(node)

    def _equal(self, one: Node, other: Node) -> Term:
        den = _common_den(one, other)
        return self.over(one, den) == self.over(other, den)

    def over(self, node: Node, den: int) -> Term:
        """Give the numerator over a multiple of the denominator of ``node``; a truth is 0 or 1."""
        z3 = engine()

        term = self.term(node)
        if isinstance(term, z3.ExprRef) and z3.is_bool(term):
            term = z3.If(term, 1, 0)
        return term if node.den == den else term * (den // node.den)

    def _extreme(self, node: t.Least | t.Most) -> Term:
        z3 = engine()

        found = self.over(node.parts[0], node.den)
        for part in node.parts[1:]:
            other = self.over(part, node.den)
            found = z3.If(found <= other if isinstance(node, t.Least) else found >= other, found, other)
        return found

    def _product(self, node: t.Mul) -> Term:
        for factor, other in ((node.left, node.right), (node.right, node.left)):
            cases = few(factor)
            if cases is not None:
                return self._by_case(cases_of(cases), partial(_times, self.term(other), factor.den))
        return self._bounded(node)

    def _ratio(self, node: t.Ratio) -> Term:
        part, total = few(node.part), few(node.total)
        if part is not None and _contained(node):
            more = next(p for p in node.total.parts if isinstance(p, Const))  # type: ignore[attr-defined] # an Add
            return self._by_case(cases_of(part), lambda case: self._static(node, case, t.add(more, case)))
        if isinstance(part, Const) and isinstance(total, Const):
            return self._static(node, part, total)
        return self._share(node)

    def _static(self, node: t.Ratio, part: Const, total: Node) -> Term:
        if total.lo == 0:
            return engine().IntVal(0, self.question.memory)
        sign = 1 if total.lo > 0 else -1
        over, times = sign * node.whole.den * part.den * total.lo, sign * part.lo * total.den
        least = min(0, node.whole.lo * times, node.whole.hi * times)
        return _rounded(self.question, self.term(node.whole) * times, over, node.mode, least=least)

    def _share(self, node: t.Ratio) -> Term:
        """Give a part of a whole of which only the ends are known: nothing of nothing, all of all."""
        z3 = engine()

        made = self._bounded(node)
        den = _common_den(node.part, node.total)
        part, total = self.over(node.part, den), self.over(node.total, den)
        whole = self._divided(node.whole, node.whole.den, node.mode)
        self.question.solver.add(z3.Implies(z3.Or(total == 0, part == 0), made == 0))
        self.question.solver.add(z3.Implies(z3.And(part == total, total != 0), made == whole))
        if node.whole.lo >= 0 and node.part.lo >= 0 and node.total.lo >= 0:
            self.question.solver.add(z3.Implies(part <= total, made <= whole), made >= 0)
        return made

    def _bounded(self, node: Node) -> Term:
        return self.question.number(node.lo, node.hi)

    def _by_case(self, cases: list[tuple[Node | None, Const]], make: Callable[[Const], Term]) -> Term:
        z3 = engine()

        *tested, (_, last) = cases
        found = make(last)
        for test, value in reversed(tested):
            assert test is not None  # noqa: S101 - only the last case has no test
            found = z3.If(self.truth(test), make(value), found)
        return found

    def _divided(self, inner: Node, by: int, mode: Rounding) -> Term:
        return _rounded(self.question, self.term(inner), by, mode, least=inner.lo)


def _times(term: Term, den: int, value: Const) -> Term:
    """Give the product with a constant that is taken over ``den``."""
    return term * (value.lo * (den // value.den))


def _constant(node: Const, question: Question) -> Term:
    z3 = engine()

    if node.kind is Kind.TEXT:
        return z3.IntVal(question.text(str(node.value)), question.memory)
    if node.kind is Kind.TRUTH:
        return z3.BoolVal(bool(node.value), question.memory)
    return z3.IntVal(node.lo, question.memory)


def _contained(node: t.Ratio) -> bool:
    match node.total:
        case t.Add(parts=(Const(), part)) | t.Add(parts=(part, Const())):
            return part == node.part
    return False


def _common(node: t.Compare) -> int:
    return _common_den(node.left, node.right)


def _common_den(*nodes: Node) -> int:
    return lcm(*(node.den for node in nodes))


def _compared(op: Comparison, left: Term, right: Term) -> Term:
    match op:
        case Comparison.EQ:
            return left == right
        case Comparison.NE:
            return left != right
        case Comparison.LT:
            return left < right
        case Comparison.LE:
            return left <= right
        case Comparison.GT:
            return left > right
        case _:
            return left >= right


def _rounded(question: Question, term: Term, by: int, mode: Rounding, *, least: int) -> Term:
    """Give a term divided by a constant and rounded; below zero as above, with the sign turned."""
    z3 = engine()

    if by == 1:
        return term
    if least >= 0:
        return _nearest(question, term, by, mode)
    return z3.If(term >= 0, _nearest(question, term, by, mode), -_nearest(question, -term, by, mode))


def _nearest(question: Question, term: Term, by: int, mode: Rounding) -> Term:
    z3 = engine()

    match mode:
        case Rounding.DOWN:
            return _floor(question, term, by)
        case Rounding.UP:
            return _floor(question, term + (by - 1), by)
        case Rounding.HALF_UP:
            return _floor(question, 2 * term + by, 2 * by)
        case _:
            whole = _floor(question, 2 * term + by, 2 * by)
            tie = 2 * term == 2 * by * whole - by
            return z3.If(z3.And(tie, whole % 2 == 1), whole - 1, whole)


def _floor(question: Question, term: Term, by: int) -> Term:
    """Give the quotient as a new number between its two bounds."""
    whole = question.number()
    question.solver.add(by * whole <= term, term < by * whole + by)
    return whole


def _second_opinion(question: str) -> bool | None:
    """Ask cvc5, where it is installed, what z3 did not know."""
    try:
        cvc5 = import_module("cvc5")
    except ModuleNotFoundError:
        return None
    solver = cvc5.Solver()
    solver.setOption("rlimit", str(WORK_SECOND))
    solver.setLogic("QF_LIA")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, question, "question")
    symbols = parser.getSymbolManager()
    answer = ""
    for command in _commands(parser):
        answer = command.invoke(solver, symbols).strip() or answer
    return {"unsat": True, "sat": False}.get(answer)


def _commands(parser: Term) -> Iterator[Term]:
    while not (command := parser.nextCommand()).isNull():
        yield command
