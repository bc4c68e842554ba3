"""What time alone does to an account: lots vest, lots lapse, holds lapse.

Every write books it first, each at the instant it was due; reads work it out in memory. So
points that have lapsed are never shown or spent, swept or not, and sweeping changes nothing
that anybody sees.
"""

from dataclasses import replace
from datetime import datetime
from itertools import count

from loyalty.ledger.account import AccountState, Booked, Hold, Holdings, HoldState, Lot
from loyalty.ledger.desk import NEVER, Desk, Recording
from loyalty.ledger.entry import Account, Cause, Kind

ENGINE = "engine"


def catch_up(state: AccountState, recording: Recording) -> Booked:
    """Book everything due by now, in order of time; nothing due gives a booking without entries."""
    return opened(state, recording).booked()


def holdings(state: AccountState, now: datetime) -> Holdings:
    """Give what the member has at ``now``, without booking anything."""
    due = state.next_due
    if due is not None and due <= now:
        # The ids are never seen: the entries are made only to be thrown away.
        state = catch_up(state, Recording(now, count(-(1 << 62)).__next__)).state
    lots = tuple(lot for lot in state.lots if lot.remaining)
    return Holdings(state.available, state.pending, state.held, state.owed, lots, state.holds)


def opened(state: AccountState, recording: Recording) -> Desk:
    """Give a desk for ``state`` at which everything due by now is booked."""
    desk = Desk(state, recording)
    settle(desk)
    return desk


def closed(desk: Desk) -> Booked:
    """Give the whole booking, with what time does at once to points that came back after their end."""
    settle(desk)
    return desk.booked()


def went_on(desk: Desk, recording: Recording) -> Desk:
    """Give a desk whose booking was closed, for another one at the same instant or later."""
    settle(desk)
    desk.go_on(recording)
    settle(desk)
    return desk


def settle(desk: Desk) -> None:
    """Book at ``desk`` what is due by its instant.

    At one instant lots vest before holds lapse, and holds lapse before lots do: what comes
    back to a lot at its end lapses with it.
    """
    if desk.now < desk.quiet_until:
        return
    desk.know_lots(turning=True)
    while True:
        due, lots = _next_due(desk)
        if due is None or due > desk.now:
            break
        vesting = [lot for lot in lots if not lot.vested]
        if vesting:
            _vest(desk, vesting, due)
        holds = [hold for hold in desk.holds.values() if _open_until(hold) == due]
        for hold in holds:
            _lapse_hold(desk, hold, due)
        lapsing = [lot for lot in (desk.lots.values() if holds else lots) if _lapses_at(desk, lot) == due]
        if lapsing:
            _lapse(desk, lapsing, due)
    desk.quiet_until = due if due is not None else NEVER


def _next_due(desk: Desk) -> tuple[datetime | None, list[Lot]]:
    """Give the next instant at which something is due, None without one, and the lots that are due then."""
    dues = [hold.expires_at for hold in desk.holds.values() if hold.state is HoldState.OPEN]
    first, lots = min(dues, default=None), list[Lot]()
    for lot in desk.lots.values():
        # Most lots are spent or have lapsed, and every booking looks at all of them.
        due = (_lapses_at(desk, lot) if lot.vested else lot.vests_at) if lot.remaining else None
        if due is not None and (first is None or due < first):
            first, lots = due, [lot]
        elif due is not None and due == first:
            lots.append(lot)
    return first, lots


def _open_until(hold: Hold) -> datetime | None:
    return hold.expires_at if hold.state is HoldState.OPEN else None


def _lapses_at(desk: Desk, lot: Lot) -> datetime | None:
    """Give when a vested lot lapses, None while it awaits that its member is told of it.

    Points that came back after their end lapse when they come back.
    """
    end = lot.expires_at if lot.vested and lot.remaining and not lot.awaits else None
    return max(end, desk.returned.get(lot.lot_id, end)) if end is not None and desk.returned else end


def _vest(desk: Desk, lots: list[Lot], at: datetime) -> None:
    draft = desk.draft(Kind.VEST, _cause(desk, at))
    draft.vest(lots)
    draft.book()


def _lapse(desk: Desk, lots: list[Lot], at: datetime) -> None:
    draft = desk.draft(Kind.LAPSE, _cause(desk, at))
    parts = tuple((lot.lot_id, lot.remaining) for lot in lots)
    draft.move(Account.AVAILABLE, Account.LAPSED, sum(share for _, share in parts), parts)
    draft.book()


def _lapse_hold(desk: Desk, hold: Hold, at: datetime) -> None:
    draft = desk.draft(Kind.HOLD_LAPSE, _cause(desk, at), reverses=hold.entry_id)
    draft.give_back(Account.HELD, desk.in_order(hold.parts))
    desk.holds[hold.hold_id] = replace(hold, state=HoldState.LAPSED)
    draft.book()


def _cause(desk: Desk, at: datetime) -> Cause:
    return Cause(ENGINE, str(desk.next_seq), at)
