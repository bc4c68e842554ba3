"""Show what is on a gift card, to whoever has its code."""

from dataclasses import dataclass

from loyalty.decision.programme import Programme
from loyalty.kernel.money import Money
from loyalty.ledger.account import AccountState
from loyalty.ledger.due import holdings
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownGiftCard
from loyalty.use_cases.services import Services
from loyalty.use_cases.stored_value import value_unit
from loyalty.vouchers.gift_card import GiftCard, card_digest


@dataclass(frozen=True, slots=True)
class OnCard:
    """A card and what there is on it to pay with now."""

    card: GiftCard
    available: Money


def show_gift_card(services: Services, programme: str, code: str) -> OnCard:
    """Give what is on the card. Raises UnknownProgramme, UnknownGiftCard."""
    now = services.clock.now()
    with services.units.read() as unit:
        in_force = services.programmes.in_force(unit, programme, now)
        card, account = account_of_card(services, unit, in_force, code)
    return OnCard(card, Money(holdings(account, now).available, in_force.currency))


def account_of_card(
    services: Services, unit: UnitOfWork, programme: Programme, code: str
) -> tuple[GiftCard, AccountState]:
    """Give a card by its code, with its account in the programme's currency. Raises UnknownGiftCard."""
    card = unit.gift_cards.by_digest(programme.name, card_digest(services.secret, programme.name, code))
    if card is None or card.currency != programme.currency.code:
        raise UnknownGiftCard
    return card, unit.ledger.account(card.holder, value_unit(programme), programme.name)
