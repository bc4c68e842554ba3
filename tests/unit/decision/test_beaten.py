"""A rule that applied, but was not the best, is named among what did not apply."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from loyalty import sumcheck
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import decide
from loyalty.decision.explain import Document, Heading, explain
from loyalty.decision.programme import compile_programme
from loyalty.decision.situate import Participant, situate
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.wording.text import as_text

TEA_WEEK = datetime(2026, 12, 8, 9, tzinfo=UTC)
MORE = """
      - id: tea-small
        name: {en: Small tea offer, zh-CN: 茶叶小优惠}
        when: line.category == "tea"
        percent: 3%
"""


def explained(tier: str) -> Document:
    """Explain a packet of tea in tea week, which takes 10 %, beside an offer of 3 %."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    source["basket.yaml"] = source["basket.yaml"].replace("    rules:\n", f"    rules:{MORE}", 1)
    programme = compile_programme(source).programme
    assert programme is not None
    line = BasketLine("1", "sencha", Fraction(1), Fraction(1000), {"category": "tea", "brand": "other"})
    who = Participant(enrolled=True, tier=tier, history={"history.points_month": 0})
    decision = decide(programme, situate(programme, Basket((line,), {"channel": "shop"}), TEA_WEEK, who))
    return explain(decision, Heading("exp", "quote"), for_nobody(decision))


def test_the_rule_that_was_not_the_best_is_named_with_the_one_that_was() -> None:
    """10 % beats 3 %: both applied, one is shown as a line, the other says what was better."""
    document = explained("blue")
    beaten = {
        item["rule"]: item["beaten_by"]["rule"] for item in document["not_applied"] if "beaten_by" in item
    }

    assert {"tea-small": "tea-week"} == beaten
    assert [] == sumcheck.check(document)
    assert "another was better: Tea week" in as_text(document, "en")
    assert "已采用更优惠的规则：茶叶周" in as_text(document, "zh-CN")


def test_what_was_taken_is_not_beaten() -> None:
    """The best rule stands among the lines, not among what did not apply."""
    document = explained("gold")

    assert "tea-week" in {line["rule"]["id"] for line in document["lines"]}
    assert "tea-week" not in {item["rule"] for item in document["not_applied"]}
