"""The statements of the ledger, built once: building and compiling one costs more than running it.

Parameters of every statement on one account are ``member`` and ``unit``.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    or_,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from loyalty.database.base import insert_row, insert_unread
from loyalty.database.ledger_tables import allocation, balance, entry, hold, lot, lot_end, posting

# The order in which a lot is read back.
LOT_COLUMNS = (
    *("lot_id", "amount", "remaining", "vests_at", "vested", "expires_at", "external_ref"),
    *("extended_to", "awaits"),
)


def _mine(table: FromClause) -> ColumnElement[bool]:
    return and_(table.c.member_id == bindparam("member"), table.c.unit == bindparam("unit"))


LOT = tuple(lot.c[name] for name in LOT_COLUMNS)
BALANCE_WIDTH = len(balance.c)
ACCOUNT = (
    select(*balance.c, *LOT)
    .select_from(
        balance.outerjoin(
            lot,
            and_(lot.c.member_id == balance.c.member_id, lot.c.unit == balance.c.unit, lot.c.remaining > 0),
        )
    )
    .where(_mine(balance))
    .order_by(lot.c.lot_id)
)
# The lots that turn soon, each with the sums of the others: however many those are, no row is read of them.
_END = func.coalesce(lot.c.extended_to, lot.c.expires_at)
_NEAR = case(
    (lot.c.vested, bindparam("ends_by", type_=BigInteger) >= _END),
    else_=lot.c.vests_at <= bindparam("vests_by", type_=BigInteger),
)
_SUM = func.sum(lot.c.remaining)
_REST = (
    select(
        cast(func.coalesce(_SUM.filter(lot.c.vested), 0), BigInteger).label("rest_available"),
        cast(func.coalesce(_SUM.filter(~lot.c.vested), 0), BigInteger).label("rest_pending"),
        func.min(case((lot.c.vested, _END), else_=lot.c.vests_at)).label("rest_due"),
    )
    .where(_mine(lot), lot.c.remaining > 0, ~func.coalesce(_NEAR, false()))
    .subquery("rest")
)
NEAR_ACCOUNT = (
    select(*balance.c, *_REST.c, *LOT)
    .select_from(
        balance.join(_REST, true()).outerjoin(
            lot,
            and_(
                *(lot.c.member_id == balance.c.member_id, lot.c.unit == balance.c.unit),
                *(lot.c.remaining > 0, _NEAR),
            ),
        )
    )
    .where(_mine(balance))
    .order_by(lot.c.lot_id)
)
HOLDS = (
    select(hold, allocation.c.lot_id, allocation.c.amount.label("share"))
    .select_from(
        hold.outerjoin(
            allocation,
            and_(allocation.c.member_id == hold.c.member_id, allocation.c.entry_id == hold.c.entry_id),
        )
    )
    .where(_mine(hold))
    .order_by(hold.c.hold_id)
)
SOME_HOLDS = HOLDS.where(or_(hold.c.state == "open", hold.c.hold_id == bindparam("hold")))
UNIT_OF_HOLD = select(hold.c.unit).where(
    hold.c.member_id == bindparam("member"), hold.c.hold_id == bindparam("hold")
)
UNIT_OF_SPENDING = select(entry.c.unit).where(
    entry.c.member_id == bindparam("member"),
    entry.c.source == bindparam("source"),
    entry.c.external_ref == bindparam("ref"),
    entry.c.kind.in_(("burn", "capture")),
)
LOTS = select(*LOT).where(_mine(lot)).order_by(lot.c.lot_id)
SOME_LOTS = LOTS.where(lot.c.lot_id.in_(bindparam("lots", expanding=True)))
OPENING = insert_row(balance)
# A first booking meets the row of another first booking, or none.
OPEN_BALANCE = OPENING.on_conflict_do_update(
    index_elements=["member_id", "unit"],
    set_={column.name: OPENING.excluded[column.name] for column in balance.c if not column.primary_key},
    where=balance.c.seq == bindparam("row_seq"),
)
MOVE_BALANCE = (
    update(balance)
    .where(balance.c.member_id == bindparam("row_member"))
    .where(balance.c.unit == bindparam("row_unit"), balance.c.seq == bindparam("row_seq"))
    .values({column.name: bindparam(column.name) for column in balance.c if not column.primary_key})
)
ADD_ENTRY = insert_row(entry)
ADD_POSTING, ADD_ALLOCATION = insert_unread(posting), insert_unread(allocation)
ADD_LOT, ADD_HOLD, ADD_LOT_END = insert_unread(lot), insert_unread(hold), insert_unread(lot_end)
CHANGE_LOT = (
    update(lot)
    .where(lot.c.member_id == bindparam("row_member"), lot.c.lot_id == bindparam("row_lot"))
    .values(remaining=bindparam("remaining"), vested=bindparam("vested"))
)
EXTEND_LOT = (
    update(lot)
    .where(lot.c.member_id == bindparam("row_member"), lot.c.lot_id == bindparam("row_lot"))
    .values(extended_to=bindparam("end"), awaits=bindparam("waits"))
)
AWAITING = select(lot.c.lot_id).where(_mine(lot), lot.c.awaits)
END_HOLD = (
    update(hold)
    .where(hold.c.member_id == bindparam("row_member"), hold.c.hold_id == bindparam("row_hold"))
    .where(hold.c.state == "open")
    .values(state=bindparam("state"), captured=bindparam("captured"))
)
ENTRIES = select(entry).where(_mine(entry)).order_by(entry.c.seq)
REFERENCES = select(entry.c.external_ref, entry.c.kind).where(
    _mine(entry), entry.c.source == bindparam("source")
)
LAST_RECORDED = select(func.max(entry.c.recorded_at)).where(_mine(entry))
CAUSED = select(entry.c.entry_id, entry.c.reverses_entry_id, entry.c.kind).where(
    _mine(entry), entry.c.source == bindparam("source"), entry.c.external_ref == bindparam("ref")
)
TOUCHING = select(allocation.c.entry_id).where(
    allocation.c.member_id == bindparam("member"), allocation.c.lot_id.in_(bindparam("lots", expanding=True))
)
ABOUT = ENTRIES.where(
    or_(
        entry.c.entry_id.in_(bindparam("ids", expanding=True)),
        entry.c.reverses_entry_id.in_(bindparam("ids", expanding=True)),
        and_(entry.c.kind == "lapse", entry.c.entry_id.in_(TOUCHING)),
    )
)
BY_SOURCE = ENTRIES.where(entry.c.source == bindparam("source"))
LAPSES = ENTRIES.where(entry.c.kind == "lapse", entry.c.entry_id.in_(TOUCHING))
UNITS = select(balance.c.unit).where(balance.c.member_id == bindparam("member")).order_by(balance.c.unit)
LATEST = (
    ENTRIES.order_by(None)
    .where(entry.c.seq < bindparam("before"))
    .order_by(entry.c.seq.desc())
    .limit(bindparam("limit"))
)


# What belongs to a run of entries, by its first and last id: a page of the book is a run.
POSTINGS = (
    select(posting)
    .where(
        posting.c.member_id == bindparam("member"),
        posting.c.entry_id.between(bindparam("first"), bindparam("last")),
    )
    .order_by(posting.c.entry_id, posting.c.line)
)
ALLOCATIONS = (
    select(allocation)
    .where(
        allocation.c.member_id == bindparam("member"),
        allocation.c.entry_id.between(bindparam("first"), bindparam("last")),
    )
    .order_by(allocation.c.entry_id, allocation.c.line, allocation.c.lot_id)
)
LOT_ENDS = (
    select(lot_end)
    .where(
        lot_end.c.member_id == bindparam("member"),
        lot_end.c.entry_id.between(bindparam("first"), bindparam("last")),
    )
    .order_by(lot_end.c.entry_id, lot_end.c.lot_id)
)
OPENED_LOTS = select(lot).where(
    lot.c.member_id == bindparam("member"), lot.c.lot_id.between(bindparam("first"), bindparam("last"))
)
OPENED_HOLDS = select(hold).where(
    hold.c.member_id == bindparam("member"), hold.c.entry_id.between(bindparam("first"), bindparam("last"))
)
BALANCE = select(balance).where(_mine(balance))


def _no_truth(owner: Column[int], truth: Column[bool], mine: ColumnElement[bool]) -> Select[int, str]:
    """Give where a file of SQLite has something else for yes or no; PostgreSQL takes nothing else."""
    stored = cast(truth, String)
    return select(owner.label("entry_id"), stored.label("stored")).where(
        mine, stored.not_in(("0", "1", "false", "true"))
    )


_ENDS_OF_MINE = lot_end.c.lot_id.in_(select(lot.c.lot_id).where(_mine(lot)))
NO_TRUTHS = union_all(
    *(_no_truth(lot.c.lot_id, lot.c[name], _mine(lot)) for name in ("vested", "awaits", "until_told")),
    _no_truth(
        lot_end.c.entry_id,
        lot_end.c.until_told,
        and_(lot_end.c.member_id == bindparam("member"), _ENDS_OF_MINE),
    ),
)
HAPPENED = ENTRIES.where(entry.c.occurred_at <= bindparam("at"))
DUE = (
    select(balance.c.member_id, balance.c.unit, balance.c.programme)
    .where(balance.c.next_due <= bindparam("now"))
    .order_by(balance.c.next_due)
    .limit(bindparam("limit"))
)
ACCOUNTS = (
    select(balance.c.member_id, balance.c.unit, balance.c.programme)
    .where(
        or_(
            balance.c.member_id > bindparam("member"),
            and_(balance.c.member_id == bindparam("member"), balance.c.unit > bindparam("unit")),
        )
    )
    .order_by(balance.c.member_id, balance.c.unit)
    .limit(bindparam("limit"))
)
ACCOUNTS_DUE = ACCOUNTS.add_columns(balance.c.next_due).where(
    balance.c.programme == bindparam("programme"), balance.c.next_due <= bindparam("until")
)
_BALANCED = select(balance.c.unit).where(
    balance.c.member_id == entry.c.member_id, balance.c.unit == entry.c.unit
)
WITHOUT_BALANCE = select(entry.c.member_id, entry.c.unit).distinct().where(~_BALANCED.exists())
ACCOUNTS_COUNT = select(func.count()).select_from(balance)
MOVED = (
    select(
        posting.c.unit, posting.c.source, posting.c.destination, func.sum(posting.c.amount).label("amount")
    )
    .select_from(
        posting.join(
            balance, and_(balance.c.member_id == posting.c.member_id, balance.c.unit == posting.c.unit)
        )
    )
    .where(balance.c.programme == bindparam("programme"))
    .group_by(posting.c.unit, posting.c.source, posting.c.destination)
)
_WITH_ENTRY = (
    select(
        posting.c.unit, posting.c.source, posting.c.destination, func.sum(posting.c.amount).label("amount")
    )
    .select_from(
        posting.join(
            balance, and_(balance.c.member_id == posting.c.member_id, balance.c.unit == posting.c.unit)
        ).join(entry, and_(entry.c.member_id == posting.c.member_id, entry.c.entry_id == posting.c.entry_id))
    )
    .where(balance.c.programme == bindparam("programme"))
    .group_by(posting.c.unit, posting.c.source, posting.c.destination)
)
MOVED_UNTIL = _WITH_ENTRY.where(entry.c.recorded_at < bindparam("end"))
MOVED_WITHIN = MOVED_UNTIL.where(entry.c.recorded_at >= bindparam("start"))
# Lots whose time was over by an instant, and what lapsed of them; an end that was put off or waits is none.
_OVER = and_(
    lot.c.member_id == balance.c.member_id,
    lot.c.unit == balance.c.unit,
    ~lot.c.awaits,
    func.coalesce(lot.c.extended_to, lot.c.expires_at) < bindparam("end"),
)
ENDED_LOTS = (
    select(balance.c.unit, func.count().label("lots"), func.sum(lot.c.amount).label("issued"))
    .select_from(balance.join(lot, _OVER))
    .where(balance.c.programme == bindparam("programme"))
    .group_by(balance.c.unit)
)
LAPSED_OF_ENDED = (
    select(balance.c.unit, func.sum(-allocation.c.amount).label("lapsed"))
    .select_from(
        balance.join(lot, _OVER)
        .join(
            allocation,
            and_(allocation.c.member_id == lot.c.member_id, allocation.c.lot_id == lot.c.lot_id),
        )
        .join(
            entry,
            and_(entry.c.member_id == allocation.c.member_id, entry.c.entry_id == allocation.c.entry_id),
        )
    )
    .where(
        balance.c.programme == bindparam("programme"),
        entry.c.kind == "lapse",
    )
    .group_by(balance.c.unit)
)
_BY_THE_MEMBER = ("earn", "burn", "hold", "capture", "void", "transfer", "receive", "convert", "restore")
_LAST = (
    select(func.max(entry.c.recorded_at))
    .where(
        entry.c.member_id == balance.c.member_id,
        entry.c.unit == balance.c.unit,
        entry.c.kind.in_(_BY_THE_MEMBER),
    )
    .scalar_subquery()
)
_THERE = balance.c.available + balance.c.pending + balance.c.held
DORMANT = (
    select(balance.c.member_id, balance.c.unit, _THERE.label("there"), _LAST.label("last"))
    .where(
        balance.c.programme == bindparam("programme"),
        _THERE > 0,
        bindparam("before", type_=BigInteger) > _LAST,
    )
    .order_by(balance.c.unit, balance.c.member_id)
)
# What a return took back is counted off the time of the award it undoes. Each look is a set that is made
# once, as it stands beside other cases: where a planner may join, it may hold every award of a member beside
# every entry of theirs, as long as nothing is known of the tables.
_AWARD = entry.alias("award")


def _awarded(table: FromClause) -> ColumnElement[bool]:
    at = table.c.occurred_at
    return and_(table.c.kind == "earn", at >= bindparam("start"), at < bindparam("end"))


_OF_AWARDS = select(entry.c.entry_id).where(
    _mine(entry),
    or_(
        and_(entry.c.reverses_entry_id.is_(None), _awarded(entry)),
        entry.c.reverses_entry_id.in_(select(_AWARD.c.entry_id).where(_mine(_AWARD), _awarded(_AWARD))),
    ),
)
_ISSUED_BY = case((posting.c.source == "P.issued", posting.c.amount), else_=-posting.c.amount)
ISSUED = select(func.sum(case((posting.c.entry_id.in_(_OF_AWARDS), _ISSUED_BY)))).where(
    posting.c.member_id == bindparam("member"),
    or_(posting.c.source == "P.issued", posting.c.destination == "P.issued"),
)
_MOVED_BETWEEN = (
    select(func.sum(posting.c.amount))
    .select_from(
        posting.join(
            entry, and_(entry.c.member_id == posting.c.member_id, entry.c.entry_id == posting.c.entry_id)
        )
    )
    .where(_mine(entry))
    .where(entry.c.occurred_at >= bindparam("start"), entry.c.occurred_at < bindparam("end"))
)
GIVEN = _MOVED_BETWEEN.where(entry.c.kind == "transfer")
# The reason of a conversion begins with its name.
CONVERTED = _MOVED_BETWEEN.where(
    entry.c.kind == "convert",
    posting.c.destination == "X.conversion",
    func.substr(entry.c.reason, 1, func.length(bindparam("begins", type_=String)))
    == bindparam("begins", type_=String),
)
