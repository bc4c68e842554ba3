"""From what the parts of a history came to, to the whole beside the whole."""

from datetime import datetime

from loyalty.backtest.member import Case, Row, Worth
from loyalty.backtest.part import Part
from loyalty.backtest.result import (
    NO_GROUP,
    NOBODY,
    About,
    Backtest,
    Group,
    Loser,
    balances_of,
    group_of,
    grouped,
    left_out_of,
    months_of,
    moves_of,
    stretches_of,
    totals_of,
)
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import decide
from loyalty.decision.explain import Document, Heading, explain
from loyalty.decision.programme import Programme
from loyalty.decision.situation import Situation
from loyalty.history.outcome import Outcome
from loyalty.language.occasions.belonging import RFM_SEGMENTS
from loyalty.privacy.reports.cells import hidden
from loyalty.segments.rfm import Buyer, scores


def result_of(old: Programme, new: Programme, part: Part, until: datetime, *, redeem: bool) -> Backtest:
    """Give the result of a whole history; ``until`` is its last instant."""
    worth = part.losers.worth
    minor = 10**old.currency.exponent
    members = sorted((row for row in part.rows if row.who != NOBODY), key=_number)
    nobody = [row for row in part.rows if row.who == NOBODY]
    about = About(
        programme=old.name,
        old=old.digest,
        new=new.digest,
        currency=old.currency.code,
        exponent=old.currency.exponent,
        timezone=old.shape.timezone,
        until=until,
        worth=worth,
        redeem=redeem,
    )
    ladder = [step.name for step in old.shape.tiers.ladder] if old.shape.tiers is not None else []
    segments = [segment.id for segment in old.shape.segments]
    groups = _groups(members, until.astimezone(old.zone).toordinal())
    tables = {
        "tiers": grouped(members, ladder, lambda row: [row.old.tier] if row.old.tier else [], worth),
        "rfm": grouped(members, RFM_SEGMENTS, lambda row: [groups.get(row.who, NO_GROUP)], worth),
        "segments": grouped(members, segments, lambda row: row.segments or [NO_GROUP], worth)
        if segments
        else (),
    }
    told = {name: _told(found) for name, found in tables.items()}
    moves = moves_of(members) if ladder else ()
    few = hidden({f"{was} {is_}": count for was, is_, count in moves})
    moved = tuple(each for each in moves if f"{each[0]} {each[1]}" not in few)
    return Backtest(
        about=about,
        totals=totals_of(part.old, part.new, worth),
        members=group_of("", members, worth),
        nobody=group_of("", nobody, worth),
        tiers=told["tiers"],
        moves=moved,
        rfm=told["rfm"],
        segments=told["segments"],
        not_told={**{name: len(tables[name]) - len(told[name]) for name in tables}, "moves": len(few)},
        stretches=stretches_of(members, worth, minor),
        months=months_of(part.old, part.new),
        losers=tuple(_loser(old, new, row, case, worth) for row, case in part.losers.kept),
        left_out=_in_order(left_out_of(part.old, part.new)),
        balances=balances_of(part.rows, part.old, part.new),
    )


def _told(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Give the groups of enough members, and none by which one of too few would be found."""
    few = hidden({group.name: group.members for group in groups})
    return tuple(group for group in groups if group.name not in few)


def _groups(rows: list[Row], today: int) -> dict[str, str]:
    """Give the group by recency and frequency of every member who kept something of an order."""
    buyers = [
        Buyer(place, today - row.last_day, row.orders, row.money)
        for place, row in enumerate(rows)
        if row.orders
    ]
    return {rows[place].who: found.group for place, found in scores(buyers).items()}


def _number(row: Row) -> tuple[int, str]:
    """Numbers in order of their value: of two texts of digits the shorter is the smaller one."""
    return len(row.who), row.who


def _loser(old: Programme, new: Programme, row: Row, case: Case | None, worth: Worth) -> Loser:
    if case is None:
        return Loser(row, row.gain(worth))
    explained = (_explained(old, case.old, case.number), _explained(new, case.new, case.number))
    return Loser(row, row.gain(worth), case.number, *explained)


def _explained(programme: Programme, situation: Situation, number: str) -> Document:
    decision = decide(programme, situation)
    return explain(decision, Heading(f"bill {number}", "receipt"), for_nobody(decision))


def _in_order(rows: tuple[tuple[str, str, int, int], ...]) -> tuple[tuple[str, str, int, int], ...]:
    places = {outcome.value: place for place, outcome in enumerate(Outcome)}
    return tuple(sorted(rows, key=lambda row: (places[row[0]], row[1])))
