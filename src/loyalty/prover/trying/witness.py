"""The smallest case that breaks a claim: fewer lines, plainer facts, rounder numbers, in both cases alike."""

from collections.abc import Iterator
from functools import partial

from loyalty.prover.trying.case import Case, Value
from loyalty.prover.trying.claim import SplitClaim
from loyalty.prover.trying.domain import of_time
from loyalty.prover.trying.search import PRICE, QUANTITY, Cases, Search

SHRINKS = 600
"""The most cases that are tried while a witness is made smaller."""


def smallest(search: Search, found: Cases) -> Cases:
    """Give cases that still break the claim and are as small and plain as could be found."""
    best, left = found, SHRINKS
    while True:
        smaller = None
        for simpler in _simpler(search, best):
            left -= 1
            if left < 0:
                return best
            if search.breaks(simpler):
                smaller = simpler
                break
        if smaller is None:
            return best
        best = smaller


def _simpler(search: Search, cases: Cases) -> Iterator[Cases]:
    lines = range(len(cases[0].lines))
    if len(lines) > 1:
        for row in lines:
            fewer = search.alike(cases, partial(Case.without_line, place=row))
            yield from () if fewer is None else (fewer,)
    for item in search.claim.part.compiled.sheet.inputs:
        if of_time(item.name):
            continue
        of_lines = bool(cases[0].lines) and item.name in cases[0].lines[0]
        for place in lines if of_lines else [None]:
            yield from _plainer(search, cases, item.name, place)


def _plainer(search: Search, cases: Cases, name: str, line: int | None) -> Iterator[Cases]:
    first = cases[0]
    value = first.order[name] if line is None else first.lines[line][name]
    if not isinstance(search.claim, SplitClaim) and any(
        value != (case.order[name] if line is None else case.lines[line][name]) for case in cases
    ):
        yield from _whole(search, cases, name, line)
        return
    for option in _options(search, name, value):
        plainer = search.alike(cases, partial(Case.having, name=name, value=option, line=line))
        yield from () if plainer is None else (plainer,)


def _whole(search: Search, cases: Cases, name: str, line: int | None) -> Iterator[Cases]:
    """Give the cases with whole numbers where they differ, which is what the claim is about."""
    den = next(item.node.den for item in search.claim.part.compiled.sheet.inputs if item.name == name)
    values = [case.order[name] if line is None else case.lines[line][name] for case in cases]
    whole = [value - value % den for value in values if isinstance(value, int)]
    if len(whole) == len(cases) and whole != values and len(set(whole)) > 1:
        yield tuple(case.having(name, value, line) for case, value in zip(cases, whole, strict=True))


def _options(search: Search, name: str, value: Value) -> Iterator[Value]:
    if isinstance(value, str):
        listed = search.domain.values[name]
        yield from listed[: listed.index(value)] if value in listed else listed[:1]
        return
    den = next(item.node.den for item in search.claim.part.compiled.sheet.inputs if item.name == name)
    least = den if name in {QUANTITY, PRICE} else 0
    for option in (
        least,
        value - value % (100 * den),
        value - value % den,
        value // 2,
        value - den,
        value - 1,
    ):
        if least <= option < value:
            yield option
