"""One version of a programme on a history: it decides every sale and return, and remembers what follows.

It does what booking does, by the same pure plans, but in plain memory and for no longer than
it is asked about a member.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import count

from loyalty.backtest.member import Row, Side
from loyalty.backtest.tally import Tally
from loyalty.constraints.personal_facts_only_lower import shown_never_dearer
from loyalty.decision.baseline import held_to_public
from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme, for_ever
from loyalty.decision.situate import NOBODY, Participant, local_day, situate, situate_member
from loyalty.decision.situation import QUANTITY, SituationLine
from loyalty.history.bill import Bill
from loyalty.history.matching import Share, Sold, match, quantities
from loyalty.history.outcome import Outcome
from loyalty.history.stated import NOTHING, Stated
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at
from loyalty.kernel.refusal import Refusal
from loyalty.language.lowering import BELONGING
from loyalty.language.occasions.moments import HISTORY
from loyalty.language.readers.python import Value
from loyalty.language.sheet import Scope
from loyalty.ledger.causes import earning_in, spending_in
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import settle, went_on
from loyalty.ledger.entry import Account, Cause, LotTerms
from loyalty.ledger.plans import burn, claw_back, earn, earn_again, restore, spend_again
from loyalty.ledger.terms import Terms
from loyalty.members.member import Member
from loyalty.pricing.basket import Basket
from loyalty.pricing.line import DISCOUNTS
from loyalty.tiers.measure import formula_of
from loyalty.tiers.movement import standing_at
from loyalty.use_cases.backtests.lines import LinesRead
from loyalty.use_cases.backtests.memory import SOURCE, Bought, OneMember, Shared
from loyalty.use_cases.baskets_of_bills import BillBaskets
from loyalty.use_cases.counting import counted, give_back_to_budgets, given_of_budgets, take_of_budgets
from loyalty.use_cases.discount_budgets import Spending
from loyalty.use_cases.past import past_of
from loyalty.use_cases.record_order import measures_of
from loyalty.use_cases.refusals import NotReturnable, ReturnTooLate
from loyalty.use_cases.returns.refund import Given, late_since, refund_of
from loyalty.use_cases.returns.sold import decided_kept
from loyalty.use_cases.services import POINTS
from loyalty.use_cases.wallets import giving_back, terms_under, times_of


@dataclass(frozen=True, slots=True)
class Day:
    """What is the same all day for members of a tier: terms of points, from when, until when (None: ever)."""

    month: str
    terms: Terms
    vests: datetime | None
    expires: datetime | None


class Version:
    """A version as if it had bound all through the history; ``tally`` is what it came to."""

    def __init__(self, programme: Programme, stated: Stated = NOTHING, *, redeem: bool) -> None:
        """Start before the first bill; with ``redeem`` members pay with points whenever they can."""
        self.programme = for_ever(programme)
        self.tally = Tally()
        self._shared, self._ids = Shared(), count(1)
        self.paid_by_nobody = 0
        self._nobody = self._member(instant_at(0))
        self._days: dict[tuple[date, str], Day] = {}
        self._redeem = redeem
        self._may_be_dearer = not shown_never_dearer(self.programme)
        self._baskets = BillBaskets(self.programme, stated)
        self._lines = LinesRead(self.programme, self._baskets)
        self._ladder = programme.ladder
        self._compiled = programme.basket.compiled
        self._reads = self._compiled.sheet.reads
        self._past = [name for name in self._reads if name.startswith(HISTORY)]
        self._measures = [(measure, formula_of(measure)) for measure in measures_of(programme)]
        self._discounts = [line for line in programme.basket.lines if line.category in DISCOUNTS]
        self._step = next(item.node.den for item in self._compiled.sheet.inputs if item.name == QUANTITY)

    def at(self, bill: Bill) -> datetime:
        """Give the UTC instant of a bill of which a line counts."""
        return self._baskets.at(bill)

    def instant(self, local: datetime) -> datetime:
        """Give the UTC instant of a local time."""
        return local.replace(tzinfo=self.programme.zone).astimezone(UTC)

    def left_out(self, outcome: Outcome) -> None:
        """Count a row that is no line."""
        self._rows(outcome)

    def enrol(self, at: datetime) -> OneMember:
        """Give a new member."""
        member = self._member(at)
        if self._ladder is not None:
            member.standing = standing_at(self._ladder, None, member.measured, at, at).standing
        self.tally.members += 1
        return member

    def _member(self, at: datetime) -> OneMember:
        return OneMember(MemberId(next(self._ids)), at, self.programme.name, self._shared)

    def sell(
        self, bill: Bill, member: OneMember | None, at: datetime, like: Decision | None = None
    ) -> Decision | None:
        """Give what a sale comes to, and remember it; None where it is refused.

        ``like`` is what another version came to that reads lines as this one does.
        """
        buyer = member or self._nobody
        spending = Spending(buyer, self.programme, member.member_id if member is not None else None, at)
        try:
            taken, offered = spending.before(self._reads, at), 0
            if member is None:
                who = Participant(history=taken)
            else:
                member.now = at
                member.facts |= self._baskets.record(bill)
                who = self._participant(member, at, self._past, taken)
                offered = self._offered(member, at)
            basket = Basket((), *self._baskets.order(bill), points_offered=offered)
            lines = like.situation.lines if like is not None else self._lines.of(bill, at)
            decision = decide(self.programme, situate(self.programme, basket, at, who, lines))
            if self._may_be_dearer and member is not None:
                decision = held_to_public(decision).decision
            spending.take(decision, at)
            if member is not None:
                take_of_budgets(member, decision)
        except Refusal as refusal:
            self.tally.orders_refused += 1
            self._rows(Outcome.REFUSED, len(bill.lines), refusal.code)
            return None
        if member is None:
            self.tally.orders_of_nobody += 1
            self.paid_by_nobody += decision.payable
            self._rows(Outcome.SOLD_TO_NOBODY, len(bill.lines))
        else:
            self.tally.orders_of_members += 1
            self._rows(Outcome.SOLD, len(bill.lines))
            self._remember(bill, member, at, who.tier, decision)
        self.tally.sold += decision.due
        self.tally.paid += decision.payable
        self.tally.discounts += self._taken_off(decision)
        return decision

    def cancel(self, bill: Bill, member: OneMember | None, at: datetime) -> None:
        """Take back what a cancellation names."""

        def bring_back(order: str, shares: list[Share]) -> str | None:
            assert member is not None  # noqa: S101 - only members' sales are found again
            member.now = at
            try:
                self._return(member, bill.number, order, quantities(shares))
            except Refusal as refusal:
                self.tally.returns_refused += 1
                return refusal.code
            self.tally.returns += 1
            return None

        sold = member.sold.ordered() if member is not None else Sold()
        match(sold, bill, bring_back, self._rows)

    def close(self, member: OneMember, end: datetime) -> Side:
        """Do what time alone has done by the end of the history, and give what the member had."""
        went_on(member.desk, Recording(end, member.desk.ids, member.desk.terms))
        until = member.standing.until if member.standing is not None else None
        if until is not None and until <= end:
            self._keep_standing(member, end)
        tier = member.standing.tier if member.standing is not None else ""
        self.tally.tiers[tier] += 1
        self._points(member)
        earned, there = member.earned, member.desk.open
        return Side(member.paid, earned, earned - member.used - there, there, tier)

    def told(self, member: OneMember, end: datetime, row: Row) -> Row:
        """Give the row of a member with what groups are made of, as it is at the end."""
        kept = [each for each in member.bought.values() if each.counts]
        last = max((each.at for each in kept), default=None)
        return replace(
            row,
            segments=self._segments(member, end),
            last_day=local_day(self.programme, last).toordinal() if last is not None else 0,
            orders=len(kept),
            money=sum(each.total - each.given.money for each in kept),
        )

    def _segments(self, member: OneMember, end: datetime) -> tuple[str, ...]:
        part = self.programme.segments
        if part is None:
            return ()
        who = self._participant(member, end, part.compiled.sheet.reads, {})
        steps = part.compiled.run(situate_member(self.programme, part, end, who).order, [])
        names = (segment.id for segment in self.programme.shape.segments)
        return tuple(name for name in names if part.compiled.value(steps, f"{BELONGING}{name}"))

    def _points(self, member: OneMember) -> None:
        """Add up what was booked, from the postings alone."""
        tally = self.tally
        for entry in member.desk.entries:
            for posting in entry.postings:
                source, destination, amount = posting.source, posting.destination, posting.amount
                tally.issued += amount if source is Account.ISSUED else 0
                tally.taken_back += amount if destination is Account.ISSUED else 0
                spent = (destination is Account.REDEEMED) - (source is Account.REDEEMED)
                lapsed = (destination is Account.LAPSED) - (source is Account.LAPSED)
                gone = (source.startswith("M.")) - (destination.startswith("M."))
                tally.spent += spent * amount
                tally.lapsed += lapsed * amount
                tally.open -= gone * amount
        tally.pending += member.desk.balances[Account.PENDING]
        tally.owed -= member.desk.balances[Account.OWED]

    def _participant(
        self, member: OneMember, at: datetime, reads: Iterable[str], taken: Mapping[str, Value]
    ) -> Participant:
        """Give what is known of a member before an order; ``taken`` is what is known of budgets."""
        tier = self._tier(member, at)
        record = Member(member.member_id, self.programme.name, member.joined)
        history = past_of(member, self.programme, record, at, reads)
        return Participant(enrolled=True, tier=tier, facts=member.facts, history={**history, **taken})

    def _tier(self, member: OneMember, at: datetime) -> str:
        ladder, kept = self._ladder, member.standing
        if ladder is None:
            return NOBODY.tier
        # Without returns time alone takes counts out of windows, so nothing is reached by waiting.
        if kept is not None and member.only_grew and (kept.until is None or at < kept.until):
            return kept.tier
        return standing_at(ladder, kept, member.measured, at, member.joined).standing.tier

    def _offered(self, member: OneMember, at: datetime) -> int:
        if not self._redeem:
            return 0
        went_on(member.desk, Recording(at, member.desk.ids, member.desk.terms))
        return member.desk.balances[Account.AVAILABLE]

    def _remember(self, bill: Bill, member: OneMember, at: datetime, tier: str, decision: Decision) -> None:
        used, earned = decision.points_used, decision.points_earned
        cause = Cause(SOURCE, f"order:{bill.number}", at)
        day = self._day(at, tier)
        desk = went_on(member.desk, Recording(at, member.desk.ids, day.terms))
        if used:
            burn(member.desk, cause, used)
        if day.expires is not None and day.expires <= at:
            earned = 0
        if earned:
            earn(member.desk, cause, LotTerms(earned, day.vests, day.expires))
        settle(desk)
        given = Given(decision.payable, earned, used)
        member.bought[bill.number] = Bought(at, tier, decision, decision, given, decision.due)
        member.sold.add(bill)
        member.paid += decision.payable
        member.earned += earned
        member.used += used
        self.tally.issued_in[day.month] += earned
        self.tally.paid_in[day.month] += decision.payable
        for measure, formula in self._measures:
            member.count(measure, at, at, decision.value(formula))
        for measure, amount in counted(decision):
            member.count(measure, at, at, amount)
        self._keep_standing(member, at)

    def _day(self, at: datetime, tier: str) -> Day:
        """Give what holds for an order of a member of ``tier``."""
        day = local_day(self.programme, at)
        found = self._days.get((day, tier))
        if found is None:
            terms = terms_under(self.programme, POINTS, tier, at)
            times = times_of(self.programme, POINTS, at, at, tier)
            found = self._days[day, tier] = Day(day.strftime("%Y-%m"), terms, *times)
        return found

    def _return(self, member: OneMember, number: str, order: str, lines: dict[str, Fraction]) -> None:
        """Book a return. Raises ReturnTooLate, NotReturnable, DeficitForbidden; nothing is changed then."""
        bought, at = member.bought[order], member.now
        if late_since(self.programme, bought.at, bought.tier, at) is not None:
            raise ReturnTooLate
        if any((quantity * self._step).denominator != 1 for quantity in lines.values()):
            raise NotReturnable
        sale, before = bought.sale, bought.kept
        gone = dict(bought.gone)
        for line, quantity in lines.items():
            gone[line] = gone.get(line, Fraction(0)) + quantity
        went_on(member.desk, giving_back(self._recording(member), self.programme, POINTS, at))
        reference = f"order:{order}"
        there = bought.given.used - bought.given.points_restored
        if bought.given.used:
            there += member.desk.balances[Account.AVAILABLE]
        situation = sale.situation.keeping(self._compiled, gone)
        spending = Spending(member, self.programme, member.member_id, bought.at)
        taken = given_of_budgets(member, self.programme) | spending.given(at)
        kept = decided_kept(situation, before, sale, there, taken).decision
        refund = refund_of(sale, kept, bought.given)
        moved = (refund.points_back, refund.points_restored)
        self._move_back(member, reference, Cause(SOURCE, f"return:{order}:{number}", at), *moved)
        bought.given = replace(
            bought.given,
            money=bought.given.money + refund.money,
            points_back=bought.given.points_back + refund.points_back,
            points_restored=bought.given.points_restored + refund.points_restored,
        )
        bought.gone, bought.kept = gone, kept
        bought.refunds.append((at, refund.money))
        member.paid -= refund.money
        member.earned -= refund.points_back
        member.used -= refund.points_restored
        self.tally.refunded += refund.money
        self.tally.discounts += self._taken_off(kept) - self._taken_off(before)
        spending.change(kept, before, at)
        self._count_back(member, bought.at, before, kept)

    def _count_back(self, member: OneMember, sold_at: datetime, before: Decision, kept: Decision) -> None:
        """Take what came back off what the order counted for, dated at the order."""
        changed = [
            (measure, kept.value(formula) - before.value(formula)) for measure, formula in self._measures
        ]
        for measure, less in (*changed, *counted(kept, before)):
            if less:
                member.count(measure, sold_at, member.now, less)
        self._keep_standing(member, member.now)
        give_back_to_budgets(member, kept, before)

    def _move_back(self, member: OneMember, reference: str, cause: Cause, back: int, restored: int) -> None:
        """Give spent points back, then take earned ones; below zero it is the other way.

        Raises DeficitForbidden, and has moved nothing then.
        """
        desk = member.desk
        mark = desk.mark()
        try:
            spending = spending_in(desk.entries, reference) if restored else None
            if spending is not None and restored > 0:
                restore(desk, cause, spending, restored)
            elif spending is not None:
                spend_again(desk, cause, spending, -restored)
            settle(desk)
            earning = earning_in(desk.entries, reference) if back else None
            if earning is not None and back > 0:
                claw_back(desk, cause, earning, back)
            elif earning is not None:
                earn_again(desk, cause, earning, -back)
            settle(desk)
        except Refusal:
            desk.back(mark)
            raise

    def _recording(self, member: OneMember) -> Recording:
        return Recording(member.now, member.desk.ids, member.desk.terms)

    def _keep_standing(self, member: OneMember, now: datetime) -> None:
        if self._ladder is None:
            return
        moved = standing_at(self._ladder, member.standing, member.measured, now, member.joined)
        member.standing = moved.standing
        for movement in moved.movements:
            change = self._ladder.place(movement.to_tier) - self._ladder.place(movement.from_tier)
            self.tally.risen += change > 0
            self.tally.fallen += change < 0

    def _taken_off(self, decision: Decision) -> int:
        """Give what discounts took off an order, above zero."""
        return -sum(line.sign * self._amount(decision, line.formula, line.scope) for line in self._discounts)

    def _amount(self, decision: Decision, formula: str, scope: Scope) -> int:
        if scope is Scope.ORDER:
            return decision.value(formula)
        lines: Sequence[SituationLine] = decision.situation.lines
        return sum(int(self._compiled.value(decision.steps, formula, n)) for n in range(len(lines)))

    def _rows(self, outcome: Outcome, rows: int = 1, code: str = "") -> None:
        self.tally.rows[outcome.value, code] += rows
