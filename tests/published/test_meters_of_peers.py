"""What others publish of how usage is counted, asked of our meters: their figures are ours.

The tables hold figures only. Where a peer rounds, as the prorated counts of one do upwards at
five decimals, the meter says so. A reading is written ``TIME QUANTITY name=value …``, in UTC.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from loyalty.kernel.period import Period
from loyalty.language.findings import Finding
from loyalty.language.shapes.meters import MeterShape
from loyalty.language.shapes.reading import read_shape
from loyalty.language.texts import scalars
from loyalty.language.texts.documents import read_document
from loyalty.usage.meter import Reading, aggregate

TABLES = sorted(Path(__file__).parent.glob("meters/*.yaml"))
AT_LEAST_CASES = 50


def _cases() -> Iterator[Any]:
    for table in TABLES:
        told = yaml.load(table.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  texts only
        yield from (pytest.param(case, id=f"{told['peer']}: {case['source']}") for case in told["cases"])


CASES = list(_cases())


@pytest.mark.parametrize("case", CASES)
def test_the_quantity_of_a_peer(case: dict[str, Any]) -> None:
    """The published quantity comes out."""
    readings = [_reading(number, told) for number, told in enumerate(case["readings"])]
    windows = [_period(window) for window in case["windows"]] if "windows" in case else None
    carried = Fraction(case.get("carried", "0"))

    found = aggregate(_meter(case["meter"]), readings, _period(case["period"]), carried, windows=windows)

    assert found == Fraction(case["comes_to"])


def test_there_are_dozens_of_them() -> None:
    """A table that is no longer read would say nothing."""
    assert len(CASES) >= AT_LEAST_CASES


def _meter(text: str) -> MeterShape:
    """Read a meter as a programme spells it."""
    findings: list[Finding] = []
    node = read_document("meter.yaml", text, findings)
    assert node is not None
    shape = read_shape(MeterShape, node, scalars.Reading(findings))
    assert findings == []
    assert shape is not None
    return shape


def _reading(number: int, told: str) -> Reading:
    at, quantity, *properties = told.split(" ")
    return Reading(
        f"{number:03}", _instant(at), Fraction(quantity), dict(pair.split("=", 1) for pair in properties)
    )


def _period(told: str) -> Period:
    start, end = told.split("/")
    return Period(_instant(start), _instant(end))


def _instant(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=UTC)
