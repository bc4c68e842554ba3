"""Where two documents differ, as JSON pointers with what stands there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

SHOWN_MAX = 80
DIFFERENCES_MAX = 10
ABSENT = "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place (RFC 6901) with what was expected there and what was found, as JSON, shortened."""

    where: str
    expected: str
    found: str


def differences(expected: object, found: object) -> Iterator[Difference]:
    """Give the first ten places at which ``found`` differs from ``expected``."""
    return islice(_apart("", expected, found), DIFFERENCES_MAX)


def _apart(where: str, expected: object, found: object) -> Iterator[Difference]:
    if isinstance(expected, dict) and isinstance(found, dict):
        for name in sorted(expected.keys() | found.keys()):
            inner = f"{where}/{name.replace('~', '~0').replace('/', '~1')}"
            if name not in found:
                yield Difference(inner, _shown(expected[name]), ABSENT)
            elif name not in expected:
                yield Difference(inner, ABSENT, _shown(found[name]))
            else:
                yield from _apart(inner, expected[name], found[name])
    elif isinstance(expected, list) and isinstance(found, list):
        for place, (one, other) in enumerate(zip(expected, found, strict=False)):
            yield from _apart(f"{where}/{place}", one, other)
        for place in range(len(found), len(expected)):
            yield Difference(f"{where}/{place}", _shown(expected[place]), ABSENT)
        for place in range(len(expected), len(found)):
            yield Difference(f"{where}/{place}", ABSENT, _shown(found[place]))
    elif type(expected) is not type(found) or expected != found:
        yield Difference(where, _shown(expected), _shown(found))


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN_MAX else f"{text[: SHOWN_MAX - 1]}…"
