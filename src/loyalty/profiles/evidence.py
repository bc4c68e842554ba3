"""Which checks ran, told by profile: when, with which word of evidence, and what came of them.

A check is told of only by the code that ran it: what nobody told of a constraint that binds is
``NOT CHECKED``. Those that came out alike stand together, so that it is short.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from loyalty.profiles.shapes import Evidence, Stage
from loyalty.profiles.shipped import catalogue

NOT_CHECKED: Final[Evidence] = "NOT CHECKED"
Result = Literal["holds", "warned", "fails"]
"""``warned`` is what keeps nothing from binding; what ``fails`` is let by a waiver."""
_STAGES, _STRENGTHS, _RESULTS = get_args(Stage), get_args(Evidence), get_args(Result)


@dataclass(frozen=True, slots=True)
class Ran:
    """A check of a constraint that ran at a ``stage``: how strongly it shows what came of it."""

    constraint: str
    stage: Stage
    strength: str
    result: Result


def told_by_profile(versions: Mapping[str, str], ran: Iterable[Ran]) -> list[dict[str, Any]]:
    """Give each profile with its version and the checks that ran of its constraints.

    ``versions`` are by code. A check of a constraint that is part of none of them is left out.
    """
    checks, rows = tuple(ran), catalogue()
    return [
        {
            "id": code,
            "version": version,
            "checks": _alike(each for each in checks if code in rows[each.constraint].profiles),
        }
        for code, version in versions.items()
    ]


def bound_by(
    versions: tuple[tuple[str, str], ...], kept: str | None, stage: Stage, looked: frozenset[str]
) -> list[dict[str, Any]]:
    """Give what a document says of the profiles that bound it.

    ``versions`` are the profiles of its market on its day, ``kept`` the text of `told_by_profile` of the
    rules that decided, and ``looked`` the constraints that were looked at for this very document, at a
    ``stage``. Where a profile has another version by now than when the rules were adopted, each stands
    with what was looked at in it. What nobody looked at in the version of now is ``NOT CHECKED``.
    """
    before = {each["id"]: each for each in json.loads(kept or "[]")}
    told: list[dict[str, Any]] = []
    for now in told_by_profile(dict(versions), (Ran(each, stage, "TESTED", "holds") for each in looked)):
        ran, then = now["checks"], before.get(now["id"])
        if then is not None and then["version"] == now["version"]:
            ran = [*then["checks"], *ran]
        elif then is not None:
            told.append(then)
        seen = {each for group in ran for each in group["check"]}
        bound = (row.id for row in catalogue().values() if now["id"] in row.profiles)
        left = [each for each in bound if each not in seen]
        unseen = [{"stage": None, "strength": NOT_CHECKED, "result": None, "check": left}] if left else []
        told.append({**now, "checks": [*ran, *unseen]})
    return told


def _alike(ran: Iterable[Ran]) -> list[dict[str, Any]]:
    """Give constraints in groups of those that were looked at alike, in the order of the words."""
    groups: dict[tuple[Stage, str, Result], set[str]] = {}
    for each in ran:
        groups.setdefault((each.stage, each.strength, each.result), set()).add(each.constraint)
    place = list(catalogue()).index
    return [
        {"stage": stage, "strength": strength, "result": result, "check": sorted(groups[key], key=place)}
        for key in sorted(groups, key=_order)
        for stage, strength, result in (key,)
    ]


def _order(key: tuple[Stage, str, Result]) -> tuple[int, int, int]:
    stage, strength, result = key
    return _STAGES.index(stage), _STRENGTHS.index(strength), _RESULTS.index(result)
