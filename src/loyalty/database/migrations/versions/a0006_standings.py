"""Tiers by several measures: what orders count for by measure and day of recording, reasons of movements.

A migration is frozen: it repeats the columns and reads nothing of today's tables.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "a0006"
down_revision = "a0005"

_OF_ORDER = ("member_id", "programme", "source", "order_id", "return_id")
_OLD_NAMES = {"spend": "amount", "needed": "needed", "window_start": "start", "window_end": "end"}
_MEASURED = (
    "'[{\"amount\":' || CAST(spend AS TEXT) || ',\"end\":' || CAST(window_end AS TEXT)"
    ' || \',"measure":"spend","needed":\' || CAST(needed AS TEXT)'
    " || ',\"start\":' || CAST(window_start AS TEXT) || '}]'"
)


def upgrade() -> None:
    """Give every count its measure and its recording, every movement its number and cause."""
    _counts()
    _movements()
    op.add_column("standing", sa.Column("held", sa.String(16), nullable=False, server_default="qualified"))
    op.add_column("standing", sa.Column("floor", sa.String(64), nullable=True))


def downgrade() -> None:
    """Remove the columns of standings; counts and movements keep only the measure `spend`."""
    op.drop_column("standing", "floor")
    op.drop_column("standing", "held")
    _single_count()
    _plain_movements()


def _counts() -> None:
    op.rename_table("spend", "spend_before")
    op.drop_index("spend_by_time", "spend_before")
    op.create_table(
        "spend",
        *(_number("member_id"), _word("programme"), _word("source")),
        *(_word("order_id", 128), _word("return_id", 128), _word("measure")),
        *(_number("occurred_at"), _number("recorded_at"), _number("amount")),
        sa.PrimaryKeyConstraint(*_OF_ORDER, "measure", name="spend_by_measure_pkey"),
    )
    op.execute(
        "INSERT INTO spend (member_id, programme, source, order_id, return_id, measure, occurred_at,"
        " recorded_at, amount) SELECT s.member_id, s.programme, s.source, s.order_id, s.return_id, 'spend',"
        " s.occurred_at, COALESCE(r.recorded_at, o.recorded_at, s.occurred_at), s.amount FROM spend_before s"
        " LEFT JOIN order_record o ON o.programme = s.programme AND o.source = s.source"
        " AND o.order_id = s.order_id LEFT JOIN return_record r ON r.programme = s.programme"
        " AND r.source = s.source AND r.order_id = s.order_id AND r.return_id = s.return_id"
    )
    op.drop_table("spend_before")
    op.create_index("spend_by_time", "spend", ["member_id", "programme", "occurred_at"])


def _movements() -> None:
    op.rename_table("movement", "movement_before")
    op.create_table(
        "movement",
        *(_number("member_id"), _word("programme"), _number("number"), _number("moved_at")),
        *(_word("from_tier"), _word("to_tier"), _word("cause", 16)),
        sa.Column("measured", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "programme", "number", name="movement_by_number_pkey"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO movement (member_id, programme, number, moved_at, from_tier, to_tier, cause, measured)"  # noqa: S608 - the text is ours
        " SELECT member_id, programme, ROW_NUMBER() OVER (PARTITION BY member_id, programme"
        " ORDER BY moved_at, to_tier), moved_at, from_tier, to_tier,"
        f" CASE WHEN spend >= needed THEN 'risen' ELSE 'fallen' END, {_MEASURED} FROM movement_before"
    )
    op.drop_table("movement_before")
    _append_only()


def _single_count() -> None:
    op.execute("DELETE FROM spend WHERE measure <> 'spend'")
    op.drop_index("spend_by_time", "spend")
    op.rename_table("spend", "spend_after")
    op.create_table(
        "spend",
        *(_number("member_id"), _word("programme"), _word("source")),
        *(_word("order_id", 128), _word("return_id", 128)),
        *(_number("occurred_at"), _number("amount")),
        sa.PrimaryKeyConstraint(*_OF_ORDER, name="spend_pkey"),
    )
    op.execute(
        "INSERT INTO spend SELECT member_id, programme, source, order_id, return_id, occurred_at, amount"
        " FROM spend_after"
    )
    op.drop_table("spend_after")
    op.create_index("spend_by_time", "spend", ["member_id", "programme", "occurred_at"])


def _plain_movements() -> None:
    """Make the table as it was, with the movements of `spend` alone; no other measure has a place in it."""
    found = op.get_bind().execute(sa.text("SELECT * FROM movement")).mappings().all()
    op.drop_table("movement")
    op.create_table(
        "movement",
        *(_number("member_id"), _word("programme"), _number("moved_at"), _word("to_tier")),
        _word("from_tier"),
        *(_number(name) for name in ("spend", "needed", "window_start", "window_end")),
        sa.PrimaryKeyConstraint("member_id", "programme", "moved_at", "to_tier", name="movement_pkey"),
        sqlite_with_rowid=False,
    )
    plain = [row for each in found if (row := _plain(dict(each))) is not None]
    if plain:
        columns = ", ".join(plain[0])
        values = ", ".join(f":{name}" for name in plain[0])
        op.get_bind().execute(sa.text(f"INSERT INTO movement ({columns}) VALUES ({values})"), plain)  # noqa: S608 - our own names
    _append_only()


def _plain(movement: dict[str, Any]) -> dict[str, Any] | None:
    """Give a movement as it was before, None where something else than `spend` was measured."""
    measured = json.loads(movement["measured"])
    if len(measured) != 1 or measured[0].get("measure") != "spend":
        return None
    return {
        **{name: movement[name] for name in ("member_id", "programme", "moved_at", "to_tier", "from_tier")},
        **{new: measured[0][old] for new, old in _OLD_NAMES.items()},
    }


def _append_only() -> None:
    for verb in ("UPDATE", "DELETE"):
        if op.get_bind().dialect.name == "postgresql":
            action = "EXECUTE FUNCTION append_only()"
        else:
            action = "BEGIN SELECT RAISE(ABORT, 'movement is append-only'); END"
        name = f"movement_no_{verb.lower()}"
        op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON movement FOR EACH ROW {action}")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
