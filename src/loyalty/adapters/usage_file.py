"""A file of readings, CSV or one JSON object a line, packed by gzip or not, to raw rows."""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from loyalty.usage.row import RawRow


class UsageFileError(ValueError):
    """The file is neither CSV nor lines of JSON, or cannot be unpacked."""


@dataclass(frozen=True, slots=True)
class UsageFile:
    """A file that was opened: its columns, none of lines of JSON, and how many rows it has."""

    path: Path
    columns: tuple[str, ...]
    count: int

    def rows(self) -> Iterator[RawRow | None]:
        """Give every row in the order of the file, None for one that cannot be read."""
        with _open(self.path) as text:
            if self.columns:
                table = csv.reader(text)
                next(table)
                yield from (_of_table(self.columns, cells) for cells in table if cells)
            else:
                yield from (_of_json(line) for line in text if line.strip())


def open_usage(path: Path) -> UsageFile:
    """Give a file whose name ends in ``.csv`` or ``.jsonl``, and ``.gz`` where it is packed.

    Raises UsageFileError.
    """
    kind = path.name.removesuffix(".gz").rpartition(".")[2]
    if kind not in {"csv", "jsonl"}:
        message = f"{path} is neither .csv nor .jsonl, packed as .gz or not"
        raise UsageFileError(message)
    try:
        with _open(path) as text:
            if kind == "jsonl":
                return UsageFile(path, (), sum(1 for line in text if line.strip()))
            table = csv.reader(text)
            columns = tuple(name.strip() for name in next(table, []))
            if not columns:
                message = f"{path} is empty"
                raise UsageFileError(message)
            return UsageFile(path, columns, sum(1 for cells in table if cells))
    except (gzip.BadGzipFile, EOFError, UnicodeDecodeError, csv.Error) as fault:
        message = f"{path} cannot be read: {fault}"
        raise UsageFileError(message) from fault


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _of_table(columns: tuple[str, ...], cells: list[str]) -> RawRow | None:
    return RawRow(dict(zip(columns, cells, strict=True))) if len(cells) == len(columns) else None


def _of_json(line: str) -> RawRow | None:
    try:
        told = json.loads(line, parse_float=str, parse_int=str)
    except (json.JSONDecodeError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    own = told.pop("properties", {})
    if not isinstance(own, dict) or not all(isinstance(v, str) for v in (*own.values(), *told.values())):
        return None
    return RawRow(told, own)
