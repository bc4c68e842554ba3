"""Claims decided one after the other, and what came of them in one answer with its witness."""

from collections.abc import Iterable, Mapping

from loyalty.constraints.verdict import Answer, Evidence
from loyalty.decision.programme import Part, Programme
from loyalty.prover.case import Decided, decided
from loyalty.prover.claim import BoundClaim, PairClaim
from loyalty.prover.deciding import Effort, Result, decide_bound, decide_pair
from loyalty.prover.relation import Relation
from loyalty.prover.worked import Writer

EXPECTED: Mapping[str, str] = {"total.due": "total", "points.earned": "points"}
"""The key of a worked example that tells a formula."""


def parts_of(programme: Programme) -> dict[str | None, Part]:
    """Give the sheet of baskets, under None, and those of the plans by their id."""
    return {None: programme.basket, **programme.plans}


def settled(programme: Programme, claims: Iterable[PairClaim], effort: Effort, holds: str) -> Answer:
    """Give the answer to claims that must all hold; ``holds`` says in words what is so then."""
    lemmas, undecided = 0, list[str]()
    for claim in claims:
        result = decide_pair(programme, claim, effort)
        lemmas += result.lemmas
        if result.holds is False:
            return _refuted(programme, claim, result)
        if result.holds is None:
            undecided.append(f"{claim.about} ({', '.join(f'`{name}`' for name in result.open)})")
    return _shown(effort, holds, lemmas, undecided)


def settled_bounds(
    programme: Programme, claims: Iterable[BoundClaim], effort: Effort, holds: str, expect: Mapping[str, str]
) -> Answer:
    """Give the answer to claims about single cases; ``expect`` is what a worked example would have to keep."""
    lemmas, undecided = 0, list[str]()
    for claim in claims:
        result = decide_bound(programme, claim, effort)
        lemmas += result.lemmas
        if result.holds is False:
            writer, (case,) = Writer(programme, claim.part, claim.plan), result.cases
            found = decided(claim.part, case)
            assert found is not None  # noqa: S101 - the search decided it
            paid, points = found.value("total.payable"), found.value("points.earned")
            said = f"{claim.about}: {writer.money(paid)} to pay and {points} points"
            return Answer(Evidence.PROVED, False, said, writer.example(f"{claim.about}", case, expect), "witness")
        if result.holds is None:
            undecided.append(claim.about)
    return _shown(effort, holds, lemmas, undecided)


def _shown(effort: Effort, holds: str, lemmas: int, undecided: list[str]) -> Answer:
    if undecided and not effort.search:
        return Answer(Evidence.NOT_CHECKED, None, "`loyalty prove` decides it")
    if undecided:
        hint = "" if effort.solve else "; with a solver more can be shown: install `loyalty-engine[prove]`"
        return Answer(Evidence.PROVED, None, f"neither shown nor refuted: {'; '.join(undecided[:3])}{hint}")
    method = f"structure and {lemmas} lemmas of the solver" if lemmas else "structure"
    return Answer(Evidence.PROVED, True, f"{holds}; by {method}", "", "solver" if lemmas else "structure")


def _refuted(programme: Programme, claim: PairClaim, result: Result) -> Answer:
    one, other = (decided(claim.part, case) for case in result.cases)
    assert one is not None and other is not None  # noqa: S101, PT018 - the search decided both
    formula = claim.broken(one, other) or ""
    writer = Writer(programme, claim.part, claim.plan)
    witness = "\n".join(
        [
            writer.example(f"{claim.about}: the first", result.cases[0], _outcome(writer, one, formula)),
            writer.example(f"{claim.about}: the second", result.cases[1], _wanted(writer, one, claim, formula)),
        ]
    )
    said = f"{claim.about}: {_said(writer, formula, one)} and then {_said(writer, formula, other)}"
    return Answer(Evidence.PROVED, False, said, witness, "witness")


def _outcome(writer: Writer, found: Decided, formula: str) -> dict[str, str]:
    key = EXPECTED[formula]
    return {key: _number(writer, formula, found)}


def _wanted(writer: Writer, first: Decided, claim: PairClaim, formula: str) -> dict[str, str]:
    """Give what the second case would have to come to."""
    key, number = EXPECTED[formula], _number(writer, formula, first)
    match claim.wants[formula]:
        case Relation.SAME:
            return {key: number}
        case Relation.NOT_LESS:
            return {f"{key}_at_least": number}
        case _:
            return {f"{key}_at_most": number}


def _number(writer: Writer, formula: str, found: Decided) -> str:
    value = found.value(formula)
    return writer.money(value) if formula.startswith("total.") else str(value)


def _said(writer: Writer, formula: str, found: Decided) -> str:
    number = _number(writer, formula, found)
    return f"{number} to pay" if formula.startswith("total.") else f"{number} points"
