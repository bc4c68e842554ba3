"""What may be kept of what somebody writes about a person."""

import pytest

from loyalty.privacy.free_text import (
    FREE_TEXT_MAX,
    HEALTH,
    HEALTH_ELSEWHERE,
    HEALTH_ZH,
    refuse_free_text,
    risk_of,
)
from loyalty.privacy.refusals import FreeTextRisk


@pytest.mark.parametrize(
    "text",
    [
        *(f"my {word}, please" for word in sorted(HEALTH | HEALTH_ELSEWHERE)),
        "Ich bin schwanger.",
        "Mam CUKRZYCĘ",
        "olen raskaana",
        *(f"我{word}了" for word in HEALTH_ZH),
        "PREGNANT",
        "ｐｒｅｇｎａｎｔ",
        "preg\u200bnant",
        "糖 尿 病",
        "card 4111-1111-1111-1111",
        "a" * (FREE_TEXT_MAX + 1),
    ],
)
def test_health_cards_and_long_texts_are_found(text: str) -> None:
    """Each word of both lists is found in whatever case, width and spacing."""
    assert risk_of(text)


@pytest.mark.parametrize(
    "text",
    ["", "I am sick of waiting", "my account was disabled", "order 4711", "价格错误", "a" * FREE_TEXT_MAX],
)
def test_other_texts_pass(text: str) -> None:
    """A complaint in ordinary words is kept."""
    assert risk_of(text) is None


def test_the_refusal_names_the_place_and_never_the_text() -> None:
    """What somebody wrote of their health is not repeated."""
    with pytest.raises(FreeTextRisk) as refused:
        refuse_free_text({"/words": "fine", "/reason": "I am pregnant", "/none": None})

    assert "/reason" == refused.value.facts["pointer"]
    assert "pregnant" not in str(refused.value)
