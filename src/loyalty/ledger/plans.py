"""The commands on an account, each a pure function from the account to what is to be booked.

Every plan first books what time has done by ``now``, and last what time does to points it has
just given back. ``cause.occurred_at`` is when the thing happened and may lie before ``now``,
when it is recorded; the order of entries is the order of recording.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.causes import Earning, Spending
from loyalty.ledger.desk import Desk, Recording, share_out
from loyalty.ledger.due import ENGINE, closed, opened
from loyalty.ledger.entry import Account, Cause, Kind, LotTerms
from loyalty.ledger.refusals import AlreadyReversed, DeficitForbidden

UNTOLD: Final = "untold"
"""The reason of an end that is put off."""


def plan_earn(state: AccountState, cause: Cause, terms: LotTerms, recording: Recording) -> Booked:
    """Credit an award as a lot: pending where ``terms.vests_at`` is set, else spendable and repaying."""
    desk = opened(state, recording)
    earn(desk, cause, terms)
    return closed(desk)


def earn(desk: Desk, cause: Cause, terms: LotTerms) -> None:
    """Draft at ``desk`` what `plan_earn` books."""
    draft = desk.draft(Kind.EARN, cause)
    draft.open_lot(Account.ISSUED, terms)
    draft.book()
    desk.extend(cause)


def plan_put_off(state: AccountState, end: datetime, to: datetime, recording: Recording) -> Booked:
    """Give the lots that ended at ``end`` without their member being told of it the later end ``to``."""
    desk = opened(state, recording)
    untold = [lot for lot in desk.lots.values() if lot.awaits and lot.remaining and lot.expires_at == end]
    desk.end_later(Cause(ENGINE, str(desk.next_seq), recording.now, reason=UNTOLD), untold, to)
    return closed(desk)


def plan_tell(state: AccountState, end: datetime, recording: Recording) -> Booked:
    """Keep that the member was told in time of the lots that end at ``end``: from then on they lapse."""
    desk = opened(state, recording)
    told = [lot for lot in desk.lots.values() if lot.awaits and lot.expires_at == end]
    if told:
        draft = desk.draft(Kind.TELL, Cause(ENGINE, str(desk.next_seq), recording.now))
        draft.tell(told, end)
        draft.book()
    return closed(desk)


def plan_burn(state: AccountState, cause: Cause, amount: int, recording: Recording) -> Booked:
    """Spend points, those that end first first. Raises `InsufficientPoints`."""
    desk = opened(state, recording)
    burn(desk, cause, amount)
    return closed(desk)


def burn(desk: Desk, cause: Cause, amount: int) -> None:
    """Draft at ``desk`` what `plan_burn` books. Raises `InsufficientPoints`, and has drafted nothing then."""
    desk.need(amount)
    draft = desk.draft(Kind.BURN, cause)
    draft.spend(Account.REDEEMED, amount)
    draft.book()
    desk.extend(cause)


def plan_clawback(
    state: AccountState, cause: Cause, earning: Earning, amount: int, recording: Recording
) -> Booked:
    """Take back ``amount`` of an award after a return.

    First what already lapsed of it, which costs the member nothing; then what is left of its
    own lot, pending or spendable; then other spendable points in the order of spending; the
    rest is owed. Raises `AlreadyReversed` where more is asked than the award has left, and
    `DeficitForbidden` where the wallet lets nobody owe so much.
    """
    desk = opened(state, recording)
    claw_back(desk, cause, replace(earning, lapsed=earning.lapsed + _lapsed_now(desk, earning)), amount)
    return closed(desk)


def claw_back(desk: Desk, cause: Cause, earning: Earning, amount: int) -> None:
    """Draft at ``desk`` what `plan_clawback` books; ``earning`` is as it stands at the desk.

    Raises `AlreadyReversed` and `DeficitForbidden`, and has drafted nothing then.
    """
    if amount > earning.left:
        raise AlreadyReversed(asked=amount, left=earning.left)
    lapsed = min(amount, earning.lapsed)
    own = desk.lots[earning.entry_id]
    from_own = min(amount - lapsed, own.remaining)
    source = Account.AVAILABLE if own.vested else Account.PENDING
    rest = amount - lapsed - from_own
    from_others = min(rest, desk.balances[Account.AVAILABLE] - (from_own if own.vested else 0))
    if rest > from_others:
        _may_owe(desk, rest - from_others)
    draft = desk.draft(Kind.CLAWBACK, cause, reverses=earning.entry_id)
    if lapsed:
        draft.move(Account.LAPSED, Account.ISSUED, lapsed)
    if from_own:
        draft.move(source, Account.ISSUED, from_own, ((own.lot_id, from_own),))
    if from_others:
        draft.spend(Account.ISSUED, from_others)
    if rest > from_others:
        draft.move(Account.OWED, Account.ISSUED, rest - from_others)
    draft.book()


def owe(desk: Desk, cause: Cause, amount: int) -> None:
    """Draft at ``desk`` what a member owes from elsewhere: spendable points pay it, the rest is owed.

    Raises `DeficitForbidden`, and has drafted nothing then.
    """
    there = min(amount, desk.balances[Account.AVAILABLE])
    if amount > there:
        _may_owe(desk, amount - there)
    draft = desk.draft(Kind.CLAWBACK, cause)
    if there:
        draft.spend(Account.ISSUED, there)
    if amount > there:
        draft.move(Account.OWED, Account.ISSUED, amount - there)
    draft.book()


def plan_restore(
    state: AccountState, cause: Cause, spending: Spending, amount: int, recording: Recording
) -> Booked:
    """Give spent points back to the lots they came from, those spent last first.

    They keep their end; those whose end has passed lapse at once, after repaying what is owed,
    unless the wallet's terms revive their lots, by an entry of its own.
    Raises `AlreadyReversed` where more is asked than was spent and not yet given back.
    """
    desk = opened(state, recording)
    restore(desk, cause, spending, amount)
    return closed(desk)


def restore(desk: Desk, cause: Cause, spending: Spending, amount: int) -> None:
    """Draft at ``desk`` what `plan_restore` books. Raises `AlreadyReversed`, and has drafted nothing then."""
    if amount > spending.left:
        raise AlreadyReversed(asked=amount, left=spending.left)
    parts = share_out(amount, reversed(desk.in_order(spending.parts)))
    desk.revive(cause, parts)
    draft = desk.draft(Kind.RESTORE, cause, reverses=spending.entry_id)
    draft.give_back(Account.REDEEMED, parts)
    draft.book()


def plan_earn_again(
    state: AccountState, cause: Cause, earning: Earning, amount: int, recording: Recording
) -> Booked:
    """Give ``amount`` of an award back that earlier returns took: to its own lot, repaying what is owed.

    What is kept of an order may earn more than what was kept before. Raises `AlreadyReversed`
    where more is asked than was taken back.
    """
    desk = opened(state, recording)
    earn_again(desk, cause, earning, amount)
    return closed(desk)


def earn_again(desk: Desk, cause: Cause, earning: Earning, amount: int) -> None:
    """Draft at ``desk`` what `plan_earn_again` books.

    Raises `AlreadyReversed`, and has drafted nothing then.
    """
    if amount > earning.taken_back:
        raise AlreadyReversed(asked=amount, left=earning.taken_back)
    draft = desk.draft(Kind.EARN, cause, reverses=earning.entry_id)
    own = desk.lots[earning.entry_id]
    parts = ((own.lot_id, amount),)
    if own.vested:
        draft.give_back(Account.ISSUED, parts)
    else:
        draft.move(Account.ISSUED, Account.PENDING, amount, parts)
    draft.book()


def plan_spend_again(
    state: AccountState, cause: Cause, spending: Spending, amount: int, recording: Recording
) -> Booked:
    """Spend points once more that earlier returns gave back. Raises `InsufficientPoints`."""
    desk = opened(state, recording)
    spend_again(desk, cause, spending, amount)
    return closed(desk)


def spend_again(desk: Desk, cause: Cause, spending: Spending, amount: int) -> None:
    """Draft at ``desk`` what `plan_spend_again` books.

    Raises `InsufficientPoints`, and has drafted nothing then.
    """
    desk.need(amount)
    draft = desk.draft(Kind.BURN, cause, reverses=spending.entry_id)
    draft.spend(Account.REDEEMED, amount)
    draft.book()


def _may_owe(desk: Desk, more: int) -> None:
    most, owed = desk.terms.owe_at_most, -desk.balances[Account.OWED]
    if most is not None and owed + more > most:
        raise DeficitForbidden(owed=owed + more, at_most=most)


def _lapsed_now(desk: Desk, earning: Earning) -> int:
    """Give what lapsed of the award in this very booking, before the entry being drafted."""
    return sum(
        -allocation.amount
        for entry in desk.entries
        if entry.kind is Kind.LAPSE
        for allocation in entry.allocations
        if allocation.lot_id == earning.entry_id
    )
