"""Where what is booked on a member's account goes on: with the member that one was merged into.

The entries about an order or a redemption stay in the book they began in; what they leave there,
or take, is carried over to the survivor's book in the same transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from loyalty.kernel.identity import EntryId, MemberId
from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import ENGINE
from loyalty.ledger.entry import Cause, Entry
from loyalty.ledger.moving.merge import awards_taken_back, plan_carrying, taken_back
from loyalty.members.member import Merge
from loyalty.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Onward:
    """A merge, and the survivor's account and book in every unit that matters."""

    merge: Merge
    accounts: Mapping[str, AccountState]
    books: Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Following:
    """The merges by which a member goes on, the next first; none for a member of its own."""

    member: MemberId | None = None
    steps: tuple[_Onward, ...] = ()
    units: tuple[str, ...] = field(default=())

    @property
    def survivor(self) -> MemberId | None:
        """As whom the member goes on."""
        return self.steps[-1].merge.survivor if self.steps else self.member

    def terms(self, recording: Recording) -> Recording:
        """Give the recording for the member's own book: what is owed there is asked of the survivor."""
        if not self.steps:
            return recording
        return replace(recording, terms=replace(recording.terms, owe_at_most=None))

    def carried(self, booked: Iterable[Booked], recording: Recording) -> list[Booked]:
        """Give what was planned on the member's accounts, with what goes on. Raises DeficitForbidden."""
        if not self.steps:
            return list(booked)
        own: dict[str, Booked] = {}
        carried = []
        for each in booked:
            unit = each.state.unit
            if each.state.member_id != self.member:
                carried.append(each)
            else:
                own[unit] = own[unit].then(each) if unit in own else each
        return carried + [step for each in own.values() for step in self._carried(each, recording)]

    def _carried(self, emptied: Booked, recording: Recording) -> Iterable[Booked]:
        unit, awards, why = emptied.state.unit, awards_taken_back(emptied), _why(emptied)
        for step in self.steps:
            back = taken_back(step.books[unit], awards)
            cause = Cause(step.merge.source, "", recording.now, reason=why)
            recordings = self.terms(recording), recording
            emptied, following = plan_carrying(emptied, step.accounts[unit], cause, back, recordings)
            yield emptied
            emptied, awards = following, back.lots
        yield emptied


def _why(booked: Booked) -> str:
    """Give what was booked, and not by time alone: a return, a redemption undone."""
    return next((e.cause.external_ref for e in booked.entries if e.cause.source != ENGINE), "")


def following(unit: UnitOfWork, member_id: MemberId | None, units: Iterable[str]) -> Following:
    """Give where a member's accounts in ``units`` go on."""
    if member_id is None:
        return Following()
    wanted, at, steps = tuple(units), member_id, []
    while (merge := unit.members.merged_into(at)) is not None:
        steps.append(_step(unit, merge, wanted))
        at = merge.survivor
    return Following(member_id, tuple(steps), wanted)


def _step(unit: UnitOfWork, merge: Merge, units: tuple[str, ...]) -> _Onward:
    accounts, books = {}, {}
    for each in units:
        merged = unit.ledger.by_source(merge.survivor, each, merge.source)
        lots: set[EntryId] = {entry.entry_id for entry in merged if entry.lot is not None}
        accounts[each] = unit.ledger.account(merge.survivor, each, merge.programme, lots=lots)
        books[each] = (*merged, *unit.ledger.lapses_of(merge.survivor, each, lots))
    return _Onward(merge, accounts, books)
