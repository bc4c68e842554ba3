"""Gift cards that an order sold: when a line comes back, so does what is on its card."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from loyalty.decision.programme import Programme
from loyalty.ledger.account import Booked
from loyalty.ledger.causes import OrderAccount
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_clawback
from loyalty.orders.order import OrderKey
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import NotReturnable
from loyalty.use_cases.stored_value import HAD_BACK, value_unit
from loyalty.vouchers.gift_card import GiftCard


@dataclass(frozen=True, slots=True)
class SoldCard:
    """A card that an order sold, how its account stands, and whether its value was had back by itself."""

    card: GiftCard
    account: OrderAccount
    had_back: bool = False

    @property
    def live(self) -> bool:
        """Whether what it was sold with is still its own: neither its line nor its value came back."""
        return not self.had_back and self.account.earning is not None and self.account.earning.left > 0


def sold_cards(unit: UnitOfWork, programme: Programme, key: OrderKey) -> tuple[SoldCard, ...]:
    """Give the cards that an order sold, oldest first."""
    if programme.shape.stored_value is None:
        return ()
    cards = unit.gift_cards.sold_by(programme.name, key.source, key.order_id)
    return tuple(_sold_card(unit, programme, card) for card in cards)


def _sold_card(unit: UnitOfWork, programme: Programme, card: GiftCard) -> SoldCard:
    wallet = value_unit(programme)
    account = unit.ledger.order_account(
        card.holder, wallet, programme.name, source=card.key.source, external_ref=card.issued_as
    )
    earned = account.earning.entry_id if account.earning is not None else None
    had_back = earned is not None and any(
        entry.reverses_entry_id == earned and entry.cause.external_ref.startswith(HAD_BACK)
        for entry in unit.ledger.whole(card.holder, wallet)
    )
    return SoldCard(card, account, had_back)


def ending(
    cards: Sequence[SoldCard], left: Mapping[str, Fraction], cause: Cause, recording: Recording
) -> Iterator[Booked]:
    """Plan emptying the cards for which no piece of their line is ``left``, those issued last first.

    Raises NotReturnable where one of them was paid with, or its value was had back.
    """
    for line in dict.fromkeys(each.card.line for each in cards):
        live = [each for each in cards if each.card.line == line and each.live]
        kept = int(left.get(line, Fraction(0))) - sum(e.card.line == line and e.had_back for e in cards)
        if kept < 0:
            raise NotReturnable(f"What was on the gift card of line `{line}` was given back already.")
        for sold in live[kept:]:
            earning, state = sold.account.earning, sold.account.state
            assert earning is not None  # noqa: S101 - a live one has it
            if state.available < earning.left:
                raise NotReturnable(f"The gift card that was sold as line `{line}` was paid with.")
            yield plan_clawback(state, cause, earning, earning.left, recording)
