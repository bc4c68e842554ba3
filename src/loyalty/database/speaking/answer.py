"""What a database answered to a statement: its rows, all of them read, and how many it wrote."""

from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy.exc import MultipleResultsFound, NoResultFound

Found = TypeVar("Found")


class Answer(Generic[Found]):
    """As much of SQLAlchemy's result as stores use."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: Sequence[Found], rowcount: int) -> None:
        """Keep rows that nobody changes, and how many rows were written."""
        self._rows, self.rowcount = rows, rowcount

    def __iter__(self) -> Iterator[Found]:
        """Give the rows in order."""
        return iter(self._rows)

    def all(self) -> list[Found]:
        """Give every row."""
        return list(self._rows)

    def first(self) -> Found | None:
        """Give the first row, None where there is none."""
        return self._rows[0] if self._rows else None

    def one_or_none(self) -> Found | None:
        """Give the only row, None where there is none. Raises MultipleResultsFound."""
        if len(self._rows) > 1:
            message = "Multiple rows were found when one or none was required"
            raise MultipleResultsFound(message)
        return self.first()

    def one(self) -> Found:
        """Give the only row. Raises NoResultFound, MultipleResultsFound."""
        found = self.one_or_none()
        if found is None:
            message = "No row was found when one was required"
            raise NoResultFound(message)
        return found

    def scalars(self) -> "Answer[Any]":
        """Give the first value of every row."""
        rows: Sequence[Any] = self._rows
        return Answer([row[0] for row in rows], self.rowcount)

    def scalar(self) -> Any:  # noqa: ANN401  of the column's kind
        """Give the first value of the first row, None where there is none."""
        found: Any = self.first()
        return None if found is None else found[0]

    def scalar_one(self) -> Any:  # noqa: ANN401  of the column's kind
        """Give the first value of the only row. Raises NoResultFound, MultipleResultsFound."""
        found: Any = self.one()
        return found[0]
