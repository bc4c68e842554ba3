"""The short way in: straight on the use cases."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from itertools import count
from typing import Any, TypeVar

from loyalty.decision.answers.comparison import comparison_data
from loyalty.decision.refusals import RequestMisfit
from loyalty.decision.use import Stretch
from loyalty.kernel.identity import HoldId, MemberId, id_text, parse_id
from loyalty.kernel.period import Period
from loyalty.kernel.refusal import Refusal
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.entry import Account, Entry
from loyalty.orders.order import OrderKey
from loyalty.usage.event import UsageEvent
from loyalty.use_cases.claims.claim_receipt import claim_receipt
from loyalty.use_cases.compare_plans import ComparePlans, compare_plans
from loyalty.use_cases.end_hold import EndHold, end_hold
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.estimate_usage import Circumstances, EstimateUsage, estimate_usage
from loyalty.use_cases.given_codes import with_codes
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.members.set_facts import SetFacts, set_facts
from loyalty.use_cases.members.show_progress import progress_data, show_progress
from loyalty.use_cases.once import Once
from loyalty.use_cases.points.show_statement import show_statement
from loyalty.use_cases.points.transfer_points import TransferPoints, transfer_points
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_event import RecordEvent, record_event
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.record_usage import RecordUsage, record_usage
from loyalty.use_cases.redeem_points import RedeemPoints, redeem_points
from loyalty.use_cases.referrals.record_referral import record_referral
from loyalty.use_cases.referrals.share_code import share_code
from loyalty.use_cases.returns.adjust_order import AdjustOrder, adjust_order
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.returns.exchange_order import ExchangeOrder, exchange_order
from loyalty.use_cases.roll_back_redemption import RollBackRedemption, roll_back_redemption
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.use_cases.show_hold import show_hold
from loyalty.use_cases.show_ledger import show_ledger
from loyalty.use_cases.show_member import show_member
from loyalty.use_cases.show_standing import show_standing, standing_data
from tests.steps.driving import (
    CURRENCY,
    REASON,
    SOURCE,
    AfterSale,
    Asked,
    Document,
    Event,
    Holdings,
    Lot,
    Outcome,
    Priced,
    RefusedError,
    Sale,
    Standing,
    checked,
    progress_from,
    standing_from,
)

Given = TypeVar("Given")
ENTRIES_MAX = 1000
OF_THE_MEMBER = (Account.AVAILABLE, Account.PENDING, Account.HELD, Account.OWED)


class DirectDriver:
    """Calls the use cases, as the command line does."""

    def __init__(self, services: Services, programme: str) -> None:
        """Work with ``services`` on one programme."""
        self.services, self.programme = services, programme
        self._keys = count(1)

    def enrol(self, facts: Mapping[str, str]) -> str:
        """Give the id of a new member."""
        command = EnrolMember(self.programme, facts=facts)
        told = said(lambda: enrol_member(self.services, command, self._once("members")))
        return id_text("mem", told.data["member"])

    def tell(self, member: str, facts: Mapping[str, str | None]) -> None:
        """Declare facts of a member; None withdraws one."""
        said(lambda: set_facts(self.services, SetFacts(_id(member), facts)))

    def quote(self, sale: Sale) -> Priced:
        """Price a basket."""
        command = QuoteBasket(self.programme, sale.basket, _member(sale.member), sale.at)
        quoted = said(lambda: quote_basket(self.services, command))
        self._frozen(quoted.document)
        return Priced(quoted.quote.quote_id, checked(quoted.document))

    def order(self, sale: Sale) -> Priced:
        """Book an order."""
        known = (_member(sale.member), sale.at, sale.quote, sale.receipt)
        command = RecordOrder(self.programme, SOURCE, sale.id, sale.basket, *known)
        recorded = said(lambda: record_order(self.services, command))
        document = recorded.document()
        self._frozen(document)
        shown = with_codes(self.services, recorded.order, recorded.recipe.decision, dict(checked(document)))
        return Priced(sale.id, shown, recorded.replayed)

    def after_sale(self, order: str, asked: AfterSale) -> Priced:
        """Book a return of an order, or another change."""
        key, where = OrderKey(self.programme, SOURCE, order), asked.channel
        if asked.instead is not None:
            new = asked.instead
            exchange = ExchangeOrder(key, asked.id, asked.lines, new.id, new.basket, channel=where)
            both = said(lambda: exchange_order(self.services, exchange))
            self._frozen(both.recorded.document())
            document = both.returned.document()
            assert both.to_pay == both.recorded.order.paid - both.returned.returned.money
            return Priced(asked.id, checked(document), both.returned.replayed)
        commands = {
            "return": lambda: record_return(
                self.services, RecordReturn(key, asked.id, asked.lines, channel=where)
            ),
            "cancellation": lambda: cancel_order(self.services, CancelOrder(key, asked.id, channel=where)),
            "adjustment": lambda: adjust_order(
                self.services, AdjustOrder(key, asked.id, asked.lines, REASON, CURRENCY, channel=where)
            ),
        }
        returned = said(commands[asked.what])
        document = returned.document()
        self._frozen(document)
        return Priced(asked.id, checked(document), returned.replayed)

    def hold(self, member: str, points: int, seconds: int) -> str:
        """Give the id of a new hold."""
        command = HoldPoints(_id(member), points, seconds, SOURCE)
        told = said(lambda: hold_points(self.services, command, self._once("holds")))
        return id_text("hld", told.data["hold"])

    def end_hold(self, member: str, hold: str, points: int | None) -> None:
        """Capture points of a hold, all by default; 0 voids it."""
        command = EndHold(_id(member), _hold(hold), points, SOURCE)
        said(lambda: end_hold(self.services, command, self._once("holds/end")))

    def hold_state(self, member: str, hold: str) -> str:
        """Give whether and how a hold ended."""
        return str(said(lambda: show_hold(self.services, _id(member), _hold(hold))).state)

    def refer(self, member: str, referrer: str) -> None:
        """Say who brought a member."""
        code = said(lambda: share_code(self.services, _id(referrer)))
        said(lambda: record_referral(self.services, _id(member), code))

    def claim(self, member: str, code: str) -> int:
        """Give a sale of nobody to a member."""
        claimed = said(lambda: claim_receipt(self.services, _id(member), code))
        checked(claimed.recipe.document())
        return claimed.order.points_earned

    def event(self, member: str, rule: str, event_id: str, facts: Mapping[str, str]) -> tuple[int, str]:
        """Tell that a member did something."""
        command = RecordEvent(_id(member), event_id, rule, SOURCE, facts=facts)
        kept = said(lambda: record_event(self.services, command))
        checked(kept.document() or {})
        return kept.event.points, kept.event.why

    def redeem(self, member: str, redemption: str, points: int, wallet: str = POINTS) -> str:
        """Exchange points for a reward."""
        command = RedeemPoints(_id(member), redemption, points, redemption, SOURCE, wallet)
        said(lambda: redeem_points(self.services, command, self._once("redemptions")))
        return redemption

    def roll_back(self, member: str, redemption: str) -> None:
        """Undo a redemption."""
        command = RollBackRedemption(_id(member), redemption, SOURCE)
        said(lambda: roll_back_redemption(self.services, command, self._once("redemptions/back")))

    def holdings(self, member: str, as_of: datetime | None, wallet: str = POINTS) -> Holdings:
        """Give what a member has in a wallet."""
        has = said(lambda: show_balances(self.services, _id(member), wallet=wallet, as_of=as_of)).holdings
        ends: Counter[datetime] = Counter()
        for lot in has.lots:
            if lot.expires_at is not None:
                ends[lot.expires_at] += lot.remaining
        lots = tuple(Lot(points, end) for end, points in sorted(ends.items()))
        return Holdings(has.available, has.pending, has.held, has.owed, lots)

    def give(self, member: str, to: str, transfer: str, points: int, wallet: str = POINTS) -> None:
        """Give points to another member."""
        command = TransferPoints(_id(member), _id(to), transfer, points, SOURCE, wallet)
        said(lambda: transfer_points(self.services, command, self._once("transfers")))

    def statement(self, member: str, first: date, last: date) -> Sequence[tuple[str, int, int]]:
        """Give what each line of a statement says, its change and the total after it."""
        told = said(lambda: show_statement(self.services, _id(member), first, last)).statement
        lines = [(str(line.entry.kind), line.change, line.total) for line in told.lines]
        return [("opening", 0, told.opening.total), *lines, ("closing", 0, told.closing.total)]

    def progress(self, member: str) -> Sequence[Mapping[str, str]]:
        """Give every card and streak with how far it is."""
        return progress_from(progress_data(said(lambda: show_progress(self.services, _id(member)))))

    def standing(self, member: str, on: date | None = None) -> Standing:
        """Give the tier a member holds, or held on a day: what is kept is what history gives."""
        shown = said(lambda: show_standing(self.services, _id(member), on))
        if on is None:
            assert said(lambda: show_member(self.services, _id(member))).standing == shown.standing
        return standing_from(standing_data(shown))

    def ledger(self, member: str) -> Sequence[tuple[str, int]]:
        """Give each entry's kind and what the member gained or gave by it, the oldest first."""
        entries = said(lambda: show_ledger(self.services, _id(member), limit=ENTRIES_MAX))
        return [(str(entry.kind), _gained(entry)) for entry in reversed(entries)]

    def send_events(self, events: Sequence[Event]) -> Sequence[Outcome]:
        """Give the outcome of each event by its id."""
        sent = [
            UsageEvent(e.id, _id(e.member), e.meter, e.quantity or "1", e.at, e.properties, e.supersedes)
            for e in events
        ]
        command = RecordUsage(self.programme, SOURCE, sent)
        answers = said(lambda: record_usage(self.services, command))
        return [Outcome(a.event_id, a.reception.value, a.why or " ".join(a.differs)) for a in answers]

    def estimate(
        self, plan: str, quantities: Mapping[str, str], member: str | None, *, first_period: bool
    ) -> Document:
        """Price stated quantities of a plan's meters."""
        exact = {meter: Fraction(text) for meter, text in quantities.items()}
        command = EstimateUsage(
            self.programme, plan, exact, member=_member(member), first_period=first_period
        )
        return self._estimated(command)

    def period(self, plan: str, asked: Asked) -> Document:
        """Price a period of a plan as the subscription stands."""
        exact = {meter: Fraction(text) for meter, text in asked.used.items()}
        add_ons = {name: Fraction(number) for name, number in asked.add_ons.items()}
        circumstances = Circumstances(
            Stretch("1", *asked.share, Fraction(asked.seats), add_ons),
            asked.since,
            asked.coupons,
            asked.points,
            asked.currency or "",
            asked.running,
        )
        command = EstimateUsage(
            self.programme,
            plan,
            exact,
            member=_member(asked.member),
            facts=asked.facts,
            first_period=asked.first,
            circumstances=circumstances,
        )
        return self._estimated(command)

    def compare(self, quantities: Mapping[str, str], member: str | None, plan: str | None) -> Document:
        """Price stated quantities on every plan; amounts in minor units, against ``plan`` if given."""
        exact = {meter: Fraction(text) for meter, text in quantities.items()}
        command = ComparePlans(self.programme, exact, member=_member(member), plan=plan)
        found = said(lambda: compare_plans(self.services, command))
        for one in found.plans:
            self._frozen(checked(one.document))
        return comparison_data(found.programme, found.comparison, found.plans)

    def bill(self, plan: str, member: str, start: datetime, end: datetime) -> Document:
        """Price what a member used in a period."""
        return self._estimated(
            EstimateUsage(self.programme, plan, period=Period(start, end), member=_id(member))
        )

    def _estimated(self, command: EstimateUsage) -> Document:
        document = said(lambda: estimate_usage(self.services, command))
        self._frozen(document)
        return checked(document)

    def _frozen(self, document: Document) -> None:
        """Hold the explanation that is kept to the one that was given; it is sealed besides."""
        kept = show_explanation(self.services, document["id"]).document
        assert kept == {**document, "integrity": kept["integrity"]}

    def _once(self, route: str) -> Once:
        return Once(f"{SOURCE} {route}", f"direct-{next(self._keys)}", "")


def said(attempt: Callable[[], Given]) -> Given:
    """Give what ``attempt`` gives, its refusal in the form both drivers share."""
    try:
        return attempt()
    except Refusal as no:
        places: list[dict[str, Any]] = []
        if isinstance(no, RequestMisfit):
            places = [{"pointer": m.pointer, "code": m.code, "hint": m.hint} for m in no.misfits]
        raise RefusedError(no.code, no.title, str(no), places) from no


def _member(text: str | None) -> MemberId | None:
    return None if text is None else _id(text)


def _id(text: str) -> MemberId:
    value = parse_id("mem", text)
    assert value is not None
    return MemberId(value)


def _hold(text: str) -> HoldId:
    value = parse_id("hld", text)
    assert value is not None
    return HoldId(value)


def _gained(entry: Entry) -> int:
    return sum(entry.moved(destination=a) - entry.moved(source=a) for a in OF_THE_MEMBER)
