"""What a wording is made of before it is laid out: sections of rows, tables and sentences."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One thing said, with its amount written out where it has one.

    ``reference`` (rule id and place) and ``exact`` (value before rounding) are for service
    staff. ``part`` rows belong to the row above. ``explained`` is the id of the explanation
    that gives the reasons.
    """

    text: str
    amount: str = ""
    notes: tuple[str, ...] = ()
    reference: str = ""
    exact: str = ""
    explained: str = ""
    part: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of a row names it. ``below`` is said under the table."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of an explanation under its title."""

    title: str
    rows: tuple[Row, ...] = ()
    grids: tuple[Grid, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """A whole explanation in words: the total comes before everything else.

    ``open`` is what the total leaves out since it is not known yet; it stands beside it, as visible.
    """

    title: str
    total: Row
    sections: tuple[Section, ...]
    open: tuple[Row, ...] = ()
