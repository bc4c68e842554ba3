"""Requests are read by forms that refuse: what is only shown is the form of no member that comes in."""

from collections.abc import Iterator
from typing import Any

import pytest
from marshmallow import Schema, fields

from api.app import RESOURCES
from api.fields import Member, StrictSchema
from api.reading.forms import Form, Wrong


def _strict(of: type[Schema]) -> Iterator[type[Schema]]:
    for each in of.__subclasses__():
        yield each
        yield from _strict(each)


def _forms(field: fields.Field[Any]) -> Iterator[Form]:
    if isinstance(field, Member):
        yield field._form  # noqa: SLF001  marshmallow keeps no form
    elif isinstance(field, fields.List):
        yield from _forms(field.inner)


READ = [
    (schema.__name__, name, form)
    for schema in _strict(StrictSchema)
    for name, field in schema().fields.items()
    for form in _forms(field)
]


def test_every_member_of_a_request_is_read() -> None:
    """None takes a thing that is no value of JSON; every resource is looked at."""
    loose = []
    for schema, name, form in READ:
        try:
            form.read(object())
        except Wrong:
            continue
        loose.append((schema, name))

    assert [] == loose
    assert RESOURCES
    assert len(READ) > 300


@pytest.mark.parametrize("value", ["", "0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n", 0, False, None, {}, []])
def test_a_digest_is_64_hexadecimal_digits(value: object) -> None:
    """Anything else is refused, what counts for nothing too."""
    digest = next(form for schema, name, form in READ if (schema, name) == ("CaseStepIn", "repaired"))

    assert "0f" * 32 == digest.read("0f" * 32)
    with pytest.raises(Wrong):
        digest.read(value)
