"""What people and keys did that changes who may do what, by who, what and day."""

from collections.abc import Mapping, Sequence
from typing import Any

from loyalty.deeds.deed import DeedRow, DeedsAsked
from loyalty.use_cases.services import Services


def list_deeds(services: Services, asked: DeedsAsked, limit: int) -> Sequence[DeedRow]:
    """Give up to ``limit`` deeds in their order; ``asked.programme`` gives those of one programme only."""
    with services.units.read() as unit:
        return unit.deeds.find(asked, limit)


def deed_data(row: DeedRow) -> Mapping[str, Any]:
    """Give a deed as plain data."""
    told = {
        "number": row.number,
        "at": row.deed.at.isoformat(),
        "what": str(row.deed.what),
        "by": row.deed.by,
        "key": row.deed.by_key,
        "on": row.deed.on,
        "programme": row.deed.programme,
        "says": dict(row.deed.says),
    }
    return {name: value for name, value in told.items() if value is not None}
