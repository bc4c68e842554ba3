"""Points that go from one member to another: for each lot one entry on either side, through ``X.transfer``.

What the receiver gets keeps the end of the lot it comes from. Both sides are booked in one
transaction, or neither; the entries of a pair have the same source and reference.
"""

from dataclasses import replace

from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.desk import Desk, Parts, Recording, share_out
from loyalty.ledger.due import closed, opened
from loyalty.ledger.entry import Account, Cause, Kind, LotTerms


def plan_transfer(
    accounts: tuple[AccountState, AccountState], cause: Cause, amount: int, recording: Recording
) -> tuple[Booked, Booked]:
    """Give both bookings of moving ``amount`` from the first account to the second.

    Lots are taken in the order of spending; points that are pending stay where they are, since
    what they come from may still be returned. What the receiver owes is repaid first. Raises
    `InsufficientPoints`.
    """
    giver, receiver = (opened(state, recording) for state in accounts)
    giver.need(amount)
    parts = share_out(amount, ((lot.lot_id, lot.remaining) for lot in giver.spendable()))
    hand_over((giver, receiver), cause, parts, (Kind.TRANSFER, Kind.RECEIVE))
    return closed(giver), closed(receiver)


def hand_over(desks: tuple[Desk, Desk], cause: Cause, parts: Parts, kinds: tuple[Kind, Kind]) -> None:
    """Move ``parts`` of vested lots from the first desk to the second, a pair of entries for each lot.

    Points that go by `Kind.POOL` do not repay what the receiver owes: they came to be spent.
    """
    giver, receiver = desks
    for number, (lot_id, share) in enumerate(parts, start=1):
        numbered = replace(cause, external_ref=f"{cause.external_ref}:{number}")
        out = giver.draft(kinds[0], numbered)
        out.move(Account.AVAILABLE, Account.TRANSFER, share, ((lot_id, share),))
        out.book()
        into = receiver.draft(kinds[1], numbered)
        terms = LotTerms(share, None, giver.lots[lot_id].expires_at)
        into.open_lot(Account.TRANSFER, terms, moved=kinds[1] is Kind.POOL)
        into.book()
