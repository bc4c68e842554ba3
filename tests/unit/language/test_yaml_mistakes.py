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


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("name: Coffee: the best\n", "begin a new line, or put a text with `: ` in quotes"),
        ("a: [1, 2\n", "`]` behind the last value"),
        ("a: @b\n", "put the text in quotes"),
        ("a: 'b\n", "end the text with the quotation mark it begins with"),
        ("a: 1\nb*c\n", "write `:` and a blank behind the key"),
        ("a: 1\n]\n", "write the line anew"),
    ],
)
def test_whatever_is_no_yaml_is_told_with_something_to_do(text: str, what: str) -> None:
    """Also where the parser says nothing of what it was reading."""
    with pytest.raises(yaml.YAMLError) as caught:
        yaml.safe_load(text)

    assert (mistake("f.yaml", text, caught.value).help or "").endswith(what)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'a:\n  n: {en: "x, zh: y}\n  w: b in ["c"]\n',
            "2:11 not YAML: a text without its closing quotation mark",
        ),
        ("a:\n  n: {en: x, zh: y\n  w: b\n", "2:6 not YAML: `{` without its `}`"),
        ("a:\n  n: [1, 2\n  w: b\n", "2:6 not YAML: `[` without its `]`"),
        ("a:\n  n: {en: 5% # off, zh: y}\n  w: b\n", "2:14 not YAML: a note begins at `#`"),
        ("a:\n  n: {en: x\uff0czh: y}\n", "2:12 not YAML: a wide `\uff0c`"),
        ("a:\n  n: {en: x: y, zh: z}\n", "2:12 not YAML: a second `: `"),
        ("a:\n    b: 1\n    c: 2\n  - b: 3\n    c: 4\n", "2:5 not YAML: an item of a list without its `- `"),
        ("a:\n  b: 1\n    c: 2\n  - b: 3\n    c: 4\n", "2:3 not YAML: an item of a list without its `- `"),
        ("a:\n  - b: 1\n  -b: 2\n", "3:3 not YAML: no blank behind `-`"),
        ("a:\n  - b: 1\n  • b: 2\n", "3:3 not YAML: no item begins with `•`"),
        ("a:\n  * b: 1\n    c: 2\n", "2:3 not YAML: no item begins with `*`"),
        ("a: 1\nb\n  - c: 1\n", "2:2 not YAML: no `:` behind `b`"),
        ("a:\n  b  # ours\n    c: 1\n", "2:4 not YAML: no `:` behind `b`"),
        ("a: 1\n// ours\nb: 2\n", "2:1 not YAML: no note begins with `//`"),
        ("<!-- ours -->\na: 1\n", "1:1 not YAML: no note begins with `<!--`"),
        ('a: "b\nc: d\n', "1:4 not YAML: a text without its closing quotation mark"),
        ("a:\n  - b: 1\n  c: 2\n", "3:3 not YAML: an item of a list without its `- `"),
        ("a:\n  - {b: 1}\n  {b: 2}\n  - {b: 3}\n", "3:3 not YAML: an item of a list without its `- `"),
        ("a:\n  b: 1\n  add 5\n  c: 1\n", "3:6 not YAML: no `:` behind `add`"),
        ("a\n  b: 1\n", "1:2 not YAML: no `:` behind `a`"),
        ('a: "b == "c""\n', '1:10 not YAML: the text ends at this `"`'),
        ("a: {b: 'it's so', c: d}\n", "1:11 not YAML: the text ends at this `'`"),
        ("a:\n  n: [1, 2  # note\n  w: b\n", "2:6 not YAML: `[` without its `]`"),
        ("a:\n  n: {b: [1, 2, c: 3}\n", "2:10 not YAML: `[` without its `]`"),
        ("a:\n  n: {b: (x), c: 2)\n  w: b\n", "2:19 not YAML: `{` ends with `)`"),
        ("a:\n  n: {b: 1, c: 2]\n  w: b\n", "2:17 not YAML: `{` ends with `]`"),
        ("a: [\n  - b: 1\n", "1:4 not YAML: `- ` inside of `[`"),
        ("a:\n  b: |\n    some\n    text\n  c: d: e\n", "5:7 not YAML: a second `: `"),
        ("a: @b\n", "1:4 not YAML: a value may not begin with `@`"),
        ("a:\n  b: 1\nc: 2\n  d: 3\n", "3:1 not YAML: the line begins in column 1"),
        ("a:\n  b: 1\n\u00a0 c: 2\n  d: 3\n", "3:1 not YAML: the line begins with a blank that is no space"),
        (
            "a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> x\n",
            "2:1 not YAML: a mark of an unfinished merge",
        ),
    ],
)
def test_a_slip_is_told_where_it_was_made(text: str, told: str) -> None:
    """Not where the parser noticed, which is often a line later."""
    with pytest.raises(yaml.YAMLError) as caught:
        yaml.safe_load(text)

    found = mistake("f.yaml", text, caught.value)

    assert f"f.yaml:{told}; " == str(found)[: len(told) + 9]
