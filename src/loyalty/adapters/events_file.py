"""Events of a meter in a file for ``loyalty rate``: one JSON object on each line."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Final

from loyalty.usage.meter import Reading

BYTES_MAX: Final = 64 * 2**20
DECIMALS_MAX: Final = 9
MOST: Final = Fraction(10**12)
IDS: Final = ("id", "event_id", "transaction_id")
TIMES: Final = ("at", "timestamp")
TIME: Final = "time"
"""A key that is the time of an event where it is an instant; a dimension may be called so too."""
QUANTITIES: Final = ("quantity", "amount")
NESTED: Final = ("properties", "dimensions")
_DECIMAL = re.compile(r"-?[0-9]{1,13}(?:\.[0-9]{1,18})?", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,9})?", re.ASCII)


class BadEventsError(ValueError):
    """Lines that are no events; ``problems`` has a sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class _BadLineError(ValueError):
    """What is wrong with one line."""


class _Number(str):
    """A number of a JSON text, in the digits in which it was written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Event:
    """An event as a line tells it; ``at`` is None where it has no time."""

    id: str
    at: datetime | None
    value: Fraction
    properties: Mapping[str, str]


def read_events(
    file: Path, start: datetime, counted: Callable[[Mapping[str, str]], str | None]
) -> list[Reading]:
    """Give the events of a file, each id once; without times they follow one another from ``start``.

    ``counted`` gives, by the properties of an event with both `quantity` and `amount`, which one is
    taken; None: such an event is refused. Raises BadEventsError with every line that is no event.
    """
    if file.stat().st_size > BYTES_MAX:
        raise BadEventsError([f"{file.name}: more than {BYTES_MAX // 2**20} MiB"])
    problems: list[str] = []
    found: dict[str, _Event] = {}
    for number, line in enumerate(file.read_bytes().split(b"\n"), start=1):
        try:
            if line.strip():
                _keep(_event(line, number, counted), found)
        except _BadLineError as bad:
            problems.append(f"{file.name}:{number}: {bad}")
    if len({event.at is None for event in found.values()}) > 1:
        problems.append(f"{file.name}: some events have a time and some have none")
    if problems:
        raise BadEventsError(problems)
    return [
        Reading(event.id, event.at or start + timedelta(microseconds=place), event.value, event.properties)
        for place, event in enumerate(found.values())
    ]


def _keep(event: _Event, found: dict[str, _Event]) -> None:
    if found.setdefault(event.id, event) != event:
        raise _BadLineError(f"the id `{event.id}` stands above with other values")


def _event(line: bytes, number: int, counted: Callable[[Mapping[str, str]], str | None]) -> _Event:
    try:
        told = json.loads(
            line,
            parse_float=_Number,
            parse_int=_Number,
            parse_constant=_Number,
            object_pairs_hook=_once_each,
        )
    except _BadLineError:
        raise
    except (ValueError, RecursionError) as error:
        raise _BadLineError("not JSON") from error
    if not isinstance(told, dict):
        raise _BadLineError('an event is an object, such as {"id": "e1", "quantity": "2.5", "region": "eu"}')
    fields = dict(told)
    name = next((fields.pop(key) for key in IDS if fields.get(key) is not None), None)
    at = _one_of(fields, TIMES)
    if at is None and _instant_in(fields.get(TIME)) is not None:
        at = fields.pop(TIME)
    values = {key: fields.pop(key) for key in QUANTITIES if key in fields}
    nested = [fields.pop(key) for key in NESTED if isinstance(fields.get(key), dict)]
    properties: dict[str, str] = {}
    for part in (fields, *nested):
        for key, inner in part.items():
            if inner is not None and properties.setdefault(key, _text(key, inner)) != _text(key, inner):
                raise _BadLineError(f"`{key}` is there twice")
    value = _one_of(values, QUANTITIES, counted(properties))
    if value is None:
        raise _BadLineError("no `quantity` and no `amount`")
    return _Event(_text("id", number if name is None else name), _instant(at), _quantity(value), properties)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Give an object of JSON, whose keys may stand once each."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _BadLineError(f"`{twice}` is there twice")
    return found


def _one_of(fields: dict[str, object], names: tuple[str, str], wanted: str | None = None) -> object:
    """Take the value of the one of two keys that is there, of the ``wanted`` one where both are."""
    values = {name: fields.pop(name) for name in names if name in fields}
    if len(values) > 1 and wanted is None:
        raise _BadLineError(f"`{names[0]}` and `{names[1]}` exclude one another")
    return values[wanted] if wanted in values else next(iter(values.values()), None)


def _quantity(value: object) -> Fraction:
    written = _NUMBER if isinstance(value, _Number) else _DECIMAL
    if isinstance(value, str) and written.fullmatch(value):
        found = Fraction(value)
        if abs(found) <= MOST and (found * 10**DECIMALS_MAX).denominator == 1:
            return found
    shown = value if isinstance(value, str) else json.dumps(value)
    raise _BadLineError(
        f"`{shown}` is not plain decimal text such as 15 or 0.25, "
        f"of at most 10^12 and with at most {DECIMALS_MAX} decimals"
    )


def _instant(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        if isinstance(value, str) and _SECONDS.fullmatch(value):
            return _EPOCH + timedelta(microseconds=int(Fraction(value) * 10**6))
    except (OverflowError, OSError):
        pass
    found = _instant_in(value)
    if found is None:
        raise _BadLineError("the time is not an instant such as 2026-11-22T10:00:00Z, nor seconds since 1970")
    return found


def _instant_in(value: object) -> datetime | None:
    """Give the instant that a text writes with its offset, None where it writes none."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return None if found is None or found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _text(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return str(value)
    raise _BadLineError(f"`{key}` is neither a text nor a number")
