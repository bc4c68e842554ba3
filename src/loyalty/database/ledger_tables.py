"""The tables of the ledger. `member_id` leads every key, so that a member is one partition.

Entry, posting, allocation and lot_end are append-only: triggers refuse changes, see the migration.
No row of another member and no total of the house is touched when points move.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    false,
)

from loyalty.database.base import metadata, number, word

balance = Table(
    "balance",
    metadata,
    number("member_id", key=True),
    word("unit", 32, key=True),
    word("programme"),
    number("available"),
    number("pending"),
    number("held"),
    number("owed"),
    number("seq"),
    Column("head_hash", LargeBinary(32), nullable=False),
    number("next_due", optional=True),
    CheckConstraint("available >= 0 AND pending >= 0 AND held >= 0 AND owed >= 0", name="floor"),
    Index("balance_next_due", "next_due"),
    sqlite_with_rowid=False,
)
entry = Table(
    "entry",
    metadata,
    number("member_id", key=True),
    number("entry_id", key=True),
    word("unit", 32),
    number("seq"),
    word("kind", 16),
    number("occurred_at"),
    number("recorded_at"),
    word("source"),
    word("external_ref", 200),
    word("programme_digest"),
    word("reason", 200),
    number("reverses_entry_id", optional=True),
    Column("prev_hash", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    UniqueConstraint("member_id", "unit", "seq", name="entry_seq"),
    UniqueConstraint("member_id", "unit", "source", "external_ref", "kind", name="entry_natural"),
    sqlite_with_rowid=False,
)
posting = Table(
    "posting",
    metadata,
    number("member_id", key=True),
    number("entry_id", key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    word("unit", 32),
    word("source", 16),
    word("destination", 16),
    number("amount"),
    CheckConstraint("amount > 0 AND source <> destination", name="movement"),
    ForeignKeyConstraint(["member_id", "entry_id"], ["entry.member_id", "entry.entry_id"]),
    sqlite_with_rowid=False,
)
lot = Table(
    "lot",
    metadata,
    number("member_id", key=True),
    number("lot_id", key=True),
    word("unit", 32),
    number("amount"),
    number("remaining"),
    number("vests_at", optional=True),
    Column("vested", Boolean, nullable=False),
    number("expires_at", optional=True),
    word("external_ref", 200),
    number("extended_to", optional=True),
    Column("awaits", Boolean, nullable=False, server_default=false()),
    Column("until_told", Boolean),
    CheckConstraint("remaining >= 0 AND remaining <= amount AND amount > 0", name="points"),
    sqlite_with_rowid=False,
)
lot_end = Table(
    "lot_end",
    metadata,
    number("member_id", key=True),
    number("entry_id", key=True),
    number("lot_id", key=True),
    number("expires_at"),
    Column("until_told", Boolean),
    ForeignKeyConstraint(["member_id", "entry_id"], ["entry.member_id", "entry.entry_id"]),
    sqlite_with_rowid=False,
)
allocation = Table(
    "allocation",
    metadata,
    number("member_id", key=True),
    number("entry_id", key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    number("lot_id", key=True),
    number("amount"),
    CheckConstraint("amount <> 0", name="movement"),
    ForeignKeyConstraint(["member_id", "entry_id"], ["entry.member_id", "entry.entry_id"]),
    sqlite_with_rowid=False,
)
hold = Table(
    "hold",
    metadata,
    number("member_id", key=True),
    number("hold_id", key=True),
    word("unit", 32),
    number("entry_id"),
    number("amount"),
    number("captured"),
    word("state", 16),
    number("expires_at"),
    CheckConstraint("amount > 0 AND captured >= 0 AND captured <= amount", name="points"),
    sqlite_with_rowid=False,
)
