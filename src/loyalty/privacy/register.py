"""The register of personal fields: every column in which something of a person is kept, and why.

A table is registered with all its columns, or said to hold nothing of a person; a column that is
neither fails the build (`FIELD_NOT_REGISTERED`). What a programme keeps of its members beside the
columns are its facts, which it declares with label and purpose itself.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from loyalty.privacy.purpose import Basis, Kept, Purpose, Recipient, Sensitivity

NOT_REGISTERED = "FIELD_NOT_REGISTERED"


@dataclass(frozen=True, slots=True)
class Through:
    """By which columns the rows of a table are of whom those of another table are of."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A table with personal rows.

    ``subjects`` are the columns that name a member; without one, ``through`` says by which other
    table. ``dated`` is the column that says how old a row is, None where it is as old as the member.
    ``closer`` are columns that are nearer to a person than the others.
    """

    table: str
    says: Mapping[str, str]
    columns: tuple[str, ...]
    subjects: tuple[str, ...] = ("member_id",)
    through: Through | None = None
    purpose: Purpose = Purpose.MEMBERSHIP
    basis: Basis = Basis.CONTRACT
    kept: Kept
    dated: str | None = None
    label: Sensitivity = Sensitivity.TRANSACTION
    closer: Mapping[str, Sensitivity] = field(default_factory=dict)
    recipients: tuple[Recipient, ...] = (Recipient.SHOP, Recipient.MEMBER)


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the register."""

    table: str
    column: str
    purpose: Purpose
    basis: Basis
    kept: Kept
    label: Sensitivity
    recipients: tuple[Recipient, ...]


def fields_of(entries: Collection[Entry]) -> Iterator[Field]:
    """Give every column of the register, table by table."""
    for entry in entries:
        for column in entry.columns:
            named = column in entry.subjects
            label = entry.closer.get(column, Sensitivity.PSEUDONYM if named else entry.label)
            yield Field(entry.table, column, entry.purpose, entry.basis, entry.kept, label, entry.recipients)


def not_registered(
    entries: Collection[Entry], impersonal: Mapping[str, str], tables: Mapping[str, Collection[str]]
) -> list[str]:
    """Give what the tables hold and the register does not say, and what it says of what is not there.

    ``impersonal`` are the tables that hold nothing of a person, each with the reason.
    """
    said = {entry.table: set(entry.columns) for entry in entries}
    found = []
    for table, columns in sorted(tables.items()):
        if table in impersonal and table not in said:
            continue
        here = said.get(table, set())
        found += [f"{NOT_REGISTERED}: {table}.{name}" for name in sorted(set(columns) - here)]
        found += [f"not there: {table}.{name}" for name in sorted(here - set(columns))]
    found += [f"not there: {name}" for name in sorted((said.keys() | impersonal.keys()) - tables.keys())]
    found += [f"said twice: {name}" for name in sorted(said.keys() & impersonal.keys())]
    return found
