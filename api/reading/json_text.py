"""Reads a JSON body strictly: each number exact, each name once, nothing too deep or too long.

`json.loads` alone would take ``1.9`` as a binary fraction, ``NaN`` as a number, and the last
of two members of one name. Here the reader leaves a mark in each such place, and a walk over
what was read turns the marks into faults with pointers, all of them at once.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from api.faults import (
    BAD_NAME,
    BAD_TEXT,
    DOUBLED,
    FLOAT,
    HUGE,
    NOT_A_NUMBER,
    TOO_DEEP,
    TOO_LONG,
    TOO_MUCH,
    Fault,
    pointer_to,
)
from api.refusals import BodyUnreadable, RequestInvalid
from loyalty.kernel.card_door import refuse_in_data

BODY_BYTES_MAX = 1024 * 1024
DEPTH_MAX = 32
VALUES_MAX = 20_000
TEXT_MAX = 200
DIGITS_MAX = 18
FAULTS_MAX = 50
_NAME = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)
_BAD_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_HALF = re.compile(r"[\ud800-\udfff]")
_FILE = ("files", 0, "text")


Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """Stands where a number cannot be taken."""

    fault: Fault


class _Object(dict[str, Json]):
    """An object in which a name stands twice; remembers which."""

    doubled: tuple[str, ...] = ()


def read_json(body: bytes) -> Json:
    """Give what the body says, made of objects, lists, text, whole numbers and truths.

    Raises `BodyUnreadable` where it is not JSON in UTF-8, `PanDetected` or `IdentityNumberDetected` where a
    text of it holds the number of a card or of a person, and `RequestInvalid` with at most 50 faults where
    it holds what no request here may hold.
    """
    try:
        found: Json = json.loads(
            body.decode(),
            object_pairs_hook=_object,
            parse_float=lambda _: _Mark(FLOAT),
            parse_constant=lambda _: _Mark(NOT_A_NUMBER),
            parse_int=_integer,
        )
    except RecursionError:
        raise RequestInvalid([TOO_DEEP]) from None
    except ValueError as fault:
        place = ""
        if isinstance(fault, json.JSONDecodeError):
            place = f" (line {fault.lineno}, column {fault.colno})"
        raise BodyUnreadable(f"the body is not JSON in UTF-8{place}") from None
    if _is_too_much(found):
        raise RequestInvalid([TOO_MUCH])
    refuse_in_data(found)
    faults = list(islice(_faults(found), FAULTS_MAX))
    if faults:
        raise RequestInvalid(faults)
    return found


def is_in_one_line(text: str) -> bool:
    """Say whether a text has no control character and no half of a character, which databases refuse."""
    return _BAD_TEXT.search(text) is None


def may_be_ours(name: str) -> bool:
    """Say whether the name of a member or parameter is written as ours are; no other one is repeated."""
    return _NAME.fullmatch(name) is not None


def _is_too_much(root: Json) -> bool:
    """Say whether there are more values than are looked at, which takes far longer than to count them."""
    waiting, values = [root], 0
    while waiting:
        value = waiting.pop()
        values += 1
        if isinstance(value, dict | list):
            waiting.extend(value.values() if isinstance(value, dict) else value)
        if values + len(waiting) > VALUES_MAX:
            return True
    return False


def _object(pairs: Sequence[tuple[str, Json]]) -> dict[str, Json]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    marked = _Object(plain)
    times = Counter(name for name, _ in pairs)
    marked.doubled = tuple(name for name in plain if times[name] > 1)
    return marked


def _integer(digits: str) -> "int | _Mark":
    return int(digits) if len(digits.lstrip("-")) <= DIGITS_MAX else _Mark(HUGE)


def _faults(root: Json) -> Iterator[Fault]:
    """Give the faults of the whole body, from the top, without recursion."""
    waiting: list[tuple[Path, Json]] = [((), root)]
    while waiting:
        path, value = waiting.pop()
        if len(path) >= DEPTH_MAX and isinstance(value, dict | list):
            yield TOO_DEEP
            return
        if isinstance(value, dict):
            yield from _object_faults(path, value)
            waiting.extend(((*path, name), value[name]) for name in reversed(value) if may_be_ours(name))
        elif isinstance(value, list):
            waiting.extend(((*path, index), value[index]) for index in reversed(range(len(value))))
        else:
            yield from _leaf_faults(path, value)


def _object_faults(path: Path, value: dict[str, Json]) -> Iterator[Fault]:
    # A name that cannot be one of ours may be anything, so it is not repeated in the pointer.
    if not all(map(may_be_ours, value)):
        yield BAD_NAME.at(pointer_to(path))
    if isinstance(value, _Object):
        yield from (DOUBLED.at(pointer_to((*path, name))) for name in value.doubled if may_be_ours(name))


def _is_file(path: Path) -> bool:
    """Give whether this is the text of a rule file, which is long and has lines; its reader looks at it."""
    return len(path) == len(_FILE) and (path[0], path[-1]) == (_FILE[0], _FILE[-1])


def _leaf_faults(path: Path, value: object) -> Iterator[Fault]:
    if isinstance(value, _Mark):
        yield value.fault.at(pointer_to(path))
    elif isinstance(value, str):
        file = _is_file(path)
        if len(value) > TEXT_MAX and not file:
            yield TOO_LONG.hinting(f"write at most {TEXT_MAX} characters").at(pointer_to(path))
        if (_HALF if file else _BAD_TEXT).search(value):
            yield BAD_TEXT.at(pointer_to(path))
