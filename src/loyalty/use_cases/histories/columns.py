"""Where a history states the facts that versions of a programme read: one column each, by its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loyalty.history.stated import LINE, MEMBER, Stated
from loyalty.language.findings import likeness
from loyalty.use_cases.histories.facts_read import FactsRead

COUNTRY = f"{MEMBER}country"
_COUNTRY_COLUMN = "Country"
_ALIKE = 85
"""From how many of a hundred on two names are so alike that one is taken for the other misspelt."""
_MARKS = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column states each fact of ``stated``, in its order.

    ``unread`` are columns that no version reads. ``wrong`` says what has to be mended first, in sentences.
    """

    stated: Stated
    names: tuple[str, ...]
    unread: tuple[str, ...]
    wrong: tuple[str, ...]


def columns_of(read: FactsRead, fixed: Sequence[str], present: Sequence[str]) -> Columns:
    """Give where the facts stand among the columns of a history, besides the ``fixed`` ones.

    A column has the full name of its fact, or of a fact of lines the name without ``line.``. Without a column
    of its own the member's country is what the fixed column says.
    """
    free = [name for name in present if name not in fixed]
    wrong: list[str] = []
    of_fact: dict[str, str] = {}
    for fact in read.names:
        found = [name for name in free if name in _spellings(fact)]
        if len(found) > 1:
            wrong.append(f"The columns `{found[0]}` and `{found[1]}` state the same fact; leave one of them.")
        if found:
            of_fact[fact] = found[0]
    if COUNTRY in read.names and COUNTRY not in of_fact and _COUNTRY_COLUMN in present:
        of_fact[COUNTRY] = _COUNTRY_COLUMN
    unread = [name for name in free if name not in of_fact.values()]
    for fact in [name for name in read.names if name not in of_fact]:
        meant = next((name for name in unread if _is_like(name, fact)), None)
        if meant is not None:
            wrong.append(f"The rules read no column `{meant}`; did you mean `{_spellings(fact)[-1]}`?")
        elif read.lacking(fact) is not None:
            column = _spellings(fact)[-1]
            wrong.append(f"There is no column `{column}`: rules read `{fact}`, which has no default.")
    line = tuple(name for name in of_fact if name.startswith(LINE))
    order = tuple(name for name in of_fact if not name.startswith(LINE))
    names = tuple(of_fact[name] for name in (*line, *order))
    return Columns(Stated(line, order), names, tuple(unread), tuple(wrong))


def _spellings(fact: str) -> tuple[str, ...]:
    """Give the names that a column of a fact may have, the shortest last."""
    return (fact, fact.removeprefix(LINE)) if fact.startswith(LINE) else (fact,)


def _is_like(column: str, fact: str) -> bool:
    """Give whether a column seems to be meant for a fact."""
    written = _MARKS.sub("", column.lower())
    for name in (fact, fact.partition(".")[2]):
        plain = _MARKS.sub("", name.lower())
        # Of lengths that differ much there is no need to look: a file may have many columns.
        most = 200 * min(len(written), len(plain)) // (len(written) + len(plain) or 1)
        if most >= _ALIKE <= likeness(written, plain):
            return True
    return False
