"""A segment by what nobody may be grouped by is refused; one by a place for its own purpose is not."""

import pytest

from tests.unit.publication.trying import DISCOUNT, codes_of

TRAIT, PROXY, RIGHTS = "PROTECTED_ATTRIBUTE_FLOW", "PROXY_INPUT_NOT_ALLOWED", "RIGHTS_EXERCISE_FLOW"
GROUPED_BY = {
    "member.age: {is: quantity, label: protected, default: 0}": ("member.age > 60", TRAIT),
    "member.home: {is: text, label: proxy, stands_for: [income], default: x}": (
        'member.home == "10115"',
        PROXY,
    ),
    "member.told_us: {is: truth, label: rights, default: false}": ("member.told_us", RIGHTS),
}
ANY_GROUP = """
segments:
  - {id: some, name: {en: Some, zh-CN: 组}, when: '%s', at_least_members: 50, purpose: [some]}
"""


@pytest.mark.parametrize("fact", GROUPED_BY)
@pytest.mark.parametrize("read", ["member.segment.some", 'line.category == "tea"'])
def test_a_segment_by_what_nobody_may_be_grouped_by_is_told_so(fact: str, read: str) -> None:
    """Whether or not a discount reads it, the code is the catalogue's and no purpose is asked for."""
    when, code = GROUPED_BY[fact]
    assert {code} == codes_of(fact, DISCOUNT % read + ANY_GROUP % when)


def test_a_segment_by_a_place_for_the_purpose_it_is_declared_for_is_not_refused() -> None:
    """Members near a shop may be counted for carriage."""
    home = "member.home: {is: text, label: proxy, purpose: [carriage], stands_for: [income], default: x}"
    group = (ANY_GROUP % 'member.home == "10115"').replace("purpose: [some]", "purpose: [carriage]")
    assert set() == codes_of(home, DISCOUNT % 'line.category == "tea"' + group)
