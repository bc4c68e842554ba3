"""Two versions compared, as one web page that stands alone."""

from collections.abc import Iterator

from loyalty.comparison.versions import Versions
from loyalty.wording.catalogue import say
from loyalty.wording.pages.alone import grid_alone, listed, page_alone, paragraphs, safe
from loyalty.wording.versions.changes import change_sentences
from loyalty.wording.versions.effects import case_sentences, outcome_sentences
from loyalty.wording.versions.losses import loss_grids, loss_sentences
from loyalty.wording.versions.page import heading


def as_page(versions: Versions, language: str) -> str:
    """Give what differs, what that can do and what members would lose, and the files line by line."""
    title = say("versions.title.page", language, programme=versions.new.name)
    return page_alone(title, language, _inner(versions, language))


def _inner(versions: Versions, language: str) -> Iterator[str]:
    yield from paragraphs(heading(versions, language))
    if not versions.changes:
        yield from paragraphs((say("versions.same_meaning", language),))
    else:
        yield from _titled("versions.meaning", language)
        yield from listed(change_sentences(versions, language))
        yield from _effect(versions, language)
        yield from _losses(versions, language)
    if versions.texts:
        yield from _titled("versions.diff", language)
        yield from (f"<pre>{_lines(diff)}</pre>" for diff in versions.texts.values())


def _effect(versions: Versions, language: str) -> Iterator[str]:
    outcomes, cases = outcome_sentences(versions, language), case_sentences(versions, language)
    yield from _titled("versions.effect", language)
    if not outcomes:
        yield from paragraphs((say("versions.no_effect", language),))
        return
    yield from listed(outcomes)
    if cases:
        number = str(len(cases))
        yield f"<h3>{safe(say('versions.cases', language, shown=number, changed=number))}</h3>"
        yield from listed(cases)


def _losses(versions: Versions, language: str) -> Iterator[str]:
    lost = loss_sentences(versions, language)
    yield from _titled("versions.losses", language)
    if not lost:
        yield from paragraphs((say("versions.no_losses", language),))
        return
    yield from listed(lost)
    for grid in loss_grids(versions, language):
        yield from grid_alone(grid)


def _titled(key: str, language: str) -> Iterator[str]:
    yield f"<h2>{safe(say(key, language))}</h2>"


def _lines(diff: str) -> str:
    return "\n".join(safe(line) for line in diff.split("\n"))
