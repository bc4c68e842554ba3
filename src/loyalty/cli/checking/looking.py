"""A look at a folder of rule files: findings, worked examples, constraints, and the texts they are about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

from loyalty import constraints
from loyalty.adapters.clock import SystemClock
from loyalty.adapters.rule_folder import meant_name, read_rule_folder
from loyalty.cli.checking.places import path_of
from loyalty.constraints.holding import law_names, verdicts
from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.constraints.waiving import (
    NOT_WAIVED,
    Case,
    Waiving,
    ended_waivers,
    waiver_data,
    waiver_words,
    waiving,
)
from loyalty.decision.examples import Outcome, run_examples
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import local_day
from loyalty.language.finding_codes import CODES, Explained
from loyalty.language.findings import Citation, Finding, Span, in_order
from loyalty.language.shapes.programme import WaiverShape
from loyalty.language.texts.jurisdictions import implied
from loyalty.profiles.shipped import catalogue
from loyalty.prover.deciding import QUICK
from loyalty.publication.codes import PUBLICATION
from loyalty.publication.looking import look_over
from loyalty.publication.report import certified
from loyalty.use_cases.soundness import unreached

_WARNS = ("A warning: ", "警告：")
"""What the explanation of a warning begins with, where its weight does not say it."""


class Weight(StrEnum):
    """How much something weighs: it stands in the way, is to be decided, may be so, or is worth knowing."""

    ERROR = "error"
    UNDECIDED = "undecided"
    WAIVED = "waived"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Told:
    """Something to tell at one place of a file.

    ``code`` is a finding's code or the name of a constraint, ``title`` says in few words what
    it is, ``note`` what to know about it, ``help`` what to do, ``cited`` where the law asks for it.
    """

    weight: Weight
    code: str
    title: str
    message: str
    span: Span
    note: str = ""
    help: str = ""
    cited: Citation | None = None

    @property
    def said(self) -> str:
        """Give message, help and source in one text."""
        told = f"{self.message}; {self.help}" if self.help else self.message
        return f"{told} [{self.cited}]" if self.cited is not None else told


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a look at ``folder``; ``texts`` are its files as far as they could be read.

    ``waived`` says by constraint what its waivers come to where it does not hold.
    """

    folder: Path
    programme: Programme | None
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    waived: Mapping[Verdict, Waiving] = field(default_factory=dict)

    @property
    def wrong(self) -> int:
        """How many findings keep the programme from being adopted."""
        return sum(not finding.warning for finding in self.findings)

    @property
    def broken(self) -> int:
        """How many constraints the programme breaks that are not waived."""
        return sum(verdict.holds is False and not self.waivers(verdict) for verdict in self.verdicts)

    @property
    def undecided(self) -> int:
        """How many constraints are not decided that must be."""
        return sum(_is_undecided(verdict) and not self.waivers(verdict) for verdict in self.verdicts)

    def waivers(self, verdict: Verdict) -> tuple[WaiverShape, ...]:
        """Give the waivers under which a constraint may fail."""
        return self.waived.get(verdict, NOT_WAIVED).waivers

    def told(self) -> Iterator[Told]:
        """Give everything to be told: findings by place, then constraints that do not hold."""
        yield from map(_of_finding, self.findings)
        for verdict in self.verdicts:
            if _is_open(verdict):
                found = self.waived.get(verdict, NOT_WAIVED)
                yield _of_verdict(verdict, found, self._cited(verdict))

    def _cited(self, verdict: Verdict) -> Citation | None:
        """Give the row of the catalogue that a broken constraint checks first of all, where one does."""
        binding = implied(() if self.programme is None else self.programme.shape.jurisdictions)
        check = f"{constraints.__name__}.{verdict.constraint}"
        rows = [row for row in catalogue().values() if check in row.checks and row.binds(binding)]
        if verdict.holds is not False or not rows:
            return None
        return min(rows, key=lambda row: row.checks.index(check)).citing(binding)

    @property
    def law(self) -> Mapping[str, Any]:
        """Give what a certificate would keep of the law of its markets; nothing without a programme."""
        if self.programme is None:
            return {"profiles": {}, "upcoming": [], "catalogue": []}
        today = local_day(self.programme, SystemClock().now())
        return certified(self.programme, self.verdicts, self.findings, today)

    def path(self, span: Span) -> str:
        """Give the path of a place's file, or of the folder itself, as it was given."""
        return path_of(self.folder, span)


def look(folder: Path) -> Looked:
    """Give what is wrong with a folder, and what is known of its constraints."""
    read = read_rule_folder(folder)
    if not read.source:
        return Looked(folder, None, read.findings)
    compiled = compile_programme(read.source)
    programme, texts = compiled.programme, read.source
    if any(_is_missing(finding.span.file, texts) for finding in read.findings):
        # What a rule file says that cannot be read is missing elsewhere: only slips of writing are sure.
        sure = (finding for finding in compiled.findings if finding.code.startswith("E1"))
        return Looked(folder, None, in_order((*read.findings, *sure)), texts=texts)
    if programme is None:
        return Looked(folder, None, in_order((*read.findings, *compiled.findings)), texts=texts)
    outcomes = run_examples(programme)
    failed = [finding for outcome in outcomes for finding in outcome.findings]
    day = max(local_day(programme, SystemClock().now()), programme.shape.effective.from_)
    lawful = look_over(programme, local_day(programme, SystemClock().now()))
    strange = (*unreached(programme), *ended_waivers(programme.shape, day), *lawful)
    findings = in_order((*read.findings, *compiled.findings, *strange, *failed))
    found = verdicts(programme)
    case = Case(programme, QUICK, None, day)
    waived = {verdict: waiving(case, verdict) for verdict in found if _is_open(verdict)}
    return Looked(folder, programme, findings, outcomes, found, texts, waived)


def _is_missing(file: str, texts: Mapping[str, str]) -> bool:
    """Give whether a file that could not be read is one of rules, and no copy beside one that was read."""
    meant = meant_name(Path(file).name)
    return bool(meant) and Path(file).with_name(meant).as_posix() not in texts


def claim_of(constraint: str) -> str:
    """Give what a constraint claims, in a sentence or two."""
    if constraint not in law_names():
        return "No method of this release decides it."
    document = import_module(f"loyalty.constraints.{constraint}").__doc__ or ""
    return " ".join(document.strip().partition("\n\n")[0].split())


def note_of(known: Explained) -> str:
    """Give the explanation of a code as a note below a finding, whose weight is told already."""
    note = known.explanation
    for begins in _WARNS:
        note = note.removeprefix(begins)
    return note[:1].upper() + note[1:]


def _is_open(verdict: Verdict) -> bool:
    return verdict.holds is False or _is_undecided(verdict)


def _is_undecided(verdict: Verdict) -> bool:
    return verdict.holds is None and verdict.evidence is not Evidence.NOT_CHECKED


def _of_finding(finding: Finding) -> Told:
    known = CODES.get(finding.code) or PUBLICATION[finding.code]
    weight = Weight.WARNING if finding.warning else Weight.ERROR
    note = note_of(known)
    return Told(
        weight, finding.code, known.title, finding.message, finding.span, note, finding.help, finding.cited
    )


def _of_verdict(verdict: Verdict, found: Waiving, cited: Citation | None) -> Told:
    name, broken = verdict.constraint, verdict.holds is False
    weight, word = (Weight.ERROR, "broken") if broken else (Weight.UNDECIDED, "undecided")
    message = f"the constraint `{name}` is {word}: {verdict.because}"
    help_ = "; ".join(found.objections) or verdict.help
    if found.waivers:
        weight, help_ = Weight.WAIVED, "; ".join(waiver_words(waiver_data(each)) for each in found.waivers)
    return Told(
        weight, name, f"a constraint that is {word}", message, verdict.place, claim_of(name), help_, cited
    )
