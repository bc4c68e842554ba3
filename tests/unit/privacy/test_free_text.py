"""What may be kept of what somebody writes about a person."""

import pytest

from loyalty.privacy.free_text import (
    FREE_TEXT_MAX,
    HEALTH,
    HEALTH_ELSEWHERE,
    HEALTH_ZH,
    fact_risk_of,
    refuse_free_text,
    refuse_reason,
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
        "Ich habe Krebs und war nicht da",
        "mam raka",
        *("I broke my left leg", "She broke her arm.", "he had broken his hip and stayed at home"),
        *(
            "wir hatten Krebs",
            "Sie haben Krebs",
            "er ist an Krebs gestorben",
            "chory na raka",
            "zmarła na raka",
        ),
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
    [
        *(
            "",
            "I am sick of waiting",
            "my account was disabled",
            "order 4711",
            "价格错误",
            "a" * FREE_TEXT_MAX,
        ),
        *(
            "Der Krebs in der Dose fehlt",
            "habe zwei Krebsscheren bestellt",
            "zupa z raka",
            "you broke my cup",
            "The courier broke a table leg of the sofa",
            "broke a chair leg",
            "broke an arm of the sofa",
            "The box had broken a foot pump",
            "broken a left hand drill",
            "The driver broke my foot pump",
            "Lieferung an Krebs GmbH",
            "Die Gäste haben Krebs bestellt",
            "przepis na raka",
        ),
    ],
)
def test_other_texts_pass(text: str) -> None:
    """A complaint in ordinary words is kept."""
    assert risk_of(text) is None


@pytest.mark.parametrize("text", ["my Diabetic  Socks are torn", "diabetic_socks: one is missing"])
def test_goods_are_called_what_they_are(text: str) -> None:
    """What was bought tells of goods where it stands whole, and of a person where it does not."""
    goods = ["diabetic-socks"]

    assert risk_of(text)
    assert risk_of(text, goods=goods) is None
    assert risk_of("I am diabetic, socks are torn, socks!", goods=goods)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("糖尿病饼干", "我买的糖尿病饼干碎了"),
        ("抗过敏 面霜", "抗过敏面霜漏了"),
        ("Women's diabetic socks", "the women’s diabetic socks are torn"),
        ("Women's diabetic socks", "the womens diabetic socks are torn"),
        ("Dr. Foot's Diabetic Socks (3 pack)", "of Dr. Foot's diabetic socks (3 pack) one is missing"),
    ],
)
def test_goods_are_called_so_in_chinese_and_with_an_apostrophe(name: str, text: str) -> None:
    """A name without spaces, and one with other signs between its words, is what was bought."""
    assert risk_of(text)
    assert risk_of(text, goods=[name]) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("糖尿病", "我有糖尿病"),
        ("糖尿病饼干", "我有糖尿病，饼干碎了"),
        ("insulin", "I need insulin"),
        ("12-34", "I am diabetic"),
    ],
)
def test_a_word_of_health_alone_names_no_goods(name: str, text: str) -> None:
    """What is called as an illness alone hides nothing that somebody says of themselves."""
    assert risk_of(text, goods=[name])


@pytest.mark.parametrize(
    "text",
    [
        "No allergies",
        "No known allergies",
        "vegan, no allergies",
        "keine Allergien",
        "brak alergii",
        "无过敏史",
        "没有过敏",
        "Cancer (zodiac)",
        "Star sign: Cancer",
    ],
)
def test_what_somebody_has_not_and_a_sign_of_the_zodiac_pass(text: str) -> None:
    """That there is nothing to tell, and under which stars somebody was born, is no word of health."""
    assert fact_risk_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "No allergies except nuts",
        "No cancer anymore",
        "no allergies, diabetes",
        "Cancer patient, zodiac unknown",
        "无糖尿病但高血压",
        "no longer pregnant",
        "cancer",
    ],
)
def test_what_takes_a_denial_back_is_found(text: str) -> None:
    """A denial that goes on tells of somebody all the same."""
    assert fact_risk_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org",
        "+49 170 1234567",
        "has diabetes",
        "孕妇",
        "Has Diabetes",
        "Breast Cancer",
        "Type Two Diabetes",
    ],
)
def test_no_fact_says_where_somebody_is_reached_or_how_they_are(text: str) -> None:
    """An address and an illness are kept as no fact of a member."""
    assert fact_risk_of(text)


@pytest.mark.parametrize("text", ["St. Mary Hospital", "Cancer Research", "oat milk", "上海", "10115", "M"])
def test_other_facts_pass(text: str) -> None:
    """A place, a taste, and the name of a house are."""
    assert fact_risk_of(text) is None


def test_the_refusal_names_the_place_and_never_the_text() -> None:
    """What somebody wrote of their health is not repeated."""
    with pytest.raises(FreeTextRisk) as refused:
        refuse_free_text({"/words": "fine", "/reason": "I am pregnant", "/none": None})

    assert "/reason" == refused.value.facts["pointer"]
    assert "pregnant" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "base points +2 2026-11-27",
        "raised by +5 (2026-11-27)",
        "factor +1.5 -> +2.25 (2026-11-27)",
        "points +100 000 000",
        "+100.000.000 CNY budget",
        "a credit of +1 234 567.50 EUR",
        "steps of +0.50 1.00 1.50 2.00",
        "read by the user postgres@db1.internal.",
    ],
)
def test_a_reason_tells_of_numbers_and_days(text: str) -> None:
    """What a rule adds, and from when, is no telephone number."""
    refuse_reason("/reason", text)


@pytest.mark.parametrize(
    "text",
    [
        "+49 170 1234567",
        "+34 612 345 678",
        "+49.30 1234567",
        "+33.6.12.34.56.78",
        "+48 600 000 12 34",
        "+49 30 12345 2026-11-27",
        "2026-11-27 ada@example.org",
        "ada@example.org@db1.internal",
        "ada@shop.internal.example",
    ],
)
def test_a_reason_says_not_where_somebody_is_reached(text: str) -> None:
    """A telephone number is one beside a day, and in groups of three."""
    with pytest.raises(FreeTextRisk):
        refuse_reason("/reason", f"call {text}")
