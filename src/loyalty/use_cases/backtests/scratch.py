"""A desk whose entries are worked with and thrown away: the plans of the ledger without its chain."""

from datetime import datetime
from itertools import count

from loyalty.kernel.identity import EntryId, MemberId
from loyalty.ledger.account import AccountState, Lot
from loyalty.ledger.desk import Desk, Recording
from loyalty.ledger.entry import Account, Entry
from loyalty.use_cases.services import POINTS


class ScratchDesk(Desk):
    """One account from its first entry on."""

    def __init__(self, member_id: MemberId, programme: str, now: datetime) -> None:
        """Start with nothing."""
        self.ids = count(1).__next__
        super().__init__(AccountState.empty(member_id, POINTS, programme), Recording(now, self.ids))

    def accept(self, entry: Entry) -> None:
        """Take an entry as it is: nobody will ask whether it was changed."""
        self.entries.append(entry)

    @property
    def open(self) -> int:
        """Give the points that are there, less what is owed."""
        return sum(self.balances.values())

    def mark(self) -> "Mark":
        """Give how things stand, for `back`."""
        return Mark(self)

    def back(self, mark: "Mark") -> None:
        """Let things stand as they did."""
        self.balances, self.lots, self.returned = mark.balances, mark.lots, mark.returned
        del self.entries[mark.entries :]
        self.quiet_until = mark.quiet_until


class Mark:
    """How a desk stood."""

    def __init__(self, desk: ScratchDesk) -> None:
        """Keep it."""
        self.balances: dict[Account, int] = dict(desk.balances)
        self.lots: dict[EntryId, Lot] = dict(desk.lots)
        self.returned: dict[EntryId, datetime] = dict(desk.returned)
        self.entries, self.quiet_until = len(desk.entries), desk.quiet_until
