"""Rules that meet without anything in the files to say which of them counts.

Bands, ladders and tables of one row cannot meet: what is written cannot say so. `first`
takes rules as they are listed, and additions, lanes and chains take all of them. What is left:
the best of several that offer the same, rules that each stand alone, and one thing charged twice.

Where that hangs on numbers that are worked out from others, the solver is asked whether rules can meet
at all. Without a solver, or where it does not know, such rules are named: they may meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from loyalty.decision.programme import Part, Programme
from loyalty.language import tree as t
from loyalty.language.findings import Finding, Span, in_order
from loyalty.language.readers.specialise import World
from loyalty.language.shapes.basket import FeeShape, TaxShape
from loyalty.language.sheet import Scope, names_read
from loyalty.language.tree import Node
from loyalty.prover.conditions.cells import Cells, Meeting, TangledError, cells_of
from loyalty.prover.conditions.contests import Contender, Contest, contests_of, discount
from loyalty.prover.conditions.dead import Looked, dead_rules
from loyalty.prover.showing.bound import always
from loyalty.prover.showing.solving import installed

QUESTIONS_MAX = 50
"""The most questions to the solver: a check is quick."""


def meeting_rules(programme: Programme) -> Looked:
    """Give a warning for each pair of rules that may meet with nothing to say which counts."""
    look = _Look(programme, cells_of(programme.shape, programme.basket.compiled.sheet))
    dead = dead_rules(programme).dead
    for contest in contests_of(programme):
        alive = tuple(rule for rule in contest.contenders if rule.id not in dead)
        look.best(replace(contest, contenders=alive))
    look.alone()
    look.fees()
    look.taxes()
    return Looked(in_order(look.findings), look.pairs, tuple(look.tangled))


@dataclass(slots=True)
class _Look:
    """A look through the pairs of rules of one programme."""

    programme: Programme
    cells: Cells
    findings: list[Finding] = field(default_factory=list)
    tangled: list[str] = field(default_factory=list)
    pairs: int = 0
    questions: int = 0
    """How many questions were put to the solver."""

    def best(self, contest: Contest) -> None:
        """Find rules that offer the same where nothing offers more."""
        if contest.first:
            return
        for one, two in combinations(contest.contenders, 2):
            same = [value for value in {*one.values} & {*two.values} if value > contest.nothing]
            if not same:
                self.pairs += 1
                continue
            more = [other for other in contest.contenders if other.values and min(other.values) > max(same)]
            if self._meet(one, two, more):
                self._found(two.span, two.id, one.id, "offer the same, and only the best counts")

    def alone(self) -> None:
        """Find discounts each of which stands alone wherever it applies."""
        basket = self.programme.shape.basket
        rules = basket.discounts.rules if basket is not None and basket.discounts is not None else ()
        trees = _trees(self.programme.basket)
        standing = [discount(rule, trees) for rule in rules if rule.exclusive == "always"]
        for one, two in combinations(standing, 2):
            if self._meet(one, two, ()):
                self._found(two.span, two.id, one.id, "each stand alone")

    def fees(self) -> None:
        """Find fees for one purpose that go to one recipient, both charged at once."""
        shape = self.programme.shape
        if shape.basket is not None:
            self._fees(shape.basket.fees, self.cells, _trees(self.programme.basket))
        for plan in shape.plans:
            part = self.programme.plans[plan.id]
            self._fees(plan.fees, cells_of(shape, part.compiled.sheet), _trees(part))

    def _fees(self, fees: Sequence[FeeShape], cells: Cells, trees: dict[str, Node]) -> None:
        for one, two in combinations(fees, 2):
            self.pairs += 1
            if (one.purpose, one.recipient) == (two.purpose, two.recipient):
                stand = [trees[f"when.{fee.id}"] for fee in (one, two)]
                try:
                    both = cells.meeting(*stand)
                except TangledError:
                    self.tangled.append(two.id)
                    continue
                if both is not None:
                    self._found(two.span, two.id, one.id, f"are charged for one purpose, `{two.purpose}`")

    def taxes(self) -> None:
        """Find taxes that are read from one table by the same facts."""
        shape = self.programme.shape
        baskets = shape.basket.tax if shape.basket is not None else ()
        for taxes in (baskets, *(plan.tax for plan in shape.plans)):
            for one, two in combinations(taxes, 2):
                self.pairs += 1
                if one.table is not None and (one.table, one.by) == (two.table, two.by):
                    self._found(two.span, _name(two), _name(one), f"are both read from `{one.table}`")

    def _meet(self, one: Contender, two: Contender, more: Sequence[Contender]) -> Meeting | None:
        self.pairs += 1
        known = (part for rule in (one, two, *more) for part in rule.known)
        never = tuple(rule.stands for rule in more)
        asked = *one.tests, *two.tests, *known
        try:
            found = self.cells.meeting(*asked, never=never)
        except TangledError:
            self.tangled.append(two.id)
            return None
        return None if found is not None and not found.exact and self._shut_out(asked, never) else found

    def _shut_out(self, asked: Sequence[Node], never: Sequence[Node]) -> bool:
        """Give whether the solver shows that no order is as asked; it knows orders, not single lines."""
        scopes = {f.name: f.scope for f in self.programme.basket.compiled.sheet.formulas}
        together = t.all_of(*asked, *map(t.negation, never))
        lines = any(scopes.get(name) is Scope.LINE for name in names_read(together))
        if lines or not installed() or self.questions >= QUESTIONS_MAX:
            return False
        self.questions += 1
        limits = self.programme.shape.numbers.limits
        world = World(self.programme.basket.compiled.sheet, {}, limits.lines)
        return always(world, t.negation(together)) is True

    def _found(self, span: Span, rule: str, other: str, why: str) -> None:
        message = f"`{other}` and `{rule}` may meet: they {why}"
        self.findings.append(
            Finding(span, "E805", message, "say by a condition which of them is meant", warning=True)
        )


def _name(tax: TaxShape) -> str:
    return tax.id or "tax"


def _trees(part: Part) -> dict[str, Node]:
    return {formula.name: formula.tree for formula in part.compiled.sheet.formulas}
