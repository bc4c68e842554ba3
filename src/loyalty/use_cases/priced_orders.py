"""What an order costs: by the rules of the moment, or as it was promised where that is less.

A quote is a promise until it ends: it is decided again on what was known when it was given, by the
version it was given under. Where the moment of buying makes the order cheaper, the buyer pays that; a
quote that was not personal, or did not say so, makes way for no price that is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.decision.telling.open_fees import refuse_open
from loyalty.kernel.identity import MemberId
from loyalty.kernel.looked import Looked
from loyalty.kernel.refusal import Refusal
from loyalty.language.no_value import NoValue
from loyalty.orders.quote import Quote
from loyalty.pricing.basket import Basket
from loyalty.pricing.stages import DUE
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.documents import Recipe, explanation_of, opened
from loyalty.use_cases.market_notices import facts_of, promised_sale, refuse_unsaid, says
from loyalty.use_cases.near_lots import near_moved
from loyalty.use_cases.participants import Known, know
from loyalty.use_cases.privacy.deciding import decided_for
from loyalty.use_cases.services import Services
from loyalty.use_cases.shown_vouchers import Asking, Showing, look_at
from loyalty.use_cases.sold_in import Sale, sale_in, sale_of
from loyalty.vouchers.refusals import VoucherGone


@dataclass(frozen=True, slots=True)
class OrderAsked:
    """What is bought by whom, when it happens and when it is recorded."""

    basket: Basket
    member: MemberId | None
    at: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class PricedOrder:
    """A decision with the version it was made by and what was known; ``promise`` holds both prices.

    ``instead_of`` is what the rules came to where somebody unknown pays less, in minor units; ``left``
    are facts that a quote was made with and that may not be read any more, or are gone. ``looked`` says
    what was looked at on the way.
    """

    programme: Programme
    known: Known
    showing: Showing
    decision: Decision
    sale: Sale
    promise: Mapping[str, Any] = field(default_factory=dict)
    instead_of: int | None = None
    left: tuple[str, ...] = ()
    looked: tuple[Looked, ...] = ()


def priced_order(
    services: Services, unit: UnitOfWork, programme: Programme, asked: OrderAsked, quote: Quote | None
) -> PricedOrder:
    """Give what an order costs by ``programme``, or by its quote where that is not more.

    Raises what deciding raises, RequestMisfit where a fee cannot be worked out yet, and VoucherGone
    where a code that was counted counts no more.
    """
    priced = _priced(services, unit, programme, asked, quote)
    return replace(priced, looked=(*priced.looked, *refuse_open(priced.decision)))


def _priced(
    services: Services, unit: UnitOfWork, programme: Programme, asked: OrderAsked, quote: Quote | None
) -> PricedOrder:
    if quote is None:
        return _now(services, unit, programme, asked, "")
    told = opened(
        services.programmes.by_digest(unit, quote.digest), explanation_of(unit, quote.explanation_id)
    )
    promised = _promised(services, unit, asked, quote, told)
    try:
        now = _now(services, unit, programme, asked, quote.quote_id, personal=_is_personal(asked, told))
        if _is_cheaper(now, promised) and not _is_said(asked, told, now):
            now = _now(services, unit, programme, asked, quote.quote_id, personal=False)
    except (Refusal, NoValue):
        # What binds now does not price this basket at all; the promise stands.
        return promised
    chosen = now if _is_cheaper(now, promised) else promised
    # What the quote said was looked at, and that nobody pays more than it promised.
    looked = (*chosen.looked, *promised.looked, Looked("PX-12"))
    prices = {
        "quote": quote.quote_id,
        "quoted_at": instant_text(quote.at),
        "quoted": promised.decision.due,
        "bought_at": instant_text(asked.at),
        "now": now.decision.due,
        "charged": chosen.decision.due,
        **({"not_read": list(chosen.left)} if chosen.left else {}),
    }
    return replace(chosen, promise=prices, looked=looked)


def _is_cheaper(now: PricedOrder, promised: PricedOrder) -> bool:
    mine, theirs = now.decision, promised.decision
    return mine.due < theirs.due and mine.payable <= theirs.payable


def _is_personal(asked: OrderAsked, told: Recipe) -> bool:
    """Whether a price may rest on what is known of who asked; of a quote that should not it may not."""
    return asked.member is None or told.heading.identified is not False


def _is_said(asked: OrderAsked, told: Recipe, now: PricedOrder) -> bool:
    """Whether the quote told, before anybody was bound, all that has to be told of the price of now."""
    known = now.known
    if asked.member is None or not known.personal:
        return True
    return says(told, now.decision, now.sale, facts_of(known))


def _now(  # noqa: PLR0913 - what binds, what is asked, and whether it may be personal
    services: Services,
    unit: UnitOfWork,
    programme: Programme,
    asked: OrderAsked,
    quote: str,
    *,
    personal: bool = True,
) -> PricedOrder:
    """Decide by what binds and is known at the moment; codes promised to ``quote`` count."""
    known, showing = _known(services, unit, programme, asked, quote)
    known = replace(known, personal=known.personal and personal)
    who = replace(known.participant, vouchers=showing.counting)
    # Of a history that is replayed nobody is told anything, and its sales are where they were.
    facts = known.participant.facts
    sale = (
        sale_of(programme, asked.basket, facts) if services.tells else sale_in(programme, asked.basket.market)
    )
    held = decided_for(programme, asked.basket, asked.at, who, personal=known.personal, apart=known.apart)
    return PricedOrder(
        programme, known, showing, held.decision, sale, instead_of=held.instead_of, looked=held.looked
    )


def _promised(
    services: Services, unit: UnitOfWork, asked: OrderAsked, quote: Quote, promised: Recipe
) -> PricedOrder:
    """Decide again what was quoted, on what was known then; only what caps count is of now."""
    programme = promised.decision.programme
    known, showing = _known(services, unit, programme, asked, quote.quote_id)
    known = replace(known, personal=known.personal and _is_personal(asked, promised))
    looked = refuse_unsaid(promised, quote.quote_id)
    counted = {shown["voucher"] for shown in promised.vouchers if shown["reason"] is None}
    if not counted <= showing.counting:
        raise VoucherGone(voucher=min(counted - showing.counting))
    situation = promised.decision.situation
    # INVARIANT: the promised price stands, so what it is made of is not read again.
    promised_by = programme.basket.compiled.sheet.behind[DUE]
    now = {name: value for name, value in known.participant.history.items() if name not in promised_by}
    decision = decide(programme, situation.with_facts(programme.basket.compiled, now))
    instead_of = promised.heading.beside.get("instead_of")
    left = set(promised.heading.beside.get("known", ())) - set(known.participant.facts)
    return PricedOrder(
        programme,
        known,
        showing,
        decision,
        promised_sale(promised),
        instead_of=instead_of,
        left=tuple(sorted(left)),
        looked=looked,
    )


def _known(
    services: Services, unit: UnitOfWork, programme: Programme, asked: OrderAsked, quote: str
) -> tuple[Known, Showing]:
    near = near_moved(asked.now, asked.basket, programme)
    known = know(unit, programme, programme.basket, asked.member, asked.at, asked.now, near=near)
    asking = Asking(asked.member, asked.at, asked.now, quote or None)
    return known, look_at(services, unit, programme, asked.basket.vouchers, asking)
