"""Texts for members are refused where they are too long at once, or say what members are told nowhere."""

import pytest

from tests.unit.publication.trying import DISCOUNT, codes_of, discounts

HARD = "TEXT_TOO_HARD"
PLAIN = {
    "new salads": ("New salads", "沙拉新品"),
    "25 words": ("word " * 25, "减"),
    "two sentences": ("word " * 20 + "end. And " + "word " * 20, "减"),
    "a sentence that ends in brackets": ("word " * 20 + "(end.) And " + "word " * 20, "减"),
    "two lines": ("word " * 20 + r"\n" + "word " * 20, "减"),
    "clauses of 45": ("Off", "字" * 45 + "，" + "字" * 45),
    "words that look like names": (
        "Two-for-one on tea-time at www.tea_shop.example or a.b@tea_shop.example",
        "减",
    ),
    "an address of the web": ("Buy at order.at, line.de or order.example/terms", "在 order.at 购买减"),
    "a saying with its words joined": ("All-you-can-eat, first-come-first-served", "减"),
    "a tier of the ladder": ("For gold members", "金卡会员减"),
    "a thing of gold": ("A gold ring and a platinum card", "金卡套餐"),
}
TOO_HARD = {
    "26 words": ("word " * 26, "减"),
    "a sentence gone on with after a semicolon": ("word " * 20 + "; " + "word " * 20, "减"),
    "a sentence gone on with after a short form": ("word " * 20 + "e.g. " + "word " * 20, "减"),
    "words behind strokes": ("word/word " * 13, "减"),
    "a clause of 46": ("Off", "字" * 46),
    "the name of a fact": ("Off by member.tier", "减"),
    "a fact that looks like an address": ("Off by member.id", "减"),
    "a name of the rule files": ("The best_multiplier counts", "减"),
    "the name of a fact in Chinese": ("Off", "按 member.tier 减"),
    "the id of a rule": ("Not with off-2 in one order", "减"),
    "a word of bookkeepers": ("Off where points vested", "减"),
    "a word of theirs in Chinese": ("Off", "过账后减"),
    "a word of marketers": ("Off for high ARPU", "减"),
    "a word of marketers in Chinese": ("Off", "高客单价会员减"),
    "a tier that is not there": ("For platinum members", "减"),
    "a tier that is not there in Chinese": ("Off", "钻石会员减"),
}


MEMBER_ID = "member.id: {is: truth, label: membership}"


def codes(texts: tuple[str, str]) -> set[str]:
    """Give the codes of a discount that is called so in English and in Chinese."""
    rule = DISCOUNT.replace("id: r", "id: off-2")
    for key, text in zip(("en: Off", "zh-CN: 减"), texts, strict=True):
        rule = rule.replace(key, f'{key.partition(":")[0]}: "{text.strip()}"')
    return codes_of(MEMBER_ID, rule % 'line.category == "tea"')


@pytest.mark.parametrize("case", PLAIN)
def test_a_plain_text_is_not_refused(case: str) -> None:
    """Its sentences are short, and what it names is explained or everyday."""
    assert set() == codes(PLAIN[case])


def test_words_joined_are_no_id_where_the_rule_itself_is_called_so() -> None:
    """Of another rule the same words are its id, which members never see."""
    rule = discounts(**{"all-you-can-eat": ('line.category == "tea"', "10%")})
    own = rule.replace("en: Off", 'en: "Tea off, all-you-can-eat"')
    other = discounts(**{"all-you-can-eat": ('line.category == "tea"', "10%"), "r": ("false", "5%")})

    assert set() == codes_of("", own)
    assert {HARD} == codes_of("", other.replace("en: Off", 'en: "Tea off, all-you-can-eat"'))


@pytest.mark.parametrize("case", TOO_HARD)
def test_a_text_that_is_hard_to_read_is_refused(case: str) -> None:
    """It is too long to be read at once, or has a word that members are told nowhere."""
    assert {HARD} == codes(TOO_HARD[case])


@pytest.mark.parametrize(("words", "found"), [(25, set()), (26, {HARD})])
def test_the_authority_that_hears_complaints_is_named_in_plain_words(words: int, found: set[str]) -> None:
    """It stands on every explanation; an address is no sentence."""
    rights = "rights: {human_review: a@b.example, answer_within: 7 days, complain_to: %s}"
    named = f"{{en: '{'word ' * words}', zh-CN: 机构}}"

    assert found == codes_of("", "", rights=rights % named)
    assert set() == codes_of("", "", rights=rights % "a@c.example")
