"""Numbers of members that may be told: none of fewer than eleven, and none by which such a one is found.

The least cell is that of US Medicare; health reporting hides between three and ten.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

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


def released(
    counts: Mapping[str, Sequence[tuple[date, int]]], beside: Mapping[str, Collection[str]]
) -> dict[str, int]:
    """Give the number that may be told of each group after its counts by day; who is not there has none.

    A number moves only by at least the least cell, so that no two that were told of a group differ by
    fewer members than that; until then the one that was told before stays. ``beside`` names the groups of
    which one may be a part of another: a number that differs by fewer from one of theirs is not told.
    """
    told: dict[str, int] = {}
    last: dict[str, int] = {}
    order = list(counts)
    every = sorted((day, order.index(name), count) for name in order for day, count in counts[name])
    for _, place, count in every:
        name = order[place]
        stays = name in last and abs(count - last[name]) < CELL_LEAST
        if stays and name in told:
            continue
        number = last[name] if stays else count
        told.pop(name, None)
        near = (abs(number - told[other]) for other in beside.get(name, ()) if other in told)
        if count >= CELL_LEAST and not any(0 < apart < CELL_LEAST for apart in near):
            told[name] = last[name] = number
    return told


def _safe(cells: Mapping[str, int], found: Collection[str]) -> bool:
    return len(found) > 1 and sum(cells[name] for name in found) >= CELL_LEAST
