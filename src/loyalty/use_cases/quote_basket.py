"""Price a basket and forecast its points; nothing is booked, the price is promised for a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loyalty.decision.decide import Decision
from loyalty.decision.explain import OFFERED, Document, Heading
from loyalty.decision.programme import Programme
from loyalty.idempotency.fingerprint import fingerprint
from loyalty.kernel.identity import MemberId
from loyalty.ledger.due import holdings
from loyalty.ledger.refusals import InsufficientPoints
from loyalty.orders.quote import Quote
from loyalty.pricing.basket import Basket
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import together
from loyalty.use_cases.answers.show_value import value_to_date
from loyalty.use_cases.discount_budgets import Spending
from loyalty.use_cases.documents import Recipe, new_text_id
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.market_notices import refuse_unmeasured, told_in_market
from loyalty.use_cases.members.pool import Pool, pool_of
from loyalty.use_cases.near_lots import near_told
from loyalty.use_cases.participants import Known, ask_ahead, know
from loyalty.use_cases.prices.comparing import compared, history_for
from loyalty.use_cases.privacy.deciding import decided_for
from loyalty.use_cases.seals.sealing import keep_told, sealing_asked
from loyalty.use_cases.services import AHEAD_MAX, POINTS, Services, retrying
from loyalty.use_cases.shown_vouchers import Asking, Showing, look_at
from loyalty.use_cases.sold_in import sale_of
from loyalty.use_cases.standing_points import standing_of
from loyalty.use_cases.stored_value import Offer, Paying, paying

VALID_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class QuoteBasket:
    """``at`` None: now. Any instant the programme binds at may be asked for; only now is promised.

    Without ``personalise`` the price is the one for everybody, whatever the member chose.
    """

    programme: str
    basket: Basket
    member: MemberId | None = None
    at: datetime | None = None
    personalise: bool = True


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quote as it is kept, and its explanation."""

    quote: Quote
    recipe: Recipe

    @property
    def document(self) -> Document:
        """The explanation, as it was told; not to be changed."""
        return self.recipe.to_look_at()


def quote_basket(services: Services, command: QuoteBasket) -> Quoted:
    """Give a priced basket with its reasons, promised for thirty minutes.

    Raises UnknownProgramme, UnknownMember, NotInForce, RequestMisfit, InsufficientPoints,
    NoValue, OutOfBounds, UnitPriceMissing.
    """
    return retrying(services, lambda: _quote(services, command), command.member)


def _quote(services: Services, command: QuoteBasket) -> Quoted:
    now = services.clock.now()
    at, near = command.at or now, near_told(now)
    with services.units.read() as unit:
        if command.member is not None:
            ask_ahead(unit, command.programme, command.member, at, near)
        programme = services.programmes.in_force(unit, command.programme, at)
        refuse_frozen(unit, command.programme)
        known = know(unit, programme, programme.basket, command.member, at, now, near=near)
        asking = Asking(command.member, at, now)
        showing = look_at(services, unit, programme, command.basket.vouchers, asking)
        history = history_for(unit, programme, command.basket, at)
        worth, pool = _of_member(services, unit, programme, command, now)
    participant = replace(known.participant, vouchers=showing.counting)
    personal = known.personal and command.personalise
    sale = sale_of(programme, command.basket, participant.facts)
    held = decided_for(programme, command.basket, at, participant, personal=personal, apart=known.apart)
    decision = held.decision
    looked = (*held.looked, *refuse_unmeasured(decision, sale))
    check_points(decision, known, pool, now)
    showing = showing.given(decision)
    value = _value(services, programme, command, decision, now)
    until = _promised_until(at, now)
    heading = Heading(new_text_id(services, "exp", now), "quote", valid_until=until, status=OFFERED)
    recipe = Recipe(decision, heading, vouchers=showing.to_json(), value=value.to_json())
    read = {"known": sorted(participant.facts), "unread": sorted(known.unread | known.apart)}
    recipe = recipe.checked(looked).beside(**read, instead_of=held.instead_of)
    if known.account is not None:
        recipe = recipe.beside(
            standing=standing_of(known.account, now, less=decision.points_used), value=worth
        )
    recipe = compared(recipe, command.basket, sale, history)
    recipe = told_in_market(services, recipe, sale, command.member if personal else None, now)
    quote = Quote(
        quote_id=new_text_id(services, "quo", now),
        programme=programme.name,
        digest=programme.digest,
        member_id=command.member,
        at=at,
        valid_until=until,
        fingerprint=basket_fingerprint(programme, command.basket, command.member),
        payable=decision.payable,
        explanation_id=recipe.heading.id,
    )
    _keep(services, recipe, quote, showing, now)
    return Quoted(quote, recipe)


def _keep(services: Services, recipe: Recipe, quote: Quote, showing: Showing, now: datetime) -> None:
    """Write a quote with its document, and what vouchers and budgets promise for it."""
    decision = recipe.decision
    with services.units.write() as unit:
        if quote.member_id is not None:
            unit.ahead(*sealing_asked(unit, quote.member_id))
        keep_told(services, unit, recipe, quote.member_id, now, reference=quote.quote_id)
        unit.quotes.add(quote)
        if quote.valid_until > now:
            showing.promise(unit, quote.quote_id, quote.valid_until)
            spending = Spending(unit, decision.programme, quote.member_id, quote.at)
            spending.promise(decision, now, quote.quote_id, quote.valid_until)
        unit.commit()


def _of_member(
    services: Services, unit: UnitOfWork, programme: Programme, command: QuoteBasket, now: datetime
) -> tuple[Mapping[str, int], Pool]:
    """Give what a membership was worth so far, and the pool that offered points may come from."""
    if command.member is None:
        return {}, Pool()
    worth = value_to_date(services, unit, command.member, programme, now)
    if not command.basket.points_offered:
        return worth, Pool()
    return worth, pool_of(unit, programme, command.member, POINTS, now)


def _value(
    services: Services, programme: Programme, command: QuoteBasket, decision: Decision, now: datetime
) -> Paying:
    """Give what stored value would pay as things stand; nothing of it is set aside."""
    if not command.basket.value_offered and not command.basket.gift_cards:
        return Paying(decision.payable)
    with services.units.read() as unit:
        return paying(services, unit, programme, Offer(command.member, command.basket, decision.payable, now))


def _promised_until(at: datetime, now: datetime) -> datetime:
    """Give thirty minutes after ``at``, and ``now`` where that is over or ``at`` is still to come.

    A price of next week's campaign is a forecast; it must not be had today by citing the quote.
    """
    if at > now + AHEAD_MAX:
        return now
    return max(now, min(at, now) + VALID_FOR)


def check_points(decision: Decision, known: Known, pool: Pool, now: datetime) -> None:
    """Refuse to promise points that are not there, in a pool neither. Raises InsufficientPoints."""
    if known.account is not None and decision.points_used:
        accounts = (known.account, *pool.others)
        available = sum(holdings(each, now).available for each in accounts)
        if decision.points_used > available:
            raise InsufficientPoints(needed=decision.points_used, available=available)


def basket_fingerprint(programme: Programme, basket: Basket, member: MemberId | None) -> str:
    """Give the fingerprint of what is bought by whom, equal for a quote and the order that cites it."""
    lines = [
        [line.id, line.sku, str(line.quantity), str(line.unit_price), dict(line.facts)]
        for line in basket.lines
    ]
    whole = [programme.name, lines, dict(basket.order), dict(basket.facts), basket.points_offered, member]
    # What follows is a part only where there is any: fingerprints of before stay the same.
    codes = [list(basket.vouchers)] if basket.vouchers else []
    value = [{"value": basket.value_offered}] if basket.value_offered else []
    cards = [{"gift_cards": list(basket.gift_cards)}] if basket.gift_cards else []
    market = [{"market": basket.market}] if basket.market else []
    own = {"", programme.currency.code}
    currency = [] if basket.currency in own else [{"currency": basket.currency}]
    return fingerprint([*whole, *codes, *value, *cards, *market, *currency])


def is_quoted(
    unit: UnitOfWork, programme: Programme, quote: Quote, basket: Basket, member: MemberId | None
) -> bool:
    """Say whether a basket is what was quoted, to this member or to one who was merged into them since."""
    if quote.fingerprint == basket_fingerprint(programme, basket, member):
        return True
    if member is None or quote.member_id is None or quote.member_id not in together(unit, member):
        return False
    return quote.fingerprint == basket_fingerprint(programme, basket, quote.member_id)
