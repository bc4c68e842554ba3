"""The register of personal fields: what is kept of members, why, on which ground, and how long."""

from collections.abc import Sequence
from typing import Any

from loyalty.privacy.fields.every import REGISTER
from loyalty.privacy.register import fields_of
from loyalty.privacy.retention import RETENTION


def show_register() -> Sequence[dict[str, Any]]:
    """Give a row for each table: its columns, what they are for, their ground and class, who sees them."""
    return [
        {
            "table": entry.table,
            "says": dict(entry.says),
            "purpose": str(entry.purpose),
            "basis": str(entry.basis),
            "kept": str(entry.kept),
            "days": RETENTION[entry.kept].days,
            "counts_from": str(RETENTION[entry.kept].counts),
            "recipients": [str(each) for each in entry.recipients],
            "columns": [{"column": each.column, "label": str(each.label)} for each in fields_of([entry])],
        }
        for entry in REGISTER
    ]
