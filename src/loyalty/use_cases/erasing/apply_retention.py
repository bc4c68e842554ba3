"""The nightly job: rows whose time is over are removed, or lose their minutes or words; a page at a time."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from loyalty.ageing.limits import BOOKED, FREE_TEXT, LABELS, TO_THE_DAY, Old, is_aged, limit_of, outlives
from loyalty.kernel.identity import MemberId
from loyalty.privacy.fields.every import REGISTER
from loyalty.privacy.register import Entry
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services, retrying

PAGE = 500
EXPLANATION = "explanation"


def apply_retention(services: Services) -> dict[str, int]:
    """Give how many rows of each table were removed, brought to the day or emptied; a hold keeps its own."""
    found: dict[str, int] = {}
    for entry in (each for each in REGISTER if is_aged(each)):
        while done := retrying(services, partial(_page, services, entry)):
            found[entry.table] = found.get(entry.table, 0) + done
            if entry.table != EXPLANATION:
                break
    return found


def olds(unit: UnitOfWork, now: datetime) -> Iterator[tuple[Entry, Old]]:
    """Give every table whose rows have an age, with which of them are over at an instant."""
    holds = unit.erasures.held(now)
    for entry in (each for each in REGISTER if is_aged(each)):
        held = frozenset(MemberId(each.member_id) for each in holds if str(entry.kept) in each.classes)
        yield entry, _old(entry, now, held)


def _old(entry: Entry, now: datetime, held: frozenset[MemberId]) -> Old:
    assert entry.dated is not None  # noqa: S101  rows of no age are not asked for
    kinds = BOOKED if entry.table == EXPLANATION else frozenset()
    to_the_day = TO_THE_DAY.get(entry.table, ())
    texts = FREE_TEXT.get(entry.table) or LABELS.get(entry.table, ())
    before, erased = limit_of(entry, now), outlives(entry)
    return Old(entry.table, entry.dated, before, frozenset(kinds), held, to_the_day, texts, erased)


def _page(services: Services, entry: Entry) -> int:
    now = services.clock.now()
    with services.units.write() as unit:
        [old] = [old for each, old in olds(unit, now) if each.table == entry.table]
        done = _explanations(unit, old) if entry.table == EXPLANATION else _done(unit, old)
        if done:
            unit.commit()
    return done


def _done(unit: UnitOfWork, old: Old) -> int:
    if old.texts:
        return unit.ages.empty_texts(old)
    return unit.ages.bring_to_the_day(old) if old.to_the_day else unit.ages.remove(old)


def _explanations(unit: UnitOfWork, old: Old) -> int:
    """Remove a page of explanations; of each order it is kept how many lines of each class it had."""
    rows = unit.ages.explanations(old, PAGE)
    for row in rows:
        if row.order_id is not None:
            key = {"programme": row.programme, "source": row.source, "order_id": row.order_id}
            counts = classes_in(row.recipe)
            unit.person.keep_thinned({**key, "kind": kind, "lines": lines} for kind, lines in counts.items())
    unit.ages.remove_explanations({row.explanation_id for row in rows})
    return len(rows)


def classes_in(recipe: str, goods: str = "goods") -> dict[str, int]:
    """Give how many lines of each class a basket had; ``goods`` is the class of lines that have none."""
    counts: dict[str, int] = {}
    for line in json.loads(recipe)["situation"]["lines"]:
        kind = str(line.get("facts", {}).get("line.category", goods))[:64]
        counts[kind] = counts.get(kind, 0) + 1
    return counts
