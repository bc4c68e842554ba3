"""Commit a sale: the order is claimed, points are spent and earned, the standing moves, all or nothing.

Everything is loaded and decided first; then one short transaction books it, on the condition
that nobody booked on the member's account in between. The caller's order id is the natural
key: the same order again gives the same receipt, for ever.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.decide import Decision
from loyalty.decision.explain import Document, Heading
from loyalty.decision.programme import Programme
from loyalty.desk.course import Did
from loyalty.earning.receipt import NotClaimable
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_burn, plan_earn
from loyalty.orders.order import Order, OrderExists, OrderKey, Promise, Spend
from loyalty.orders.quote import Quote
from loyalty.pricing.basket import Basket
from loyalty.tiers.measure import formula_of
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.answers.show_value import value_to_date
from loyalty.use_cases.counting import counted, take_of_budgets
from loyalty.use_cases.discount_budgets import Spending
from loyalty.use_cases.documents import Recipe, explanation_of, new_text_id, opened
from loyalty.use_cases.enrol_member import reference_hash
from loyalty.use_cases.given_codes import issued_by
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.market_notices import told_in_market
from loyalty.use_cases.members.pool import Pool, pool_of
from loyalty.use_cases.near_lots import near_moved, others_of
from loyalty.use_cases.offline_difference import (
    difference_taken,
    promised_by,
    promised_more,
    told_offline,
)
from loyalty.use_cases.participants import Known, ask_ahead, keep_standing, standing_asked
from loyalty.use_cases.priced_orders import OrderAsked, priced_order
from loyalty.use_cases.prices.comparing import compared, history_for
from loyalty.use_cases.quote_basket import basket_fingerprint, is_quoted
from loyalty.use_cases.referrals.paying import Paying, paying_referral
from loyalty.use_cases.refusals import (
    InTheFuture,
    OrderDiffers,
    QuoteDiffers,
    QuoteExpired,
    QuoteUsed,
    UnknownQuote,
)
from loyalty.use_cases.seals.sealing import book_told, keep_told, sealing_asked
from loyalty.use_cases.services import AHEAD_MAX, POINTS, Services, retrying
from loyalty.use_cases.shown_vouchers import Showing
from loyalty.use_cases.standing_points import standing_after
from loyalty.use_cases.stored_value import Offer, paying
from loyalty.use_cases.wallets import times_of, under
from loyalty.vouchers.code import IssuedCode


@dataclass(frozen=True, slots=True)
class RecordOrder:
    """``source`` names the system that sells; ``at`` None: now; ``quote`` cites a promised price.

    ``receipt`` is a code by which somebody may claim an order of nobody later; ``promise`` is
    what a till without the network told the buyer, by whose version of the programme it is decided.
    """

    programme: str
    source: str
    order_id: str
    basket: Basket
    member: MemberId | None = None
    at: datetime | None = None
    quote: str | None = None
    receipt: str | None = None
    promise: Promise | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The order as it is kept, its explanation, and whether it had been booked before."""

    order: Order
    recipe: Recipe
    replayed: bool = False

    def document(self) -> Document:
        """Give the receipt's explanation; not to be changed."""
        return self.recipe.to_look_at()


def record_order(services: Services, command: RecordOrder) -> Recorded:
    """Give the booked order, also where the same order was booked before.

    Raises OrderDiffers where the id was used for another order, QuoteExpired, QuoteDiffers, QuoteUsed,
    InTheFuture, UnknownProgramme, UnknownDigest, UnknownMember, NotInForce, RequestMisfit, VoucherGone,
    BudgetGone, InsufficientPoints, NoValue, OutOfBounds. Nothing is changed by a refusal.
    """
    return retrying(services, lambda: _record(services, command), command.member)


@dataclass(frozen=True, slots=True)
class Selling:
    """A command with what this attempt at booking it fixes: when it happened, when it is recorded."""

    command: RecordOrder
    at: datetime
    recording: Recording

    @property
    def key(self) -> OrderKey:
        """The order's key."""
        return OrderKey(self.command.programme, self.command.source, self.command.order_id)

    def cause(self, decision: Decision) -> Cause:
        """Give why the order's entries are booked."""
        return Cause(self.key.source, f"order:{self.key.order_id}", self.at, decision.programme.digest)


@dataclass(frozen=True, slots=True)
class Decided:
    """An order that is ready to be written."""

    order: Order
    recipe: Recipe
    bookings: tuple[Booked, ...]
    showing: Showing
    referral: Paying | None = None
    receipt: str | None = None
    codes: tuple[IssuedCode, ...] = ()


def _record(services: Services, command: RecordOrder) -> Recorded:
    selling = begun(command, services.recording())
    with services.units.read() as unit:
        if command.member is not None:
            near = near_moved(selling.recording.now, command.basket)
            ask_ahead(unit, command.programme, command.member, selling.at, near)
            unit.ahead(lambda: unit.orders.get(selling.key))
        programme = _deciding(services, unit, command, selling.at)
        fingerprint = basket_fingerprint(programme, command.basket, command.member)
        there = unit.orders.get(selling.key)
        if there is not None:
            return _same_order(services, unit, there, selling, fingerprint)
        refuse_frozen(unit, command.programme)
        decided = decided_order(services, unit, programme, selling)
    with services.units.write() as unit:
        try:
            write_order(services, unit, decided)
        except OrderExists as taken:
            return _same_order(services, unit, taken.order, selling, fingerprint)
        unit.commit()
    return Recorded(decided.order, decided.recipe)


def _deciding(services: Services, unit: UnitOfWork, command: RecordOrder, at: datetime) -> Programme:
    """Give the version that decides. Raises UnknownProgramme, UnknownDigest."""
    if command.promise is None:
        return services.programmes.in_force(unit, command.programme, at)
    return promised_by(services, unit, command.programme, command.promise)


def begun(command: RecordOrder, recording: Recording) -> Selling:
    """Give an attempt at booking an order. Raises InTheFuture."""
    at = command.at or recording.now
    if at > recording.now + AHEAD_MAX:
        raise InTheFuture
    return Selling(command, min(at, recording.now), recording)


def decided_order(services: Services, unit: UnitOfWork, programme: Programme, sale: Selling) -> Decided:
    """Read what an order's decision may know, decide, and plan its bookings.

    Raises what `record_order` does.
    """
    command, recording = sale.command, sale.recording
    fingerprint = basket_fingerprint(programme, command.basket, command.member)
    quote = _cited(unit, programme, command, recording.now)
    asked = OrderAsked(command.basket, command.member, sale.at, recording.now)
    priced = priced_order(services, unit, programme, asked, quote)
    programme, known, showing, decision = priced.programme, priced.known, priced.showing, priced.decision
    if quote is not None:
        spending = Spending(unit, decision.programme, command.member, sale.at)
        spending.check_promise(decision, recording.now, quote.quote_id)
    others = others_of(unit, decision, command.member, recording.now)
    pool = Pool()
    if command.member is not None and decision.points_used:
        pool = pool_of(unit, programme, command.member, POINTS, recording.now)
    offer = Offer(command.member, command.basket, decision.payable, recording.now)
    value = paying(services, unit, programme, offer)
    showing = showing.given(decision)
    heading = heading_of(services, decision, sale, known.participant.tier)
    offline, vouchers = told_offline(command.promise, decision), showing.to_json()
    recipe = Recipe(decision, heading, {}, vouchers, value.to_json(), offline, personal=known.personal)
    moved = moved_by(recipe, known, others, sale, pool)
    bookings = (*moved, *value.booked(sale.cause(decision), recording))
    read = {"known": sorted(known.participant.facts), "unread": sorted(known.unread | known.apart)}
    recipe = recipe.checked(priced.looked).beside(**read, instead_of=priced.instead_of)
    recipe = recipe.beside(standing=standing_after(moved, known, recording.now), promise=priced.promise)
    if command.member is not None and services.tells:
        recipe = recipe.beside(value=value_to_date(services, unit, command.member, programme, recording.now))
    recipe = compared(
        recipe, command.basket, priced.sale, history_for(unit, programme, command.basket, sale.at)
    )
    told = command.member if known.personal else None
    recipe = told_in_market(services, recipe, priced.sale, told, recording.now)
    order = _order(recipe, sale, fingerprint)
    referral = None
    if command.member is not None:
        referral = paying_referral(unit, decision, (sale.key, command.member, sale.at), bookings, recording)
    receipt = receipt_hash(services, programme.name, command.receipt) if command.receipt else None
    if receipt is not None and command.member is not None:
        raise NotClaimable("The order is a member's already.")
    codes = issued_by(services, order, decision)
    return Decided(order, recipe, bookings, showing, referral, receipt, codes)


def receipt_hash(services: Services, programme: str, code: str) -> str:
    """Give the keyed hash under which the code of a receipt is kept."""
    return reference_hash(services, programme, f"receipt\0{code.strip().upper()}")


def write_order(
    services: Services, unit: UnitOfWork, decided: Decided, after: tuple[str, Did] | None = None
) -> None:
    """Write an order that was decided, whose receipt follows ``after`` or the quote that it cites.

    Raises OrderExists, QuoteUsed, DecideAgain.
    """
    order = decided.order
    if order.member_id is not None:
        standing = standing_asked(unit, order.key.programme, order.member_id)
        unit.ahead(*standing, *sealing_asked(unit, order.member_id))
    unit.orders.claim(order)
    if decided.receipt is not None:
        unit.receipts.add(order.key.programme, decided.receipt, order.key.source, order.key.order_id)
    for booking in decided.bookings:
        book_told(services, unit, booking, explained=order.member_id)
    if decided.referral is not None:
        decided.referral.write(services, unit)
    if order.member_id is not None:
        qualify(unit, decided.recipe.decision, order, order.member_id)
    decided.showing.use(unit, order.key, order.recorded_at)
    unit.vouchers.issue(decided.codes)
    decision = decided.recipe.decision
    spending = Spending(unit, decision.programme, order.member_id, order.occurred_at)
    spending.take(decision, order.recorded_at, decided.showing.quote)
    if order.member_id is not None:
        take_of_budgets(unit, decided.recipe.decision)
    keep_told(
        services,
        unit,
        decided.recipe,
        order.member_id,
        order.recorded_at,
        reference=order.key.order_id,
        after=after or _quoted(unit, decided.showing.quote),
    )


def _quoted(unit: UnitOfWork, quote_id: str | None) -> tuple[str, Did] | None:
    """Give the document of the quote that is bought. Raises QuoteUsed where an order has bought it."""
    quote = unit.quotes.get(quote_id, held=True) if quote_id else None
    if quote is None:
        return None
    refuse_used(unit, quote)
    return quote.explanation_id, Did.BOUGHT


def refuse_used(unit: UnitOfWork, quote: Quote) -> None:
    """Give nothing while a quote is free. Raises QuoteUsed where an order has bought it."""
    bought = (each.later for each in unit.desk.sequels(quote.explanation_id) if each.did is Did.BOUGHT)
    if any(not _cancelled(unit, receipt) for receipt in bought):
        raise QuoteUsed


def _cancelled(unit: UnitOfWork, receipt: str) -> bool:
    later = {each.did: each.later for each in unit.desk.sequels(receipt) if each.earlier == receipt}
    return Did.CANCELLED in later or (Did.CLAIMED in later and _cancelled(unit, later[Did.CLAIMED]))


def _same_order(
    services: Services, unit: UnitOfWork, there: Order, sale: Selling, fingerprint: str
) -> Recorded:
    """Give the order that was booked before under this id. Raises OrderDiffers where it is another."""
    stated = sale.command.at is not None
    if there.fingerprint != fingerprint or (stated and abs(sale.at - there.occurred_at) > AHEAD_MAX):
        raise OrderDiffers(order=there.key.order_id)
    row = explanation_of(unit, there.explanation_id)
    return Recorded(there, opened(services.programmes.by_digest(unit, there.digest), row), replayed=True)


def _cited(unit: UnitOfWork, programme: Programme, command: RecordOrder, now: datetime) -> Quote | None:
    if command.quote is None:
        return None
    quote = unit.quotes.get(command.quote)
    if quote is None or quote.programme != command.programme:
        raise UnknownQuote
    if quote.valid_until <= now:
        raise QuoteExpired
    if not is_quoted(unit, programme, quote, command.basket, command.member):
        raise QuoteDiffers(pointer="/quote")
    return quote


def heading_of(services: Services, decision: Decision, sale: Selling, tier: str) -> Heading:
    """Give the heading of a receipt: its id, and when its points begin and end."""
    vests = expires = None
    now = sale.recording.now
    if decision.points_earned:
        vests, expires = times_of(decision.programme, POINTS, sale.at, now, tier)
    return Heading(new_text_id(services, "exp", now), "receipt", vests, expires)


def moved_by(
    recipe: Recipe, known: Known, others: list[AccountState], sale: Selling, pool: Pool
) -> tuple[Booked, ...]:
    """Plan what an order moves in the member's wallets, and what others give to what is spent."""
    elsewhere = _earned_elsewhere(recipe.decision, others, sale, known.participant.tier)
    return (*_booked(recipe, known, sale, pool), *elsewhere)


def _booked(recipe: Recipe, known: Known, sale: Selling, pool: Pool) -> list[Booked]:
    """Plan the spending, then the earning; nothing for somebody who is no member."""
    if known.account is None:
        return []
    decision, heading = recipe.decision, recipe.heading
    recording = under(sale.recording, decision.programme, POINTS, known.participant.tier, sale.at)
    state, cause = known.account, sale.cause(decision)
    bookings: list[Booked] = []
    if decision.points_used:
        used, spending = decision.points_used, cause
        bookings = pool.spent(
            state, spending, used, recording, lambda own, under: plan_burn(own, spending, used, under)
        )
        state = bookings[0].state
    less, cause = promised_more(sale.command.promise, decision, cause)
    points = decision.points_earned + less
    if points and (heading.expires_at is None or heading.expires_at > recording.now):
        terms = LotTerms(points, heading.pending_until, heading.expires_at)
        earned = difference_taken(plan_earn(state, cause, terms, recording), cause, less, recording)
        bookings = [bookings[0].then(earned), *bookings[1:]] if bookings else [earned]
    return bookings


def _earned_elsewhere(
    decision: Decision, others: list[AccountState], sale: Selling, tier: str
) -> Iterator[Booked]:
    """Plan what the order earns in the other wallets; points that have ended are not booked."""
    programme, now = decision.programme, sale.recording.now
    for state in others:
        vests, expires = times_of(programme, state.unit, sale.at, now, tier)
        if expires is None or expires > now:
            terms = LotTerms(decision.earned_in(state.unit), vests, expires)
            recording = under(sale.recording, programme, state.unit, tier, sale.at)
            yield plan_earn(state, sale.cause(decision), terms, recording)


def _order(recipe: Recipe, sale: Selling, fingerprint: str) -> Order:
    decision = recipe.decision
    return Order(
        key=sale.key,
        member_id=sale.command.member,
        occurred_at=sale.at,
        recorded_at=sale.recording.now,
        digest=decision.programme.digest,
        fingerprint=fingerprint,
        explanation_id=recipe.heading.id,
        total=decision.due,
        paid=decision.payable if sale.command.promise is None else sale.command.promise.payable,
        points_earned=decision.points_earned,
        points_used=decision.points_used,
    )


def qualify(unit: UnitOfWork, decision: Decision, order: Order, member: MemberId) -> None:
    """Count the order towards the tier and keep the standing where it moves."""
    dated = (order.occurred_at, order.recorded_at)
    for measure in measures_of(decision.programme) or ("",):
        amount = decision.value(formula_of(measure))
        unit.orders.add_spend(Spend(member, order.key, "", *dated, measure, amount))
    for measure, amount in counted(decision):
        unit.orders.add_spend(Spend(member, order.key, "", *dated, measure, amount))
    keep_standing(unit, decision.programme, member, order.recorded_at)


def measures_of(programme: Programme) -> tuple[str, ...]:
    """Give the names of what counts towards a tier."""
    return tuple(programme.shape.tiers.counted()) if programme.shape.tiers is not None else ()
