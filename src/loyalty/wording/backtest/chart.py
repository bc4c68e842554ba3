"""Bars as SVG, in whole units: the longest bar has the whole width, a loss goes to the left."""

from collections.abc import Iterator
from fractions import Fraction
from html import escape

from loyalty.wording.backtest.report import Bar, Chart
from loyalty.wording.columns import clean

WIDTH, LABELS, NUMBERS = 800, 280, 130
THICK, GAP, TOP = 16, 10, 8
OLD, NEW, LOSS = "old", "new", "loss"


def as_svg(chart: Chart, name: str) -> str:
    """Give a chart; ``name`` is unique on its page. It has a title, and its numbers are written out."""
    return "\n".join(_drawn(chart, name)) + "\n"


def _drawn(chart: Chart, name: str) -> Iterator[str]:
    each = max((len(bar.values) for bar in chart.bars), default=1)
    step = each * THICK + GAP
    legend = THICK + GAP if chart.series else 0
    height = TOP + legend + step * len(chart.bars)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{name}">'
    )
    yield f'<title id="{name}">{_safe(chart.title)}</title>'
    yield from _legend(chart)
    least, most = _range(chart)
    for place, bar in enumerate(chart.bars):
        yield from _bar(bar, TOP + legend + place * step, least, most)
    yield "</svg>"


def _legend(chart: Chart) -> Iterator[str]:
    for place, series in enumerate(chart.series):
        x = LABELS + place * NUMBERS
        yield f'<rect class="{(OLD, NEW)[place]}" x="{x}" y="{TOP}" width="{THICK}" height="{THICK - 2}"/>'
        yield f'<text x="{x + THICK + 6}" y="{TOP + THICK - 4}">{_safe(series)}</text>'


def _range(chart: Chart) -> tuple[Fraction, Fraction]:
    values = [value for bar in chart.bars for value in bar.values]
    return min([*values, Fraction(0)]), max([*values, Fraction(0)])


def _bar(bar: Bar, y: int, least: Fraction, most: Fraction) -> Iterator[str]:
    room, whole = WIDTH - LABELS - NUMBERS, most - least
    middle = y + len(bar.values) * THICK // 2 + 4
    yield f'<text x="{LABELS - 10}" y="{middle}" text-anchor="end">{_safe(bar.label)}</text>'
    zero = LABELS + (int(-least * room / whole) if whole else 0)
    for place, value in enumerate(bar.values):
        length = int(abs(value) * room / whole) if whole else 0
        # What is not nothing can be seen.
        length = max(length, 1) if value else 0
        x = zero if value >= 0 else zero - length
        kind = (LOSS if value < 0 else NEW) if len(bar.values) == 1 else (OLD, NEW)[place]
        top = y + place * THICK
        yield f'<rect class="{kind}" x="{x}" y="{top}" width="{length}" height="{THICK - 2}"/>'
        yield f'<text x="{max(x + length, zero) + 6}" y="{top + THICK - 4}">{_safe(bar.said[place])}</text>'


def _safe(text: str) -> str:
    return escape(clean(text))
