"""How far what buyers save lies apart between groups: measured where that is lawful and possible, else said.

Groups are made by facts of the order or the membership that prices read, that say nothing close of a
person and were not given for another purpose. What is protected is not known here, so of it nothing can
be measured; no pass or fail is told.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from loyalty.decision.programme import Programme
from loyalty.decision.telling.lineage import sources_of
from loyalty.decision.trace import label_of
from loyalty.desk.filed import Filed, Wanted
from loyalty.kernel.period import Period, local_days
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.language.readers.words import decimal_text
from loyalty.language.sheet import Scope
from loyalty.privacy.reports.cells import hidden
from loyalty.privacy.reports.combining import Rows, finds_a_few
from loyalty.privacy.reports.gaps import Group, gap, group_of
from loyalty.privacy.reports.release import Release, Withheld, as_told, members_of
from loyalty.publication.words import About, abouts, in_text
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.documents import opened
from loyalty.use_cases.reports.releases import Telling, keep_release, near, releases_of, whole_span
from loyalty.use_cases.services import Services, retrying

MEASURED, NOT_CHECKED = "MEASURED", "NOT CHECKED"
LAWFUL: Final = frozenset({"public", "transaction", "membership"})
GROUPING: Final = frozenset({"choice", "country", "tier", "truth"})
PROTECTED: Final = ("sex", "age", "ethnicity", "religion", "disability", "orientation", "nationality")
"""What no fact may hold, so that no gap by it can be measured from these books."""
WHY_NOT: Final = "not measurable: no such data is held, and no lawful study by proxy was made"
FOR_A_CONCESSION: Final = (
    "not measurable: what is held of it was given for a concession, and for nothing else"
)
_CLOSE: Final = frozenset({About.TRAIT, About.CONCESSION, About.AGE, About.RESIDENCE, About.EMPLOYER})
"""What is read of somebody for a concession at most, and makes no group here."""
_HELD: Final = {About.AGE: "age", About.CONCESSION: "disability"}
"""Which trait a fact for a concession tells something of."""
LIMITS: Final = (
    "the saving is the share of the public total that was not charged",
    "groups of fewer than eleven members are not told, nor what would tell of so few beside other reports",
    "a difference says nothing of its cause",
)
PAGE = 500
REPORT: Final = "outcome-gaps"


@dataclass(frozen=True, slots=True)
class _Receipt:
    """A receipt: whose, when it was told, the share that was saved, and its value of each fact."""

    id: str
    member: int
    at: datetime
    share: Fraction
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Said:
    """What is told of one fact: the members of each value that is, and the whole of it as plain data."""

    told: Mapping[str, int]
    data: dict[str, Any]


def make_outcome_gaps(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    """Give the gaps of receipts told on these days, both inside, as plain data; shares as decimal text.

    What is told is kept (`told_at`: since when), and a table that would tell of a few members together
    with all that was told before is withheld. Raises UnknownProgramme, and ValueError where ``last`` is
    before ``first``.
    """
    return retrying(services, lambda: _make(services, name, first, last))


def _make(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    now = services.clock.now()
    earlier = releases_of(services, name, REPORT)
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        period = local_days(first, last, programme.zone)
        facts = _facts(programme)
        beside = near(period, earlier)
        found = list(_outcomes(services, unit, programme, whole_span(period, beside)))
    told = [cell for release in beside for cell in _told_then(release, found)]
    here = [each for each in found if each.at in period]
    said = {fact: _measured(fact, here, told) for fact in facts}
    tables = {fact: each.told for fact, each in said.items() if each.told}
    document = {
        "programme": name,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "limits": list(LIMITS),
        "measured": [each.data for each in said.values()],
        "not_measurable": list(_not_measurable(programme)),
    }
    return keep_release(services, (name, REPORT), Telling(period, now, tables, document), earlier)


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
        and _CLOSE.isdisjoint(_said(programme, name))
    )


def _said(programme: Programme, name: str) -> frozenset[About]:
    """Give what a fact, and all it was made of, is about by names, choices and texts for members."""
    said = set[About]()
    for source in sources_of(programme, name):
        if (fact := programme.shape.facts.get(source)) is not None:
            said.update(abouts(source, fact.of), *map(in_text, (fact.name or {}).values()))
    return frozenset(said)


def _not_measurable(programme: Programme) -> Iterator[dict[str, str]]:
    """Give every protected trait, and why there is no gap by it: not held, or for a concession alone."""
    kept = [name for name in programme.shape.facts if label_of(name, programme.shape) in LAWFUL]
    held = {_HELD.get(about) for name in kept for about in _said(programme, name)}
    for trait in PROTECTED:
        yield {"trait": trait, "evidence": NOT_CHECKED, "why": FOR_A_CONCESSION if trait in held else WHY_NOT}


def _outcomes(
    services: Services, unit: UnitOfWork, programme: Programme, period: Period
) -> Iterator[_Receipt]:
    facts = set(_facts(programme))
    for filed in _receipts(unit, programme.name, period):
        row = unit.explanations.get(filed.explanation_id)
        if row is None or row.member_id is None:
            continue
        decided = opened(services.programmes.by_digest(unit, row.digest), row)
        baseline = decided.document().get("baseline")
        if not baseline or baseline["public_total"] <= 0:
            continue
        share = Fraction(baseline["saved"], baseline["public_total"])
        inputs = decided.decision.part.compiled.sheet.inputs
        names = [item.name for item in inputs if item.scope is Scope.ORDER]
        order = decided.decision.situation.order
        values = {fact: str(value) for fact, value in zip(names, order, strict=True) if fact in facts}
        yield _Receipt(filed.explanation_id, row.member_id, filed.told_at, share, values)


def _receipts(unit: UnitOfWork, name: str, period: Period) -> Iterator[Filed]:
    before: str | None = None
    while True:
        wanted = Wanted(name, kind="receipt", since=period.start, until=period.end, before=before)
        page = unit.desk.find(wanted, PAGE)
        yield from page
        if len(page) < PAGE:
            return
        before = page[-1].explanation_id


def _measured(fact: str, here: Sequence[_Receipt], before: list[Rows]) -> _Said:
    """Give the groups of one fact; ``before`` are the cells that were told, to which these are added."""
    shares: dict[str, list[Fraction]] = defaultdict(list)
    for each in here:
        if fact in each.values:
            shares[each.values[fact]].append(each.share)
    table = _table(fact, here)
    groups = [group_of(value, shares[value], members_of(table[value])) for value in sorted(table)]
    kept = hidden({each.value: each.people for each in groups})
    told = [each for each in groups if each.value not in kept]
    why = Withheld.CELL_TOO_SMALL if kept else None
    cells = _with_total({each.value: table[each.value] for each in told}, table)
    if finds_a_few(cells, before):
        told, why = [], Withheld.DIFFERENCING_RISK
    else:
        before += cells
    largest = max(told, key=lambda each: (each.people, each.value), default=None)
    data = {
        "fact": fact,
        "evidence": MEASURED if len(told) > 1 else NOT_CHECKED,
        "hidden": len(groups) - len(told),
        "withheld": None if why is None else str(why),
        "compared_with": largest.value if largest is not None and len(told) > 1 else None,
        "groups": [_told(each, largest) for each in told],
    }
    return _Said({each.value: each.people for each in told}, data)


def _table(fact: str, receipts: Sequence[_Receipt]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for each in receipts:
        if fact in each.values:
            found[each.values[fact]][each.id] = each.member
    return dict(found)


def _told_then(release: Release, found: Sequence[_Receipt]) -> Iterator[Rows]:
    """Give what a release told, as rows of the receipts that are there now and of those that are gone."""
    then = [each for each in found if each.at in release.period and each.at <= release.told_at]
    for fact in release.tables:
        table = _table(fact, then)
        yield from _with_total(as_told(release, fact, table), table)


def _with_total(told: Mapping[str, Rows], table: Mapping[str, Rows]) -> list[Rows]:
    """Give the cells that are told, and the whole table, which whoever counts receipts knows as well."""
    total = {row: member for rows in [*table.values(), *told.values()] for row, member in rows.items()}
    return [*told.values(), total] if told else []


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
