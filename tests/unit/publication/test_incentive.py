"""What is given for data: asked for where a personal fact gives something, and told before anybody joins."""

from datetime import date
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import Programme, compile_programme
from loyalty.publication.looking import look_over
from loyalty.use_cases.privacy.show_notice_at_collection import notice_of

FINDINGS = Path(__file__).parents[2] / "findings"
MISTAKEN = (FINDINGS / "NFI_MISSING.yaml").read_text(encoding="utf-8")
TODAY = date(2026, 11, 26)
INCENTIVE = """
incentive:
  summary: {en: "Ten percent off.", zh-CN: 九折。}
  join:    {en: "Fill the form in.", zh-CN: 填写表格。}
  leave:   {en: "Say so.", zh-CN: 告知即可。}
  value:   4.20
  method:  {en: "The discount of last year, by member.", zh-CN: 去年优惠的人均成本。}
"""


def _programme(rules: str, mistaken: str = MISTAKEN) -> Programme:
    source = dict(read_rule_folder(FINDINGS / "base").source)
    for name in ("jurisdictions", "facts", "basket"):
        source.pop(f"{name}.yaml")
    compiled = compile_programme(source | {"rules.yaml": mistaken + rules})
    assert compiled.programme is not None, [str(finding) for finding in compiled.findings]
    return compiled.programme


def test_who_states_it_may_publish_and_others_may_not() -> None:
    """California asks for it where a personal fact gives something; with it nothing is found."""
    codes = [[each.code for each in look_over(_programme(rules), TODAY)] for rules in ("", INCENTIVE)]

    assert [["NFI_MISSING"], []] == codes


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Ten percent off.", "Fill the form in.", "Say so.", "€4.20", "by member")),
        ("zh-CN", ("九折", "填写表格", "告知即可", "€4.20", "人均成本")),
    ],
)
def test_the_notice_says_all_of_it(language: str, words: tuple[str, ...]) -> None:
    """The notice has every part in the reader's language, and another fingerprint than without it."""
    plain, told = (notice_of(_programme(rules), language) for rules in ("", INCENTIVE))
    text = "\n".join(told.sentences)

    assert [] == [word for word in words if word not in text]
    assert plain.shown.sha256 != told.shown.sha256


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        ("id: newsletter, name: {en: News, zh-CN: 新闻}", ["NFI_MISSING"]),
        ("id: hello, name: {en: Complete your profile, zh-CN: 你好}", ["NFI_MISSING"]),
        ("id: hello, name: {en: Hello, zh-CN: 完善个人资料}", ["NFI_MISSING"]),
        ("id: partners, event: data-shared, name: {en: Partners, zh-CN: 伙伴}", ["NFI_MISSING"]),
        ("id: opinion, name: {en: Answer our survey, zh-CN: 意见}", ["NFI_MISSING"]),
        ("id: opinion, name: {en: Tell us, zh-CN: 填写问卷}", ["NFI_MISSING"]),
        ("id: surveyor, name: {en: A visit of our surveyor, zh-CN: 上门}", []),
        ("id: sign-up, name: {en: Signing up, zh-CN: 注册}", []),
        ("id: review, name: {en: Share a review of our data plans, zh-CN: 评价}", []),
        ("id: paperless, name: {en: Opt in to paperless bills, zh-CN: 电子账单}", []),
        ("id: check-in, name: {en: Check in at the low-profile counter, zh-CN: 签到}", []),
    ],
)
def test_points_for_telling_data_are_given_for_data(event: str, codes: list[str]) -> None:
    """A newsletter, a filled profile, a survey and shared data are paid for; joining and visits are not."""
    plain = MISTAKEN.replace("member.visits >= 10", 'line.category == "tea"')
    rules = f"events:\n  - {{{event}, points: 5, once_per: member}}\n"
    assert codes == [each.code for each in look_over(_programme(rules, plain), TODAY)]


def test_points_on_a_personal_day_are_given_for_it() -> None:
    """Who is given points on their birthday told it for them; the day of joining is nobody's data."""
    day = "  member.birth_day_month: {is: day_month, label: personal, purpose: [treat], assessment: p-1}\n"
    plain = MISTAKEN.replace("member.visits >= 10", 'line.category == "tea"').replace(
        "basket:", day + "basket:"
    )
    codes = []
    for of in ("member.birth_day_month", "history.enrolled"):
        of_day = f"once_per: year, anniversary: {{of: {of}, leap_day: 02-28}}"
        event = f"{{id: treat, name: {{en: Treat, zh-CN: 礼}}, points: 5, {of_day}}}"
        codes.append([each.code for each in look_over(_programme(f"events:\n  - {event}\n", plain), TODAY)])
    assert [["NFI_MISSING"], []] == codes
