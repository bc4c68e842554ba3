"""A file of sales opened for versions of a programme: what it states is found and held to what they read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from loyalty.adapters.history_file import COLUMNS, HistoryFile, HistoryFileError, open_history
from loyalty.cli.output import counted, note, stop
from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit
from loyalty.history.stated import Stated
from loyalty.privacy.refusals import PurposeMismatch
from loyalty.use_cases.enrol_member import by_consent
from loyalty.use_cases.histories.columns import Columns, columns_of
from loyalty.use_cases.histories.facts_read import FactsRead

FAULTS_MAX = 20
"""How many faults are told one by one."""
NAMES_MAX = 10
"""How many columns are named that nobody reads."""


@contextmanager
def reading() -> Iterator[None]:
    """End with code 1 and a sentence where a file turns out to be no history, wherever it is read."""
    try:
        yield
    except HistoryFileError as fault:
        stop(str(fault))


def history_for(path: Path, versions: Sequence[Programme]) -> tuple[HistoryFile, Stated]:
    """Give the file with the facts that any of the versions reads, and which those are.

    Columns that no version reads are named in a note, and those that are left out for want of a consent.
    Ends with code 1 where a column or a cell would not be understood: all of them are told, up to a limit.
    Raises HistoryFileError.
    """
    history = open_history(path, versions[0].shape.timezone)
    read = FactsRead(versions)
    columns = columns_of(read, COLUMNS, history.columns)
    stating = history.stating(columns.names, len(columns.stated.line))
    wrong = columns.wrong or tuple(_faults(stating, columns, read))
    if wrong:
        more = len(wrong) - FAULTS_MAX
        told = [*(f"{path}: {fault}" for fault in wrong[:FAULTS_MAX])]
        stop("\n".join([*told, f"{path}: {counted(more, 'fault')} more."] if more > 0 else told))
    left_out = frozenset[str]().union(*(by_consent(each, columns.unread) for each in versions))
    if left_out:
        note(_left_out(sorted(left_out)))
    if unread := [name for name in columns.unread if name not in left_out]:
        note(_unread(unread))
    return stating, columns.stated


def _left_out(names: Sequence[str]) -> str:
    return (
        f"{counted(len(names), 'column')} of the history left out: {_listed(names)}. What is kept by a "
        f"consent is not taken in ({PurposeMismatch.code}): a history says of nobody what they agreed to."
    )


def _unread(names: Sequence[str]) -> str:
    return f"{counted(len(names), 'column')} of the history no rule reads: {_listed(names)}."


def _listed(names: Sequence[str]) -> str:
    told = ", ".join(f"`{name}`" for name in islice(names, NAMES_MAX))
    more = len(names) - NAMES_MAX
    return f"{told} and {more:,} more" if more > 0 else told


def _faults(history: HistoryFile, columns: Columns, read: FactsRead) -> Iterator[str]:
    """Give what cannot be understood in the cells, fact by fact."""
    for place, name in enumerate((*columns.stated.line, *columns.stated.order)):
        column = columns.names[place]
        for text, row, rows in history.texts(place):
            misfit = read.misfit(name, text)
            if misfit is not None:
                yield f"{_at(row, rows, column)}: {_said(misfit)}"
        row, rows = history.unstated(place) if read.misfit(name, None) is not None else (0, 0)
        if row:
            yield f"{_at(row, rows, column)}: it is empty, and rules read `{name}`, which has no default."
        for one, other in history.different(place) if place >= history.of_lines else ():
            yield f"Rows {one} and {other} are of one bill, and column `{column}` differs in them."


def _at(row: int, rows: int, column: str) -> str:
    again = f" (and {rows - 1:,} more)" if rows > 1 else ""
    return f"Row {row}{again}, column `{column}`"


def _said(misfit: Misfit) -> str:
    return f"{misfit.message}; {misfit.hint}" if misfit.hint else f"{misfit.message}."
