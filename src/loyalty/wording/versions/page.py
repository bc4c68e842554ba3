"""Two versions compared, as plain text and as data."""

from collections.abc import Iterator
from typing import Any

from loyalty.comparison.change import Change
from loyalty.comparison.versions import Versions
from loyalty.wording.catalogue import say
from loyalty.wording.columns import clean, table, width, wrap
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.versions.changes import change_sentences
from loyalty.wording.versions.effects import case_sentences, outcome_sentences
from loyalty.wording.versions.losses import loss_grids, loss_sentences, losses_data

COLUMNS = 100
DIGEST_SHOWN = 12
CASES_SHOWN = 12


def as_text(versions: Versions, language: str, *, texts: bool = False) -> str:
    """Give what differs as text for a terminal; ``texts`` adds the files line by line."""
    return "\n".join(_lines(versions, language, texts=texts)) + "\n"


def heading(versions: Versions, language: str) -> Iterator[str]:
    """Give which versions are compared, and which files differ."""
    old, new = versions.old, versions.new
    yield say(
        "versions.title",
        language,
        old=f"{old.name} {old.digest[:DIGEST_SHOWN]}",
        new=f"{new.name} {new.digest[:DIGEST_SHOWN]}",
    )
    files = ", ".join(versions.texts)
    yield say("versions.files", language, files=files) if files else say("versions.same_files", language)


def _lines(versions: Versions, language: str, *, texts: bool) -> Iterator[str]:
    yield from heading(versions, language)
    yield ""
    if not versions.changes:
        yield say("versions.same_meaning", language)
    else:
        yield say("versions.meaning", language)
        for sentence in change_sentences(versions, language):
            yield from _bullet(sentence)
        yield ""
        yield from _effect(versions, language)
        yield ""
        yield from _losses(versions, language)
    for diff in versions.texts.values() if texts else ():
        yield ""
        yield from (clean(line) for line in diff.split("\n"))


def _effect(versions: Versions, language: str) -> Iterator[str]:
    outcomes, cases = outcome_sentences(versions, language), case_sentences(versions, language)
    if not outcomes:
        yield say("versions.no_effect", language)
        return
    yield say("versions.effect", language)
    for sentence in outcomes:
        yield from _bullet(sentence)
    if cases:
        shown = cases[:CASES_SHOWN]
        yield ""
        yield say("versions.cases", language, shown=str(len(shown)), changed=str(len(cases)))
        for sentence in shown:
            yield from _bullet(sentence)


def _losses(versions: Versions, language: str) -> Iterator[str]:
    lost = loss_sentences(versions, language)
    if not lost:
        yield from wrap(say("versions.no_losses", language), COLUMNS)
        return
    yield say("versions.losses", language)
    grids = {grid.caption: grid for grid in loss_grids(versions, language)}
    for sentence in lost:
        yield from _bullet(sentence)
        grid = grids.get(sentence)
        if grid is not None:
            rows = [[clean(cell) for cell in row] for row in grid.rows]
            yield from ("", *(f"    {line}" for line in table(grid.heads, rows)), "")
    if grids:
        yield from wrap(say("versions.band.below", language), COLUMNS)


def _bullet(sentence: str) -> Iterator[str]:
    mark = "  - "
    for n, line in enumerate(wrap(clean(sentence), COLUMNS - width(mark))):
        yield (mark if n == 0 else " " * len(mark)) + line


def versions_data(versions: Versions) -> dict[str, Any]:
    """Give what differs as plain data: the diff of each file, and every change with its sentences."""
    said = zip(*(change_sentences(versions, language) for language in LANGUAGES), strict=True)
    return {
        "old": {"programme": versions.old.name, "digest": versions.old.digest},
        "new": {"programme": versions.new.name, "digest": versions.new.digest},
        "texts": dict(versions.texts),
        "changes": [
            _change(change, dict(zip(LANGUAGES, sentences, strict=True)))
            for change, sentences in zip(versions.changes, said, strict=True)
        ],
        "effect": _effect_data(versions),
        "losses": losses_data(versions),
    }


def _effect_data(versions: Versions) -> dict[str, Any]:
    effect = versions.effect
    outcomes = zip(*(outcome_sentences(versions, language) for language in LANGUAGES), strict=True)
    cases = zip(*(case_sentences(versions, language) for language in LANGUAGES), strict=True)
    return {
        "cases_decided": effect.tried,
        "outcomes": [
            {
                "part": outcome.part or "order",
                "result": outcome.result,
                "can_rise": outcome.moves.up,
                "can_fall": outcome.moves.down,
                "rose": outcome.rose,
                "fell": outcome.fell,
                "sentence": dict(zip(LANGUAGES, said, strict=True)),
            }
            for outcome, said in zip(effect.outcomes, outcomes, strict=True)
        ],
        "cases": [
            {
                "example": case.example or None,
                "old": {result: case.old.get(result) for result in case.results},
                "new": {result: case.new.get(result) for result in case.results},
                "sentence": dict(zip(LANGUAGES, said, strict=True)),
            }
            for case, said in zip(effect.cases, cases, strict=True)
        ],
    }


def _change(change: Change, sentences: dict[str, str]) -> dict[str, Any]:
    return {
        "path": [step.word for step in change.path],
        "kind": change.kind,
        "since": change.since.isoformat() if change.since else None,
        "until": change.until.isoformat() if change.until else None,
        "old_place": str(change.old_place) if change.old_place.line else None,
        "new_place": str(change.new_place) if change.new_place.line else None,
        "sentence": sentences,
    }
