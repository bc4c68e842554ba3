"""Book what is due of every subscription of a programme, each in a small transaction of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.explain import Document
from loyalty.kernel.refusal import Refusal
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.refusals import InTheFuture
from loyalty.use_cases.services import Services

PAGE = 200
LIMIT = 2**31


@dataclass(frozen=True, slots=True)
class Billed:
    """What became of one subscription: its invoice, None where nothing was due, or why it was refused."""

    subscription: str
    invoice: Document | None = None
    refused: Refusal | None = None


def bill_due(services: Services, programme: str, at: datetime | None = None) -> Iterator[Billed]:
    """Give each subscription of a programme that is due at an instant, by default now, as it is billed.

    One that is refused stops no other and stays due. Raises InTheFuture.
    """
    due_at = at or services.clock.now()
    refused: set[str] = set()
    while True:
        with services.units.read() as unit:
            page = unit.subscriptions.due(programme, due_at, PAGE + len(refused))
        left = [each for each in page if each not in refused]
        if not left:
            return
        for each in left:
            billed = _bill(services, SubscriptionKey(programme, each), due_at)
            if billed.refused is not None:
                refused.add(each)
            yield billed


def count_due(services: Services, programme: str, at: datetime | None = None) -> int:
    """Give how many subscriptions are due at an instant, by default now. Raises UnknownProgramme."""
    with services.units.read() as unit:
        services.programmes.in_force(unit, programme, services.clock.now())
        return len(unit.subscriptions.due(programme, at or services.clock.now(), LIMIT))


def _bill(services: Services, key: SubscriptionKey, at: datetime) -> Billed:
    try:
        told = bill_subscription(services, BillSubscription(key, at))
    except InTheFuture:
        raise
    except Refusal as no:
        return Billed(key.subscription, refused=no)
    return Billed(key.subscription, told.data["invoice"])
