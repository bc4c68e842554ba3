"""A row of a file of readings, made a usage event or given a reason why it is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from loyalty.kernel.card_numbers import PanDetected, holds_card_number
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.identity_numbers import IdentityNumberDetected, holds_identity_number
from loyalty.language.texts.scalars import decimal
from loyalty.language.texts.words import YEARS
from loyalty.usage.event import UsageEvent

PARTS = ("id", "member", "meter", "quantity", "at", "supersedes", "subscription")
"""The parts of an event that a file may name; `REQUIRED` are those it must."""
REQUIRED = ("id", "member", "meter", "at")
ID_MAX, NAME_MAX, TEXT_MAX, PROPERTIES_MAX = 64, 64, 200, 20
_NOT_OF_IDS = re.compile(r"[^A-Za-z0-9._:-]")


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as the file has it: texts by column, and the properties it names itself."""

    texts: Mapping[str, str]
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of an event stand.

    ``named`` has the columns of a part, joined by ``:``; a part without them stands in the column
    of its own name. ``fixed`` has parts that are the same in every row. ``time`` is how times are
    written, as strptime says it, None for ISO 8601; a time without an offset is of ``zone``.
    """

    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    properties: tuple[str, ...] = ()
    time: str | None = None
    zone: tzinfo = UTC

    def text(self, part: str, row: RawRow) -> str:
        """Give a part of a row, an empty text where it has none."""
        if part in self.fixed:
            return self.fixed[part]
        found = [row.texts.get(name, "").strip() for name in self.named.get(part, (part,))]
        return ":".join(found) if all(found) else ""


def event_of(row: RawRow, columns: Columns) -> UsageEvent | str:
    """Give the event a row tells of, or the code of the reason why it tells of none."""
    told = (*row.texts.values(), *map(str, row.properties.values()))
    if any(map(holds_card_number, told)):
        return PanDetected.code
    if any(map(holds_identity_number, told)):
        return IdentityNumberDetected.code
    texts = {part: columns.text(part, row) for part in PARTS}
    if not all(texts[part] for part in REQUIRED):
        return "incomplete"
    event_id, supersedes = (_NOT_OF_IDS.sub("-", texts[part]) for part in ("id", "supersedes"))
    member, at = parse_id("mem", texts["member"]), _instant(texts["at"], columns)
    properties = {**row.properties, **{name: row.texts.get(name, "").strip() for name in columns.properties}}
    properties = {name: text for name, text in properties.items() if text}
    quantity = texts["quantity"] or "1"
    wrong = {
        "not-a-name": max(len(event_id), len(supersedes)) > ID_MAX,
        "not-a-member": member is None,
        "not-a-time": at is None,
        "not-a-number": decimal(quantity) is None,
        "too-long": not _are_short(properties),
    }
    why = next((code for code, is_so in wrong.items() if is_so), "")
    if why or member is None or at is None:
        return why
    subscription = texts["subscription"] or None
    return UsageEvent(
        event_id, MemberId(member), texts["meter"], quantity, at, properties, supersedes or None, subscription
    )


def _instant(text: str, columns: Columns) -> datetime | None:
    """Give the UTC instant of a text, None where it is none."""
    try:
        if columns.time is None:
            found = datetime.fromisoformat(text)
        else:
            found = datetime.strptime(text, columns.time)  # noqa: DTZ007  the zone follows
        there = found if found.tzinfo is not None else found.replace(tzinfo=columns.zone)
        return there.astimezone(UTC) if YEARS[0] <= there.year <= YEARS[1] else None
    except (ValueError, OverflowError):
        return None


def _are_short(properties: Mapping[str, str]) -> bool:
    return len(properties) <= PROPERTIES_MAX and all(
        len(name) <= NAME_MAX and len(text) <= TEXT_MAX for name, text in properties.items()
    )
