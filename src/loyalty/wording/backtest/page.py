"""A backtest as one web page that stands alone: no script, no link, charts as SVG beside their tables."""

from collections.abc import Iterator
from html import escape

from loyalty.backtest.result import Backtest, Loser
from loyalty.decision.explain import Document
from loyalty.wording.backtest.chart import as_svg
from loyalty.wording.backtest.report import Chapter, Report
from loyalty.wording.catalogue import say
from loyalty.wording.columns import clean
from loyalty.wording.parts import Grid
from loyalty.wording.text import as_text

STYLE = """\
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
  color: #1c1e21; background: #ffffff; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: bold; padding: 0.4rem 0; }
th, td { text-align: right; padding: 0.3rem 0.6rem; border-top: 1px solid #767b82; }
th:first-child { text-align: left; }
tbody th { font-weight: normal; }
figure { margin: 1rem 0; }
svg { width: 100%; height: auto; font: 13px system-ui, sans-serif; fill: #1c1e21; }
svg .old { fill: #6b7078; } svg .new { fill: #0b5cad; } svg .loss { fill: #b3261e; }
pre { overflow-x: auto; border: 1px solid #767b82; padding: 0.8rem; font-size: 0.85rem; }
summary { cursor: pointer; padding: 0.3rem 0; }
"""


def as_page(result: Backtest, language: str) -> str:
    """Give the whole report in ``en`` or ``zh-CN``, with the losers' orders as both versions explain them."""
    return "\n".join(_page(Report(result, language))) + "\n"


def _page(report: Report) -> Iterator[str]:
    title = _safe(report.title())
    yield "<!doctype html>"
    yield f'<html lang="{report.language}">'
    yield f'<head><meta charset="utf-8"><title>{title}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{STYLE}</style></head>"
    yield f"<body><main><h1>{title}</h1>"
    yield from (f"<p>{_safe(sentence)}</p>" for sentence in report.preface())
    for place, chapter in enumerate(report.chapters()):
        yield from _chapter(chapter, f"chart-{place}")
        if chapter.title == say("backtest.losers", report.language):
            for loser in report.result.losers:
                yield from _loser(report, loser)
    yield "</main></body></html>"


def _chapter(chapter: Chapter, name: str) -> Iterator[str]:
    yield f"<h2>{_safe(chapter.title)}</h2>"
    yield from (f"<p>{_safe(sentence)}</p>" for sentence in chapter.sentences)
    if chapter.chart is not None and chapter.chart.bars:
        yield f"<figure>{as_svg(chapter.chart, name)}</figure>"
    if chapter.grid is not None:
        yield from _grid(chapter.grid)


def _grid(grid: Grid) -> Iterator[str]:
    yield f"<table><caption>{_safe(grid.caption)}</caption>"
    heads = "".join(f'<th scope="col">{_safe(head)}</th>' for head in grid.heads)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in grid.rows:
        cells = "".join(f"<td>{_safe(cell)}</td>" for cell in row[1:])
        yield f'<tr><th scope="row">{_safe(row[0])}</th>{cells}</tr>'
    yield "</tbody></table>"


def _loser(report: Report, loser: Loser) -> Iterator[str]:
    if loser.old is None or loser.new is None:
        return
    yield f"<details><summary>{_safe(report.bill(loser))}</summary>"
    yield from _explained(say("backtest.explained.old", report.language), loser.old, report.language)
    yield from _explained(say("backtest.explained.new", report.language), loser.new, report.language)
    yield "</details>"


def _explained(title: str, document: Document, language: str) -> Iterator[str]:
    yield f"<h3>{_safe(title)}</h3>"
    yield f"<pre>{escape(as_text(document, language))}</pre>"


def _safe(text: str) -> str:
    return escape(clean(text))
