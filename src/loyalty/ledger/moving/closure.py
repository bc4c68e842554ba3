"""A member's account closed for good: what is set aside comes back, all points lapse, what is owed is let go.

Every movement is an ordinary entry with its reason, so that the liability ends in the open.
"""

from dataclasses import replace

from loyalty.ledger.account import AccountState, Booked, HoldState
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import closed, opened
from loyalty.ledger.entry import Account, Cause, Kind

REASON = "account-closed"


def plan_closure(state: AccountState, cause: Cause, recording: Recording) -> Booked:
    """Give the booking after which an account holds and owes nothing; without entries where it was so."""
    cause = replace(cause, reason=REASON)
    desk = opened(state, recording)
    for number, hold in enumerate(h for h in tuple(desk.holds.values()) if h.state is HoldState.OPEN):
        given_back = replace(cause, external_ref=f"{cause.external_ref}:{number + 1}")
        draft = desk.draft(Kind.VOID, given_back, reverses=hold.entry_id)
        draft.give_back(Account.HELD, desk.in_order(hold.parts))
        desk.holds[hold.hold_id] = replace(hold, state=HoldState.VOIDED)
        draft.book()
    moves = [
        (
            source,
            tuple(
                (lot.lot_id, lot.remaining)
                for lot in desk.lots.values()
                if lot.vested is vested and lot.remaining
            ),
        )
        for source, vested in ((Account.AVAILABLE, True), (Account.PENDING, False))
    ]
    owed = -desk.balances[Account.OWED]
    if owed or any(parts for _, parts in moves):
        draft = desk.draft(Kind.LAPSE, cause)
        for source, parts in moves:
            if parts:
                draft.move(source, Account.LAPSED, sum(share for _, share in parts), parts)
        if owed:
            draft.move(Account.ISSUED, Account.OWED, owed)
        draft.book()
    return closed(desk)
