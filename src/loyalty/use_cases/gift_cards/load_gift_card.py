"""Load a gift card with more value, which was paid for."""

from dataclasses import dataclass

from loyalty.kernel.money import Money
from loyalty.ledger.due import holdings
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_earn
from loyalty.use_cases.gift_cards.show_gift_card import account_of_card
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.prepaid import BEARER, refuse_beyond
from loyalty.use_cases.refusals import NoStoredValue
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class LoadGiftCard:
    """``code`` as it is written on the card; ``amount`` is above 0; ``source`` names who loads."""

    programme: str
    code: str
    amount: Money
    source: str


def load_gift_card(services: Services, command: LoadGiftCard, once: Once) -> Told:
    """Give the card, the amount loaded and what there is now, both in minor units.

    Raises UnknownProgramme, UnknownGiftCard, NoStoredValue, PrepaidLimit, IdempotencyConflict.
    """
    return retrying(services, lambda: _load(services, command, once))


def _load(services: Services, command: LoadGiftCard, once: Once) -> Told:
    recording = services.recording()
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        programme = services.programmes.in_force(unit, command.programme, recording.now)
        refuse_frozen(unit, command.programme)
        card, account = account_of_card(services, unit, programme, command.code)
        if programme.shape.stored_value is None or command.amount.currency != programme.currency:
            raise NoStoredValue
    there = holdings(account, recording.now).available + command.amount.minor
    refuse_beyond(programme, BEARER, there, recording.now)
    cause = Cause(command.source, f"load:{once.reference}", recording.now, programme.digest)
    booked = plan_earn(account, cause, LotTerms(command.amount.minor, None, None), recording)
    data = {
        "card": card.text_id,
        "loaded": command.amount.minor,
        "currency": programme.currency.code,
        "available": holdings(booked.state, recording.now).available,
    }
    with services.units.write() as unit:
        unit.ledger.book(booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer
