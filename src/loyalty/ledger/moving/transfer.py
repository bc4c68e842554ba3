"""Points given from one member to another: for each lot one entry on either side, through ``X.transfer``.

What the receiver gets keeps the end of the lot it comes from. Both sides are booked in one
transaction, or neither; the entries of a pair have the same reference.
"""

from dataclasses import replace

from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.desk import Recording, share_out
from loyalty.ledger.due import closed, opened
from loyalty.ledger.entry import Account, Cause, Kind, LotTerms


def plan_transfer(
    accounts: tuple[AccountState, AccountState], cause: Cause, amount: int, recording: Recording
) -> tuple[Booked, Booked]:
    """Give both bookings of moving ``amount`` from the first account to the second.

    Lots are taken in the order of spending; what the receiver owes is repaid first. Raises
    `InsufficientPoints`.
    """
    giver, receiver = (opened(state, recording) for state in accounts)
    giver.need(amount)
    parts = share_out(amount, ((lot.lot_id, lot.remaining) for lot in giver.spendable()))
    for number, (lot_id, share) in enumerate(parts, start=1):
        numbered = replace(cause, external_ref=f"{cause.external_ref}:{number}")
        out = giver.draft(Kind.TRANSFER, numbered)
        out.move(Account.AVAILABLE, Account.TRANSFER, share, ((lot_id, share),))
        out.book()
        into = receiver.draft(Kind.RECEIVE, numbered)
        into.open_lot(Account.TRANSFER, LotTerms(share, None, giver.lots[lot_id].expires_at))
        into.book()
    return closed(giver), closed(receiver)
