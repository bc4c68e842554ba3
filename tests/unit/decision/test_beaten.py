"""A rule that applied, but was not the best, is named among what did not apply."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from loyalty import sumcheck
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import decide
from loyalty.decision.explain import Document, Heading, explain
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import Participant, situate
from loyalty.decision.telling.views import View, seen
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.wording.text import as_text

TEA_WEEK = datetime(2026, 12, 8, 9, tzinfo=UTC)
AFTERWARDS = datetime(2026, 12, 22, 9, tzinfo=UTC)
MORE = """
      - id: tea-small
        name: {en: Small tea offer, zh-CN: 茶叶小优惠}
        when: line.category == "tea"
        percent: 1%
"""


def two_offers() -> Programme:
    """Compile anew a programme with an offer of 1 % beside the tea week, which takes 10 %."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    source["basket.yaml"] = source["basket.yaml"].replace("    rules:\n", f"    rules:{MORE}", 1)
    programme = compile_programme(source).programme
    assert programme is not None
    return programme


def explained(tier: str, programme: Programme, at: datetime = TEA_WEEK) -> Document:
    """Explain a packet of tea, in tea week if nothing else is said."""
    line = BasketLine("1", "sencha", Fraction(1), Fraction(1000), {"category": "tea", "brand": "other"})
    who = Participant(enrolled=True, tier=tier, history={"history.points_month": 0})
    decision = decide(programme, situate(programme, Basket((line,), {"channel": "shop"}), at, who))
    return explain(decision, Heading("exp", "quote"), for_nobody(decision))


def test_the_rule_that_was_not_the_best_is_named_with_the_one_that_was() -> None:
    """10 % beats 1 %: both applied, one is shown as a line, the other says what was better."""
    document = explained("blue", two_offers())
    beaten = {
        item["rule"]: item["beaten_by"]["rule"] for item in document["not_applied"] if "beaten_by" in item
    }

    assert {"tea-small": "tea-week"} == beaten
    assert [] == sumcheck.check(document)
    assert "another was better: Tea week" in as_text(document, "en")
    assert "已采用更优惠的规则：茶叶周" in as_text(document, "zh-CN")


def test_what_was_taken_is_not_beaten() -> None:
    """The best rule stands among the lines, not among what did not apply."""
    document = explained("gold", two_offers())

    assert "tea-week" in {line["rule"]["id"] for line in document["lines"]}
    assert "tea-week" not in {item["rule"] for item in document["not_applied"]}


def test_what_is_told_of_a_beaten_rule_is_of_this_basket() -> None:
    """Whatever was told before: each is told as by a programme that never told anything."""
    programme = two_offers()
    for tier in ("silver", "gold", "silver"):
        told = explained(tier, programme, AFTERWARDS)
        assert explained(tier, two_offers(), AFTERWARDS) == told


def test_a_customer_sees_what_the_better_rule_is_called_alone() -> None:
    """Ids of rules and steps stay with the shop, those of the better rule too."""
    shown = seen(explained("blue", two_offers()), View.BUYER)["not_applied"]

    (better,) = [item["beaten_by"] for item in shown if "beaten_by" in item]
    assert {"label"} == set(better)
