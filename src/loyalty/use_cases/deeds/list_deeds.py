"""What people and keys did that changes who may do what, by who, what and day."""

from collections.abc import Mapping, Sequence
from typing import Any

from loyalty.deeds.deed import DeedsAsked
from loyalty.deeds.label import ERASED_SAYS, ToldDeed, told
from loyalty.use_cases.services import Services


def list_deeds(services: Services, asked: DeedsAsked, limit: int) -> Sequence[ToldDeed]:
    """Give up to ``limit`` deeds in their order; ``asked.programme`` gives those of one programme only."""
    with services.units.read() as unit:
        rows = unit.deeds.find(asked, limit)
        labels = unit.deeds.labels(rows)
    return [told(row, labels.get(row.number, ())) for row in rows]


def deed_data(row: ToldDeed) -> Mapping[str, Any]:
    """Give a deed as plain data."""
    said = {
        "number": row.number,
        "at": row.deed.at.isoformat(),
        "what": str(row.deed.what),
        "by": row.deed.by,
        "key": row.deed.by_key,
        "on": row.deed.on,
        "programme": row.deed.programme,
        "says": dict(row.deed.says),
        "erased": _erased(row) if row.erased else None,
    }
    return {name: value for name, value in said.items() if value is not None}


def _erased(row: ToldDeed) -> Mapping[str, Any]:
    return {"places": [str(place) for place in row.erased], "says": dict(ERASED_SAYS)}
