"""What was decided of a version, for keeping: when, with which tools, for exactly which texts."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from loyalty.decision.programme import Programme

SOLVERS = ("z3-solver", "cvc5")


def certificate(programme: Programme, against: Programme | None, decided_at: datetime) -> dict[str, Any]:
    """Give the plain data of a certificate: the digests, when it was decided, and the solvers there were.

    What was decided of each constraint, and by which method, stands beside it.
    """
    return {
        "certificate": 1,
        "programme": programme.name,
        "digest": programme.digest,
        "against": against.digest if against is not None else None,
        "decided_at": decided_at.isoformat(),
        "solvers": solvers(),
    }


def solvers() -> dict[str, str]:
    """Give the solvers that are installed, with their versions."""
    return {name: installed for name in SOLVERS if (installed := _version(name)) is not None}


def differences(kept: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Give where a certificate that was made again differs from one that was kept, a phrase each.

    Both have their ``constraints`` beside them, each with its ``verdict`` and ``method``, and the versions
    of the ``profiles`` that bound them.
    """
    for word in ("digest", "against"):
        yield from _difference(word, kept.get(word), now.get(word))
    for called, what in (("", "solvers"), ("the law of ", "profiles")):
        before, after = kept.get(what, {}), now.get(what, {})
        for name in sorted({*before, *after}):
            yield from _difference(f"{called}{name}", before.get(name), after.get(name))
    ways = [{row["constraint"]: row for row in each["constraints"]} for each in (kept, now)]
    for name in sorted({*ways[0], *ways[1]}):
        was, is_ = (way.get(name, {}) for way in ways)
        for word in ("verdict", "method"):
            yield from _difference(f"the {word} of {name}", was.get(word), is_.get(word))


def _difference(what: str, kept: str | None, now: str | None) -> Iterator[str]:
    if kept != now:
        yield f"{what} was {kept or 'none'}, it is {now or 'none'}"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
