"""The table of patterns says the same in both languages, and nothing that nobody says."""

import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from loyalty import wording
from loyalty.language.texts.fact_words import FACTS
from loyalty.wording import catalogue
from loyalty.wording.catalogue import PATTERNS, UnknownLanguageError, language_of, say, say_known
from loyalty.wording.languages import LANGUAGES
from tests.architecture.sources import WEB

FAMILIES = (
    "bundle.",
    "checks.",
    "course.by.",
    "course.of.",
    "course.status.",
    "sumcheck.",
    "judgement.",
    "line.was.",
    "category.",
    "backtest.head.",
    "backtest.total.",
    "backtest.balance.",
    "outcome.",
    "rfm.",
    "purpose.",
    "kind.",
    "recipient.",
    "mode.",
    "counted.",
    "label.",
    "left.",
    "measure.",
    "reason.",
    "fact.",
    "total.",
    "baseline.",
    "points.",
    "returned.",
    "slices.",
    "part.",
    "turn.",
    "turns.",
    "compare.",
    "invoice.title.",
    "invoice.top.",
    "charge.",
    "entry.",
    "statement.held",
    "statement.owed",
    "standing.cause.",
    "standing.held.",
    "progress.streak.",
    "versions.",
    "seal.",
    "unread.",
    "rights.",
    "trace.",
    "change_of.",
    "verifier.",
    "became.",
    "case.",
    "channel.",
    "choice.",
    "consent.",
    "desk.field.",
    "done.",
    "front.",
    "language.",
    "medium.",
    "number.",
    "points_of.",
    "problem.",
    "role.",
    "sheet.",
    "shown.",
    "statement.by_hand.",
    "statement.checked.",
    "stays.",
    "told.",
    "views.",
    "why.",
    "wrong.",
)
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in (Path(wording.__path__[0]), WEB)
    for path in (*folder.rglob("*.py"), *folder.rglob("*.html"))
    if path.stem != "catalogue" and "patterns" not in path.parts
)

NAMED = re.compile(r'"([\w.-]+)"|\'([\w.-]+)\'')


def _placeholders(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def test_languages_agree() -> None:
    """Every pattern is there in every language, with the same placeholders, and with none empty."""
    assert {} == {key: sorted(said) for key, said in PATTERNS.items() if set(LANGUAGES) != set(said)}
    assert {} == {
        key: found
        for key, said in PATTERNS.items()
        if len(found := {frozenset(_placeholders(pattern)) for pattern in said.values()}) != 1
    }
    assert [] == sorted(key for key, said in PATTERNS.items() if not all(said.values()))


def test_every_pattern_is_said() -> None:
    """A pattern is named in the code of the wording, or belongs to a family that is asked for by word."""
    named = {first or second for first, second in NAMED.findall(SOURCES)} | {"page.what", "page.amount"}

    assert [] == sorted(key for key in PATTERNS.keys() - named if not key.startswith(FAMILIES))


def test_chinese_has_chinese_signs() -> None:
    """Chinese patterns hold no stops or brackets of English writing."""
    assert [] == sorted(key for key, said in PATTERNS.items() if set(said["zh-CN"]) & set(",;()!?"))


def test_conditions_use_the_same_names() -> None:
    """A fact is called the same in Chinese here and in the sentence of what a rule needs."""
    assert dict(FACTS) == {fact: PATTERNS[f"fact.{fact}"]["zh-CN"] for fact in FACTS}


def test_unknown_language_is_refused() -> None:
    """A language without wording is refused by its code."""
    with pytest.raises(UnknownLanguageError, match=r"^fr$"):
        language_of("fr")


def test_parts_are_not_patterns() -> None:
    """Braces in data stay braces."""
    assert "“{0.__class__}”" == say("quoted", "en", text="{0.__class__}")


def test_word_without_a_name_stands_for_itself() -> None:
    """A recipient the catalogue does not know is named as the programme names it."""
    assert ["the carrier", "Bee Ltd"] == [
        say_known("recipient", word, "en") for word in ("carrier", "Bee Ltd")
    ]


def test_no_words_take_the_place_of_others() -> None:
    """A key stands in one part of the catalogue only: what is joined later would hide it."""
    parts = [part for name, part in vars(catalogue).items() if name.endswith("_PATTERNS")]
    keys = Counter(key for part in parts for key in part)

    assert len(parts) > 10
    assert [] == [key for key, times in keys.items() if times > 1]
