"""From any number of an explanation back to the rule lines behind it.

A number stands at a JSON pointer (RFC 6901) and has a step; a step reads facts and other steps. The
walk goes through all of them, the nearest first, and gathers the places of their rules in the files
of the version that decided. It reads the document alone: what it says is what was told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from loyalty.decision.programme import Part, Programme
from loyalty.desk.refusals import UnknownNumber
from loyalty.desk.rule_lines import RuleLines, rule_lines
from loyalty.language.findings import Span, not_known

Document = Mapping[str, Any]
READ = "read"
DAY = "day"
TOTALS = {
    "due": "total.due",
    "payable": "total.payable",
    "points_money": "points.money",
    "tax_inside": "total.tax_inside",
    "tax_added": "total.tax_added",
}
DUE = "total.due"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a document: where it stands, what it says, which step worked it out.

    ``rule`` is the rule the document names beside it, else that of the step; ``place`` is where it
    stands in the files of the version, None where the engine itself says so. ``again`` is whether the
    step was worked out with other facts than the ones in the document.
    """

    pointer: str
    value: str
    step: str
    rule: str = ""
    again: bool = False
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way: its exact value and what rounding made of it, and what it reads itself."""

    id: str
    rule: str
    exact: str
    value: str
    mode: str | None
    formula: Any
    reads: tuple[str, ...]
    place: Span | None


@dataclass(frozen=True, slots=True)
class Traced:
    """The walk from a number: its steps, the nearest first, the facts they read, the rule lines.

    A fact whose value is withheld is None; ``days`` says of those that are days which they are.
    """

    number: Number
    steps: tuple[Step, ...]
    facts: Mapping[str, str | None]
    places: tuple[RuleLines, ...]
    days: Mapping[str, date]


def numbers_of(document: Document, places: Mapping[str, Span]) -> list[Number]:
    """Give every number that can be followed, in the order of the document; ``places`` are of its version.

    A document without steps has none.
    """
    steps = {step["id"]: step["rule"] for step in document.get("steps", ())}
    found = (number for number in _numbers(document) if number.step in steps)
    ruled = (replace(number, rule=number.rule or steps[number.step]) for number in found)
    return [replace(number, place=places.get(number.rule)) for number in ruled]


def traced(document: Document, programme: Programme, pointer: str) -> Traced:
    """Give the walk from the number at a pointer; ``programme`` is the version that decided.

    Raises UnknownNumber.
    """
    places = places_of(programme)
    known = {number.pointer: number for number in numbers_of(document, places)}
    if pointer not in known:
        raise UnknownNumber(not_known("It has no number at this place", pointer[:80], known))
    number = known[pointer]
    steps = tuple(_steps_behind(document, number.step, places))
    named = {name for step in steps for name in step.reads}
    facts, withheld = document.get("facts", {}), set(document.get("withheld", ()))
    read = {name: facts.get(name) for name in sorted(named) if name in facts or name in withheld}
    own = ((number.rule, number.place), *((step.rule, step.place) for step in steps))
    spans = dict.fromkeys((rule, span) for rule, span in own if span is not None)
    lines = tuple(rule_lines(programme.source, *each) for each in spans)
    return Traced(number, steps, read, lines, dict(_days(document, read)))


def _days(document: Document, read: Mapping[str, str | None]) -> Iterator[tuple[str, date]]:
    used = document.get("inputs", {}).get("used", ())
    days = {each["fact"] for each in used if each.get("kind") == DAY}
    for name, value in read.items():
        if name.partition("[")[0] in days and value is not None and value.isdecimal():
            yield name, date.fromordinal(int(value))


def places_of(programme: Programme) -> Mapping[str, Span]:
    """Give where each rule of a version stands; what the engine itself does stands nowhere."""
    found: dict[str, Span] = {}
    for part in _parts(programme):
        formulas = (each.rule for each in part.compiled.sheet.formulas)
        lines = (each.rule for each in part.lines)
        awards = (each.rule for each in part.awards)
        for rule in (*formulas, *lines, *awards):
            if rule.span is not None:
                found.setdefault(rule.id, rule.span)
    return found


def _parts(programme: Programme) -> Iterator[Part]:
    yield programme.basket
    for parts in (programme.plans, programme.payments, programme.events, programme.bought):
        yield from parts.values()
    yield from (part for part in (programme.exchange, programme.segments) if part is not None)


def _numbers(document: Document) -> Iterator[Number]:
    total, points = document.get("total", {}), document.get("points", {})
    for name, step in TOTALS.items():
        if name in total:
            yield Number(f"/total/{name}", str(total[name]), step)
    for n, line in enumerate(document.get("lines", ())):
        yield Number(f"/lines/{n}/amount", str(line["amount"]), line["step"], line["rule"]["id"])
    for n, cut in enumerate(document.get("slices") or ()):
        yield Number(f"/slices/{n}/amount", str(cut.get("amount")), cut["step"])
    for n, award in enumerate(points.get("awards", ())):
        yield Number(f"/points/awards/{n}/points", award["points"], award["step"], award["rule"])
    for name in ("earned", "used"):
        if name in points:
            yield Number(f"/points/{name}", str(points[name]), f"points.{name}")
    yield from _decided_again(document)
    for n, step in enumerate(document.get("steps", ())):
        yield Number(f"/steps/{n}/value", step["value"], step["id"])


def _decided_again(document: Document) -> Iterator[Number]:
    """Give the totals of the same request with other facts: for nobody, and of other choices."""
    baseline = document.get("baseline")
    if baseline:
        yield Number("/baseline/public_total", str(baseline["public_total"]), DUE, again=True)
    for n, other in enumerate(document.get("alternatives") or ()):
        yield Number(f"/alternatives/{n}/total", str(other["total"]), DUE, again=True)
    if "refund" in document:
        yield Number("/refund/money", str(document["refund"]["money"]), DUE, again=True)


def _steps_behind(document: Document, first: str, places: Mapping[str, Span]) -> Iterator[Step]:
    steps = {step["id"]: step for step in document["steps"]}
    waiting, seen = [first], {first}
    for name in waiting:
        step = steps[name]
        reads = tuple(dict.fromkeys(_read_in(step["formula"])))
        yield Step(
            id=step["id"],
            rule=step["rule"],
            exact=step["exact"],
            value=step["value"],
            mode=step["mode"],
            formula=step["formula"],
            reads=reads,
            place=places.get(step["rule"]),
        )
        new = [each for each in reads if each in steps and each not in seen]
        seen.update(new)
        waiting.extend(new)


def _read_in(formula: object) -> Iterator[str]:
    if not isinstance(formula, Sequence) or isinstance(formula, str):
        return
    match formula:
        case [sign, str() as name] if sign == READ:
            yield name
        case _:
            for part in formula:
                yield from _read_in(part)
