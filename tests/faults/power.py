"""A power cut, made of what SQLite asks of the disk: what was synced is there, of the rest only some of it.

The SQLite that Python is linked with gets a file system layer of ours, so that the product runs as it
does, driver and engine included. The layer hands every call on and writes down what changes a file.
From that list the disk can be rebuilt as it may be after a cut at any place of it.
"""

import _sqlite3
import ctypes
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512
"""A disk writes so many bytes or none of them (sqlite.org/psow.html)."""

_OK = 0
_POINTER, _INT, _WIDE = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_WRITE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _WIDE)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _POINTER, _WIDE)
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_DELETE = ctypes.CFUNCTYPE(_INT, _POINTER, ctypes.c_char_p, _INT)


class _Methods(ctypes.Structure):
    """What can be done with a file (sqlite3_io_methods), of which three are looked at."""

    _fields_ = (
        ("version", _INT),
        ("close", _POINTER),
        ("read", _POINTER),
        ("write", _POINTER),
        ("truncate", _POINTER),
        ("sync", _POINTER),
        ("others", _POINTER * 13),
    )


class _Layer(ctypes.Structure):
    """A file system as SQLite sees it (sqlite3_vfs)."""

    _fields_ = (
        ("version", _INT),
        ("file_bytes", _INT),
        ("name_bytes", _INT),
        ("next", _POINTER),
        ("name", ctypes.c_char_p),
        ("data", _POINTER),
        ("open", _POINTER),
        ("delete", _POINTER),
        ("others", _POINTER * 14),
    )


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes handed to the disk for a file, at a place of it."""

    file: str
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file made shorter."""

    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """The disk was asked to keep what it was handed for a file, and said that it does."""

    file: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A file that is no more."""

    file: str


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that somebody got."""

    ref: str


Happening = Written | Cut | Synced | Deleted | Told


@dataclass
class Disk:
    """What a disk surely holds, and what it was handed since."""

    files: dict[str, bytearray]
    waiting: list[Written | Cut | Deleted] = field(default_factory=list)

    def take(self, happening: Happening) -> None:
        """Let one thing happen."""
        match happening:
            case Synced(file):
                for each in self.waiting:
                    if each.file == file:
                        _do(self.files, each)
                self.waiting = [each for each in self.waiting if each.file != file]
            case Written() | Cut() | Deleted():
                self.waiting.append(happening)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytearray]:
        """Give the files as they may be then: of what was not synced, all, none, or some sectors."""
        found = {name: bytearray(data) for name, data in self.files.items()}
        for each in self.waiting:
            for part in _sectors(each) if isinstance(each, Written) and chance.randrange(2) else [each]:
                if chance.randrange(2):
                    _do(found, part)
        return found


def can_record() -> bool:
    """Give whether the SQLite of this Python can be given a layer: its functions can be reached."""
    return hasattr(_library(), "sqlite3_vfs_register")


@contextmanager
def recorded() -> Iterator[list[Happening]]:
    """Give a list that grows by what SQLite does to files that are opened from now on."""
    library, happened = _library(), list[Happening]()
    library.sqlite3_vfs_find.restype = _POINTER
    real = _Layer.from_address(library.sqlite3_vfs_find(None))
    layer, kept = _layered(real, happened)
    library.sqlite3_vfs_register(ctypes.byref(layer), 1)
    try:
        yield happened
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(layer))
        library.sqlite3_vfs_register(ctypes.byref(real), 1)
        kept.clear()


def _layered(real: _Layer, happened: list[Happening]) -> tuple[_Layer, list[Any]]:
    """Give a copy of a layer that writes down what changes files, and what has to live as long as it."""
    names: dict[int, str] = {}
    methods: dict[int, _Methods] = {}
    opens, deletes = _OPEN(real.open), _DELETE(real.delete)

    def opened(_layer: int, name: int | None, file: int, flags: int, found: int) -> int:
        answer: int = opens(ctypes.addressof(real), name, file, flags, found)
        if answer == _OK and name is not None:  # an address, which the real layer remembers
            names[file] = Path(ctypes.string_at(name).decode()).name
            place = _POINTER.from_address(file)
            original = int(place.value or 0)
            if original not in methods:
                methods[original], calls = _watched(original, names, happened)
                kept.extend(calls)
            place.value = ctypes.addressof(methods[original])
        return answer

    def deleted(_layer: int, name: bytes, lasting: int) -> int:
        answer: int = deletes(ctypes.addressof(real), name, lasting)
        if answer == _OK:
            file = Path(name.decode()).name
            happened.extend([Deleted(file), Synced(file)] if lasting else [Deleted(file)])
        return answer

    layer = _Layer()
    ctypes.memmove(ctypes.addressof(layer), ctypes.addressof(real), ctypes.sizeof(_Layer))
    kept: list[Any] = [_OPEN(opened), _DELETE(deleted), methods]
    layer.name, layer.next = b"recorded", None
    layer.open, layer.delete = (ctypes.cast(call, _POINTER).value for call in kept[:2])
    return layer, kept


def _watched(original: int, names: dict[int, str], happened: list[Happening]) -> tuple[_Methods, list[Any]]:
    """Give the methods of a file with those that change it watched, and the calls they now are."""
    real = _Methods.from_address(original)
    writes, truncates, syncs = _WRITE(real.write), _TRUNCATE(real.truncate), _SYNC(real.sync)

    def noted(answer: int, happening: Happening) -> int:
        if answer == _OK:
            happened.append(happening)
        return answer

    def write(file: int, data: int, size: int, at: int) -> int:
        return noted(writes(file, data, size, at), Written(names[file], at, ctypes.string_at(data, size)))

    def truncate(file: int, size: int) -> int:
        return noted(truncates(file, size), Cut(names[file], size))

    def sync(file: int, flags: int) -> int:
        return noted(syncs(file, flags), Synced(names[file]))

    watched = _Methods()
    ctypes.memmove(ctypes.addressof(watched), original, ctypes.sizeof(_Methods))
    calls: list[Any] = [_WRITE(write), _TRUNCATE(truncate), _SYNC(sync)]
    watched.write, watched.truncate, watched.sync = (ctypes.cast(call, _POINTER).value for call in calls)
    return watched, calls


def _library() -> ctypes.CDLL:
    """Give the SQLite that the module of Python is linked with, or is a part of."""
    return ctypes.CDLL(getattr(_sqlite3, "__file__", None))


def _sectors(whole: Written) -> Iterator[Written]:
    for start in range(0, len(whole.data), SECTOR):
        yield Written(whole.file, whole.at + start, whole.data[start : start + SECTOR])


def _do(files: dict[str, bytearray], change: Written | Cut | Deleted) -> None:
    match change:
        case Written(file, at, data):
            there = files.setdefault(file, bytearray())
            there.extend(bytes(max(0, at - len(there))))
            there[at : at + len(data)] = data
        case Cut(file, size):
            del files.setdefault(file, bytearray())[size:]
        case Deleted(file):
            files.pop(file, None)
