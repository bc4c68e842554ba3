"""Claims decided one after the other, and what came of them in one answer with its witness."""

from collections.abc import Iterable, Mapping

from loyalty.constraints.verdict import Answer
from loyalty.decision.programme import Part, Programme
from loyalty.language.findings import Span
from loyalty.language.sheet import Formula, Scope, names_read
from loyalty.language.tree import Kind
from loyalty.prover.deciding import Effort, Result, decide_claim
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.case import Decided, decided
from loyalty.prover.trying.claim import BoundClaim, Claim, PairClaim, SplitClaim
from loyalty.prover.trying.worked import Writer
from loyalty.vouchers.given import GIVEN

RETURN = "return_at_most"
"""The key of a bound that the constraint itself names."""
DUE, PAYABLE, EARNED = "total.due", "total.payable", "points.earned"
ON_EVENT = "event "
"""What stands before an event where a plan is named."""
_KEYS: Mapping[str, str] = {DUE: "total", EARNED: "points"}
"""The keys by which a worked example tells formulas."""


def parts_of(programme: Programme) -> dict[str | None, Part]:
    """Give the sheet of baskets, under None, and those of the plans by their id."""
    parts: dict[str | None, Part] = {None: programme.basket}
    parts.update(programme.plans)
    return parts


def on_plan(plan: str | None) -> str:
    """Give the words that say which sheet a claim is about."""
    if plan is not None and plan.startswith(ON_EVENT):
        return f" on the event `{plan.removeprefix(ON_EVENT)}`"
    return "" if plan is None else f" on the plan `{plan}`"


def settled(programme: Programme, claims: Iterable[Claim], effort: Effort, holds: str) -> Answer:
    """Give the answer to claims that must all hold; ``holds`` says in words what is so then.

    The first claim that is refuted is the answer, with its witness.
    """
    lemmas, breakpoints, undecided = 0, 0, list[str]()
    for claim in claims:
        result = decide_claim(programme, claim, effort)
        lemmas += result.lemmas
        breakpoints += result.breakpoints
        if result.holds is False:
            found = refuted(programme, claim, result)
            return found._replace(at=_breaking(claim, result)) if isinstance(claim, PairClaim) else found
        if result.holds is None:
            undecided.append(f"{claim.about} ({', '.join(f'`{name}`' for name in result.open)})")
    if undecided and not effort.search:
        return Answer.unchecked("`loyalty prove` decides it")
    if undecided:
        hint = "" if effort.solve else "; with a solver more can be shown: install `loyalty-engine[prove]`"
        return Answer.open(f"neither shown nor refuted: {'; '.join(undecided[:3])}{hint}")
    told = f"{holds}; by structure" + (f", the breakpoints of {breakpoints} formulas" if breakpoints else "")
    if lemmas:
        asked = "1 question" if lemmas == 1 else f"{lemmas} questions"
        return Answer.shown(f"{told} and {asked} to the solver", "solver")
    return Answer.shown(told, "breakpoints" if breakpoints else "structure")


def _breaking(claim: PairClaim, result: Result) -> Span | None:
    """Give the place of the first rule that reads what a claim moves and comes to something else by it.

    That a condition holds in one of the two cases only is nothing by itself: the rule may give 0 % there.
    """
    sheet = claim.part.compiled.sheet
    reading = {each.rule.id for each in sheet.formulas if names_read(each.tree) & claim.moves.keys()}
    first, second = (decided(claim.part, case) for case in result.cases)
    if first is None or second is None:
        return None
    moved = (
        each.rule.span
        for each in sheet.formulas
        if each.rule.id in reading and each.tree.kind not in {Kind.TRUTH, Kind.TEXT}
        if any(
            first.value(each.name, row) != second.value(each.name, row) for row in _rows(each, first, second)
        )
    )
    return next((span for span in moved if span is not None), None)


def _rows(formula: Formula, first: Decided, second: Decided) -> range:
    return range(min(first.lines, second.lines) if formula.scope is Scope.LINE else 1)


def refuted(programme: Programme, claim: Claim, result: Result) -> Answer:
    """Give the answer of a claim that some cases break, with those cases as worked examples."""
    writer = Writer(programme, claim.part, claim.plan)
    found = [decision for case in result.cases if (decision := decided(claim.part, case)) is not None]
    if isinstance(claim, BoundClaim):
        paid, points = writer.money(found[0].value(PAYABLE)), found[0].value(EARNED)
        expect = claim.expect(found[0], writer.money)
        needed = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in expect.items())
        said = f"{claim.about}: {paid} to pay and {points} points"
        said = said if RETURN in expect else f"{said}, and not {needed}"
        return Answer.refuted(said, writer.example(claim.about, result.cases[0], expect))
    if isinstance(claim, SplitClaim):
        return _split(writer, claim, result, found)
    formula = claim.broken(*found) or ""
    said = f"{claim.about}: {_said(writer, formula, found[0])}, then {_said(writer, formula, found[1])}"
    if claim.plan is not None and result.cases[0].used is None:
        # Worked examples tell of orders and of whole periods of plans: what shows it is told in words.
        first, second = (writer.facts(case) for case in result.cases)
        return Answer.refuted(f"{said}; first with {first}, then with {second}")._replace(method="witness")
    examples = (
        writer.example(f"{claim.about}, before", result.cases[0], _came_to(writer, formula, found[0])),
        writer.example(f"{claim.about}, after", result.cases[1], _wanted(writer, claim, formula, found[0])),
    )
    return Answer.refuted(said, "\n".join(examples))


def _split(writer: Writer, claim: SplitClaim, result: Result, found: list[Decided]) -> Answer:
    whole, left, right = found
    formula = claim.broken(whole, left, right) or ""
    key = "total" if formula == DUE else "points" if formula == EARNED else None
    together = left.value(formula) + right.value(formula)
    written = writer.money(together) if formula == DUE else str(together)
    end = "_at_most" if claim.wants[formula] is Relation.NOT_LESS else "_at_least"
    wanted = {f"{key}{end}": written} if key is not None else _of_wallet(writer, formula, together, whole)
    named = zip(("first part", "second part"), (left, right), result.cases[1:], strict=True)
    parts = [writer.example(f"{claim.about}, {n}", c, _came_to(writer, formula, d)) for n, d, c in named]
    examples = [writer.example(f"{claim.about}, in one", result.cases[0], wanted), *parts]
    what = "to pay" if formula == DUE else "points" if formula == EARNED else f"points of `{formula}`"
    one = writer.money(whole.value(formula)) if formula == DUE else str(whole.value(formula))
    return Answer.refuted(f"{claim.about}: {one} {what} in one order, {written} in two", "\n".join(examples))


def _came_to(writer: Writer, formula: str, found: Decided) -> dict[str, str]:
    key = _KEYS.get(formula)
    if key is None:
        return _of_wallet(writer, formula, found.value(formula), found)
    return {key: _number(writer, formula, found)}


def _of_wallet(writer: Writer, formula: str, points: int, found: Decided) -> dict[str, str]:
    """Give what an example expects of the points of another wallet; of what it cannot tell, the total."""
    wallet = formula.removeprefix(f"{EARNED}.")
    if wallet == formula:
        return {"total": writer.money(found.value(DUE))}
    return {"points_of": f"{{{wallet}: {points}}}"}


def _wanted(writer: Writer, claim: PairClaim, formula: str, first: Decided) -> dict[str, str]:
    """Give what the second case would have to come to."""
    key = _KEYS.get(formula)
    if key is None:
        return _came_to(writer, formula, first)
    ends = {Relation.SAME: "", Relation.NOT_LESS: "_at_least", Relation.NOT_MORE: "_at_most"}
    return {f"{key}{ends[claim.wants[formula]]}": _number(writer, formula, first)}


def _number(writer: Writer, formula: str, found: Decided) -> str:
    value = found.value(formula)
    return writer.money(value) if formula.startswith("total.") else str(value)


def _said(writer: Writer, formula: str, found: Decided) -> str:
    if formula.startswith(GIVEN):
        return "a voucher" if found.value(formula) else "no voucher"
    number = _number(writer, formula, found)
    return f"{number} to pay" if formula.startswith("total.") else f"{number} points"
