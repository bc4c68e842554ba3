"""What is the number of a card, and what looks alike and is none."""

import pytest

from loyalty.kernel.card_door import card_number_places
from loyalty.kernel.card_numbers import (
    PanDetected,
    cut_card_number,
    holds_card_number,
    refuse_card_numbers,
    without_card_numbers,
)


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111",
        "4222222222222",
        "378282246310005",
        "3782 822463 10005",
        "30569309025904",
        "6011-1111-1111-1117",
        "5555.5555.5555.4444",
        "2223 0031 2200 3222",
        "6212 3456 7890 1232",
        "3530111333300000",
        "card 4111 1111 1111 1111 12/29",
        "7 4111 1111 1111 1111",
        "4111/1111/1111/1111",
        "4111:1111:1111:1111",
        "(4111) (1111) (1111) (1111)",
        "4111  -  1111 -- 1111 . 1111",
        "４１１１　１１１１　１１１１　１１１１",
        "٤١١١١١١١١١١١١١١١",
        "四一一一 一一一一 一一一一 一一一一",
        "4\u200b111\u200b1111\u00a01111‑1111",
        "ref4111111111111111x",
        "4111\t1111\t1111\t1111",
        "4111\r\n1111\r\n1111\r\n1111",
        "4111/1111-1111 1111",
        "4111,1111,1111,1111",
        "card;3782;822463;10005;12/29",
        "4111 dash 1111 dash 1111 dash 1111",
        "99:41/11/11/11/11/11/11/11",
    ],
)
def test_a_card_number_is_found_however_it_is_written(text: str) -> None:
    """Published test numbers of the schemes are found in every spelling of digits and gaps."""
    assert holds_card_number(text)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("4111111111111112", "the check digit is wrong"),
        ("1234567890123452", "no issuer has this prefix"),
        ("4006381333931", "an article number by its own check digit"),
        ("+49 151 23456789", "a telephone number"),
        ("4155550132", "ten digits"),
        ("8e03978e-40d5-43e8-bc93-6894a57f9324", "an id made by chance"),
        ("302-1234567-1234560", "an order id of a market place"),
        ("2026-11-22T10:00:00.123456+01:00", "a time"),
        ("30.11.2026 10:00:00", "a time as it is written by hand"),
        ("1764154940123", "milliseconds since 1970"),
        ("4000, 5000, 6000, 7000, 8000", "numbers of a list"),
        ("4111, 1111, 1111, 1111", "numbers of a list"),
        ("1001,4111,1111,1111,1111", "numbers of a list that begins before"),
        ("4111,1111,1111,1111,1001", "numbers of a list that goes on"),
        ("41111111,11111111", "two ids side by side"),
        ("- 4111\n- 1111\n- 1111\n- 1111", "numbers of a list, one a line"),
        ("41111\n11111\n111111", "lines that end elsewhere than groups on a card"),
        ("4111 11:11 1111/1111", "signs that change elsewhere than groups on a card"),
        ("0000000000000000", "nothing but noughts"),
    ],
)
def test_what_looks_alike_passes(text: str, because: str) -> None:
    """Ids, article numbers, telephone numbers and times are no card numbers."""
    assert not holds_card_number(text), because


def test_a_number_that_is_cut_is_found_over_neighbours() -> None:
    """Pieces in fields side by side are one number; decimal numbers and days are no pieces."""
    assert (1, 4) == cut_card_number(["note", "4111", "1111", "1111", "1111"])
    assert (0, 1) == cut_card_number(["41111111", "1111 1111"])
    assert cut_card_number(["41111111", "x", "11111111"]) is None
    assert cut_card_number(["411111111111", "1111.0"]) is None
    assert (0, 2) == cut_card_number(["3782", "822463", "10005"])


def test_ids_side_by_side_are_no_number() -> None:
    """Numbers that end elsewhere than the groups on a card are ids of different things."""
    assert cut_card_number(["411111", "11111", "11111"]) is None


def test_the_number_is_masked_and_the_rest_kept() -> None:
    """Every number in a text gives way to two words; what stands around it stays."""
    assert "a [card number], b [card number]" == without_card_numbers(
        "a 4111-1111-1111-1111, b 378282246310005"
    )
    assert "4006381333931" == without_card_numbers("4006381333931")


def test_places_are_told_and_never_the_number() -> None:
    """Places in plain data are pointed at; a name that is a number is told of by its object."""
    data = {
        "note": "4111 1111 1111 1111",
        "amount": 4111111111111111,
        "deep": [{"a": "41111111", "b": "11111111"}, {"4111111111111111": 1}],
        "sku": "4006381333931",
    }

    assert ["/note", "/amount", "/deep/0/a", "/deep/1"] == card_number_places(data)


def test_the_refusal_names_fields() -> None:
    """The refusal has the names of the fields and no digit of the number."""
    with pytest.raises(PanDetected) as refused:
        refuse_card_numbers({"name": "Ada", "note": "4111111111111111"})

    assert ("note",) == refused.value.pointers
    assert "4111" not in f"{refused.value} {refused.value.facts}"
