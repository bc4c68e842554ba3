"""A line that begins in no column of a level is told in which it could."""

import pytest
import yaml

from loyalty.language.texts.yaml_mistakes import mistake


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("rules:\n  - id: a\n   name: x\n", "5, as line 2 does"),
        ("plans:\n- id: a\n name: x\n", "3, as line 2 does"),
        ("a:\n  t: |\n    hello\n     more\n  b: 1\n   c: 2\n", "3, as line 5 does"),
        ("a:\n  - t: |\n      hello\n    b: 1\n   c: 2\n", "5, as line 4 does"),
        ("a:\n  b: long\n    goes on\n   c: 3\n", "3, as line 2 does"),
    ],
)
def test_a_line_begins_where_its_level_does(text: str, column: str) -> None:
    """That of an item is its first key's; texts and values that go on make no levels."""
    with pytest.raises(yaml.YAMLError) as caught:
        yaml.safe_load(text)

    assert f"lines of one level begin in one column: {column}" == mistake("f.yaml", text, caught.value).help
