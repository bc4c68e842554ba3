"""What is known of a person raises no fee, also where it is said to be for carriage."""

import pytest

from tests.unit.publication.trying import codes_of

FEE = (
    "  fees: [{id: carriage, name: {en: Carriage, zh-CN: 运费}, amount: 2.00, when: 'WHEN', "
    "purpose: carriage, recipient: carrier, refundable: false, taxed_as: coffee}]\n"
)


@pytest.mark.parametrize(
    ("fact", "when", "raised"),
    [
        ("is: quantity, label: personal, purpose: [carriage], default: 0", "member.x > 100", True),
        ("is: truth, label: personal, purpose: [carriage], default: false", "member.x", True),
        ("is: truth, label: personal, purpose: [carriage], default: false", "member.island", False),
        (
            "is: quantity, label: personal, purpose: [carriage], default: 0",
            "member.distance_km > 20",
            False,
        ),
        ("is: quantity, label: transaction, purpose: [carriage], default: 0", "member.x > 100", False),
        ("is: choice, of: [a, b], label: personal, purpose: [carriage]", 'member.x == "a"', False),
    ],
)
def test_a_fee_for_carriage_by_what_is_no_place(fact: str, when: str, *, raised: bool) -> None:
    """How heavy somebody is says not where anything goes; a zone and a distance do."""
    codes = codes_of(f"{when.partition(' ')[0]}: {{{fact}}}", FEE.replace("WHEN", when))

    assert raised == ("PERSONAL_DATA_RAISES_PRICE" in codes)
