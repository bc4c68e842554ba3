"""A shop with members whose orders are booked in the benchmarks of load, on either database."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from sqlalchemy import create_engine, make_url

from bench import programme as made
from loyalty.adapters.surroundings.settings import Settings
from loyalty.bootstrap import open_services, prepare
from loyalty.database.engine import Limits
from loyalty.kernel.identity import MemberId
from loyalty.orders.order import Promise
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.tills.sync_sales import ProvisionalSale, SyncOutcome, SyncSales, sync_sales

SOURCE = "bench"
RULES, LINES = 5, 2
MEMBERS = 64


@dataclass(frozen=True, slots=True)
class Buyer:
    """A member of a programme of a digest."""

    programme: str
    member: MemberId
    digest: str


@dataclass(frozen=True, slots=True)
class Shop:
    """A database with its members, by programme."""

    settings: Settings
    buyers: Sequence[Buyer]

    def open(self) -> Services:
        """Give services of their own, as each process that serves has."""
        return open_services(self.settings)


def open_shop(url: str, folder: Path, *, programmes: int = 1, rules: int = RULES) -> Shop:
    """Make a database with so many programmes, members spread over them, each with one order."""
    settings = settings_in(url, folder)
    prepare(settings)
    buyers = []
    services = open_services(settings)
    with closing(services.units):
        for number in range(programmes):
            name = f"bench-{number}"
            source = made.source(rules)
            source["programme.yaml"] = source["programme.yaml"].replace(
                "programme: bench", f"programme: {name}", 1
            )
            digest = adopt_programme(services, source).programme.digest
            for each in range(MEMBERS // programmes):
                told = enrol_member(services, EnrolMember(name), Once(SOURCE, f"{name}-{each}", ""))
                buyers.append(Buyer(name, MemberId(int(told.data["member"])), digest))
        for number, buyer in enumerate(buyers):
            book(services, buyer, f"first-{number}")
    return Shop(settings, buyers)


def settings_in(url: str, folder: Path) -> Settings:
    """Give settings that keep every key in a folder."""
    return Settings(
        url,
        folder / "secret",
        master_key_file=folder / "master-key",
        seal_key_file=folder / "seal-key",
        erasures_file=folder / "erasures",
        limits=Limits(pool_size=16),
    )


def databases(uri: str, names: Sequence[str]) -> list[str]:
    """Make databases on a server, and give their addresses."""
    address = make_url(uri)
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in names:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return [address.set(database=name).render_as_string(hide_password=False) for name in names]


def basket(lines: int = LINES) -> Basket:
    """Give what everybody buys: delivered to a home in Germany."""
    bought = tuple(
        BasketLine(
            str(n), "sku", Fraction(n + 1), Fraction(999 + 100 * n), {"category": made.CATEGORIES[n % 3]}
        )
        for n in range(lines)
    )
    return Basket(bought, {"channel": "app", "delivery": "home"}, {"member.country": "DE"})


def book(services: Services, buyer: Buyer, order_id: str) -> None:
    """Book one order."""
    booked = record_order(services, RecordOrder(buyer.programme, SOURCE, order_id, basket(), buyer.member))
    assert not booked.replayed


def book_together(services: Services, buyers: Sequence[Buyer], order_id: str) -> None:
    """Hand in the orders of some buyers of one programme at once, as a till does that was offline."""
    promise, now = Promise(buyers[0].digest, 0, 0, 0), services.clock.now()
    sales = [
        ProvisionalSale(f"{order_id}-{number}", now, basket(), promise, each.member)
        for number, each in enumerate(buyers)
    ]
    answers = sync_sales(services, SyncSales(buyers[0].programme, SOURCE, sales))
    assert all(each.outcome is SyncOutcome.DIFFERENT for each in answers), answers
