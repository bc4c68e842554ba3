"""What the SQL of each database is like: its whole numbers, its names for smallest and largest."""

from dataclasses import dataclass
from typing import Literal

DialectName = Literal["sqlite", "postgresql", "duckdb", "spark"]


@dataclass(frozen=True, slots=True)
class Width:
    """A whole-number type: how many bits it holds, its name, and its division without a rest."""

    bits: int | None
    type: str
    divide: str


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between the databases; SQLite's whole numbers are always 64 bits, so it never casts.

    ``stack`` is how many symbols its parser may have open at once; SQLite allows 100 in one
    statement, of which the rest of the statement needs some. ``texts``: whether a text is written
    as in the standard; Spark reads two quotation marks in a row its own way, so it is handed none.
    """

    widths: tuple[Width, ...]
    least: str
    most: str
    casts: bool = True
    stack: int | None = None
    texts: bool = True


DIALECTS: dict[DialectName, Dialect] = {
    "sqlite": Dialect((Width(63, "INTEGER", "({} / {})"),), "min", "max", casts=False, stack=80),
    "postgresql": Dialect(
        (Width(63, "BIGINT", "({} / {})"), Width(None, "NUMERIC", "div({}, {})")), "LEAST", "GREATEST"
    ),
    "duckdb": Dialect(
        (Width(63, "BIGINT", "({} // {})"), Width(127, "HUGEINT", "({} // {})")), "LEAST", "GREATEST"
    ),
    # Its wider numbers are decimals of 38 digits, whose product it may cut: 64 bits or nothing.
    "spark": Dialect((Width(63, "BIGINT", "({} div {})"),), "least", "greatest", texts=False),
}
