"""The list of who was erased, which is kept outside the database, for after a restore: its lines."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from loyalty.erasure.erasure import Ground
from loyalty.idempotency.fingerprint import canonical_json
from loyalty.kernel.identity import MemberId, id_text, parse_id


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says: who, why, how the identity was checked; ``also`` are ids that went on as theirs."""

    member: MemberId
    ground: Ground
    checked: str
    also: tuple[MemberId, ...] = ()

    @property
    def ids(self) -> tuple[MemberId, ...]:
        """Every id of the person."""
        return (self.member, *self.also)


def replay_line(data: Mapping[str, Any], also: Collection[MemberId]) -> str:
    """Give the line of an erasure as `erasure_data` tells it: nothing in it names a person.

    A backup from before a merge knows the other ids apart, so they stand there too.
    """
    words = {name: data[name] for name in ("erasure", "programme", "ground", "checked", "erased_at")}
    others = {"also": [id_text("mem", each) for each in also]} if also else {}
    return canonical_json({**words, **others, "member": id_text("mem", data["member"])})


def read_line(line: str) -> Line | None:
    """Give what a line says, None where it cannot be read."""
    try:
        told = json.loads(line)
        ids = [parse_id("mem", each) for each in (told["member"], *told.get("also", ()))]
        first, *also = (MemberId(each) for each in ids if each is not None)
        whole = len(also) + 1 == len(ids)
        checked = str(told["checked"])[:128]
        return Line(first, Ground(told["ground"]), checked, tuple(also)) if whole else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
