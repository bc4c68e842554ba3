"""Rules that never count, whatever anybody buys on any day the programme binds.

A rule is dead where its conditions exclude one another, where another rule always counts
instead, or where it lies beyond what can happen. Amounts that are worked out count as free
within their bounds, so what is called dead is dead.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from loyalty.decision.programme import Part, Programme
from loyalty.language import tree as t
from loyalty.language.findings import NOWHERE, Finding, in_order
from loyalty.language.readers.words import Language, default_names, in_words
from loyalty.language.sheet import Rule
from loyalty.language.tree import Node
from loyalty.prover.conditions.beyond import beyond
from loyalty.prover.conditions.cells import Cells, TangledError, cells_of
from loyalty.prover.conditions.contests import MEMBER, Contender, Contest, contests_of, parts_of_programme
from loyalty.prover.conditions.rows import rows_without_case

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a look: findings, how many rules or pairs were looked at, and what was too tangled.

    ``dead`` are the ids of the rules that never count.
    """

    findings: tuple[Finding, ...]
    rules: int
    tangled: tuple[str, ...] = ()
    dead: frozenset[str] = frozenset()


def dead_rules(programme: Programme) -> Looked:
    """Give a warning for each rule that never counts."""
    look = _Look(programme)
    for part in parts_of_programme(programme):
        look.conditions(part)
    look.segments()
    for contest in contests_of(programme):
        look.contest(contest)
    look.tables()
    look.findings.extend(beyond(programme))
    return Looked(in_order(look.findings), look.rules, tuple(look.tangled), frozenset(look.dead))


@dataclass(slots=True)
class _Look:
    """A look through the rules of one programme."""

    programme: Programme
    findings: list[Finding] = field(default_factory=list)
    tangled: list[str] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)
    rules: int = 0

    def conditions(self, part: Part) -> None:
        """Find the rules of a sheet whose own conditions never hold together."""
        sheet = part.compiled.sheet
        cells = cells_of(self.programme.shape, sheet)
        trees = {formula.name: formula.tree for formula in sheet.formulas}
        shape = self.programme.shape
        earning = {rule.id for rule in shape.earn.rules} if shape.earn is not None else set()
        earning |= {rule.id for rule in shape.events}
        for condition in part.conditions:
            self._condition(
                cells, condition.rule, condition.formula, trees, earns=condition.rule.id in earning
            )

    def segments(self) -> None:
        """Find the segments nobody can ever fit."""
        part = self.programme.segments
        if part is not None:
            cells = cells_of(self.programme.shape, part.compiled.sheet)
            trees = {formula.name: formula.tree for formula in part.compiled.sheet.formulas}
            for formula in part.compiled.sheet.formulas:
                self._condition(cells, formula.rule, formula.name, trees)

    def _condition(
        self, cells: Cells, rule: Rule, formula: str, trees: Mapping[str, Node], *, earns: bool = False
    ) -> None:
        self.rules += 1
        # Only members earn.
        needed = t.all_of(trees[formula], MEMBER) if earns else trees[formula]
        try:
            if cells.meeting(needed) is not None:
                return
            clash = [_asked(part, trees) for part in _clash(cells, needed)]
        except TangledError:
            self.tangled.append(rule.id)
            return
        self.dead.add(rule.id)
        message = f"`{rule.id.rpartition('.')[2]}` never applies: {self._said(clash)}"
        self.findings.append(
            Finding(rule.span or NOWHERE, "E801", message, "mend the condition, or take it out", warning=True)
        )

    def _said(self, clash: Sequence[Node]) -> str:
        currency = self.programme.currency
        said = [in_words(part, "en", currency.code, currency.exponent, _quoted) for part in clash]
        if MEMBER in clash and len(said) > 1:
            said = [words for part, words in zip(clash, said, strict=True) if part != MEMBER]
            return f"only members earn, and it cannot be of a member that {', and at once '.join(said)}"
        if len(said) == 1:
            return f"it cannot be that {said[0]}"
        return f"it cannot be that {', and at once '.join(said)}"

    def contest(self, contest: Contest) -> None:
        """Find the rules of a contest that another rule always keeps from counting."""
        cells = cells_of(self.programme.shape, self.programme.basket.compiled.sheet)
        for place, rule in enumerate(contest.contenders):
            if rule.id not in self.dead:
                try:
                    self._loser(cells, contest, place)
                except TangledError:
                    self.tangled.append(rule.id)

    def tables(self) -> None:
        """Find the rows of tables that no case comes to."""
        try:
            self.findings.extend(rows_without_case(self.programme))
        except TangledError:
            self.tangled.append("the tables")

    def _loser(self, cells: Cells, contest: Contest, place: int) -> None:
        rule = contest.contenders[place]
        if not contest.first and rule.values and max(rule.values) <= contest.nothing:
            self._beaten(rule, "what it gives is no more than nothing")
            return
        beaters = [
            other
            for at, other in enumerate(contest.contenders)
            if at != place and _beats(contest, other, rule, before=at < place)
        ]
        needed = _needed(cells, rule, beaters)
        if needed:
            named = " or ".join(f"`{other.id}`" for other in needed)
            why = "counts first" if contest.first else "gives as much or more"
            self._beaten(rule, f"{named} {why} wherever it applies")

    def _beaten(self, rule: Contender, why: str) -> None:
        self.dead.add(rule.id)
        message = f"`{rule.id}` never counts: {why}"
        self.findings.append(Finding(rule.span, "E802", message, "mend it, or take it out", warning=True))


def _quoted(fact: str, language: Language) -> str:
    words = default_names(fact, language)
    return f"`{fact}`" if words == fact.replace(".", " ").replace("_", " ") else words


def _asked(part: Node, trees: Mapping[str, Node]) -> Node:
    """Give what is asked of a line where a part asks for a number of such lines, else the part."""
    if isinstance(part, t.Compare) and isinstance(part.left, t.Read):
        count = trees.get(part.left.name)
        one = trees.get(count.name) if isinstance(count, t.SumLines) else None
        if isinstance(one, t.If) and one.then.lo > 0 == one.otherwise.lo == one.otherwise.hi:
            return one.test
    return part


def _clash(cells: Cells, tree: Node) -> list[Node]:
    """Give parts of a condition that never hold together, none of which can be spared."""
    return _fewest(_flat(tree), lambda kept: cells.meeting(*kept) is None)


def _flat(tree: Node) -> list[Node]:
    return [part for inner in tree.parts for part in _flat(inner)] if isinstance(tree, t.All) else [tree]


def _beats(contest: Contest, other: Contender, rule: Contender, *, before: bool) -> bool:
    """Whether ``other`` keeps ``rule`` from counting wherever both stand."""
    if contest.first:
        return before
    if not other.values or not rule.values:
        return False
    least, most = min(other.values), max(rule.values)
    return least >= most if before else least > most and not contest.rounded


def _always(cells: Cells, rule: Contender, beaters: Sequence[Contender]) -> bool:
    """Whether one of ``beaters`` stands wherever ``rule`` does."""
    known = dict.fromkeys(part for one in (rule, *beaters) for part in one.known)
    return cells.meeting(*rule.tests, *known, never=tuple(other.stands for other in beaters)) is None


def _needed(cells: Cells, rule: Contender, beaters: Sequence[Contender]) -> list[Contender]:
    """Give rules one of which stands wherever ``rule`` does, the fewest; nothing where there are none.

    A single one is looked for first, and then only among those that ever stand where it does.
    """
    for other in beaters:
        if _always(cells, rule, [other]):
            return [other]
    near = [other for other in beaters if cells.meeting(*rule.tests, *rule.known, *other.tests) is not None]
    if not near or not _always(cells, rule, near):
        return []
    return _fewest(near, lambda kept: _always(cells, rule, kept))


def _fewest(parts: list[T], enough: Callable[[Sequence[T]], bool]) -> list[T]:
    """Give some of ``parts`` that are enough, none of which can be spared."""
    kept = parts
    for part in parts:
        fewer = [other for other in kept if other is not part]
        if fewer and enough(fewer):
            kept = fewer
    return kept
