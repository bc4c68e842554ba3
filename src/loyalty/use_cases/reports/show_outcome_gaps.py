"""How far what buyers save lies apart between groups: measured where that is lawful and possible, else said.

Groups are made by facts of the order or the membership that prices read, that say nothing close of a
person and were not given for another purpose. What is protected is not known here, so of it nothing can
be measured; no pass or fail is told.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from loyalty.decision.programme import Programme
from loyalty.decision.trace import label_of
from loyalty.desk.filed import Wanted
from loyalty.kernel.period import Period, local_days
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.language.readers.words import decimal_text
from loyalty.language.sheet import Scope
from loyalty.privacy.cells import hidden
from loyalty.privacy.gaps import Group, gap, group_of
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.documents import opened
from loyalty.use_cases.services import Services

MEASURED, NOT_CHECKED = "MEASURED", "NOT CHECKED"
LAWFUL: Final = frozenset({"public", "transaction", "membership"})
GROUPING: Final = frozenset({"choice", "country", "tier", "truth"})
PROTECTED: Final = ("sex", "age", "ethnicity", "religion", "disability", "orientation", "nationality")
"""What no fact may hold, so that no gap by it can be measured from these books."""
WHY_NOT: Final = "not measurable: no such data is held, and no lawful study by proxy was made"
LIMITS: Final = (
    "the saving is the share of the public total that was not charged",
    "groups of fewer than eleven members are not told",
    "a difference says nothing of its cause",
)
PAGE = 500


def show_outcome_gaps(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    """Give the gaps of receipts told on these days, both inside, as plain data; shares as decimal text.

    Raises UnknownProgramme, and ValueError where ``last`` is before ``first``.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        facts = _facts(programme)
        found = _outcomes(services, unit, programme, local_days(first, last, programme.zone))
    return {
        "programme": name,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "limits": list(LIMITS),
        "measured": [_measured(fact, found.get(fact, {})) for fact in facts],
        "not_measurable": [{"trait": trait, "evidence": NOT_CHECKED, "why": WHY_NOT} for trait in PROTECTED],
    }


def _facts(programme: Programme) -> list[str]:
    declared = programme.shape.facts
    reads = {item.name for item in programme.basket.compiled.sheet.inputs if item.scope is Scope.ORDER}
    return sorted(
        name
        for name, fact in declared.items()
        if name in reads
        and label_of(name, programme.shape) in LAWFUL
        and fact.is_ in GROUPING
        and not (fact.stands_for or fact.purpose)
    )


Outcomes = Mapping[str, Mapping[str, list[tuple[Fraction, int]]]]
"""By fact and value: the share that was saved, and whose order it was."""


def _outcomes(services: Services, unit: UnitOfWork, programme: Programme, period: Period) -> Outcomes:
    found: dict[str, dict[str, list[tuple[Fraction, int]]]] = defaultdict(lambda: defaultdict(list))
    facts = set(_facts(programme))
    for explanation_id in _receipts(unit, programme.name, period):
        row = unit.explanations.get(explanation_id)
        if row is None or row.member_id is None:
            continue
        decided = opened(services.programmes.by_digest(unit, row.digest), row)
        baseline = decided.document().get("baseline")
        if not baseline or baseline["public_total"] <= 0:
            continue
        share = Fraction(baseline["saved"], baseline["public_total"])
        inputs = decided.decision.part.compiled.sheet.inputs
        names = [item.name for item in inputs if item.scope is Scope.ORDER]
        for fact, value in zip(names, decided.decision.situation.order, strict=True):
            if fact in facts:
                found[fact][str(value)].append((share, row.member_id))
    return found


def _receipts(unit: UnitOfWork, name: str, period: Period) -> Iterator[str]:
    before: str | None = None
    while True:
        wanted = Wanted(name, kind="receipt", since=period.start, until=period.end, before=before)
        page = unit.desk.find(wanted, PAGE)
        yield from (each.explanation_id for each in page)
        if len(page) < PAGE:
            return
        before = page[-1].explanation_id


def _measured(fact: str, by_value: Mapping[str, list[tuple[Fraction, int]]]) -> dict[str, Any]:
    groups = [
        group_of(value, [share for share, _ in rows], len({member for _, member in rows}))
        for value, rows in sorted(by_value.items())
    ]
    kept = hidden({each.value: each.people for each in groups})
    told = [each for each in groups if each.value not in kept]
    largest = max(told, key=lambda each: (each.people, each.value), default=None)
    return {
        "fact": fact,
        "evidence": MEASURED if len(told) > 1 else NOT_CHECKED,
        "hidden": len(groups) - len(told),
        "compared_with": largest.value if largest is not None and len(told) > 1 else None,
        "groups": [_told(each, largest) for each in told],
    }


def _told(group: Group, largest: Group | None) -> dict[str, Any]:
    apart = gap(group, largest) if largest is not None and group != largest else None
    return {
        "value": group.value,
        "n": group.n,
        "members": group.people,
        "mean": _decimal(group.mean),
        "difference": None if apart is None else _decimal(apart.difference),
        "low": None if apart is None else _decimal(apart.low),
        "high": None if apart is None else _decimal(apart.high),
    }


def _decimal(share: Fraction) -> str:
    """Give a share of 1 as decimal text of four places, rounded half to even."""
    return decimal_text(Fraction(round_fraction(share * 10_000, Rounding.HALF_EVEN), 10_000))
