"""What was told is compared as it was told: who was erased since still counts."""

from datetime import UTC, datetime

from loyalty.kernel.period import Period
from loyalty.privacy.reports.combining import Rows, finds_a_few
from loyalty.privacy.reports.release import Release, as_told

WHEN = datetime(2027, 1, 1, tzinfo=UTC)


def release(**cells: int) -> Release:
    """Give a release of one table with so many members in each cell."""
    return Release(1, Period(WHEN, datetime(2027, 2, 1, tzinfo=UTC)), WHEN, {"channel": cells}, {})


def buyers(count: int, cell: str = "web") -> dict[str, str]:
    """Give one row each of so many members."""
    return {f"{cell}{n}": f"{cell}{n}" for n in range(count)}


def told(cells: dict[str, int], found: dict[str, dict[str, str]]) -> list[Rows]:
    """Give the rows of each cell that was told, of which these are found now."""
    return list(as_told(release(**cells), "channel", found).values())


def test_one_more_or_one_erased_is_found_and_eleven_are_not() -> None:
    """One more buyer is one of a few, as is one who was erased between; eleven of either are enough."""
    first, then = buyers(20), {"web": buyers(20)}

    assert not finds_a_few([first], told({"web": 20}, then))
    assert finds_a_few([buyers(21)], told({"web": 20}, then))
    assert not finds_a_few([buyers(31)], told({"web": 20}, then))
    assert finds_a_few([first], told({"web": 21}, then))
    assert not finds_a_few([first], told({"web": 31}, then))


def test_a_cell_that_is_not_told_is_not_had_from_the_rest() -> None:
    """Who knows the total of two tables has what became of the cell that one of them does not tell."""
    web, shop = buyers(20), buyers(15, "shop")
    then = [*told({"web": 20, "shop": 15}, {"web": web, "shop": shop}), {**web, **shop}]

    assert finds_a_few([web, {**web, **buyers(16, "shop")}], then)
    assert not finds_a_few([web, {**web, **shop}], then)
