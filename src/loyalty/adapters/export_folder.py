"""The folder that an export of a member is written to and read from: JSON files, one for each table."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loyalty.erasure.refusals import ExportUnfit

FILE_BYTES_MAX = 64 * 2**20
MANIFEST, SCHEMA, RULES = "manifest.json", "schema.json", "rules.json"
DATA, EXPLANATIONS = "data", "explanations"


def write_folder(folder: Path, parts: Mapping[str, Any]) -> None:
    """Write each part as a file by its relative name, readable by the owner alone.

    Raises FileExistsError where the folder is there and holds anything.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(17, "the folder is not empty; name another one", str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name, content in parts.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_part(folder: Path, name: str) -> Any:  # noqa: ANN401  JSON of any shape
    """Give what a file of the folder says. Raises ExportUnfit."""
    path = folder / name
    try:
        if path.stat().st_size > FILE_BYTES_MAX or path.is_symlink():
            raise ExportUnfit(f"{name} is too large or a link")
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as fault:
        raise ExportUnfit(f"{name} is not there, or is no JSON") from fault
