"""What a code means, and what a finding says, in the reader's language."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from yaml import safe_load

from loyalty.cli.checking.looking import Told, note_of
from loyalty.comparison.losing.sayings import LOSS_PATTERNS
from loyalty.language.finding_codes import CODES, Explained
from loyalty.language.findings import Finding
from loyalty.publication.codes import PUBLICATION

EN: Final = "en"
_OUTSIDE: Final = re.compile(r"; (?=(?:[^`]*`[^`]*`)*[^`]*$)")
"""Between the parts of a finding: a semicolon that does not stand in backticks."""
_TEXTS: Final = "`[^`]*`(?:(?:, | or | ← )`[^`]*`)*"
_GAPS: Final = {"{}": f"({_TEXTS}|[^`;]+?)", "{:}": "(.+?)", "{=}": r"([\w.-]+)", "{!}": "(.+?)"}
"""What stands in a sentence: the writer's own texts, or words and numbers; a sentence; a name as it is; a
text as it is."""
_AS_IT_IS: Final = frozenset({"{=}", "{!}"})
_NAMED: Final = re.compile(r"\{(\w+)\}")
_GAP: Final = re.compile(r"\{[:=!]?\}")
_UNCHECKED: Final = re.compile(r"(?: \(|, )to be checked\)?$")
"""What stands behind a source that is cited from memory."""
_WORDS: Final = re.compile("(?<![./])[a-z]{2}")


@cache
def chinese() -> Mapping[str, Explained]:
    """Give title and explanation of each code of a finding in Chinese, as the package's file says them."""
    text = files("loyalty.cli.checking").joinpath("codes.zh-CN.yaml").read_text("utf-8")
    return {code: Explained(*said) for code, said in safe_load(text).items()}


def explained(code: str, language: str) -> Explained | None:
    """Give what a code of a finding means; nothing where there is no such code."""
    return (CODES.get(code) or PUBLICATION.get(code)) if language == EN else chinese().get(code)


def in_language(told: Told, language: str) -> Told:
    """Give what is told in the reader's language.

    A message or a help for which there is no sentence in that language stays in English.
    """
    if language == EN:
        return told
    cited = told.cited and replace(told.cited, source=source_in_chinese(told.cited.source))
    told = replace(told, message=in_chinese(told.message), help=in_chinese(told.help), cited=cited)
    said = explained(told.code, language)
    if said is None:
        return replace(told, title=in_chinese(told.title), note=in_chinese(told.note))
    return replace(told, title=said.title, note=note_of(said))


def finding_in_chinese(finding: Finding) -> Finding:
    """Give a finding whose message, help and source are in Chinese, as far as they can be."""
    cited = finding.cited and replace(finding.cited, source=source_in_chinese(finding.cited.source))
    return replace(finding, message=in_chinese(finding.said), help="", cited=cited)


def in_chinese(said: str) -> str:
    """Give what a finding says in Chinese, or part by part as far as there are sentences for it."""
    if (whole := _sentence(said)) is not None:
        return whole
    parts = _OUTSIDE.split(said)
    return "；".join(_sentence(part) or part for part in parts) if len(parts) > 1 else said


def told_in(language: str, said: str) -> str:
    """Give what was found, or part by part as far as there are sentences for it, in the reader's language."""
    return said if language == EN else in_chinese(said)


def source_in_chinese(source: str) -> str:
    """Give where a constraint is written, in Chinese where that is a sentence or a law of China."""
    known, checked = _UNCHECKED.sub("", source), _UNCHECKED.search(source) is None
    return in_chinese(known) if checked else f"{in_chinese(known)}（待核实）"


@lru_cache(maxsize=4096)
def _sentence(said: str) -> str | None:
    if not _WORDS.search(said):
        return said
    if re.fullmatch(_TEXTS, said):
        return re.sub("(?<=`) or (?=`)", " 或 ", said)
    for pattern, gaps, chinese_words in _sayings():
        if (hit := pattern.fullmatch(said)) is not None:
            found = zip(gaps, hit.groups(), strict=True)
            parts = [part if gap in _AS_IT_IS else _sentence(part) for gap, part in found]
            if None not in parts:
                return chinese_words.format(*parts)
    return None


@cache
def _sayings() -> tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...]:
    """Give the sentences with their gaps, those with the most words of their own first."""
    folder = files("loyalty.cli.checking").joinpath("sayings")
    said: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        said |= safe_load(file.read_text("utf-8"))
    said |= dict(map(_of_a_loss, LOSS_PATTERNS.values()))
    longest = sorted(said, key=lambda pattern: -len(_GAP.sub("", pattern)))
    return tuple((*_pattern(each), said[each].replace("{…}", "{{…}}")) for each in longest)


def _of_a_loss(told: Mapping[str, str]) -> tuple[str, str]:
    """Give what is said of a loss in the form of the sayings: what was and what is may be sentences."""
    names = dict.fromkeys(_NAMED.findall(told[EN]))
    places = {name: f"{{{place}}}" for place, name in enumerate(names)}
    gaps = {name: "{:}" if name in {"old", "new"} else "{!}" for name in names}
    return told[EN].format(**gaps), told["zh-CN"].format(**places)


def _pattern(said: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    gaps = tuple(_GAP.findall(said))
    parts = (_GAPS.get(part) or re.escape(part) for part in re.split(f"({_GAP.pattern})", said))
    return re.compile("".join(parts), re.DOTALL), gaps
