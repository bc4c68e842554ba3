"""A shop that seals what it tells, and short ways to sell, close days, and verify in it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.seal_keys import PrivateKey
from loyalty.kernel.identity import MemberId
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.seals.canonical import canonical
from loyalty.seals.day import DayRoot
from loyalty.seals.erasures import ErasedList
from loyalty.seals.verification import Check, Trusted, Verified
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.seals.close_day import close_day
from loyalty.use_cases.seals.list_erased_seals import list_erased_seals
from loyalty.use_cases.seals.show_sealed import show_sealed
from loyalty.use_cases.seals.verify_document import VerifyDocument, verify_document
from loyalty.use_cases.services import Services
from loyalty.vault.key import KEY_BYTES, MasterKey
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee

PROGRAMME = "corner-coffee"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
Change = Callable[[dict[str, Any]], None]


class HeldKeys:
    """A key in memory that can be renewed, as that in a file can."""

    def __init__(self) -> None:
        """Begin with a key."""
        self.key = PrivateKey.fresh()

    def current(self) -> PrivateKey:
        """Give the key."""
        return self.key

    def renew(self) -> bool:
        """Take another one."""
        self.key = PrivateKey.fresh()
        return True


@dataclass
class Shop:
    """A shop with a member."""

    services: Services
    clock: StandingClock
    keys: HeldKeys
    member: MemberId

    def sell(self, order_id: str, member: MemberId | None) -> str:
        """Sell two lines and give the id of the receipt."""
        lines = tuple(
            BasketLine(n, sku, Fraction(2), Fraction(price), {"category": "coffee", "brand": "own"})
            for n, sku, price in (("1", "beans", 1250), ("2", "filters", 499))
        )
        basket = Basket(lines, {"channel": "shop", "delivery": "home"}, {"member.country": "DE"})
        sold = record_order(self.services, RecordOrder(PROGRAMME, "till", order_id, basket, member))
        return sold.order.explanation_id

    def own(self, order_id: str) -> str:
        """Sell to the member."""
        return self.sell(order_id, self.member)

    def file(self, explanation_id: str) -> dict[str, Any]:
        """Give the sealed file of a document."""
        return show_sealed(self.services, explanation_id).file

    def erased(self) -> ErasedList:
        """Give the published list of what was erased, read again from its text."""
        return ErasedList.from_json(
            json.loads(canonical(list_erased_seals(self.services, PROGRAMME).to_json()))
        )

    def close(self, day: date) -> DayRoot | None:
        """Close a day once it is over."""
        self.clock.at = max(self.clock.at, datetime(day.year, day.month, day.day + 1, 0, 5, tzinfo=UTC))
        return close_day(self.services, PROGRAMME, day)


def opened_shop(units: Units, rules: Mapping[str, str] | None = None) -> Shop:
    """Give a shop on a fresh database, of the coffee programme where no ``rules`` are named."""
    clock, keys = StandingClock(NOON), HeldKeys()
    master = MasterKey(b"m" * KEY_BYTES)
    services = Services(units, clock, SystemEntropy(), b"secret", master=master, seal_keys=keys)
    adopt_programme(services, coffee() if rules is None else rules)
    told = enrol_member(services, EnrolMember(PROGRAMME), Once("test", "1", ""))
    return Shop(services, clock, keys, MemberId(told.data["member"]))


def text_of(file: Mapping[str, Any]) -> str:
    """Give a file as text, in its canonical form."""
    return canonical(file).decode()


def verified(file: Mapping[str, Any] | str, **trusted: Any) -> Verified:  # noqa: ANN401  fields of `Trusted`
    """Verify a file."""
    text = file if isinstance(file, str) else text_of(file)
    return verify_document(VerifyDocument(text, Trusted(**trusted)))


def check_of(found: Verified, name: str) -> Check:
    """Give one check by its name."""
    return next(check for check in found.checks if check.name == name)


def changed(file: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """Give a copy of a file with a change."""
    copy: dict[str, Any] = json.loads(json.dumps(file))
    change(copy)
    return copy
