"""What members are told apart by can be read, or somebody answers for it."""

import pytest

from tests.unit.publication.trying import DISCOUNT, codes_of


@pytest.mark.parametrize(
    ("choice", "codes"),
    [
        ("of: [a, b], default: a", {"LINEAGE_UNKNOWN"}),
        ('of: ["0", "1"], default: "0"', {"LINEAGE_UNKNOWN"}),
        ("of: [x1, x2], default: x1", {"LINEAGE_UNKNOWN"}),
        ("of: [odd, even], default: even", {"NOT_DETERMINISTIC"}),
        ("of: [a, b], default: a, attested_by: membership desk", set()),
        ("of: [a, b], default: a, words: {a: {en: coffee, zh-CN: 咖啡}, b: {en: tea, zh-CN: 茶}}", set()),
        ("of: [none, s, plus], default: none", set()),
    ],
)
def test_members_in_groups_that_say_nothing_are_no_published_condition(choice: str, codes: set[str]) -> None:
    """Letters and numbers without words could be a hidden draw; words, or who answers for them, say more."""
    first = choice.partition("[")[2].partition(",")[0].strip('"')

    assert codes == codes_of(
        f"member.k: {{is: choice, label: membership, {choice}}}", DISCOUNT % f'member.k == "{first}"'
    )
