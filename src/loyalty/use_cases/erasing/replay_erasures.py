"""Erasures done again in a database that was restored from before them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.erasure.erasure import Erasure, Step
from loyalty.erasure.refusals import ErasureWaits
from loyalty.kernel.identity import MemberId
from loyalty.members.member import MemberState
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.erasing.replay_list import Line, read_line, replay_line
from loyalty.use_cases.erasing.show_unerased import restored_at
from loyalty.use_cases.erasing.telling import erasure_data
from loyalty.use_cases.refusals import MemberMerged
from loyalty.use_cases.services import Services, retrying

PAGE = 500
SOURCE = "replay"


class Replayed(StrEnum):
    """What a line of the list came to."""

    ERASED = "erased"
    THERE = "erased before"
    UNKNOWN = "no such member"
    WAITS = "waits"
    UNREADABLE = "unreadable"


NOT_DONE = frozenset({Replayed.WAITS, Replayed.UNREADABLE})
"""What a line comes to that has to be replayed again."""


_FIRST_TOLD = (Replayed.WAITS, Replayed.ERASED, Replayed.THERE, Replayed.UNKNOWN)


@dataclass(frozen=True, slots=True)
class LineReplayed:
    """A line, counted from 1, what it came to, and for one that waits what has to end first."""

    line: int
    ended: Replayed
    why: str = ""


def replay_erasures(
    services: Services, lines: Iterable[str], by: Person = COMMAND_LINE
) -> Iterator[LineReplayed]:
    """Give what each line of the list came to; who is erased already is left as they are.

    A line that cannot be done stops no other. Once all are done a database that was restored may be
    served, and that is kept as a deed.
    """
    number, whole = 0, True
    for number, line in enumerate(lines, start=1):
        found = read_line(line)
        ended = (Replayed.UNREADABLE, "") if found is None else _replay(services, found)
        whole = whole and ended[0] not in NOT_DONE
        yield LineReplayed(number, *ended)
    if whole:
        retrying(services, lambda: _finish(services, number, by))


def list_erased(services: Services) -> Iterator[str]:
    """Give the lines of the list of who was erased, as the database has them."""
    after = ""
    while page := _page(services, after):
        yield from (line for _, line in page if line is not None)
        after = page[-1][0]


def count_unlisted(services: Services, lines: Iterable[str]) -> int:
    """Give how many are erased here and not on the list of ``lines``, as a stop between the two leaves it.

    A restore of a backup from before would bring them back.
    """
    listed = {found.member for line in lines if (found := read_line(line)) is not None}
    with services.units.read() as unit:
        return unit.erasures.unlisted(listed)


def _page(services: Services, after: str) -> list[tuple[str, str | None]]:
    """Give ids of erasures, each with its line where it is done."""
    with services.units.read() as unit:
        return [
            (each.erasure_id, _line(unit, each) if each.step is Step.ERASED else None)
            for each in unit.erasures.list(after=after, limit=PAGE)
        ]


def _line(unit: UnitOfWork, done: Erasure) -> str:
    _, *also = one_person(unit, done.member_id)
    return replay_line(erasure_data(unit, done), also)


def _finish(services: Services, lines: int, by: Person) -> None:
    """Keep that the erasures of a backup that was brought back were replayed, where they waited for it."""
    with services.units.write() as unit:
        if restored_at(unit) is None:
            return
        says = {"lines": str(lines)}
        keep_deed(
            services, unit, services.clock.now(), Done(What.ERASURES_REPLAYED, by, "database", says=says)
        )
        unit.commit()


def _replay(services: Services, line: Line) -> tuple[Replayed, str]:
    """Give what a line came to: what waits goes before what was done, and that before who was never here."""
    ended = [_erased(services, each, line) for each in line.ids]
    return min(ended, key=lambda each: _FIRST_TOLD.index(each[0]))


def _erased(services: Services, member: MemberId, line: Line) -> tuple[Replayed, str]:
    with services.units.read() as unit:
        there = unit.members.get(member)
        if there is None:
            return Replayed.UNKNOWN, ""
        erasure = unit.erasures.of_member(member)
    along = erasure is None and there.state is MemberState.CLOSED
    if along or (erasure is not None and erasure.step is Step.ERASED):
        return Replayed.THERE, ""
    steps = (
        partial(ask_erasure, services, AskErasure(member, line.ground, line.checked, SOURCE)),
        partial(close_account, services, member, SOURCE),
        partial(erase_member, services, member),
    )
    try:
        for step in steps:
            step()
    except ErasureWaits as waits:
        return Replayed.WAITS, waits.detail
    except MemberMerged as merged:
        # In the backup the member is still part of another one, who did not ask to be erased.
        return Replayed.WAITS, f"{merged.detail} Undo the merge first"
    return Replayed.ERASED, ""
