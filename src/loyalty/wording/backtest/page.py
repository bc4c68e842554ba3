"""A backtest as one web page that stands alone: no script, no link, charts as SVG beside their tables."""

from collections.abc import Iterator
from html import escape

from loyalty.backtest.result import Backtest, Loser
from loyalty.decision.explain import Document
from loyalty.wording.backtest.chart import as_svg
from loyalty.wording.backtest.report import Chapter, Report
from loyalty.wording.catalogue import say
from loyalty.wording.pages.alone import grid_alone, page_alone, paragraphs, safe
from loyalty.wording.text import as_text


def as_page(result: Backtest, language: str) -> str:
    """Give the whole report in ``en`` or ``zh-CN``, with the losers' orders as both versions explain them."""
    report = Report(result, language)
    return page_alone(report.title(), language, _inner(report))


def _inner(report: Report) -> Iterator[str]:
    yield from paragraphs(report.preface())
    for place, chapter in enumerate(report.chapters()):
        yield from _chapter(chapter, f"chart-{place}")
        if chapter.title == say("backtest.losers", report.language):
            for loser in report.result.losers:
                yield from _loser(report, loser)


def _chapter(chapter: Chapter, name: str) -> Iterator[str]:
    yield f"<h2>{safe(chapter.title)}</h2>"
    yield from paragraphs(chapter.sentences)
    if chapter.chart is not None and chapter.chart.bars:
        yield f"<figure>{as_svg(chapter.chart, name)}</figure>"
    if chapter.grid is not None:
        yield from grid_alone(chapter.grid)


def _loser(report: Report, loser: Loser) -> Iterator[str]:
    if loser.old is None or loser.new is None:
        return
    yield f"<details><summary>{safe(report.bill(loser))}</summary>"
    yield from _explained(say("backtest.explained.old", report.language), loser.old, report.language)
    yield from _explained(say("backtest.explained.new", report.language), loser.new, report.language)
    yield "</details>"


def _explained(title: str, document: Document, language: str) -> Iterator[str]:
    yield f"<h3>{safe(title)}</h3>"
    yield f"<pre>{escape(as_text(document, language))}</pre>"
