"""Book the sales that a till made without the network, each once, under the ids it gave them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.decision.refusals import RequestMisfit
from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.members.identity import Shown
from loyalty.orders.order import Promise
from loyalty.pricing.basket import Basket
from loyalty.use_cases.given_codes import GivenCode, codes_given
from loyalty.use_cases.identities.find_member import find_member
from loyalty.use_cases.record_order import Recorded, RecordOrder, record_order
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class ProvisionalSale:
    """A sale as a till kept it: its own id, when it was, what was bought, what was promised.

    ``shown`` is what the buyer is known by where the till knew no ``member``.
    """

    order_id: str
    at: datetime
    basket: Basket
    promise: Promise
    member: MemberId | None = None
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class SyncSales:
    """Sales of one programme that one source made."""

    programme: str
    source: str
    sales: Sequence[ProvisionalSale]


class SyncOutcome(StrEnum):
    """What became of a sale."""

    BOOKED = "booked"
    DIFFERENT = "booked_with_difference"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of one sale; ``why`` is the code of a refusal, and ``detail`` says it in a sentence.

    ``codes`` are those of the vouchers that the sale gives, the same whenever it is sent.
    """

    order_id: str
    outcome: SyncOutcome
    recorded: Recorded | None = None
    why: str = ""
    detail: str = ""
    codes: tuple[GivenCode, ...] = ()


def sync_sales(services: Services, command: SyncSales) -> tuple[Synced, ...]:
    """Give one outcome for each sale, in the order of sending; one that is refused stops no other."""
    return tuple(_synced(services, command, sale) for sale in command.sales)


def _synced(services: Services, command: SyncSales, sale: ProvisionalSale) -> Synced:
    try:
        member = sale.member
        if member is None and sale.shown is not None:
            member = find_member(services, command.programme, sale.shown).member_id
        order = RecordOrder(
            command.programme,
            command.source,
            sale.order_id,
            sale.basket,
            member,
            sale.at,
            promise=sale.promise,
        )
        recorded = record_order(services, order)
    except RequestMisfit as refused:
        said = "; ".join(f"{misfit.pointer or '/'}: {misfit.message}" for misfit in refused.misfits)
        return Synced(sale.order_id, SyncOutcome.REFUSED, why=refused.code, detail=said)
    except Refusal as refused:
        return Synced(sale.order_id, SyncOutcome.REFUSED, why=refused.code, detail=refused.detail)
    differs = "reason" in recorded.recipe.offline
    outcome = SyncOutcome.DIFFERENT if differs else SyncOutcome.BOOKED
    outcome = SyncOutcome.DUPLICATE if recorded.replayed else outcome
    codes = codes_given(services, recorded.order, recorded.recipe.decision)
    return Synced(sale.order_id, outcome, recorded, codes=codes)
