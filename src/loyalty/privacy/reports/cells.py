"""Numbers of members that may be told: none of fewer than eleven, and none by which such a one is found.

The least cell is that of US Medicare; health reporting hides between three and ten.
"""

from collections.abc import Collection, Iterable, Mapping

CELL_LEAST = 11


def hidden(cells: Mapping[str, int]) -> frozenset[str]:
    """Give the cells that are not told of a table whose total is told; all of them: the total neither.

    Cells under the least are not told. Where one alone is hidden, or all that are hidden come to less
    than the least together, the total would tell it: the smallest of the others is hidden too, until it
    is not. Which of them were too small is not told either. Empty cells are told; they are about nobody.
    """
    found = {name for name, count in cells.items() if 0 < count < CELL_LEAST}
    others = sorted((count, name) for name, count in cells.items() if count >= CELL_LEAST)
    while found and others and not _safe(cells, found):
        found.add(others.pop(0)[1])
    return frozenset(found if not found or _safe(cells, found) else cells)


def _safe(cells: Mapping[str, int], found: Collection[str]) -> bool:
    return len(found) > 1 and sum(cells[name] for name in found) >= CELL_LEAST


def released(counts: Iterable[int]) -> int | None:
    """Give the number that may be told after these counts, the oldest first; None: none may be.

    A number moves only by at least the least cell, so that no two that were told differ by fewer
    members than that; until then the one that was told before stays.
    """
    told: int | None = None
    for count in counts:
        if told is None or abs(count - told) >= CELL_LEAST:
            told = count if count >= CELL_LEAST else None
    return told
