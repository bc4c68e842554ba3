"""The list of who was erased, a line each, in a file outside the database: it is for after a restore."""

import os
from dataclasses import dataclass
from pathlib import Path

_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class FileErasureList:
    """A list in a file that its owner alone may read; it is made with the first line."""

    path: Path

    def lines(self) -> list[str]:
        """Give every line; none where there is no list. Raises OSError."""
        if not self.path.exists():
            return []
        return self.path.read_text(encoding="utf-8", errors="replace").splitlines()

    def add(self, line: str) -> None:
        """Write a line that is not there yet, and see it on the disk."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if line in self.lines():
            return
        with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _OWNER_ONLY), "a") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
