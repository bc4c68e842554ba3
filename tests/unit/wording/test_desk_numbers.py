"""What each number of a document is called on the reviewer's desk."""

import pytest

from loyalty.wording.desk.numbers import named_numbers
from tests.unit.wording.samples import basket

ALTERNATIVES = [
    {"change": "choice", "facts": {"order.delivery": "collect"}, "total": 4700},
    {"change": "next_tier", "facts": {"member.tier": "black"}, "total": 4900},
    {"change": "without_membership", "facts": {}, "total": 5520},
]
NAMES = {
    "en": ["“collect” (delivery)", "With the tier black", "Price without membership"],
    "zh-CN": ["“collect”（配送方式）", "会员等级为 black 时", "非会员同条件价格"],
}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_each_alternative_says_what_is_otherwise(language: str) -> None:
    """Two other choices do not look alike: each total stands beside the choice it would be for."""
    document = basket() | {"alternatives": ALTERNATIVES}
    numbers = [
        {"number": f"/alternatives/{n}/total", "value": str(each["total"])}
        for n, each in enumerate(ALTERNATIVES)
    ]

    assert NAMES[language] == [each["name"] for each in named_numbers(document, numbers, language)]
