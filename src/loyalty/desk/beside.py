"""Two versions of the rule files beside each other, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 3
SAME = "equal"


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the one version and what stands in its place in the other; None where nothing does.

    Lines are counted from 1. ``gap`` is whether lines that are the same were left out before it.
    """

    old: tuple[int, str] | None
    new: tuple[int, str] | None
    changed: bool
    gap: bool = False


@dataclass(frozen=True, slots=True)
class FileBeside:
    """A file that differs, with the lines that do and three around them."""

    name: str
    pairs: tuple[Pair, ...]


def files_beside(old: Mapping[str, str], new: Mapping[str, str]) -> list[FileBeside]:
    """Give every file that differs between two versions, by name."""
    names = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    return [FileBeside(name, tuple(_pairs(old.get(name, ""), new.get(name, "")))) for name in names]


def _pairs(old: str, new: str) -> Iterator[Pair]:
    before, after = old.splitlines(), new.splitlines()
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND)
    for place, group in enumerate(groups):
        gap = place > 0
        for sign, first, last, start, end in group:
            for n in range(max(last - first, end - start)):
                left = (first + n + 1, before[first + n]) if first + n < last else None
                right = (start + n + 1, after[start + n]) if start + n < end else None
                yield Pair(left, right, sign != SAME, gap)
                gap = False
