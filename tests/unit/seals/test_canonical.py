"""The canonical form of JSON: the RFC's own example, and what has none."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from loyalty.idempotency.fingerprint import canonical_json
from loyalty.seals.canonical import (
    NotCanonical,
    again,
    canonical,
    canonical_of,
    checked_text,
    parsed,
    whole,
    whole_bytes,
    whole_text,
    written,
)
from loyalty.wording.catalogue import say
from loyalty.wording.languages import LANGUAGES

WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def test_names_are_sorted_by_utf_16_as_in_section_3_2_3_of_the_rfc() -> None:
    """The RFC's own example of sorting comes out in the order that it states."""
    text = (
        '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh",'
        '"1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control",'
        '"\\u00f6":"Latin Small Letter O With Diaeresis"}'
    )

    expected = ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis"]
    expected += ["Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"]
    assert expected == list(json.loads(canonical(parsed(text))).values())


def test_texts_are_escaped_as_in_section_3_2_2_of_the_rfc() -> None:
    """The RFC's own example of texts and truths comes out byte by byte."""
    text = r'{"string": "€$\u000F\u000aA\u0027\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}'

    expected = '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert expected.encode() == canonical(parsed(text))


@given(JSON)
def test_the_short_way_writes_what_the_library_writes(value: object) -> None:
    """Whatever way is taken, the bytes are those of an implementation of the RFC by others."""
    assert rfc8785.dumps(value) == canonical(value)  # type: ignore[arg-type]


@given(JSON | st.integers() | st.dictionaries(TEXTS, st.text(max_size=3) | st.integers()))
def test_the_fast_way_writes_what_the_plain_one_writes(value: object) -> None:
    """Every value without fractions is written alike by both writers, large numbers and half signs too."""
    assert canonical_json(value) == written(value)


@given(JSON)
def test_what_is_written_is_canonical_as_it_stands_or_put_in_order(value: object) -> None:
    """A text that was written and read back has the canonical form of its value, whatever its names are."""
    assert value == whole(written(value)) == again(whole_text(value))
    assert written(value) == whole_text(value) == checked_text(value)
    assert canonical(value) == canonical_of(whole_bytes(value))


@pytest.mark.parametrize("text", ["[1.5]", "9007199254740992", '{"a":-9007199254740992}', "[NaN]", "1e2"])
def test_a_text_of_ours_with_other_numbers_is_refused(text: str) -> None:
    """What is no whole number below 2^53 is found when a text is read, before it is sealed."""
    with pytest.raises(NotCanonical):
        whole(text)


@pytest.mark.parametrize("number", [2**53, -(2**53), 2**64, 10**30])
def test_a_number_that_no_seal_may_hold_is_refused_when_it_is_written(number: int) -> None:
    """A document is not read back once it is written, so its writer refuses what a reader could not hold."""
    with pytest.raises(NotCanonical):
        whole_text({"total": {"due": number}})

    assert whole_text([2**53 - 1]) == "[9007199254740991]"


@given(JSON)
def test_a_canonical_text_reads_back(value: object) -> None:
    """Reading the canonical form gives what was written, and writing it again the same bytes."""
    text = canonical(value)

    assert value == parsed(text.decode())
    assert text == canonical(parsed(text.decode()))


@pytest.mark.parametrize("value", [1.5, 2**53, -(2**53), {"a": [0.0]}, {1: "a"}, "\ud800", b"bytes"])
def test_what_is_no_text_and_no_whole_number_has_no_canonical_form(value: object) -> None:
    """Fractions, large numbers, half signs and other things are refused, never rounded."""
    with pytest.raises(NotCanonical):
        canonical(value)
    with pytest.raises(NotCanonical):
        canonical_of(checked_text(value).encode())


@pytest.mark.parametrize("text", ['{"a":1,"a":2}', "1.0", "NaN", "{", "[" * 100_000])
def test_a_text_that_could_be_read_two_ways_is_refused(text: str) -> None:
    """A name given twice, a fraction and broken JSON are refused."""
    with pytest.raises(NotCanonical):
        parsed(text)


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("[" * 100_000 + "]" * 100_000, "too-deep", {"most": "200"}),
        ("[" * 202 + "]" * 202, "too-deep", {"most": "200"}),
        ("9" * 5000, "number", {"found": "9" * 64}),
        (str(-(2**53)), "number", {"found": "-9007199254740992"}),
        ("1e999999999", "number", {"found": "1e999999999"}),
        ('"\\ud800"', "half-sign", {}),
        ('{"a":\n1,}', "not-json", {"line": "2"}),
    ],
)
def test_what_cannot_be_read_has_a_code_of_ours(text: str, code: str, facts: dict[str, str]) -> None:
    """Whoever verifies reads a sentence of the catalogue, and never what a library said of a file."""
    with pytest.raises(NotCanonical) as refused:
        canonical(parsed(text))

    assert (code, facts) == (refused.value.code, refused.value.facts)
    for language in LANGUAGES:
        assert say(f"seal.why.{code}", language, **facts)


def test_two_hundred_lists_in_each_other_are_read() -> None:
    """The limit lies beyond it."""
    assert canonical(parsed("[" * 200 + "]" * 200)) == b"[" * 200 + b"]" * 200


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        ({"b": [1, "coffee"], "a": None}, True),
        ({"b": [1, "咖啡"], "a": None}, True),
        ({"咖": 1, "\U0001f600": 2, "\ufb33": 3}, False),
    ],
)
def test_a_text_that_is_written_already_is_canonical_where_its_names_sort_alike(
    value: object, *, stands: bool
) -> None:
    """What was written with its names sorted is taken as it stands, unless RFC 8785 sorts them otherwise."""
    content = whole_bytes(value)
    assert canonical_json(value).encode() == content
    assert canonical(value) == canonical_of(content)
    assert stands == (canonical_of(content) is content)


def test_half_a_sign_is_refused_when_it_is_written() -> None:
    """No bytes of UTF-8 hold it."""
    with pytest.raises(NotCanonical, match="half-sign"):
        whole_bytes(["\ud800"])
