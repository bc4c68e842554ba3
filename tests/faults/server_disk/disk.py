"""What a disk holds after the power was cut, made of what a server asked of it (``recorder.c``).

Of a file all is there that was written before a sync of it began which ended; of what was written since,
all, none, or some sectors. Names are kept as a file system with a journal keeps them: those that were
made, changed or removed before a sync of anything are as they were then, of later ones the first so many.
"""

import os
import random
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
"""A disk writes so many bytes or none of them."""
_HEAD = struct.Struct("<4sIIIq")
LEFT_OUT = frozenset({"log", "postmaster.pid", ".handle_pids.json", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"})
"""Files of whoever starts, asks and watches the server, which no law of a database rests on."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was asked, or (``T``) an answer that somebody got."""

    kind: str
    path: str
    data: bytes
    pid: int
    at: int

    @property
    def sync(self) -> tuple[int, int]:
        """Which sync of which process begins or ends."""
        return self.pid, self.at


def happenings(file: Path) -> Iterator[Happening]:
    """Read everything that was written down, in order."""
    with file.open("rb") as source:
        while head := source.read(_HEAD.size):
            kind, path_bytes, data_bytes, pid, at = _HEAD.unpack(head)
            path = source.read(path_bytes).decode()
            yield Happening(kind[:1].decode(), path, source.read(data_bytes), pid, at)


def tell(file: Path, ref: str) -> None:
    """Write down that somebody got an answer."""
    line = os.open(file, os.O_WRONLY | os.O_APPEND)
    try:
        os.write(line, _HEAD.pack(b"T", len(ref.encode()), 0, os.getpid(), 0) + ref.encode())
    finally:
        os.close(line)


@dataclass
class File:
    """What of a file is surely there, and what was asked since; ``origin`` is the copy it began as."""

    origin: Path | None = None
    data: bytearray | None = None
    waiting: list[tuple[int, Happening]] = field(default_factory=list)

    def keep(self, before: int) -> None:
        """Let what was asked before a moment be there."""
        for moment, change in self.waiting:
            if moment < before:
                self.data = _changed(self._own(), change)
        self.waiting = [each for each in self.waiting if each[0] >= before]

    def after_a_cut(self, chance: random.Random) -> bytearray | None:
        """Give what may be there then, None where it is what it began as."""
        if self.data is None and not self.waiting:
            return None
        found = bytearray(self._own())
        for _, change in self.waiting:
            for part in _sectors(change) if chance.randrange(2) else [change]:
                if chance.randrange(2):
                    found = _changed(found, part)
        return found

    def _own(self) -> bytearray:
        if self.data is None:
            self.data = bytearray() if self.origin is None else bytearray(self.origin.read_bytes())
        return self.data


Names = dict[str, File | None]
"""Files by their path; a folder is None."""


class Disk:
    """A disk that began as a copy of a folder."""

    def __init__(self, base: Path) -> None:
        """Begin with what a server left that was ended in peace."""
        self._base = base
        self._now: Names = {}
        for path in sorted(base.rglob("*")):
            name = str(path.relative_to(base))
            if name not in LEFT_OUT:
                self._now[name] = None if path.is_dir() else File(path)
        self._kept = dict(self._now)
        self._named: list[tuple[int, Happening, File | None]] = []
        self._begun: dict[tuple[int, int], int] = {}
        self._moment = 0

    def take(self, each: Happening) -> None:
        """Let one thing happen."""
        self._moment += 1
        if each.path in LEFT_OUT or each.kind == "T":
            return
        if each.kind == "S":
            self._begun[each.sync] = self._moment
        elif each.kind == "E":
            self._synced(each.path, self._begun.pop(each.sync, 0))
        elif each.kind in "WCZ":
            self._wait(each)
        elif each.kind != "O" or each.path not in self._now:
            new = File() if each.kind == "O" else None
            _name(self._now, each, new)
            self._named.append((self._moment, each, new))
        elif each.at:
            self._wait(Happening("C", each.path, b"", each.pid, 0))

    def build(self, folder: Path, chance: random.Random) -> None:
        """Write the folder as it may be when the power is back, for the account that owns the copy."""
        names = dict(self._kept)
        for _, each, new in self._named[: chance.randint(0, len(self._named))]:
            _name(names, each, new)
        folder.mkdir(mode=0o700)
        for name in sorted(names):
            file, path = names[name], folder / name
            if file is None:
                path.mkdir(mode=0o700)
                continue
            found = file.after_a_cut(chance)
            if found is not None:
                path.write_bytes(found)
            elif file.origin is not None:
                shutil.copyfile(file.origin, path)
            else:
                path.touch()
        owner = self._base.stat()
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)
            path.chmod(0o700 if path.is_dir() else 0o600)

    def _wait(self, each: Happening) -> None:
        file = self._now.get(each.path)
        if file is not None:
            file.waiting.append((self._moment, each))

    def _synced(self, path: str, begun: int) -> None:
        file = self._now.get(path)
        if file is not None:
            file.keep(begun)
        for moment, each, new in self._named:
            if moment < begun:
                _name(self._kept, each, new)
        self._named = [each for each in self._named if each[0] >= begun]


def _name(names: Names, each: Happening, new: File | None) -> None:
    """Let a name be made, changed or removed; what was made by means that are not watched is not there."""
    match each.kind:
        case "O" | "M":
            names.setdefault(each.path, new)
        case "U" | "D":
            names.pop(each.path, None)
        case "R" | "L":
            old, path = each.path.split("\n")
            if old in names:
                names[path] = names[old]
                if each.kind == "R":
                    del names[old]


def _changed(data: bytearray, change: Happening) -> bytearray:
    match change.kind:
        case "W":
            data.extend(bytes(max(0, change.at - len(data))))
            data[change.at : change.at + len(change.data)] = change.data
        case "C":
            del data[change.at :]
            data.extend(bytes(change.at - len(data)))
        case "Z":
            data.extend(bytes(max(0, change.at - len(data))))
    return data


def _sectors(change: Happening) -> Iterator[Happening]:
    for start in range(0, len(change.data), SECTOR):
        part = change.data[start : start + SECTOR]
        yield Happening(change.kind, change.path, part, change.pid, change.at + start)
    if not change.data:
        yield change
