"""Chinese identity numbers are found in every spelling, and what looks alike is not taken for one."""

import pytest

from loyalty.kernel.identity_numbers import holds_identity_number


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "id 11010519491231002x, thanks",
        "110105 19491231 002X",
        "110105-1949-12-31-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "ID11010519491231002X",
        "身份证11010519491231002X号",
        "110105\u201319491231\u2013002X",
        "1101\u200b0519491231\u200b002X",
        "1101 0519 4912 3100 2X",
        "110105\u00a019491231\u00a0002X",
        "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X",
        "%31%31010519491231002X",
    ],
)
def test_an_identity_number_is_found_however_it_is_written(text: str) -> None:
    """Gaps, width and case change nothing."""
    assert holds_identity_number(text)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("110105194912310021", "its check digit is wrong"),
        ("110105194913310025", "there is no such month"),
        ("100105194912310025", "there is no such province"),
        ("31001220261127001X", "nobody was born on the day of an order"),
        ("911010519491231002X", "it is longer"),
        ("ID911010519491231002X", "it is longer, behind letters too"),
        ("110105  19491231  002X", "columns of a table stand apart"),
        ("110105,19491231,002X", "it is a list"),
        ("2026-11-27T10:00:00Z", "it is an instant"),
    ],
)
def test_what_looks_alike_is_no_identity_number(text: str, because: str) -> None:
    """Ids of orders and articles pass."""
    assert not holds_identity_number(text), because
