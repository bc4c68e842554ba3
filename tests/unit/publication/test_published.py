"""What makes a price differ between members can be read before it counts, whatever is known of them by it."""

import pytest

from tests.unit.publication.trying import codes_of

SEGMENTS = """
segments:
  - {id: s, name: {en: S, zh-CN: 组}, when: 'history.orders >= 3', at_least_members: 50, purpose: [s]}
"""
RULE = """
  discounts:
    combine: best
    rules: [{id: r, name: {en: Off, zh-CN: 减}, when: '%s', percent: 10%%, from: 2026-12-05, published: %s}]
"""
LATE = {"UNDISCLOSED_DIFFERENT_PRICE"}


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ('member.tier == "gold"', LATE),
        ("member.enrolled", LATE),
        ("history.orders >= 3", LATE),
        ("member.segment.s", LATE),
        ('member.tier == "gold" and line.category == "tea"', LATE),
        ('line.category == "tea"', set()),
    ],
)
def test_a_price_of_some_members_that_is_told_late(when: str, codes: set[str]) -> None:
    """A tier, membership, history and a segment make prices differ; what is bought does not."""
    china = "jurisdictions: [CN]\n"

    assert codes == codes_of("", RULE % (when, "2026-12-06"), jurisdictions=china, segments=SEGMENTS)
    assert set() == codes_of("", RULE % (when, "2026-12-05"), jurisdictions=china, segments=SEGMENTS)
