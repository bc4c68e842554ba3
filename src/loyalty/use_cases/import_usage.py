"""Take in a whole file of readings; every row ends under one outcome."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from loyalty.usage.event import Reception, UsageEvent
from loyalty.usage.row import Columns, RawRow, event_of
from loyalty.use_cases.record_usage import RecordUsage, take_in
from loyalty.use_cases.services import Services

TOGETHER = 1000
"""How many rows are kept in one transaction."""
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ImportUsage:
    """Rows of one programme from one source, None for one that cannot be read.

    ``advance`` is told how many rows were done.
    """

    programme: str
    source: str
    rows: Iterable[RawRow | None]
    columns: Columns
    advance: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class RowsOfOutcome:
    """How many rows came to one outcome for one reason, and which was the first; rows count from 1."""

    outcome: Reception
    why: str
    rows: int
    first: int


Ended = tuple[Reception, str]


def import_usage(services: Services, command: ImportUsage) -> tuple[RowsOfOutcome, ...]:
    """Give how many rows came to each outcome; one bad row stops no other.

    What was taken in before stays, so a file may be read again after it broke off: its rows are
    duplicates then. Raises UnknownProgramme.
    """
    counts: Counter[Ended] = Counter()
    first: dict[Ended, int] = {}
    rows = iter(command.rows)
    done = 0
    while batch := list(islice(rows, TOGETHER)):
        for place, ended in enumerate(_ended(services, command, batch), done + 1):
            counts[ended] += 1
            first.setdefault(ended, place)
        done += len(batch)
        command.advance(len(batch))
    order = list(Reception)
    return tuple(
        RowsOfOutcome(*ended, counts[ended], first[ended])
        for ended in sorted(counts, key=lambda ended: (order.index(ended[0]), ended[1]))
    )


def _ended(services: Services, command: ImportUsage, batch: list[RawRow | None]) -> Iterator[Ended]:
    """Give what each row of a batch came to, in order."""
    read = [UNREADABLE if row is None else event_of(row, command.columns) for row in batch]
    events = [event for event in read if isinstance(event, UsageEvent)]
    answers = iter(take_in(services, RecordUsage(command.programme, command.source, events)))
    for event in read:
        if isinstance(event, str):
            yield Reception.REFUSED, event
        else:
            answer = next(answers)
            yield answer.reception, answer.why
