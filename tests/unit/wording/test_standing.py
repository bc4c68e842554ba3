"""A standing in English and Chinese."""

from typing import Any

import pytest

from loyalty.wording.members.standing import progress_sentences, standing_wording
from loyalty.wording.notices import notice_sentences
from loyalty.wording.text import laid_out

DOCUMENT: dict[str, Any] = {
    "at": "2026-11-25T11:00:00Z",
    "currency": "EUR",
    "exponent": 2,
    "timezone": "Europe/Berlin",
    "standing": {
        "tier": "silver",
        "since": "2026-11-22T09:00:00Z",
        "until": "2027-11-22T23:00:00Z",
        "held": "qualified",
        "for_life": None,
        "reason": None,
    },
    "benefits": [
        {"benefit": "lounge", "name": {"en": "Lounge", "zh-CN": "贵宾室"}, "kind": "truth", "value": "true"},
        {
            "benefit": "answer_hours",
            "name": {"en": "Answer within hours", "zh-CN": "答复小时数"},
            "kind": "quantity",
            "value": "4",
        },
    ],
    "next": {
        "tier": "gold",
        "any_of": True,
        "distances": [
            {
                "measure": "spend",
                "kind": "money",
                "amount": "1880",
                "needed": "2000",
                "missing": "120",
                "by": "2026-12-31",
            },
            {
                "measure": "visits",
                "kind": "quantity",
                "amount": "2",
                "needed": "10",
                "missing": "8",
                "by": None,
            },
        ],
    },
    "keeping": {"tier": "silver", "any_of": False, "distances": []},
    "movements": [
        {
            "at": "2026-11-22T09:00:00Z",
            "cause": "risen",
            "reason": None,
            "from": "blue",
            "to": "silver",
            "measured": [
                {
                    "measure": "spend",
                    "kind": "money",
                    "amount": "500",
                    "needed": "500",
                    "start": "2025-12-31T23:00:00Z",
                    "end": "2026-11-22T09:00:00.000001Z",
                }
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "€120.00 more (spend) to gold by 31\xa0December\xa02026",
                "8 more (visits) to gold",
            ),
        ),
        ("zh-CN", ("2026年12月31日前再累计 €120.00（消费金额）即达gold", "距gold还差 8（到访次数）")),
    ],
)
def test_what_is_missing_is_a_sentence(language: str, said: tuple[str, ...]) -> None:
    """The amount, what it is of, the tier, and the last day where there is one."""
    assert said == progress_sentences(DOCUMENT, language)


def test_a_tier_is_called_by_the_name_that_members_read() -> None:
    """The programme's own name in the reader's language, in the way up, in notices and in what came about."""
    called = {**DOCUMENT, "tier_names": {"gold": {"zh-CN": "金卡"}, "silver": {"zh-CN": "银卡"}}}
    lost = {**called, "tier": "silver", "end": "2027-11-22T23:00:00Z"}

    assert "2026年12月31日前再累计 €120.00（消费金额）即达金卡" == progress_sentences(called, "zh-CN")[0]
    assert "银卡保留至" in notice_sentences("tier", lost, "zh-CN")[0]
    assert "由blue升至银卡" in laid_out(standing_wording(called, "zh-CN"), "zh-CN")


def test_a_wallet_is_called_by_the_name_that_members_read() -> None:
    """Of points that lapse it says which by the wallet's name; a notice kept before says its id."""
    of_stars = {**DOCUMENT, "wallet": "stars", "points": 5, "end": "2027-11-22T23:00:00Z"}
    called = {**of_stars, "wallet_name": {"en": "Stars", "zh-CN": "星星"}}

    assert "（星星）" in notice_sentences("expiry", called, "zh-CN")[0]
    assert "(stars)" in notice_sentences("expiry", of_stars, "en")[0]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_standing_is_said_whole(language: str) -> None:
    """The tier, the way up, what keeping asks for, and how it came about, without a bare key."""
    text = laid_out(standing_wording(DOCUMENT, language), language)

    assert "silver" in text
    assert "2027" in text
    assert "standing." not in text
