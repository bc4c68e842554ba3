"""Erasures done again in a database that was restored from before them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from loyalty.erasure.erasure import Erasure, Ground, Step
from loyalty.erasure.refusals import ErasureWaits
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member, replay_line
from loyalty.use_cases.erasing.telling import erasure_data
from loyalty.use_cases.services import Services

PAGE = 500
SOURCE = "replay"


class Replayed(StrEnum):
    """What a line of the list came to."""

    ERASED = "erased"
    THERE = "erased before"
    UNKNOWN = "no such member"
    WAITS = "waits"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class LineReplayed:
    """A line, counted from 1, what it came to, and for one that waits what has to end first."""

    line: int
    ended: Replayed
    why: str = ""


def replay_erasures(services: Services, lines: Iterable[str]) -> Iterator[LineReplayed]:
    """Give what each line of the list came to; who is erased already is left as they are.

    A line that cannot be done stops no other.
    """
    for number, line in enumerate(lines, start=1):
        found = _read(line)
        if found is None:
            yield LineReplayed(number, Replayed.UNREADABLE)
            continue
        yield LineReplayed(number, *_replay(services, *found))


def list_erased(services: Services) -> Iterator[str]:
    """Give the lines of the list of who was erased, as the database has them."""
    after = ""
    while page := _page(services, after):
        yield from (replay_line(erasure_data(each)) for each in page if each.step is Step.ERASED)
        after = page[-1].erasure_id


def _page(services: Services, after: str) -> list[Erasure]:
    with services.units.read() as unit:
        return unit.erasures.list(after=after, limit=PAGE)


def _read(line: str) -> tuple[MemberId, Ground, str] | None:
    try:
        told = json.loads(line)
        member = parse_id("mem", told["member"])
        return (
            None if member is None else (MemberId(member), Ground(told["ground"]), str(told["checked"])[:128])
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _replay(services: Services, member: MemberId, ground: Ground, checked: str) -> tuple[Replayed, str]:
    with services.units.read() as unit:
        if unit.members.get(member) is None:
            return Replayed.UNKNOWN, ""
        erasure = unit.erasures.of_member(member)
    if erasure is not None and erasure.step is Step.ERASED:
        return Replayed.THERE, ""
    steps = (
        partial(ask_erasure, services, AskErasure(member, ground, checked, SOURCE)),
        partial(close_account, services, member, SOURCE),
        partial(erase_member, services, member),
    )
    try:
        for step in steps:
            step()
    except ErasureWaits as waits:
        return Replayed.WAITS, waits.detail
    return Replayed.ERASED, ""
