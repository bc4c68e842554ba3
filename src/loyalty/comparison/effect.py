"""What a change can do: which outcomes can be more or less at all, and typical cases under both versions.

Directions are ruled out by structure, for the same facts in both versions. Cases are the worked
examples of both, and situations at the cut points of what changed; both versions decide each at the
same instant, whatever days they bind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from loyalty.comparison.content import content
from loyalty.comparison.directions import NONE, Directions, Moves
from loyalty.comparison.panel import cases
from loyalty.decision.decide import Decision
from loyalty.decision.examples import decide_given
from loyalty.decision.programme import Part, Programme
from loyalty.earning.wallets import earned_formula
from loyalty.kernel.refusal import Refusal
from loyalty.language.occasions.belonging import SEGMENT
from loyalty.language.shapes.programme import EffectiveShape, GivenShape
from loyalty.language.shapes.wallets import POINTS

DUE, PAYABLE, USED = "total.due", "total.payable", "points.used"
TAXES = ("total.tax_inside", "total.tax_added")
_ALWAYS = EffectiveShape(from_=date(1970, 1, 1))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result of an order, a plan or an event, and whether it can be more or less than before.

    ``part`` is the plan or event, empty for an order. ``rose`` and ``fell`` count the cases in
    which it did.
    """

    part: str
    result: str
    moves: Moves
    rose: int = 0
    fell: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One situation with its results in both versions; a refusal is the text of its code."""

    given: GivenShape
    example: str
    old: Mapping[str, int | str]
    new: Mapping[str, int | str]

    @property
    def results(self) -> tuple[str, ...]:
        """The results that differ."""
        names = dict.fromkeys((*self.old, *self.new))
        return tuple(name for name in names if self.old.get(name) != self.new.get(name))


@dataclass(frozen=True, slots=True)
class Effect:
    """The outcomes that can change, the cases that do, and how many were decided."""

    outcomes: tuple[Outcome, ...]
    cases: tuple[Case, ...]
    tried: int


def effect_of(old: Programme, new: Programme) -> Effect:
    """Give what changing from ``old`` to ``new`` can do; nothing is decided across two currencies."""
    outcomes = tuple(_outcomes(old, new))
    if old.currency != new.currency or not outcomes:
        return Effect(outcomes, (), 0)
    before, after = _always(old), _always(new)
    decided = [
        Case(given, example, _results(before, given), _results(after, given))
        for given, example in cases(old, new)
    ]
    found = tuple(case for case in decided if case.results)
    return Effect(tuple(_seen(outcome, found) for outcome in outcomes), found, len(decided))


def _always(programme: Programme) -> Programme:
    """Give the programme as if it bound on every day."""
    return replace(programme, shape=replace(programme.shape, effective=_ALWAYS))


def _outcomes(old: Programme, new: Programme) -> Iterator[Outcome]:
    unsure = frozenset(_unsure(old, new))
    for name, before, after in _both(old, new):
        directions = Directions(before.compiled.sheet, after.compiled.sheet, unsure)
        for result in _results_of(before, after):
            moves = directions.of(result)
            if moves != NONE:
                yield Outcome(name, result, moves)


def _both(old: Programme, new: Programme) -> Iterator[tuple[str, Part, Part]]:
    """Give every part that both versions have; what only one has is a change in meaning."""
    yield "", old.basket, new.basket
    for before, after in ((old.plans, new.plans), (old.events, new.events)):
        yield from ((name, part, after[name]) for name, part in before.items() if name in after)


def _results_of(old: Part, new: Part) -> tuple[str, ...]:
    names = {formula.name for part in (old, new) for formula in part.compiled.sheet.formulas}
    earned = earned_formula(POINTS)
    wallets = sorted(name for name in names if name == earned or name.startswith(f"{earned}."))
    return tuple(name for name in (DUE, *TAXES, PAYABLE, USED, *wallets) if name in names)


def _unsure(old: Programme, new: Programme) -> Iterator[str]:
    """Give the facts that one request gives other values in each version."""
    before, after = old.shape.facts, new.shape.facts
    for name in before.keys() | after.keys():
        was, is_ = before.get(name), after.get(name)
        if was is None or is_ is None or (was.is_, content(was.default)) != (is_.is_, content(is_.default)):
            yield name
    segments = {each.id: each for each in old.shape.segments}
    for segment in new.shape.segments:
        if content(segments.get(segment.id)) != content(segment):
            yield f"{SEGMENT}{segment.id}"


def _results(programme: Programme, given: GivenShape) -> dict[str, int | str]:
    try:
        decision = decide_given(programme, _declared(programme, given))
    except Refusal as refusal:
        return {"refused": refusal.code}
    return _numbers(decision)


def _numbers(decision: Decision) -> dict[str, int | str]:
    return {name: decision.value(name) for name in _results_of(decision.part, decision.part)}


def _declared(programme: Programme, given: GivenShape) -> GivenShape:
    """Give the case with the facts that a version declares; what it does not know it cannot be told."""
    known = programme.shape.facts
    facts = {
        n: v for n, v in given.facts.items() if n in known or n.startswith(("member.enrolled", "history."))
    }
    if given.order is None:
        return replace(given, facts=facts)
    order = {n: v for n, v in given.order.facts.items() if f"order.{n}" in known}
    lines = tuple(
        replace(line, facts={n: v for n, v in line.facts.items() if f"line.{n}" in known})
        for line in given.lines
    )
    return replace(given, facts=facts, order=replace(given.order, facts=order), lines=lines)


def _seen(outcome: Outcome, found: tuple[Case, ...]) -> Outcome:
    rose = fell = 0
    for case in found:
        if (case.given.plan or "") != outcome.part:
            continue
        before, after = case.old.get(outcome.result), case.new.get(outcome.result)
        if isinstance(before, int) and isinstance(after, int):
            rose, fell = rose + (after > before), fell + (after < before)
    return replace(outcome, rose=rose, fell=fell)
