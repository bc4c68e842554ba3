"""What a finding says in Chinese: a whole part or none of it, with the writer's own text as it was."""

import pytest

from loyalty.cli.checking.explained import in_chinese


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("unknown key `combin`; did you mean `combine`?", "未知的键 `combin`；您是想写 `combine` 吗？"),
        ("`5 USD` is not a unit price; write `5`", "`5 USD` 不是单价；请写 `5`"),
        ("`a; b` is not a number", "`a; b` 不是数字"),
        ("unknown choice `x`; one of `a`, `b`", "未知的选项 `x`；可选：`a`, `b`"),
        ("a sentence that nobody knows; write `5`", "a sentence that nobody knows；请写 `5`"),
        ("`a` is not a strange thing", "`a` is not a strange thing"),
    ],
)
def test_a_finding_is_told_in_chinese_part_by_part(said: str, expected: str) -> None:
    """No sentence is half in one language, and what is not translated stays as it was."""
    assert expected == in_chinese(said)
