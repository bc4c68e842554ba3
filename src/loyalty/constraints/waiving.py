"""Which waivers let a constraint fail: where they say, until their last day, and nowhere else.

A waiver names a part of the programme. It counts where the constraint holds without that part, so that
it fails because of it alone; of a change, where nothing is lost anywhere else. One that names the
programme counts everywhere. Several of one constraint count together.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from loyalty.constraints.holding import Binding, Law, laws_of, verdict
from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.decision.programme import Programme, compile_without
from loyalty.language.findings import Finding
from loyalty.language.shapes.programme import ProgrammeShape, WaiverShape
from loyalty.prover.deciding import Effort

Places = Callable[[Programme, Programme], frozenset[str]]
"""What the module of a constraint between two versions offers as ``places``: where it fails."""
Objection = Callable[[WaiverShape], str]
"""Says why a waiver does not count, empty where nothing is against it."""


@dataclass(frozen=True, slots=True)
class Waiving:
    """The waivers under which a constraint may fail, none where it may not; and why others do not count."""

    waivers: tuple[WaiverShape, ...] = ()
    objections: tuple[str, ...] = ()


NOT_WAIVED = Waiving()


@dataclass(frozen=True, slots=True)
class Case:
    """What is decided: a programme, how far deciding goes, what it follows, and the day on which it binds."""

    programme: Programme
    effort: Effort
    binding: Binding | None
    day: date


def waiving(case: Case, found: Verdict, objection: Objection | None = None) -> Waiving:
    """Give what the waivers come to of a constraint that by ``found`` does not hold.

    ``objection`` is what else than its last day keeps a waiver from counting.
    """
    counting, against = list[WaiverShape](), list[str]()
    for waiver in case.programme.shape.waivers:
        if waiver.constraint != found.constraint:
            continue
        why = _ended(waiver, case.day) or (objection(waiver) if objection is not None else "")
        if why:
            against.append(f"the waiver where `{waiver.where}` {why}")
        else:
            counting.append(waiver)
    if not counting:
        return Waiving((), tuple(against))
    why = _elsewhere(case, found, frozenset(waiver.where for waiver in counting))
    if not why:
        return Waiving(tuple(counting))
    named = ", ".join(f"`{waiver.where}`" for waiver in counting)
    return Waiving((), (*against, f"it is waived where {named} alone, and {why}"))


def ended_waivers(shape: ProgrammeShape, day: date) -> Iterator[Finding]:
    """Give a warning for every waiver that has ended before a day."""
    for waiver in shape.waivers:
        why = _ended(waiver, day)
        if why:
            message = f"the waiver of `{waiver.constraint}` where `{waiver.where}` {why}"
            help_ = "take it out, or have it approved anew"
            yield Finding(waiver.place("until"), "E410", message, help_, warning=True)


def _ended(waiver: WaiverShape, day: date) -> str:
    return f"ended on {waiver.until}" if waiver.until < day else ""


def _elsewhere(case: Case, found: Verdict, names: frozenset[str]) -> str:
    """Say where else it fails, empty where it fails there alone."""
    programme, binding = case.programme, case.binding
    if programme.name in names:
        return ""
    module = import_module(f"loyalty.constraints.{found.constraint}")
    places: Places | None = getattr(module, "places", None)
    if places is not None and binding is not None and binding.programme is not None:
        others = sorted(places(binding.programme, binding.from_its_day(programme)) - names)
        return f"it fails where {', '.join(f'`{other}`' for other in others)} too" if others else ""
    compiled = compile_without(programme, names)
    if compiled.programme is None:
        wrong = next(finding for finding in compiled.findings if not finding.warning)
        return f"without that nothing can be decided ({wrong}); everywhere is `{programme.name}`"
    rest = verdict(compiled.programme, _law(case, found), case.effort, binding)
    if rest.holds or (rest.evidence is Evidence.NOT_CHECKED and not case.effort.search):
        return ""
    return f"without that it {'fails' if rest.holds is False else 'is not decided'} too: {rest.because}"


def _law(case: Case, found: Verdict) -> Law:
    """Give the constraint with its parameters: the one that stands where the verdict says."""
    laws = [law for law in laws_of(case.programme, of_change=True) if law.name == found.constraint]
    return min(laws, key=lambda law: law.span != found.span)


def waiver_data(waiver: WaiverShape) -> dict[str, str]:
    """Give the plain data by which a waiver is told."""
    return {
        "where": waiver.where,
        "approved_by": waiver.approved_by,
        "reason": waiver.reason,
        "until": waiver.until.isoformat(),
    }


def waiver_words(row: Mapping[str, str]) -> str:
    """Give a waiver's plain data as words."""
    return f"waived where `{row['where']}` by {row['approved_by']} until {row['until']}: {row['reason']}"
