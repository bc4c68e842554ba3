"""What verifying says of one place, in the reader's language."""

import pytest

from loyalty.seals.difference import differences
from loyalty.wording.seals import detail_said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["/lines/1: expected 2, found nothing", '/note: expected nothing, found "nothing"']),
        ("zh-CN", ["/lines/1：应为 2，实为 （无）", '/note：应为 （无），实为 "nothing"']),
    ],
)
def test_what_is_missing_or_too_many_is_said(language: str, said: list[str]) -> None:
    """A line that is not there, and one that nobody sealed; a text that reads "nothing" stays one."""
    found = differences({"lines": [1, 2]}, {"lines": [1], "note": "nothing"})

    assert said == [detail_said(each, language) for each in found]
