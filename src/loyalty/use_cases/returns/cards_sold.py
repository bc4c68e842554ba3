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
from loyalty.use_cases.stored_value import value_unit
from loyalty.vouchers.gift_card import GiftCard


@dataclass(frozen=True, slots=True)
class SoldCard:
    """A card that an order sold, and how its account stands."""

    card: GiftCard
    account: OrderAccount

    @property
    def live(self) -> bool:
        """Whether what it was sold with is still its own: the line did not come back."""
        return self.account.earning is not None and self.account.earning.left > 0


def sold_cards(unit: UnitOfWork, programme: Programme, key: OrderKey) -> tuple[SoldCard, ...]:
    """Give the cards that an order sold, oldest first."""
    if programme.shape.stored_value is None:
        return ()
    return tuple(
        SoldCard(
            card,
            unit.ledger.order_account(
                card.holder,
                value_unit(programme),
                programme.name,
                source=card.key.source,
                external_ref=card.issued_as,
            ),
        )
        for card in unit.gift_cards.sold_by(programme.name, key.source, key.order_id)
    )


def ending(
    cards: Sequence[SoldCard], left: Mapping[str, Fraction], cause: Cause, recording: Recording
) -> Iterator[Booked]:
    """Plan emptying the cards for which no piece of their line is ``left``, those issued last first.

    Raises NotReturnable where one of them was paid with.
    """
    for line in dict.fromkeys(each.card.line for each in cards):
        live = [each for each in cards if each.card.line == line and each.live]
        for sold in live[int(left.get(line, Fraction(0))) :]:
            earning, state = sold.account.earning, sold.account.state
            assert earning is not None  # noqa: S101 - a live one has it
            if state.available < earning.left:
                raise NotReturnable(f"The gift card that was sold as line `{line}` was paid with.")
            yield plan_clawback(state, cause, earning, earning.left, recording)
