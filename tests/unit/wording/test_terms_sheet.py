"""The terms of a programme are made from its rules: every term stands there, and changes with its rule."""

from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import Programme, compile_programme
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.rules.sentences import rule_sentences
from loyalty.wording.rules.terms import LEFT_OUT, terms_sheet

RULES = Path(__file__).parents[3] / "rules" / "corner-coffee"


def coffee(**changed: tuple[str, str]) -> Programme:
    """Give the programme with one text of a file replaced by another."""
    source = dict(read_rule_folder(RULES).source)
    for file, (before, after) in changed.items():
        assert before in source[f"{file}.yaml"]
        source[f"{file}.yaml"] = source[f"{file}.yaml"].replace(before, after)
    source.pop("examples.yaml")
    compiled = compile_programme(source)
    assert compiled.programme is not None, compiled.findings
    return compiled.programme


def test_a_text_that_is_given_in_each_language_is_told_in_the_readers_own() -> None:
    """Who hears complaints stands on the sheet as its rule says it in that language, and in no other."""
    english, chinese = "the data protection authority of your country", "您所在国家的数据保护机构"

    told = [
        "\n".join(line for s in terms_sheet(coffee().shape, each) for line in s.sentences)
        for each in LANGUAGES
    ]
    assert [(True, False), (False, True)] == [(english in text, chinese in text) for text in told]
    assert not any("{" in text for text in told)


def test_choices_and_tiers_are_called_as_members_read_them() -> None:
    """A condition says the words of a choice, and a tier its own, in the reader's language; no bare ids."""
    forever = coffee(earn=("after: 24 months", "never_for: [gold], after: 24 months"))
    told = "\n".join(line for part in terms_sheet(forever.shape, "zh-CN") for line in part.sentences)

    said = (
        "商品类别为 礼品卡",
        "商品品牌为 自有",
        "订单渠道为 应用 或 网页",
        "等级 银卡（silver）",
        "对 金卡 永不到期",
    )
    assert said == tuple(each for each in said if each in told)
    assert "The tier silver:" in "\n".join(
        line for part in terms_sheet(forever.shape, "en") for line in part.sentences
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_that_is_a_term_is_on_the_sheet_once(language: str) -> None:
    """The sheet has the sentence of every rule a member is bound by, and no other sentence."""
    shape = coffee().shape
    expected = [one.text for one in rule_sentences(shape, language) if one.part not in LEFT_OUT]

    told = [line for section in terms_sheet(shape, language) for line in section.sentences]
    assert sorted(expected) == sorted(told)
    titles = [section.title for section in terms_sheet(shape, language)]
    assert len(set(titles)) == len(titles) == 7


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("earn", "{points: 1, for_each", "{points: 2, for_each"),
        ("earn", "after: 24 months", "after: 36 months"),
        ("redeem", "at_least: 500", "at_least: 600"),
        ("tiers", "500.00", "600.00"),
        ("plans", "amount: 49.00", "amount: 39.00"),
    ],
)
def test_a_rule_that_changes_changes_the_sheet(file: str, before: str, after: str) -> None:
    """Earning, ends, what points are worth, tiers and prices: none changes without its sentence."""
    for language in LANGUAGES:
        was, now = (
            terms_sheet(each.shape, language) for each in (coffee(), coffee(**{file: (before, after)}))
        )
        assert was != now
        assert 1 == sum(a != b for a, b in zip(was, now, strict=True))
