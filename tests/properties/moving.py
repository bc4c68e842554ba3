"""Accounts of several members in two wallets, and what is done to them; for the laws of moving points."""

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountKey, AccountState, Booked, HoldState
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import catch_up
from loyalty.ledger.entry import Account, Cause, Entry
from loyalty.ledger.moving.merge import awards_taken_back, plan_carrying, plan_merge, taken_back
from loyalty.ledger.moving.unmerge import plan_unmerge
from loyalty.ledger.reading.pairs import Pairs
from loyalty.ledger.refusals import MergeStands
from loyalty.ledger.terms import USUAL
from loyalty.ledger.verify import AccountRows, Fault, StoredBalance, verify
from tests.unit.ledger.making import PROGRAMME, day

WALLETS = ("points", "miles")
Name = tuple[int, str]


@dataclass
class World:
    """Every account by member and wallet; ``into`` says with whom a member was merged, and by which merge."""

    today: int = 0
    accounts: dict[Name, AccountState] = field(default_factory=dict)
    books: dict[Name, list[Entry]] = field(default_factory=dict)
    into: dict[int, tuple[int, str]] = field(default_factory=dict)
    ids: "count[int]" = field(default_factory=lambda: count(1))

    def copy(self) -> "World":
        """Give a world that is the same and goes its own way."""
        books = {name: list(entries) for name, entries in self.books.items()}
        return World(self.today, dict(self.accounts), books, dict(self.into), copy(self.ids))

    def at(self, member: int, wallet: str) -> AccountState:
        """Give an account with every lot and hold there ever was, empty where nothing was booked."""
        empty = AccountState.empty(MemberId(member), wallet, PROGRAMME)
        return self.accounts.get((member, wallet), empty)

    def recording(self) -> Recording:
        """Record today."""
        return Recording(day(self.today), lambda: next(self.ids), USUAL)

    def keep(self, *booked: Booked) -> None:
        """Take over what was planned."""
        for each in booked:
            name = int(each.state.member_id), each.state.unit
            assert self.at(*name) == each.before
            self.accounts[name] = each.state
            self.books.setdefault(name, []).extend(each.entries)

    def survivor(self, member: int) -> int:
        """Give the member in whose book things go on."""
        while member in self.into:
            member = self.into[member][0]
        return member

    def sweep(self) -> None:
        """Book what is due everywhere."""
        self.keep(*(catch_up(state, self.recording()) for state in self.accounts.values()))

    def merge(self, loser: int, survivor: int, name: str) -> None:
        """Merge two members in every wallet."""
        booked: list[Booked] = []
        for wallet in WALLETS:
            both = self.at(loser, wallet), self.at(survivor, wallet)
            booked += plan_merge(both, self._cause(name), (self.recording(), self.recording()))
        self.keep(*booked)
        self.into[loser] = survivor, name

    def unmerge(self, loser: int) -> bool:
        """Undo the merge of a member and give True, or change nothing where somebody booked since."""
        survivor, name = self.into[loser]
        booked: list[Booked] = []
        try:
            for wallet in WALLETS:
                both = self.at(loser, wallet), self.at(survivor, wallet)
                books = self.books.get((loser, wallet), []), self.books.get((survivor, wallet), [])
                booked += plan_unmerge(both, books, self._cause(name), (self.recording(), self.recording()))
        except MergeStands:
            return False
        self.keep(*booked)
        del self.into[loser]
        return True

    def carry(self, emptied: Booked) -> list[Booked]:
        """Give what was planned on a member's account, with what goes on with whom it was merged into."""
        member, wallet = int(emptied.state.member_id), emptied.state.unit
        awards, carried = awards_taken_back(emptied), []
        while member in self.into:
            survivor, name = self.into[member]
            back = taken_back(self.books.get((survivor, wallet), []), awards)
            recordings = self.recording(), self.recording()
            both = emptied, self.at(survivor, wallet)
            emptied, following = plan_carrying(*both, self._cause(name), back, recordings)
            carried.append(emptied)
            member, emptied, awards = survivor, following, back.lots
        return [*carried, emptied]

    def _cause(self, name: str) -> Cause:
        return Cause(f"merge:{name}", "", day(self.today))

    def faults(self) -> list[Fault]:
        """Give every law that a book breaks, or two books between them."""
        faults, pairs = [], Pairs()
        for (member, wallet), state in self.accounts.items():
            entries = tuple(self.books[member, wallet])
            balance = StoredBalance(
                state.available,
                state.pending,
                state.held,
                state.owed,
                state.seq,
                state.head_hash,
                state.next_due,
            )
            faults += verify(
                AccountRows(state.member_id, wallet, PROGRAMME, balance, entries, state.lots, state.holds)
            )
            for entry in entries:
                pairs.take(AccountKey(state.member_id, wallet, PROGRAMME), entry)
        return [*faults, *(fault for _, fault in pairs.faults())]

    def moved(self, wallet: str, account: Account) -> int:
        """Give how many points of a wallet ever went to an account, less those that came from it."""
        entries = [entry for (_, unit), book in self.books.items() if unit == wallet for entry in book]
        came = sum(entry.moved(destination=account) for entry in entries)
        return came - sum(entry.moved(source=account) for entry in entries)

    def ends(self, wallet: str) -> Counter[tuple[datetime | None, bool]]:
        """Give how many points all members have, by their end and by whether they can be spent."""
        counts: Counter[tuple[datetime | None, bool]] = Counter()
        for (_, unit), state in self.accounts.items():
            if unit != wallet:
                continue
            lots = {lot.lot_id: lot for lot in state.lots}
            counts.update({(lot.expires_at, lot.vested): 0 for lot in state.lots})
            for lot in state.lots:
                counts[lot.expires_at, lot.vested] += lot.remaining
            for hold in state.holds:
                for lot_id, share in hold.parts if hold.state is HoldState.OPEN else ():
                    counts[lots[lot_id].expires_at, True] += share
        return +counts

    def owed(self, wallet: str) -> int:
        """Give what all members owe together."""
        return sum(state.owed for (_, unit), state in self.accounts.items() if unit == wallet)

    def shown(self, member: int) -> list[object]:
        """Give what a member has in each wallet: balances, every lot with points, every open hold."""
        found: list[object] = []
        for wallet in WALLETS:
            state = catch_up(self.at(member, wallet), self.recording()).state
            lots = sorted((lot.lot_id, lot.remaining, lot.vested) for lot in state.lots if lot.remaining)
            holds = sorted(hold.hold_id for hold in state.holds if hold.state is HoldState.OPEN)
            found.append((state.available, state.pending, state.held, state.owed, lots, holds))
        return found
