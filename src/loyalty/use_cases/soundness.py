"""What is decided of a version before it may bind: its findings, its worked examples, its constraints.

It is decided when a plan is made and once more when the plan is adopted, always here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from threading import Lock
from typing import Any

from loyalty.adoption.version import Person
from loyalty.constraints.holding import Binding, verdicts
from loyalty.constraints.verdict import Verdict
from loyalty.constraints.waiving import NOT_WAIVED, Case, Waiving, waiver_data, waiving
from loyalty.decision.examples import run_examples
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import local_day
from loyalty.language.findings import Finding, in_order
from loyalty.language.shapes.programme import WaiverShape
from loyalty.prover.conditions.ambiguous import meeting_rules
from loyalty.prover.conditions.dead import dead_rules
from loyalty.prover.deciding import thorough
from loyalty.publication.looking import look_over
from loyalty.publication.report import looked_at
from loyalty.use_cases.refusals import ConstraintsBroken, ConstraintsUndecided, FindingsStand
from loyalty.use_cases.services import Services

KEPT_MAX = 64
_DECIDED: dict[tuple[str, str, date, date], Sequence[Verdict]] = {}
"""Verdicts by the digests of both versions and both days: deciding is pure, so they stay true."""
_KEEPING = Lock()


@dataclass(frozen=True, slots=True)
class Sound:
    """A programme that compiles and whose examples hold; ``warnings`` keep nothing from binding."""

    programme: Programme
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and the waivers under which it may fail on the day the version begins to bind."""

    verdict: Verdict
    waiving: Waiving = NOT_WAIVED

    @property
    def stands(self) -> bool:
        """Whether it keeps nothing from binding: it holds, or may fail."""
        return self.verdict.holds is True or bool(self.waiving.waivers)

    @property
    def told(self) -> Verdict:
        """Give the verdict with what is against its waivers."""
        because = "; ".join((self.verdict.because, *self.waiving.objections))
        return replace(self.verdict, because=because)

    @property
    def word(self) -> str:
        """Give ``PROVED``, ``TESTED`` and so on where it holds, else ``REFUTED`` or ``UNDECIDED``.

        What no method of this release decides is ``NOT CHECKED``.
        """
        return self.verdict.word

    def data(self) -> dict[str, Any]:
        """Give the plain data that a plan keeps and shows."""
        verdict = self.verdict
        row = {
            "constraint": verdict.constraint,
            "verdict": self.word,
            "method": verdict.method,
            "because": verdict.because,
        }
        waivers = [waiver_data(waiver) for waiver in self.waiving.waivers]
        return {**row, "waivers": waivers} if waivers else row


def sound(services: Services, source: Mapping[str, str], now: datetime, author: Person) -> Sound:
    """Give the programme of these files, which the law of its markets lets be published at ``now``.

    Reductions that it announces are held against the price history.

    Raises FindingsStand, also where a worked example fails.
    """
    compiled = compile_programme(source)
    programme = compiled.programme
    if programme is None:
        raise FindingsStand(compiled.findings)

    def other(waiver: WaiverShape) -> bool:
        return Person(waiver.approved_by).is_other_than(author)

    failed = tuple(finding for outcome in run_examples(programme) for finding in outcome.findings)
    skus = {each.sku for each in programme.shape.reductions}
    skus |= {each.sku for each in programme.shape.from_prices}
    skus |= {each.sku for similar in programme.shape.similar for each in similar.products}
    with services.units.read() as unit:
        history = tuple(unit.prices.of_skus(programme.name, skus))
    lawful = look_over(programme, local_day(programme, now), other, history)
    standing = (*failed, *(finding for finding in lawful if not finding.warning))
    if standing:
        raise FindingsStand(in_order(standing))
    return Sound(programme, in_order((*compiled.findings, *lawful)))


def unreached(programme: Programme) -> tuple[Finding, ...]:
    """Give a warning for every rule that never counts, and for rules that meet undecided."""
    return (*dead_rules(programme).findings, *meeting_rules(programme).findings)


@dataclass(frozen=True, slots=True)
class Change:
    """A version that is to bind from ``day``, decided on ``today``, and what binds then without it."""

    programme: Programme
    against: Programme | None
    day: date
    today: date
    author: Person

    @property
    def binding(self) -> Binding:
        """Give what it follows, adopted today and binding from its day on."""
        return Binding(self.against, self.today, self.day)


def judge(change: Change) -> tuple[Judged, ...]:
    """Give the verdict on every constraint; nobody waives one of their own version."""
    return tuple(_judged(change, verdict) for verdict in _verdicts(change))


def _verdicts(change: Change) -> Sequence[Verdict]:
    """Decide, or give again what was decided of the same texts: nothing else counts."""
    against = change.against.digest if change.against is not None else ""
    key = change.programme.digest, against, change.today, change.day
    found = _DECIDED.get(key)
    if found is None:
        found = verdicts(change.programme, thorough(), change.binding)
        with _KEEPING:  # threads of one process plan versions at the same time
            while len(_DECIDED) >= KEPT_MAX:
                del _DECIDED[next(iter(_DECIDED))]
            _DECIDED[key] = found
    return found


def _judged(change: Change, verdict: Verdict) -> Judged:
    if verdict.holds:
        return Judged(verdict)

    def own(waiver: WaiverShape) -> str:
        other = Person(waiver.approved_by).is_other_than(change.author)
        return "" if other else f"was approved by {waiver.approved_by}, who adopts it"

    case = Case(change.programme, thorough(), change.binding, change.day)
    return Judged(verdict, waiving(case, verdict, own))


def checks_of(checked: Sound, judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Give which checks of the catalogue ran of a version, by profile, as plain data."""
    return looked_at(checked.programme, [each.verdict for each in judged], checked.warnings)


def refuse_unproven(judged: Sequence[Judged]) -> None:
    """Give nothing where every constraint holds or is waived.

    Raises ConstraintsBroken, and ConstraintsUndecided where none is broken.
    """
    open_ones = [each.told for each in judged if not each.stands]
    broken = tuple(verdict for verdict in open_ones if verdict.holds is False)
    if broken:
        raise ConstraintsBroken(broken)
    undecided = tuple(v for v in open_ones if v.holds is None)
    if undecided:
        raise ConstraintsUndecided(undecided)
