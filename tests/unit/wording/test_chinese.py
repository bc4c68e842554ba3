"""Who reads Chinese reads Chinese: no English word is left in what is told of the demonstration programme."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.baseline import for_nobody
from loyalty.decision.explain import Heading, explain
from loyalty.decision.programme import compile_programme
from loyalty.decision.situate import NOBODY, Participant
from loyalty.decision.telling.views import View, seen
from loyalty.wording.compose import viewed
from loyalty.wording.page import file_of
from loyalty.wording.text import as_text
from tests.unit.decision.making import decided, line

RULES = Path(__file__).parents[3] / "rules" / "corner-coffee"
NAMES = re.compile(
    r"Corner Coffee GmbH|service@corner-coffee\.example|HRB 12345|Europe/Berlin|corner-coffee|\bsku\b|EUR"
    r"|loyalty explain \w+|python -m loyalty\.sumcheck FILE|exp_\w+|\b[0-9a-f]{12}\b|RFC \d+|\bDE\b"
)
"""Names, addresses, codes and commands, which are the same in every language."""
DAY = datetime(2026, 12, 8, 10, tzinfo=UTC)
LATIN = re.compile(r"[A-Za-z]{2,}")


def told() -> Iterator[dict[str, Any]]:
    """Give explanations of baskets of every category, by every way, of nobody and of members of each tier."""
    programme = compile_programme(read_rule_folder(RULES).source).programme
    assert programme is not None
    for who in (NOBODY, *(Participant(enrolled=True, tier=tier, facts={}) for tier in ("blue", "gold"))):
        for category, brand, channel, way in (
            ("coffee", "own", "app", "home"),
            ("tea", "other", "web", "collect"),
            ("gear", "other", "shop", "collect"),
            ("gift-card", "other", "shop", "home"),
        ):
            bought = line("12.00", "2", category=category, brand=brand)
            order = {"channel": channel, "delivery": way}
            decision = decided(programme, bought, who=who, order=order, at=DAY)
            heading = Heading("exp_x1", "receipt", identified=who.enrolled)
            yield explain(decision, heading, for_nobody(decision))


def test_no_english_word_is_left_in_chinese() -> None:
    """Choices, tiers, reasons, alternatives, routes: in text and on a page, for a customer and an agent."""
    found = set[str]()
    for document in told():
        texts = [as_text(document, "zh-CN", view=View.BUYER)]
        page = file_of(viewed(seen(document, View.BUYER), "zh-CN", View.BUYER), "zh-CN")
        body = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]*>", " ", page, flags=re.DOTALL)
        agent = re.sub(r"\[[^\]]*\]|\x1b\[\d+m", "", as_text(document, "zh-CN", view=View.AGENT))
        for text in (*texts, body, agent):
            found |= set(LATIN.findall(NAMES.sub("", text)))

    assert set() == found


def test_words_are_of_values_that_there_are() -> None:
    """Words for no choice of the fact are a finding at their place, with what may be meant."""
    source = dict(read_rule_folder(RULES).source)
    source["facts.yaml"] = source["facts.yaml"].replace("words: {own:", "words: {owm:")
    [finding] = compile_programme(source).findings

    assert ("E412", "`owm` is no value of `line.brand`") == (finding.code, finding.message)
    assert "own" in finding.help
    assert finding.span is not None
    assert "facts.yaml" == finding.span.file


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_an_authority_may_be_an_address(language: str) -> None:
    """`complain_to` as one text stands as it is in every language."""
    source = dict(read_rule_folder(RULES).source)
    source["programme.yaml"] = re.sub(
        r"complain_to: .*", "complain_to: dpa@state.example", source["programme.yaml"]
    )
    programme = compile_programme(source).programme
    assert programme is not None
    decision = decided(
        programme, line("12.00", "2", category="tea", brand="own"), order={"channel": "app"}, at=DAY
    )

    assert "dpa@state.example" in as_text(
        explain(decision, Heading("exp_x1", "receipt"), for_nobody(decision)), language
    )
