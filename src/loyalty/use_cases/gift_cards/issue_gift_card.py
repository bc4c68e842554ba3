"""Issue a gift card: given, or sold as a line of an order; the same id again gives the same code."""

from dataclasses import dataclass

from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money
from loyalty.ledger.account import AccountState
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_earn
from loyalty.orders.order import OrderKey
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.prepaid import BEARER, refuse_beyond
from loyalty.use_cases.refusals import GiftCardDiffers, NoStoredValue, NotSold
from loyalty.use_cases.returns.sold import sold_of
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.stored_value import value_unit
from loyalty.vouchers.gift_card import GiftCard, GiftCardKey


@dataclass(frozen=True, slots=True)
class IssueGiftCard:
    """``amount`` is above 0; ``order_id`` and ``line`` name the line it was sold as, of the same source."""

    card: GiftCardKey
    amount: Money
    order_id: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """The card, the code to print on it, and whether it had been issued before."""

    card: GiftCard
    code: str
    replayed: bool = False


def issue_gift_card(services: Services, command: IssueGiftCard) -> Issued:
    """Give the card with its code, which is kept as a keyed hash only.

    Raises UnknownProgramme, NoStoredValue, PrepaidLimit, UnknownOrder, NotSold where the line does not
    pay for it, and GiftCardDiffers where the id was used for another card.
    """
    return retrying(services, lambda: _issue(services, command))


def _issue(services: Services, command: IssueGiftCard) -> Issued:
    recording, key = services.recording(), command.card
    code = key.code(services.secret)
    with services.units.read() as unit:
        there = unit.gift_cards.get(key)
        made = GiftCard(
            key,
            MemberId(services.entropy.new_id(recording.now)) if there is None else there.holder,
            key.digest(services.secret),
            command.amount.minor,
            command.amount.currency.code,
            recording.now,
            command.order_id,
            command.line,
        )
        if there is not None:
            if there.asked != made.asked:
                raise GiftCardDiffers
            return Issued(there, code, replayed=True)
        programme = services.programmes.in_force(unit, key.programme, recording.now)
        refuse_frozen(unit, key.programme)
        if programme.shape.stored_value is None or command.amount.currency != programme.currency:
            raise NoStoredValue
        refuse_beyond(programme, BEARER, made.amount, recording.now)
    account = AccountState.empty(made.holder, value_unit(programme), programme.name)
    cause = Cause(key.source, made.issued_as, recording.now, programme.digest)
    booked = plan_earn(account, cause, LotTerms(made.amount, None, None), recording)
    with services.units.write() as unit:
        if command.order_id:
            _sold(services, unit, programme, made)
        unit.gift_cards.add(made)
        unit.ledger.book(booked)
        unit.commit()
    return Issued(made, code)


def _sold(services: Services, unit: UnitOfWork, programme: Programme, card: GiftCard) -> None:
    """Give nothing where the line pays for one more card of this amount. Raises UnknownOrder, NotSold.

    It is read in the transaction that issues, so that no two cards are issued for one that was paid.
    """
    key = OrderKey(programme.name, card.key.source, card.order_id)
    sold = sold_of(services, unit, key)
    unit.orders.fix(sold.order)
    live = sum(each.live or each.had_back for each in sold.cards if each.card.line == card.line)
    if sold.left().get(card.line, 0) < live + 1:
        raise NotSold(f"Line `{card.line}` of the order has no gift card left to issue.")
    if sold.prices()[card.line] < card.amount:
        raise NotSold(f"Line `{card.line}` of the order costs less than what is to be on the card.")
