"""A backtest as plain text for a terminal."""

from collections.abc import Iterator

from loyalty.backtest.result import Backtest
from loyalty.wording.backtest.report import Chapter, Report
from loyalty.wording.columns import clean, table, wrap

COLUMNS = 100
INDENT = "  "


def as_text(result: Backtest, language: str) -> str:
    """Give the whole report but for the explanations, ending in a line break."""
    report = Report(result, language)
    lines = [clean(report.title()), ""]
    for sentence in report.preface():
        lines += wrap(clean(sentence), COLUMNS)
    for chapter in report.chapters():
        lines += ["", clean(chapter.title), *_chapter(chapter)]
    return "\n".join(lines) + "\n"


def _chapter(chapter: Chapter) -> Iterator[str]:
    for sentence in chapter.sentences:
        yield from (INDENT + line for line in wrap(clean(sentence), COLUMNS - len(INDENT)))
    if chapter.grid is not None:
        rows = [[clean(cell) for cell in row] for row in chapter.grid.rows]
        yield from (INDENT + line for line in table([clean(head) for head in chapter.grid.heads], rows))
