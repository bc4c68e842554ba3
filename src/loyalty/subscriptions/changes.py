"""What can happen to a subscription, as an append-only list; nothing is ever taken off it.

``at`` is the UTC instant from which a change holds, in whole seconds; ``recorded_at`` the one at
which it was told. What is told for later is pending until then, and gives way to what is told
about the same thing in the meantime.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from loyalty.language.values import Interval, Turn
from loyalty.subscriptions.schedule import Rhythm


class When(StrEnum):
    """From when a change is to hold, as it is asked for."""

    NOW = "now"
    AT_PERIOD_END = "at_period_end"
    BACK_DATED = "back_dated"
    COOLING_OFF = "cooling_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that happened to a subscription."""

    at: datetime
    recorded_at: datetime


class Way(StrEnum):
    """By which way somebody agreed, began or ended something."""

    FORM = "form"
    AGENT = "agent"
    PAPER = "paper"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Agreed:
    """That the member agreed to be charged again and again: the fingerprint of the text, and by which way."""

    terms: str
    language: str
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Change):
    """It began on a plan; before ``trial_until`` it costs nothing. ``add_ons`` are numbers by id.

    ``market`` is the one whose law binds it, empty: all that the programme names.
    """

    plan: str
    rhythm: Rhythm
    seats: int = 1
    add_ons: Mapping[str, int] = field(default_factory=dict)
    coupons: tuple[str, ...] = ()
    trial_until: datetime | None = None
    market: str = ""
    agreed: Agreed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Change):
    """Another plan with its rhythm, other seats or add-ons, more coupons; None leaves a thing as it is."""

    plan: str | None = None
    rhythm: Rhythm | None = None
    seats: int | None = None
    add_ons: Mapping[str, int] | None = None
    coupons: tuple[str, ...] = ()
    agreed: Agreed | None = None

    @property
    def says(self) -> frozenset[str]:
        """What it is about."""
        told = {"plan": self.plan, "seats": self.seats, "add_ons": self.add_ons}
        return frozenset(name for name, value in told.items() if value is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Change):
    """From here on nothing is charged for time; what is used is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Change):
    """A pause ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(Change):
    """It ended; ``when`` is how that was asked for.

    One in the days of cooling off ``undoes`` what began at that instant or later.
    """

    when: When
    undoes: datetime | None = None


_KINDS: dict[str, type[Change]] = {
    "started": Started,
    "changed": Changed,
    "paused": Paused,
    "resumed": Resumed,
    "cancelled": Cancelled,
}
_INSTANTS = ("at", "recorded_at", "trial_until", "undoes")


def change_to_json(change: Change) -> dict[str, Any]:
    """Give a change as plain data, for keeping; ``kind`` says which it is."""
    kind = next(name for name, made in _KINDS.items() if type(change) is made)
    return {"kind": kind} | {name: _plain(getattr(change, name)) for name in _names(type(change))}


def change_from_json(data: Mapping[str, Any]) -> Change:
    """Give back what `change_to_json` gave; what an older one has not said is as without a word."""
    kind = _KINDS[data["kind"]]
    values: dict[str, Any] = {name: _read(name, data[name]) for name in _names(kind) if name in data}
    return kind(**values)


def _names(kind: type[Change]) -> tuple[str, ...]:
    return tuple(kind.__dataclass_fields__)


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case Agreed():
            return [value.terms, value.language, value.way.value]
        case Rhythm():
            return [value.interval.count, value.interval.turn.value, value.anchor]
        case tuple():
            return list(value)
        case Mapping():
            return dict(value)
        case _:
            return value


def _read(name: str, value: Any) -> object:  # noqa: ANN401 - plain data of any kind
    if value is None:
        return None
    if name in _INSTANTS:
        return datetime.fromisoformat(value).astimezone(UTC)
    if name == "rhythm":
        return Rhythm(Interval(value[0], Turn(value[1])), value[2])
    if name == "agreed":
        return Agreed(value[0], value[1], Way(value[2]))
    if name == "coupons":
        return tuple(value)
    return When(value) if name == "when" else value
