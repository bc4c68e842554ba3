"""The JSON reader: exact, once, shallow, short."""

import json

import pytest

from api.reading.json_text import FAULTS_MAX, VALUES_MAX, read_json
from api.refusals import BodyUnreadable, RequestInvalid


def faults_of(body: bytes) -> list[tuple[str, str]]:
    """Give pointer and code of every fault of a body."""
    with pytest.raises(RequestInvalid) as caught:
        read_json(body)
    return [(fault.pointer, fault.code) for fault in caught.value.faults]


def test_plain_json_is_read_as_it_is() -> None:
    """Objects, lists, text, whole numbers, truths and null come back unchanged."""
    body = '{"a": [1, -2, true, null, "münz"], "b.c": {}}'.encode()

    assert {"a": [1, -2, True, None, "münz"], "b.c": {}} == read_json(body)


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        (b'{"lines": [{"quantity": 1.9}]}', "/lines/0/quantity", "float"),
        (b"[5.0]", "/0", "float"),
        (b"1e3", "", "float"),
        (b'{"a": NaN}', "/a", "not-a-number"),
        (b"-Infinity", "", "not-a-number"),
        (b'{"a": ' + b"9" * 19 + b"}", "/a", "huge-number"),
        (b"9" * 100_000, "", "huge-number"),
        (b'{"a": 1, "a": 2}', "/a", "doubled-member"),
        (b'{"a": {"b": 1, "b": 1}}', "/a/b", "doubled-member"),
        (b'{"anna@example.com": 1.5}', "", "bad-member-name"),
        (b'{"a": {"": 1}}', "/a", "bad-member-name"),
        (b'["' + b"x" * 201 + b'"]', "/0", "too-long"),
        (b'["a\\u0000b"]', "/0", "bad-text"),
        (b'["\\ud800"]', "/0", "bad-text"),
        (b"[" * 100_000, "", "too-deep"),
        (b"[" * 40 + b"]" * 40, "", "too-deep"),
        (b"[" + b"1," * VALUES_MAX + b"1]", "", "too-much"),
    ],
)
def test_what_no_request_may_hold_is_refused(body: bytes, pointer: str, code: str) -> None:
    """Each gets its code at its place, and a strange member name is not repeated."""
    assert [(pointer, code)] == faults_of(body)


def test_every_fault_is_found_at_once() -> None:
    """Faults come in the order of the text."""
    assert [("/a", "float"), ("/b/0", "not-a-number")] == faults_of(b'{"a": 0.1, "b": [NaN]}')


def test_faults_are_listed_up_to_a_limit() -> None:
    """A body of faults does not become an answer of faults."""
    assert FAULTS_MAX == len(faults_of(b"[" + b"0.1," * 100 + b"1]"))


def test_the_deepest_allowed_body_is_read() -> None:
    """32 levels are read, whatever they hold; the next is refused."""
    assert read_json(b"[" * 32 + b"1" + b"]" * 32)
    assert [("", "too-deep")] == faults_of(b"[" * 33 + b"]" * 33)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"{'a': 1}", b"\xff", b"\xef\xbb\xbf{}", b"[1,]", b"01", b'{"a": 1} x']
)
def test_what_is_not_json_is_unreadable(body: bytes) -> None:
    """Anything that is not one JSON value in UTF-8 is refused as a whole."""
    with pytest.raises(BodyUnreadable):
        read_json(body)


def test_the_text_of_a_rule_file_has_lines_and_is_long() -> None:
    """Only there: the same text elsewhere is refused, and half a character everywhere."""
    text = "earn:\n" * 100
    assert {"files": [{"text": text}]} == read_json(json.dumps({"files": [{"text": text}]}).encode())

    for body in ({"files": [{"path": text}]}, {"file": [{"text": text}]}, {"files": [{"text": "\ud800"}]}):
        with pytest.raises(RequestInvalid):
            read_json(json.dumps(body).encode())
