"""A standing in English and Chinese."""

from typing import Any

import pytest

from loyalty.wording.members.standing import progress_sentences, standing_wording
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


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_standing_is_said_whole(language: str) -> None:
    """The tier, the way up, what keeping asks for, and how it came about, without a bare key."""
    text = laid_out(standing_wording(DOCUMENT, language), language)

    assert "silver" in text
    assert "2027" in text
    assert "standing." not in text
