"""Value of a gift card given back without a reason, while the law of a market says so."""

from dataclasses import dataclass

from loyalty.ledger.entry import Cause
from loyalty.use_cases.gift_cards.show_gift_card import account_of_card
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.prepaid import refuse_over
from loyalty.use_cases.refund_value import PaidIn, back_data, had_back, paid_in, reference_of_load
from loyalty.use_cases.refusals import PrepaidRefundOver
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class RefundGiftCard:
    """``load`` is the key under which ``source`` loaded it, empty: what it was sold with."""

    programme: str
    code: str
    source: str
    load: str = ""


def refund_gift_card(services: Services, command: RefundGiftCard, once: Once) -> Told:
    """Give the card, what is paid back of it and what there is now, in minor units.

    The money itself is paid back by the shop; a line whose card was had back does not come back any more.
    Raises UnknownProgramme, UnknownGiftCard, NoStoredValue where nothing was loaded under this key,
    PrepaidRefundOver where the days are over or nobody paid for it, PrepaidValueGone, IdempotencyConflict.
    """
    return retrying(services, lambda: _refund(services, command, once))


def _refund(services: Services, command: RefundGiftCard, once: Once) -> Told:
    recording = services.recording()
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        programme = services.programmes.in_force(unit, command.programme, recording.now)
        card, _ = account_of_card(services, unit, programme, command.code)
        paid = PaidIn(card.holder, card.key.source, card.issued_as)
        if command.load:
            paid = PaidIn(card.holder, command.source, reference_of_load(command.load))
        elif not card.order_id:
            raise PrepaidRefundOver("The card was given away; nobody paid for it.")
        account, loaded_at = paid_in(unit, programme, paid)
    refuse_over(programme, loaded_at, recording.now)
    booked = had_back(account, Cause(command.source, once.reference, recording.now), recording)
    data = {"card": card.text_id} | back_data(programme, booked, recording.now)
    with services.units.write() as unit:
        unit.ledger.book(booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer
