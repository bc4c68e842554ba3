"""Looks through what comes in for numbers of cards and persons, so that whoever lets it in asks once."""

from collections.abc import Iterator, Mapping
from itertools import islice

from loyalty.kernel.card_numbers import (
    PanDetected,
    cut_card_number,
    holds_card_number,
    refuse_card_numbers,
)
from loyalty.kernel.identity_numbers import IdentityNumberDetected, holds_identity_number

POINTERS_MAX = 50

_Path = tuple[str | int, ...]
_Parts = list[tuple[str | int, object]]


def refuse_in_texts(texts: Mapping[str, str]) -> None:
    """Give nothing where no text, by its place, holds the number of a card or of a person.

    Raises PanDetected or IdentityNumberDetected with the places.
    """
    refuse_card_numbers(texts)
    identities = [place for place, text in texts.items() if holds_identity_number(text)]
    if identities:
        raise IdentityNumberDetected(identities)


def refuse_in_data(data: object) -> None:
    """Give nothing where no text, number or name in plain data holds a card or an identity number.

    Raises PanDetected or IdentityNumberDetected with JSON pointers (RFC 6901), 50 at most. A name that holds
    one is told of by the object it is in, and a card that is cut over neighbours by the first of them.
    """
    found = card_number_places(data)
    if found:
        raise PanDetected(found)
    identities = list(islice(_identities(data), POINTERS_MAX))
    if identities:
        raise IdentityNumberDetected(identities)


def card_number_places(data: object) -> list[str]:
    """Give pointers to what holds a card number in plain data, 50 at most."""
    found: dict[str, None] = {}
    for pointer in _places(data):
        found[pointer] = None
        if len(found) == POINTERS_MAX:
            break
    return list(found)


def _places(root: object) -> Iterator[str]:
    """Give the places from the top, without recursion."""
    waiting: list[tuple[_Path, object]] = [((), root)]
    while waiting:
        path, value = waiting.pop()
        parts = _parts(value)
        if any(holds_card_number(name) for name, _ in parts if isinstance(name, str)):
            yield _pointer(path)
        elif parts:
            yield from _cut(path, parts)
            waiting.extend(((*path, name), inner) for name, inner in reversed(parts))
        if isinstance(value, str | int) and holds_card_number(str(value)):
            yield _pointer(path)


def _identities(root: object) -> Iterator[str]:
    """Give the places of identity numbers from the top, without recursion."""
    waiting: list[tuple[_Path, object]] = [((), root)]
    while waiting:
        path, value = waiting.pop()
        parts = _parts(value)
        if any(holds_identity_number(name) for name, _ in parts if isinstance(name, str)):
            yield _pointer(path)
        elif parts:
            waiting.extend(((*path, name), inner) for name, inner in reversed(parts))
        if isinstance(value, str | int) and holds_identity_number(str(value)):
            yield _pointer(path)


def _parts(value: object) -> _Parts:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _cut(path: _Path, parts: _Parts) -> Iterator[str]:
    cut = cut_card_number([inner if isinstance(inner, str) else "" for _, inner in parts])
    if cut is not None:
        yield _pointer((*path, parts[cut[0]][0]))


def _pointer(path: _Path) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path) or "/"
