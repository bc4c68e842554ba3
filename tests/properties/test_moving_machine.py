"""Random lives of several members: whatever is earned, spent, given, pooled, converted, merged and undone."""

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from loyalty.kernel.identity import HoldId
from loyalty.kernel.refusal import Refusal
from loyalty.kernel.rounding import Rounding
from loyalty.ledger.account import Booked, HoldState
from loyalty.ledger.causes import earning_in, spending_in
from loyalty.ledger.due import holdings
from loyalty.ledger.entry import Account, Cause, HoldTerms, LotTerms
from loyalty.ledger.holds import plan_capture, plan_hold, plan_void
from loyalty.ledger.moving.conversion import Rate, plan_conversion
from loyalty.ledger.moving.pool import Wanted, plan_drawing, plan_going_home
from loyalty.ledger.moving.transfer import plan_transfer
from loyalty.ledger.plans import plan_burn, plan_clawback, plan_earn, plan_restore
from tests.properties.moving import WALLETS, World
from tests.unit.ledger.making import SHOP, day

MEMBERS = (1, 2, 3, 4)
RATE = Rate(3, 2, Rounding.DOWN)
people = st.sampled_from(MEMBERS)
wallets = st.sampled_from(WALLETS)


class MovingMachine(RuleBasedStateMachine):
    """Commands in any order; after each the books are sound and no point was made, lost, or shortened."""

    def __init__(self) -> None:
        """Start with nothing; whoever is merged is spoken of through who survived."""
        super().__init__()
        self.world, self.number = World(), 0
        self.earned: list[tuple[int, str, str]] = []
        self.spent: list[tuple[int, str, str]] = []
        self.apart: World | None = None

    def ref(self) -> str:
        """Give a reference nobody used."""
        self.number += 1
        return f"order:r{self.number}"

    def cause(self, ref: str, reason: str = "") -> Cause:
        """Give a cause of today."""
        return Cause(SHOP, ref, day(self.world.today), reason=reason)

    def tried(self, plan: Callable[[], list[Booked]]) -> bool:
        """Give whether a plan was booked; a refusal changes nothing, since nothing is kept of it."""
        before = dict(self.world.accounts)
        try:
            booked = plan()
        except Refusal:
            assert before == self.world.accounts
            return False
        self.world.keep(*booked)
        self.apart = None
        return True

    def moves_only(self, command: Callable[[], bool], wallet: str) -> None:
        """Run a command that may move points of a wallet and repay with them, and do nothing else."""
        self.world.sweep()
        ends, owed = self.world.ends(wallet), self.world.owed(wallet)
        if command():
            after = self.world.ends(wallet)
            assert after <= ends
            assert ends.total() - owed == after.total() - self.world.owed(wallet)

    @rule(days=st.integers(1, 4))
    def pass_time(self, days: int) -> None:
        """Let days go by."""
        self.world.today += days
        if self.apart is not None:
            self.apart.today += days

    @rule(
        who=people, wallet=wallets, amount=st.integers(1, 9), wait=st.integers(0, 2), life=st.integers(2, 15)
    )
    def earn(self, who: int, wallet: str, amount: int, wait: int, life: int) -> None:
        """Award points."""
        who, ref, today = self.world.survivor(who), self.ref(), self.world.today
        terms = LotTerms(amount, day(today + wait) if wait else None, day(today + wait + life))
        state = self.world.at(who, wallet)
        self.tried(lambda: [plan_earn(state, self.cause(ref), terms, self.world.recording())])
        self.earned.append((who, wallet, ref))

    @rule(who=people, wallet=wallets, data=st.data())
    def burn(self, who: int, wallet: str, data: st.DataObject) -> None:
        """Spend points."""
        who, ref = self.world.survivor(who), self.ref()
        state = self.world.at(who, wallet)
        amount = data.draw(st.integers(1, state.available + 1))
        if self.tried(lambda: [plan_burn(state, self.cause(ref), amount, self.world.recording())]):
            self.spent.append((who, wallet, ref))

    @rule(who=people, wallet=wallets, amount=st.integers(1, 9), span=st.integers(1, 6))
    def hold(self, who: int, wallet: str, amount: int, span: int) -> None:
        """Set points aside."""
        who, ref = self.world.survivor(who), self.ref()
        terms = HoldTerms(HoldId(self.number), amount, day(self.world.today + span))
        state = self.world.at(who, wallet)
        self.tried(lambda: [plan_hold(state, self.cause(ref), terms, self.world.recording())])

    @rule(who=people, wallet=wallets, part=st.sampled_from([0, 1, 2]))
    def end_hold(self, who: int, wallet: str, part: int) -> None:
        """Take a hold, half of it, or give it back."""
        who, ref = self.world.survivor(who), self.ref()
        state = self.world.at(who, wallet)
        hold = next((each for each in state.holds if each.state is HoldState.OPEN), None)
        if hold is None:
            return
        amount = part * hold.amount // 2
        recording, cause = self.world.recording(), self.cause(ref)
        if not amount:
            self.tried(lambda: [plan_void(state, cause, hold.hold_id, recording)])
        elif self.tried(lambda: [plan_capture(state, cause, hold.hold_id, amount, recording)]):
            self.spent.append((who, wallet, ref))

    @precondition(lambda self: self.earned)
    @rule(data=st.data())
    def clawback(self, data: st.DataObject) -> None:
        """Return what earned, by whoever bought it, merged since or not."""
        who, wallet, of = data.draw(st.sampled_from(self.earned))
        earning = earning_in(self.world.books[who, wallet], of)
        assert earning is not None
        amount = data.draw(st.integers(1, earning.left + 1))
        state, cause = self.world.at(who, wallet), self.cause(self.ref())
        self.tried(
            lambda: self.world.carry(plan_clawback(state, cause, earning, amount, self.world.recording()))
        )

    @precondition(lambda self: self.spent)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        """Give back what was spent, by whoever spent it, merged since or not."""
        who, wallet, of = data.draw(st.sampled_from(self.spent))
        spending = spending_in(self.world.books[who, wallet], of)
        assert spending is not None
        amount = data.draw(st.integers(1, spending.left + 1))
        state, cause = self.world.at(who, wallet), self.cause(self.ref())
        self.tried(
            lambda: self.world.carry(plan_restore(state, cause, spending, amount, self.world.recording()))
        )

    @rule(giver=people, receiver=people, wallet=wallets, amount=st.integers(1, 9))
    def transfer(self, giver: int, receiver: int, wallet: str, amount: int) -> None:
        """Give points to another."""
        giver, receiver = self.world.survivor(giver), self.world.survivor(receiver)
        if giver == receiver:
            return
        cause = self.cause(f"transfer:{self.ref()}")

        def give() -> bool:
            both = self.world.at(giver, wallet), self.world.at(receiver, wallet)
            return self.tried(lambda: [*plan_transfer(both, cause, amount, self.world.recording())])

        self.moves_only(give, wallet)

    @rule(who=people, amount=st.integers(1, 9))
    def convert(self, who: int, amount: int) -> None:
        """Turn points into miles, three into two."""
        who, today = self.world.survivor(who), self.world.today
        got = RATE.of(amount)
        if not got:
            return
        both = self.world.at(who, "points"), self.world.at(who, "miles")
        cause, new = self.cause(self.ref(), RATE.text()), LotTerms(got, None, day(today + 9))
        recordings = self.world.recording(), self.world.recording()
        self.tried(lambda: [*plan_conversion(both, cause, amount, new, recordings)])

    @rule(who=people, wallet=wallets, amount=st.integers(1, 20), own_first=st.booleans(), home=st.booleans())
    def pool(self, who: int, wallet: str, amount: int, own_first: bool, home: bool) -> None:  # noqa: FBT001 - drawn
        """Draw on everybody, and spend at once or send home what was drawn."""
        who = self.world.survivor(who)
        others = sorted({self.world.survivor(each) for each in MEMBERS} - {who})
        ref, recording = self.ref(), self.world.recording()
        cause = self.cause(ref)

        def drawn() -> list[Booked]:
            accounts = [self.world.at(each, wallet) for each in (who, *others)]
            drawn = plan_drawing(accounts, cause, Wanted(amount, own_first), recording)
            if not home:
                return [
                    drawn.spender.then(plan_burn(drawn.spender.state, cause, amount, recording)),
                    *drawn.others,
                ]
            spender, back = plan_going_home(
                drawn.spender, [each.state for each in drawn.others], cause, recording
            )
            return [spender, *(first.then(then) for first, then in zip(drawn.others, back, strict=True))]

        if home:
            self.moves_only(lambda: self.tried(drawn), wallet)
        elif self.tried(drawn):
            self.spent.append((who, wallet, ref))

    def alive(self) -> list[int]:
        """Give the members who were not merged into another."""
        return sorted({self.world.survivor(each) for each in MEMBERS})

    @precondition(lambda self: len(self.alive()) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        """Merge two members; what each had is kept to be compared with when this is undone."""
        loser, survivor = data.draw(st.permutations(self.alive()))[:2]
        self.number += 1
        apart = self.world.copy()

        def merge() -> bool:
            self.world.merge(loser, survivor, str(self.number))
            return True

        self.moves_only(merge, "points")
        self.apart = apart

    @rule(who=people, wallet=wallets, amount=st.integers(1, 9))
    def owe(self, who: int, wallet: str, amount: int) -> None:
        """Earn, spend everything, and return what earned."""
        self.earn(who, wallet, amount, 0, 9)
        who, _, of = self.earned[-1]
        available, recording = self.world.at(who, wallet).available, self.world.recording()
        if available:
            burnt = plan_burn(self.world.at(who, wallet), self.cause(self.ref()), available, recording)
            self.tried(lambda: [burnt])
        earning = earning_in(self.world.books[who, wallet], of)
        assert earning is not None
        back = plan_clawback(self.world.at(who, wallet), self.cause(self.ref()), earning, amount, recording)
        self.tried(lambda: [back])

    @precondition(lambda self: len(self.alive()) > 1)
    @rule(data=st.data(), days=st.integers(0, 3))
    def merge_for_a_time(self, data: st.DataObject, days: int) -> None:
        """Merge two members, let time pass, and undo it."""
        self.merge(data)
        self.pass_time(days)
        self.undo(next(loser for loser, (_, name) in self.world.into.items() if name == str(self.number)))

    @precondition(lambda self: self.world.into)
    @rule(data=st.data())
    def unmerge(self, data: st.DataObject) -> None:
        """Undo a merge, or be refused."""
        self.undo(data.draw(st.sampled_from(sorted(self.world.into))))

    def undo(self, loser: int) -> None:
        """Undo a merge; where nobody did anything since, it is as if it had never been.

        Who owes again what was repaid has repaid it from what there is.
        """
        survivor, name = self.world.into[loser]
        before = dict(self.world.accounts)
        if survivor in self.world.into or not self.world.unmerge(loser):
            assert before == self.world.accounts
            return
        if self.apart is not None and name == str(self.number):
            for each in (loser, survivor):
                assert self.apart.shown(each) == self.world.shown(each)
        self.apart = None
        for who in (loser, survivor):
            for wallet in WALLETS:
                shown = holdings(self.world.at(who, wallet), day(self.world.today))
                assert not (shown.owed and shown.available)

    @invariant()
    def every_book_is_sound(self) -> None:
        """Find nothing in an audit of each book, and of what goes between them."""
        assert [] == self.world.faults()

    @invariant()
    def nothing_is_made_or_lost(self) -> None:
        """Issued is spent, lapsed, converted or there, in each wallet; what is merged away has nothing."""
        for wallet in WALLETS:
            issued = -self.world.moved(wallet, Account.ISSUED)
            gone = sum(self.world.moved(wallet, each) for each in (Account.REDEEMED, Account.LAPSED))
            there = self.world.ends(wallet).total() - self.world.owed(wallet)
            assert issued == gone + there + self.world.moved(wallet, Account.CONVERSION)
            assert 0 == self.world.moved(wallet, Account.TRANSFER) == self.world.moved(wallet, Account.MERGE)
            for loser in self.world.into:
                shown = holdings(self.world.at(loser, wallet), day(self.world.today))
                assert (0, 0, 0, 0) == (shown.available, shown.pending, shown.held, shown.owed)


MovingMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestMoving = MovingMachine.TestCase
TestMoving.__doc__ = "No run of commands over several members makes, loses or shortens a point."
