"""The oldest row of each table beside its limit: what the nightly job left is overdue."""

from typing import Any

from loyalty.ageing.limits import GRACE, Aged, days_of
from loyalty.decision.explain import instant_text
from loyalty.use_cases.erasing.apply_retention import olds
from loyalty.use_cases.services import Services


def retention_data(aged: Aged) -> dict[str, Any]:
    """Give a row of the report as plain data."""
    return {
        "table": aged.table,
        "kept": aged.kept,
        "days": aged.days,
        "oldest": None if aged.oldest is None else instant_text(aged.oldest),
        "limit": instant_text(aged.limit),
        "over": aged.over,
        "overdue": aged.overdue,
    }


def show_retention(services: Services) -> tuple[Aged, ...]:
    """Give a row for each table whose rows have an age. One is overdue two days after its time."""
    now = services.clock.now()
    with services.units.read() as unit:
        late = {entry.table: old for entry, old in olds(unit, now - GRACE)}
        return tuple(
            Aged(
                entry.table,
                str(entry.kept),
                days_of(entry),
                unit.ages.oldest(entry.table, old.dated),
                old.before,
                unit.ages.over(old),
                unit.ages.over(late[entry.table]) > 0,
            )
            for entry, old in olds(unit, now)
        )
