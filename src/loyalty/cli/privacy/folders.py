"""An export of a member as a folder of files or as one sealed file, and back."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from loyalty.adapters.export_folder import (
    DATA,
    EXPLANATIONS,
    FILE_BYTES_MAX,
    MANIFEST,
    RULES,
    SCHEMA,
    read_part,
    write_folder,
)
from loyalty.erasure.refusals import ExportUnfit
from loyalty.use_cases.privacy.export_member import OF_PERSONS, MemberExport
from loyalty.vault.sealed_file import opened_file, sealed_file


def write_export(folder: Path, export: MemberExport) -> None:
    """Write an export: manifest, schema, rules, a file for each table and each explanation."""
    write_folder(folder, _parts(export))


def write_sealed(path: Path, export: MemberExport, chance: bytes) -> str:
    """Write an export as one file, its owner's alone, and give the key that opens it.

    Raises FileExistsError.
    """
    sealed, key = sealed_file(json.dumps(_parts(export), ensure_ascii=False).encode(), chance)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(sealed + "\n", encoding="ascii")
    return key


def _parts(export: MemberExport) -> dict[str, Any]:
    files = {f"{DATA}/{name}.json": rows for name, rows in export.tables.items()}
    documents = {f"{EXPLANATIONS}/{name}.json": said for name, said in export.explanations.items()}
    head = {MANIFEST: export.manifest, SCHEMA: export.schema, RULES: export.rules}
    return {**head, **files, **documents}


def read_export(folder: Path) -> MemberExport:
    """Give the export a folder holds, without explanations: they follow from the rest. Raises ExportUnfit."""
    return _export(lambda name: read_part(folder, name))


def read_sealed(path: Path, key: str) -> MemberExport:
    """Give the export a sealed file holds, as `read_export` does. Raises ExportUnfit."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise ExportUnfit(f"{path.name} is too large")
        parts = json.loads(opened_file(path.read_text(encoding="ascii"), key))
    except (OSError, ValueError, RecursionError) as fault:
        raise ExportUnfit(f"{path.name} is no sealed export, or another key opens it") from fault
    if not isinstance(parts, Mapping):
        raise ExportUnfit(f"{path.name} holds no parts")
    return _export(parts.get)


def _export(part: Callable[[str], Any]) -> MemberExport:
    manifest, rules = _object(part, MANIFEST), _object(part, RULES)
    tables = {entry.table: part(f"{DATA}/{entry.table}.json") for entry in OF_PERSONS}
    if not all(isinstance(rows, list) and all(isinstance(r, dict) for r in rows) for rows in tables.values()):
        raise ExportUnfit("a file of rows is no list of objects")
    return MemberExport(manifest, {}, tables, {}, rules)


def _object(part: Callable[[str], Any], name: str) -> dict[str, Any]:
    found = part(name)
    if not isinstance(found, dict):
        raise ExportUnfit(f"{name} is no object")
    return found
