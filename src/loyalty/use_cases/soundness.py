"""What is decided of a version before it may bind: its findings, its worked examples, its constraints.

It is decided when a plan is made and once more when the plan is adopted, always here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loyalty.adoption.version import Person
from loyalty.constraints.holding import Binding, verdicts
from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.decision.examples import run_examples
from loyalty.decision.programme import Programme, compile_programme
from loyalty.language.findings import Finding, in_order
from loyalty.language.shapes.programme import WaiverShape
from loyalty.use_cases.refusals import ConstraintsBroken, ConstraintsUndecided, FindingsStand

BLOCKS: frozenset[Evidence] = frozenset(Evidence) - {Evidence.NOT_CHECKED}
"""Of which evidence a constraint that is not decided keeps a version from binding."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A programme that compiles and whose examples hold; ``warnings`` keep nothing from binding."""

    programme: Programme
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and the waiver under which it may fail on the day the version begins to bind."""

    verdict: Verdict
    waiver: WaiverShape | None = None

    @property
    def word(self) -> str:
        """Give ``PROVED``, ``TESTED`` and so on where it holds, else ``REFUTED`` or ``UNDECIDED``.

        What no method of this release decides is ``NOT CHECKED``.
        """
        if self.verdict.holds is False:
            return "REFUTED"
        if self.verdict.holds is None and self.verdict.evidence is not Evidence.NOT_CHECKED:
            return "UNDECIDED"
        return str(self.verdict.evidence)

    def data(self) -> dict[str, Any]:
        """Give the plain data that a plan keeps and shows."""
        verdict, waiver = self.verdict, self.waiver
        row = {"constraint": verdict.constraint, "verdict": self.word, "because": verdict.because}
        if waiver is None:
            return row
        waived = {"approved_by": waiver.approved_by, "reason": waiver.reason}
        return {**row, "waived": {**waived, "until": waiver.until.isoformat()}}


def sound(source: Mapping[str, str]) -> Sound:
    """Give the programme of these files. Raises FindingsStand, also where a worked example fails."""
    compiled = compile_programme(source)
    programme = compiled.programme
    if programme is None:
        raise FindingsStand(compiled.findings)
    failed = tuple(finding for outcome in run_examples(programme) for finding in outcome.findings)
    if failed:
        raise FindingsStand(in_order(failed))
    return Sound(programme, compiled.findings)


@dataclass(frozen=True, slots=True)
class Change:
    """A version that is to bind from ``day``, who wants that, and what binds then without it."""

    programme: Programme
    against: Programme | None
    day: date
    author: Person


def judge(change: Change) -> tuple[Judged, ...]:
    """Give the verdict on every constraint; nobody waives one of their own version."""
    return tuple(Judged(verdict, _waiver(change, verdict)) for verdict in _verdicts(change))


def _verdicts(change: Change) -> Sequence[Verdict]:
    return verdicts(change.programme, thorough(), Binding(change.against, change.adopted_on))


def _waiver(change: Change, verdict: Verdict) -> WaiverShape | None:
    if verdict.holds:
        return None
    found = (
        waiver
        for waiver in change.programme.shape.waivers
        if waiver.constraint == verdict.constraint
        and waiver.until >= change.day
        and Person(waiver.approved_by).is_other_than(change.author)
    )
    return next(found, None)


def refuse_unproven(judged: Sequence[Judged]) -> None:
    """Give nothing where every constraint holds or is waived.

    Raises ConstraintsBroken, and ConstraintsUndecided where none is broken.
    """
    open_ones = [each.verdict for each in judged if each.waiver is None]
    broken = tuple(verdict for verdict in open_ones if verdict.holds is False)
    if broken:
        raise ConstraintsBroken(broken)
    undecided = tuple(v for v in open_ones if v.holds is None and v.evidence in BLOCKS)
    if undecided:
        raise ConstraintsUndecided(undecided)
