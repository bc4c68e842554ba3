"""A breach with its clocks, and what the register says of the tables it touched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty.breaches.breach import Breach, Clock
from loyalty.breaches.refusals import UnknownBreach
from loyalty.decision.explain import instant_text
from loyalty.privacy.fields.every import REGISTER
from loyalty.privacy.register import fields_of
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class TouchedTable:
    """A table that was touched: what it holds, how near each column is to a person, how many members."""

    table: str
    says: Mapping[str, str]
    columns: Mapping[str, str]
    members: int


@dataclass(frozen=True, slots=True)
class BreachShown:
    """A breach, its clocks, what it touched, and how many members' keys there are and were destroyed."""

    breach: Breach
    clocks: tuple[Clock, ...]
    touched: tuple[TouchedTable, ...]
    keys: int
    destroyed: int


def show_breach(services: Services, breach_id: str) -> BreachShown:
    """Give a breach as it stands now. Raises UnknownBreach."""
    now = services.clock.now()
    with services.units.read() as unit:
        found = unit.breaches.get(breach_id)
        if found is None:
            raise UnknownBreach
        return shown(unit, found, now)


def list_breaches(services: Services) -> list[BreachShown]:
    """Give every breach as it stands now, by id."""
    now = services.clock.now()
    with services.units.read() as unit:
        return [shown(unit, each, now) for each in unit.breaches.list()]


def shown(unit: UnitOfWork, breach: Breach, now: datetime) -> BreachShown:
    """Give a breach with its clocks at an instant and what it touched."""
    touched = tuple(
        TouchedTable(
            entry.table,
            entry.says,
            {each.column: str(each.label) for each in fields_of([entry])},
            unit.breaches.members_in(entry.table, entry.subjects),
        )
        for entry in REGISTER
        if entry.table in breach.tables
    )
    return BreachShown(breach, tuple(breach.clocks(now)), touched, *unit.breaches.keys())


def breach_data(told: BreachShown) -> dict[str, Any]:
    """Give a breach as plain data."""
    return {
        "breach": told.breach.breach_id,
        "step": str(told.breach.step),
        "markets": list(told.breach.markets),
        "content": told.breach.content,
        "steps": [
            {
                "step": str(each.step),
                "at": instant_text(each.at),
                "by": each.by,
                "reason": each.reason or None,
            }
            for each in told.breach.taken
        ],
        "clocks": [
            {
                "market": each.market,
                "until": instant_text(each.until),
                "told_at": None if each.told_at is None else instant_text(each.told_at),
                "late": each.late,
            }
            for each in told.clocks
        ],
        "touched": [
            {"table": t.table, "says": dict(t.says), "columns": dict(t.columns), "members": t.members}
            for t in told.touched
        ],
        "keys": {"held": told.keys, "destroyed": told.destroyed},
    }
