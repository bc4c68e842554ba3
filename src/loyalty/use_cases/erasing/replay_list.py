"""The list of who was erased, which is kept outside the database, for after a restore: its lines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loyalty.erasure.erasure import Ground
from loyalty.idempotency.fingerprint import canonical_json
from loyalty.kernel.identity import MemberId, id_text, parse_id


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says: who, why, and how the identity was checked."""

    member: MemberId
    ground: Ground
    checked: str


def replay_line(data: Mapping[str, Any]) -> str:
    """Give the line of an erasure as `erasure_data` tells it: nothing in it names a person."""
    words = {name: data[name] for name in ("erasure", "programme", "ground", "checked", "erased_at")}
    return canonical_json({**words, "member": id_text("mem", data["member"])})


def read_line(line: str) -> Line | None:
    """Give what a line says, None where it cannot be read."""
    try:
        told = json.loads(line)
        member = parse_id("mem", told["member"])
        return (
            None
            if member is None
            else Line(MemberId(member), Ground(told["ground"]), str(told["checked"])[:128])
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
