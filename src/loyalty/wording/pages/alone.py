"""A web page that stands alone: one file with its style, no script and no link, everything escaped."""

from collections.abc import Iterable, Iterator
from html import escape

from loyalty.wording.columns import clean
from loyalty.wording.parts import Grid

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


def page_alone(title: str, language: str, inner: Iterable[str]) -> str:
    """Give a whole page in ``en`` or ``zh-CN`` around HTML that is escaped already."""
    return "\n".join(_page(safe(title), language, inner)) + "\n"


def _page(title: str, language: str, inner: Iterable[str]) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{language}">'
    yield f'<head><meta charset="utf-8"><title>{title}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{STYLE}</style></head>"
    yield f"<body><main><h1>{title}</h1>"
    yield from inner
    yield "</main></body></html>"


def paragraphs(sentences: Iterable[str]) -> Iterator[str]:
    """Give each sentence as a paragraph."""
    yield from (f"<p>{safe(sentence)}</p>" for sentence in sentences)


def listed(sentences: Iterable[str]) -> Iterator[str]:
    """Give sentences as a list."""
    yield "<ul>"
    yield from (f"<li>{safe(sentence)}</li>" for sentence in sentences)
    yield "</ul>"


def grid_alone(grid: Grid) -> Iterator[str]:
    """Give a table with its caption, and below it what is said of it."""
    yield f"<table><caption>{safe(grid.caption)}</caption>"
    heads = "".join(f'<th scope="col">{safe(head)}</th>' for head in grid.heads)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in grid.rows:
        cells = "".join(f"<td>{safe(cell)}</td>" for cell in row[1:])
        yield f'<tr><th scope="row">{safe(row[0])}</th>{cells}</tr>'
    yield "</tbody></table>"
    if grid.below:
        yield from paragraphs((grid.below,))


def safe(text: str) -> str:
    """Give a text that only shows."""
    return escape(clean(text))
