"""An export of a member as a folder of files, and back."""

from pathlib import Path
from typing import Any

from loyalty.adapters.export_folder import (
    DATA,
    EXPLANATIONS,
    MANIFEST,
    RULES,
    SCHEMA,
    read_part,
    write_folder,
)
from loyalty.erasure.refusals import ExportUnfit
from loyalty.use_cases.privacy.export_member import OF_PERSONS, MemberExport


def write_export(folder: Path, export: MemberExport) -> None:
    """Write an export: manifest, schema, rules, a file for each table and each explanation."""
    files = {f"{DATA}/{name}.json": rows for name, rows in export.tables.items()}
    documents = {f"{EXPLANATIONS}/{name}.json": said for name, said in export.explanations.items()}
    head = {MANIFEST: export.manifest, SCHEMA: export.schema, RULES: export.rules}
    write_folder(folder, {**head, **files, **documents})


def read_export(folder: Path) -> MemberExport:
    """Give the export a folder holds, without explanations: they follow from the rest. Raises ExportUnfit."""
    manifest, rules = _object(folder, MANIFEST), _object(folder, RULES)
    tables = {entry.table: read_part(folder, f"{DATA}/{entry.table}.json") for entry in OF_PERSONS}
    if not all(isinstance(rows, list) and all(isinstance(r, dict) for r in rows) for rows in tables.values()):
        raise ExportUnfit("a file of rows is no list of objects")
    return MemberExport(manifest, {}, tables, {}, rules)


def _object(folder: Path, name: str) -> dict[str, Any]:
    found = read_part(folder, name)
    if not isinstance(found, dict):
        raise ExportUnfit(f"{name} is no object")
    return found
