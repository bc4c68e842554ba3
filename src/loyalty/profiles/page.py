"""The page of the catalogue, docs/constraints.md: one table a chapter, and what every profile sets."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from loyalty.profiles.catalogue import Constraint
from loyalty.profiles.parameters import PARAMETERS
from loyalty.profiles.profile import Profile, Value

_INTRODUCTION: Final = (
    "# Constraints",
    "",
    (
        "Every constraint of the catalogue: what it says, from where, when it is looked at, how strong its "
        "check is. This page is made from `src/loyalty/profiles`: `loyalty constraints --page` prints it; a "
        "test compares the two."
    ),
    (
        "It is engineering research, not legal advice: a lawyer of the market confirms a profile before "
        'anybody relies on it. "To be checked" marks a source that is cited from memory.'
    ),
    "",
    (
        "- **Profiles**: `U` binds everywhere; the others bind a programme that names the market in "
        "`jurisdictions`. `US-CA` brings `US` along."
    ),
    (
        "- **Stages**: PUB when a version is checked or adopted, QUO at a quote, CMT when a quote becomes an "
        "order, POST in the book, JOB in a job, API at a request, UI on a page, BUILD when this is built."
    ),
    (
        "- **Evidence**: PROVED holds for every case there can be; TESTED was searched, nothing was found "
        "against it; MEASURED is an estimate on real data; DECLARED is what a person says; NOT CHECKED means "
        "that nobody looked."
    ),
    "",
)


def page(constraints: Mapping[str, Constraint], profiles: Mapping[str, Profile]) -> str:
    """Give the page as Markdown."""
    return "\n".join(
        [*_INTRODUCTION, *_tally(constraints.values()), *_tables(constraints), *_profiles(profiles)]
    )


def _tally(constraints: Iterable[Constraint]) -> Iterator[str]:
    numbers = Counter(constraint.evidence for constraint in constraints)
    told = ", ".join(f"{number} {word}" for word, number in sorted(numbers.items()))
    yield f"Of {sum(numbers.values())} constraints: {told}.\n"


def _tables(constraints: Mapping[str, Constraint]) -> Iterator[str]:
    for prefix, chapter in groupby(constraints.values(), key=lambda each: each.id.partition("-")[0]):
        rows = list(chapter)
        yield f"## {prefix}: {rows[0].chapter['en']}\n"
        yield "| Constraint | Profiles | Statement | Sources | Stage | Codes | Check | Test | Evidence |"
        yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
        yield from (_row(each) for each in rows)
        yield ""


def _row(each: Constraint) -> str:
    cells = (
        each.id,
        " ".join(each.profiles),
        f"{each.says['en']}<br>{each.says['zh-CN']}",
        each.sourced,
        " ".join(each.stages),
        _code(each.codes),
        _code(check.removeprefix("loyalty.") for check in each.checks),
        " ".join(f"[{test.rpartition('/')[2]}](../{test})" for test in each.tests) or "—",
        each.evidence,
    )
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _code(words: Iterable[str]) -> str:
    return " ".join(f"`{word}`" for word in words) or "—"


def _profiles(profiles: Mapping[str, Profile]) -> Iterator[str]:
    yield "## Profiles\n"
    yield "What each market sets, from which day. What is proposed or was struck down never binds.\n"
    for code, profile in sorted(profiles.items(), key=lambda item: (item[0] != "U", item[0])):
        yield f"### {code}: {profile.name('en')}, {profile.name('zh-CN')}\n"
        yield "| Parameter | Value | Status | From | Until | Source | Looked at |"
        yield "| --- | --- | --- | --- | --- | --- | --- |"
        yield from (_value(value) for values in profile.values.values() for value in values)
        yield ""
    yield "### Parameters\n"
    yield "| Parameter | Is | Kind |"
    yield "| --- | --- | --- |"
    yield from (f"| `{name}` | {about} | {kind} |" for name, (kind, about) in PARAMETERS.items())
    yield ""


def _value(value: Value) -> str:
    source = value.source if value.known == "seen" else f"{value.source} (to be checked)"
    days = (str(day) if day else "—" for day in (value.valid_from, value.valid_to))
    cells = (f"`{value.parameter}`", told(value), value.status, *days, source, str(value.checked_on))
    return f"| {' | '.join(cells)} |"


def told(value: Value) -> str:
    """Give a value in one text."""
    match value.value:
        case bool():
            return "true" if value.value else "false"
        case frozenset():
            return ", ".join(sorted(value.value)) or "nothing"
        case tuple():
            return " and ".join(str(window) for window in value.value)
        case _:
            return str(value.value)
