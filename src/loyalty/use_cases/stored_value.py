"""Stored value: what members have bought to pay with later. It is money, never points, and never ends.

It pays after points and changes neither price, tax nor what is earned. The book holds it in
minor units of the programme's currency, in an account of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.causes import OrderAccount
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import holdings
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_burn, plan_restore, plan_spend_again
from loyalty.orders.order import OrderKey
from loyalty.unit_of_work import UnitOfWork


def value_unit(programme: Programme) -> str:
    """Give the unit in which the book holds stored value of the programme."""
    return f"value:{programme.currency.code}"


@dataclass(frozen=True, slots=True)
class Paying:
    """What stored value pays of an order: ``used`` of ``payable`` minor units, from ``account``."""

    used: int
    payable: int
    account: AccountState | None = None

    def to_json(self) -> Mapping[str, Any]:
        """Give it as plain data, nothing where none is used."""
        return {"used": self.used, "left_to_pay": self.payable - self.used} if self.used else {}

    def booked(self, cause: Cause, recording: Recording) -> Booked | None:
        """Plan the spending, None where there is none."""
        if not self.used or self.account is None:
            return None
        return plan_burn(self.account, cause, self.used, recording)


def paying(  # noqa: PLR0913, PLR0917 - who pays what, all of it needed
    unit: UnitOfWork,
    programme: Programme,
    member: MemberId | None,
    offered: int,
    payable: int,
    now: datetime,
) -> Paying:
    """Give how much stored value pays: what is offered, at most what is there and what is left to pay."""
    if member is None or not offered or programme.shape.stored_value is None:
        return Paying(0, payable)
    account = unit.ledger.account(member, value_unit(programme), programme.name)
    return Paying(min(offered, payable, holdings(account, now).available), payable, account)


def order_value(
    unit: UnitOfWork, programme: Programme, member: MemberId | None, key: OrderKey
) -> OrderAccount | None:
    """Give the account with what an order spent of it, None where the programme has no stored value."""
    if member is None or programme.shape.stored_value is None:
        return None
    return unit.ledger.order_account(
        member,
        value_unit(programme),
        programme.name,
        source=key.source,
        external_ref=f"order:{key.order_id}",
    )


def value_back(
    programme: Programme, account: OrderAccount | None, used: int, paid: int, refunded: int
) -> int:
    """Give the part of a refund that goes back to stored value, below zero what is used of it again.

    ``used`` is what stored value paid of the order, ``paid`` what was paid in all, ``refunded``
    what goes back of that in all, with what went back before. The file says whether stored
    value or other money comes first.
    """
    shape = programme.shape.stored_value
    if shape is None or account is None or account.spending is None:
        return 0
    first = shape.after_return == "value_first"
    in_all = min(refunded, used) if first else max(0, refunded - (paid - used))
    return in_all - (used - account.spending.left)


def moved_back(
    account: OrderAccount | None, cause: Cause, amount: int, recording: Recording
) -> Booked | None:
    """Plan giving stored value back to where it came from, or using it again; None where nothing moves."""
    if account is None or account.spending is None or not amount:
        return None
    if amount > 0:
        return plan_restore(account.state, cause, account.spending, amount, recording)
    return plan_spend_again(account.state, cause, account.spending, -amount, recording)
