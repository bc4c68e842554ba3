"""What use cost, in words: parts by their names, times by when they begin, shares as shares."""

from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import decide
from loyalty.decision.explain import OFFERED, Heading, explain
from loyalty.decision.programme import compile_programme
from loyalty.decision.situate import Participant, situate_usage
from loyalty.decision.telling.views import View, seen
from loyalty.decision.use import CouponState, Measured, Stretch, Usage
from loyalty.language.facts import BUILT_IN
from loyalty.language.occasions.belonging import OF_BELONGING
from loyalty.language.occasions.moments import OF_EVENT, OF_HISTORY, OF_TIME
from loyalty.language.readers.words import default_names
from loyalty.wording.compose import viewed
from loyalty.wording.text import as_text, without_codes
from tests.unit.wording.bills.samples import invoice

RULES = Path(__file__).parents[3] / "rules" / "cloud-desk"
AT = datetime(2026, 2, 20, 10, tzinfo=UTC)
SEVERAL, ALONE = (("2026-02-01", 10, 5), ("2026-02-11T09:00:00", 18, 12)), (("2026-01-29T10:00:00", 3, 5),)
"""Times of a period: when each begins, how many of 28 days it has, for how many seats."""


@cache
def told(times: tuple[tuple[str, int, int], ...] = SEVERAL) -> dict[str, Any]:
    """Give what a period of the plan `team` would come to."""
    programme = compile_programme(read_rule_folder(RULES).source).programme
    assert programme is not None
    used = {"api-calls": Measured.of(Fraction(40_000)), "storage": Measured.of(Fraction(25))}
    usage = Usage(
        "team",
        used,
        {"member.country": "DE"},
        stretches=tuple(Stretch(begins, days, 28, Fraction(seats)) for begins, days, seats in times),
        coupons={"welcome": CouponState()},
        currency="EUR",
    )
    part, situation = situate_usage(programme, usage, AT, Participant(enrolled=True, tier="basic"))
    decision = decide(programme, situation, part)
    return explain(decision, Heading("exp_x1", "usage", status=OFFERED), for_nobody(decision))


def flat(language: str, times: tuple[tuple[str, int, int], ...] = SEVERAL) -> str:
    """Give the text for a customer in one line."""
    return " ".join(as_text(told(times), language).split())


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ("use of API calls (", "number of Single sign-on (", "whether the coupon Welcome holds (")),
        ("zh-CN", ("API调用用量", "单点登录数量", "优惠券新客优惠是否有效", "首个计费周期：是")),
    ],
)
def test_parts_of_the_programme_have_their_names(language: str, names: tuple[str, ...]) -> None:
    """A meter, an add-on and a coupon are called what members read, and no id of theirs is told."""
    text = flat(language)
    found = text if language == "en" else text.replace(" ", "")

    assert [] == [name for name in names if name not in found]
    assert [] == [part for part in ("api-calls", "single-sign-on", "first period：") if part in text]


def test_every_fact_there_always_is_has_a_name_in_chinese() -> None:
    """Whatever a rule may ask for without declaring it, a condition says in Chinese."""
    always = {*BUILT_IN, *OF_EVENT, *OF_HISTORY, *OF_TIME, *OF_BELONGING}

    assert set() == {name for name in always if default_names(name, "zh-CN").isascii()}


def test_a_time_of_a_period_is_called_by_its_beginning() -> None:
    """Of two times each says when it begins, of one none does."""
    several, alone = flat("en"), flat("en", ALONE)

    assert "1 February 2026: 0–3, free" in several
    assert "11 February 2026 09:00: 0–3, free" in several
    assert "Amount 0–3, free" in alone


def test_a_share_of_a_period_is_no_rounding() -> None:
    """A customer too is told that an amount is for a part of the period."""
    text = flat("en")

    assert "Sum €72.00; for this part of the period €46.29" in text
    assert "rounded" not in text
    assert {"line", "row", "whole"} <= set(seen(told(), View.BUYER)["slices"][0])


def test_an_estimate_promises_nothing() -> None:
    """It is no bill, and cannot be taken however long one waits."""
    document = {**told(), "course": {"status": OFFERED, "earlier": [], "later": []}}
    said = as_text(document, "en")

    assert "Estimate exp_x1, made at" in said
    assert "It is an estimate: it promises no price, and the bill decides." in said
    assert "can be taken" not in said
    assert "Estimate explained" == viewed(document, "en", View.BUYER).title
    quote = {**document, "kind": "quote", "valid_until": "2026-02-21T10:00:00Z"}
    assert "It is offered and can be taken." in as_text(quote, "en")


def test_no_terminal_code_goes_elsewhere() -> None:
    """The text for an agent is the same without them."""
    text = as_text(told(), "en", view=View.AGENT)

    assert "\x1b[2m[team.seats plans.yaml:9:7]\x1b[22m" in text
    assert "Seats [team.seats plans.yaml:9:7] " in without_codes(text)
    assert "\x1b" not in without_codes(text)


def test_a_customer_is_told_lines_by_their_names() -> None:
    """The keys by which lines of bills are told apart are for staff."""
    bill = invoice()
    keys = [[line.get("key") for line in seen(bill, view)["lines"]] for view in View]

    own = [line["key"] for line in bill["lines"]]
    assert [[None] * len(own), own, own] == keys
    assert [line["label"] for line in bill["lines"]] == [
        line["label"] for line in seen(bill, View.BUYER)["lines"]
    ]
