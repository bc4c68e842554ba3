"""Cases in which each condition can hold and fail: its yes and no, its words and its turns, in turn.

What is drawn meets a condition of several parts by luck, and another programme draws otherwise. Here every
condition is looked at for itself, with whatever it reads at each of its values, in a small order and a dear
one. Where that is too many, as many are taken as far apart, the same for whatever programme.
"""

from collections.abc import Iterator, Sequence
from math import gcd, prod
from typing import Final

from loyalty.language.sheet import Scope
from loyalty.prover.trying.case import Case, Value
from loyalty.prover.trying.domain import of_time
from loyalty.prover.trying.search import PRICE, QUANTITY, Cases, Search

VALUES_MAX: Final = 9
"""How many values of one input are looked at."""
CASES_MAX: Final = 96
"""How many cases are looked at for each condition."""
DEAR: Final = 10_000
"""What a unit costs in a dear order, in whole units of the currency."""
AT: Final = "at"
"""Stands for the moment among the inputs of a condition."""


def found_turning(search: Search) -> Cases | None:
    """Give cases that break the claim where a condition turns, None where none was found."""
    for case in _cases(search):
        for cases in search.tried(case):
            if search.breaks(cases):
                return cases
    return None


def _cases(search: Search) -> Iterator[Case]:
    part, seen = search.claim.part, set[frozenset[str]]()
    plain = search.case(plain=True)
    for condition in part.conditions:
        behind = part.compiled.sheet.behind.get(condition.formula, frozenset())
        if behind not in seen:
            seen.add(behind)
            yield from _turned(search, plain, behind)


def _turned(search: Search, plain: Case, behind: frozenset[str]) -> Iterator[Case]:
    choices = dict(_choices(search, behind))
    count = prod(map(len, choices.values()))
    step = next(each for each in range(max(1, count * 5 // 8), 2 * count + 2) if gcd(each, count) == 1)
    for number in range(min(count, CASES_MAX)):
        at, case = number * step % count, plain
        for name, values in choices.items():
            at, place = divmod(at, len(values))
            case = _having(search, case, name, values[place])
        yield search.as_known(case)


def _choices(search: Search, behind: frozenset[str]) -> Iterator[tuple[str, Sequence[Value]]]:
    """Give what a condition reads with its values: yes and no, words, numbers at their turns; and prices."""
    for item in search.claim.part.compiled.sheet.inputs:
        values = search.domain.values[item.name]
        if item.name == PRICE:
            dear = min(DEAR * item.node.den, search.domain.bounds[PRICE][1])
            yield PRICE, [dear, *(each for each in values if each)][:VALUES_MAX]
        elif item.name in behind and not of_time(item.name):
            yield item.name, [each for each in values if each or item.name != QUANTITY][:VALUES_MAX]
    if any(map(of_time, behind)):
        yield AT, range(len(search.domain.moments))


def _having(search: Search, case: Case, name: str, value: Value) -> Case:
    if name == AT:
        return Case(search.domain.moments[int(value)], case.order, case.lines)
    scopes = {item.name: item.scope for item in search.claim.part.compiled.sheet.inputs}
    return case.having(name, value, None if scopes[name] is Scope.ORDER else 0)
