"""Stored value: what was bought to pay with later, by a member or on a gift card. It is money, never points.

It pays after points and changes neither price, tax nor what is earned, and never ends. The book
holds it in minor units of the programme's currency, in an account of its own. Gift cards pay
first, in the order in which they are shown, then the member's own; what goes back goes to what
paid last first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import BOUGHT, AccountState, Booked
from loyalty.ledger.causes import OrderAccount
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import holdings
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_burn, plan_restore, plan_spend_again
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.prepaid import BEARER, NAMED, most_on
from loyalty.use_cases.services import Services
from loyalty.vouchers.gift_card import card_digest, holder_from, holder_text

HAD_BACK = "refund:"
"""What the reference of an entry begins with by which value that was paid in was had back."""


def value_unit(programme: Programme) -> str:
    """Give the unit in which the book holds stored value of the programme."""
    return f"{BOUGHT}{programme.currency.code}"


@dataclass(frozen=True, slots=True)
class CardShown:
    """A gift card that was shown: its place from 1, what it pays, what it has left, why it pays nothing."""

    place: int
    card: str = ""
    used: int = 0
    left: int = 0
    reason: str = ""

    def to_json(self) -> Mapping[str, Any]:
        """Give it as plain data, without the code; the card is named where it pays."""
        told = {"place": self.place, "used": self.used, "left": self.left}
        named = {"card": self.card} if self.used else {}
        return told | named | ({"reason": self.reason} if self.reason else {})


@dataclass(frozen=True, slots=True)
class Paying:
    """What stored value pays of ``payable`` minor units: an amount from each account, in order."""

    payable: int
    parts: tuple[tuple[AccountState, int], ...] = ()
    cards: tuple[CardShown, ...] = ()

    @property
    def used(self) -> int:
        """What is paid in all."""
        return sum(amount for _, amount in self.parts)

    def to_json(self) -> Mapping[str, Any]:
        """Give it as plain data, nothing where none is used and no card was shown."""
        cards = {"gift_cards": [card.to_json() for card in self.cards]} if self.cards else {}
        if not self.used and not cards:
            return {}
        return {"used": self.used, "left_to_pay": self.payable - self.used} | cards

    def booked(self, cause: Cause, recording: Recording) -> Iterator[Booked]:
        """Plan the spending from each account."""
        for account, amount in self.parts:
            yield plan_burn(account, cause, amount, recording)


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody pays ``payable`` minor units with at ``now``, of their own and by cards."""

    member: MemberId | None
    basket: Basket
    payable: int
    now: datetime


def paying(services: Services, unit: UnitOfWork, programme: Programme, offer: Offer) -> Paying:
    """Give how much stored value pays: what is offered, at most what is there and what is left to pay."""
    if programme.shape.stored_value is None:
        cards = (CardShown(place, reason="unknown") for place, _ in enumerate(offer.basket.gift_cards, 1))
        return Paying(offer.payable, (), tuple(cards))
    shown: list[CardShown] = []
    parts: list[tuple[AccountState, int]] = []
    left = offer.payable
    for place, code in enumerate(offer.basket.gift_cards, start=1):
        account, reason = _card_account(services, unit, programme, code)
        if account is None or any(account.member_id == other.member_id for other, _ in parts):
            shown.append(CardShown(place, reason=reason or "twice"))
            continue
        there = holdings(account, offer.now).available
        used = min(left, there)
        left -= used
        card = holder_text(account.member_id)
        shown.append(CardShown(place, card, used, there - used, "" if there else "empty"))
        parts.append((account, used))
    offered = offer.basket.value_offered
    if offer.member is not None and offered:
        account = unit.ledger.account(offer.member, value_unit(programme), programme.name)
        parts.append((account, min(offered, left, holdings(account, offer.now).available)))
    return Paying(offer.payable, tuple(part for part in parts if part[1]), tuple(shown))


def _card_account(
    services: Services, unit: UnitOfWork, programme: Programme, code: str
) -> tuple[AccountState | None, str]:
    card = unit.gift_cards.by_digest(programme.name, card_digest(services.secret, programme.name, code))
    if card is None or card.currency != programme.currency.code:
        return None, "unknown"
    return unit.ledger.account(card.holder, value_unit(programme), programme.name), ""


@dataclass(frozen=True, slots=True)
class Payment:
    """What an account paid of an order, ``used`` minor units, how it stands, and what may be on it."""

    account: OrderAccount
    used: int
    there: int
    most: int | None

    @property
    def back(self) -> int:
        """What has gone back to it."""
        return self.used - (self.account.spending.left if self.account.spending is not None else 0)

    @property
    def open(self) -> int:
        """What may still go back to it: what is not back, at most what the law leaves room for (PY-02)."""
        left = self.used - self.back
        return left if self.most is None else min(left, max(0, self.most - self.there))


@dataclass(frozen=True, slots=True)
class Payments:
    """Whatever stored value may have paid of an order, in the order in which it gets back."""

    parts: Sequence[Payment] = field(default=())

    @property
    def used(self) -> int:
        """What stored value paid in all."""
        return sum(part.used for part in self.parts)

    def moving(self, amount: int) -> Iterator[tuple[OrderAccount, int]]:
        """Share out what goes back in order, below zero what is used again, from the last one on."""
        for part in self.parts if amount > 0 else reversed(self.parts):
            share = min(part.open, amount) if amount > 0 else max(-part.back, amount)
            amount -= share
            if share:
                yield part.account, share


def payments_of(  # noqa: PLR0913, PLR0917 - who paid what of which order, by which law
    unit: UnitOfWork,
    programme: Programme,
    member: MemberId | None,
    key: OrderKey,
    value: Mapping[str, Any],
    now: datetime,
) -> Payments:
    """Give what paid an order, as it stands now; ``value`` is what its receipt says of it."""
    if programme.shape.stored_value is None:
        return Payments()
    cards = [
        (holder_from(card["card"]), card["used"]) for card in value.get("gift_cards", ()) if card["used"]
    ]
    own = value.get("used", 0) - sum(used for _, used in cards)
    found = [(holder, used) for holder, used in ((member, own), *reversed(cards)) if holder is not None]
    unit_name, reference = value_unit(programme), f"order:{key.order_id}"
    accounts = [
        unit.ledger.order_account(
            holder, unit_name, programme.name, source=key.source, external_ref=reference
        )
        for holder, _ in found
    ]
    return Payments(
        [
            Payment(
                account,
                used,
                _there(unit, programme, account, holder, now),
                most_on(programme, NAMED if holder == member else BEARER, now),
            )
            for account, (holder, used) in zip(accounts, found, strict=True)
        ]
    )


def _there(
    unit: UnitOfWork, programme: Programme, account: OrderAccount, holder: MemberId, now: datetime
) -> int:
    """Give what is where it ends that goes back to an account: a merged member's is the survivor's."""
    survivor = survivor_of(unit, holder)
    state = account.state
    if survivor != holder:
        state = unit.ledger.account(survivor, value_unit(programme), programme.name)
    found = holdings(state, now)
    return found.available + found.pending


def value_back(programme: Programme, payments: Payments, paid: int, refunded: int, money: int) -> int:
    """Give the part of a refund of ``money`` that goes back to stored value, below zero what is used again.

    ``paid`` is what was paid in all, ``refunded`` what goes back of that in all, with what went
    back before. The file says whether stored value or other money comes first; what the law lets
    on no card any more is other money.
    """
    shape, used = programme.shape.stored_value, payments.used
    if shape is None or not used:
        return 0
    first = shape.after_return == "value_first"
    in_all = min(refunded, used) if first else max(0, refunded - (paid - used))
    back = in_all - sum(part.back for part in payments.parts)
    most = min(max(0, money), sum(part.open for part in payments.parts))
    return min(max(back, min(0, money)), most)


def moved_back(payments: Payments, cause: Cause, amount: int, recording: Recording) -> Iterator[Booked]:
    """Plan giving stored value back to where it came from, or using it again."""
    for account, share in payments.moving(amount):
        if account.spending is not None and share > 0:
            yield plan_restore(account.state, cause, account.spending, share, recording)
        elif account.spending is not None:
            yield plan_spend_again(account.state, cause, account.spending, -share, recording)
