"""Equal requests have equal fingerprints, others have not."""

import pytest

from loyalty.idempotency.fingerprint import canonical_json, fingerprint


def test_order_of_names_does_not_matter() -> None:
    """The same content in another order of names is the same request."""
    assert fingerprint({"a": 1, "b": [2, "ü"]}) == fingerprint({"b": [2, "ü"], "a": 1})


@pytest.mark.parametrize(
    "other", [{"a": "1"}, {"a": 2}, {"a": [1]}, {"b": 1}, {"a": 1, "b": None}, {"a": True}]
)
def test_any_other_content_is_another_request(other: object) -> None:
    """A value, its type, a name or one name more makes another fingerprint."""
    assert fingerprint({"a": 1}) != fingerprint(other)


def test_the_form_is_fixed() -> None:
    """Fingerprints are kept in databases, so their form does not change."""
    assert '{"a":[1,"ü",null,true],"b":{}}' == canonical_json({"b": {}, "a": [1, "ü", None, True]})
    assert "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a" == fingerprint({})
