"""Columns hold for narrow and wide characters, and nothing that steers a terminal gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.wording.columns import clean, table, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("会员等级", 8), ("€25.59", 6), ("−1", 2), ("（含）", 6), ("e\u0301", 1), ("", 0)],
)
def test_width(text: str, columns: int) -> None:
    """Chinese characters and full-width signs take two columns, combining marks none."""
    assert columns == width(text)


def test_wrap_breaks_english_between_words() -> None:
    """English breaks at blanks, which do not stand at a line's end."""
    assert ["one two", "three"] == wrap("one two three", 9)


def test_wrap_keeps_stops_with_what_they_end() -> None:
    """Chinese breaks between characters, but no line begins with a stop or ends with an open bracket."""
    assert ["应付总", "额，", "（含全", "部）"] == wrap("应付总额，（含全部）", 7)


def test_wrap_keeps_a_date() -> None:
    """A Chinese date stays on one line with the stop behind it."""
    assert ["至", "2027年1月31日。"] == wrap("至 2027年1月31日。", 16)


@given(
    text=st.text(st.sampled_from("ab c 会员（），。“” 12"), max_size=60),
    columns=st.integers(min_value=8, max_value=20),
)
def test_wrap_loses_nothing(text: str, columns: int) -> None:
    """Whatever is wrapped is all there afterwards but for blanks."""
    assert text.replace(" ", "") == "".join(wrap(text, columns)).replace(" ", "")


def test_table_stands_in_columns() -> None:
    """Every row of a table is as wide as the others, whatever the script."""
    lines = table(["区间", "Amount"], [["0–10", "€1.00"], ["超过 10", "€10.00"]])

    assert ["区间     Amount", "0–10      €1.00", "超过 10  €10.00"] == lines
    assert 1 == len({width(line) for line in lines})


def test_clean() -> None:
    """Terminal codes, line breaks and signs that turn the writing are replaced; letters stay."""
    assert "a\ufffd[2Jb\ufffdc\ufffdd\ufffd é会" == clean("a\x1b[2Jb\nc\u202ed\ud800 é会")
