"""What is given for data: asked for where a personal fact gives something, and told before anybody joins."""

from datetime import date
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import Programme, compile_programme
from loyalty.publication.looking import look_over
from loyalty.use_cases.privacy.show_notice_at_collection import notice_of

FINDINGS = Path(__file__).parents[2] / "findings"
TODAY = date(2026, 11, 26)
INCENTIVE = """
incentive:
  summary: {en: "Ten percent off.", zh-CN: 九折。}
  join:    {en: "Fill the form in.", zh-CN: 填写表格。}
  leave:   {en: "Say so.", zh-CN: 告知即可。}
  value:   4.20
  method:  {en: "The discount of last year, by member.", zh-CN: 去年优惠的人均成本。}
"""


def _programme(rules: str) -> Programme:
    source = dict(read_rule_folder(FINDINGS / "base").source)
    mistaken = (FINDINGS / "NFI_MISSING.yaml").read_text(encoding="utf-8")
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
