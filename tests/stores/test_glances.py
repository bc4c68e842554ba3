"""What one statement says of a member is what the whole reading says, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.once import Once
from loyalty.use_cases.refusals import UnknownMember, UnknownWallet
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, day, earn

NOW = 400
"""The day on which the tests begin; the programme binds then."""


class Counted:
    """Services of a shop, and the statements they have sent."""

    def __init__(self, url: str) -> None:
        """Open the database, with a programme of two wallets adopted."""
        self.engine = open_engine(url)
        self.sent: list[str] = []
        event.listen(self.engine, "before_cursor_execute", self._count)
        self.units = Units(self.engine)
        self.clock = StandingClock(day(NOW))
        self.services = Services(self.units, self.clock, ENTROPY, b"secret")
        adopt_programme(self.services, dict(read_rule_folder(Path("rules/corner-coffee")).source))

    def _count(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.sent.append(statement)

    def member(self, name: str) -> MemberId:
        """Enrol somebody."""
        told = enrol_member(self.services, EnrolMember("corner-coffee"), Once("test", name, name))
        return MemberId(told.data["member"])


@pytest.fixture
def shop(database_url: str) -> Iterator[Counted]:
    """Give a shop on a fresh database."""
    shop = Counted(database_url)
    yield shop
    shop.engine.dispose()


def test_a_balance_is_one_statement_and_says_what_the_whole_reading_says(shop: Counted) -> None:
    """Of no lot, of several, of one that has lapsed; as of this instant it is read the long way."""
    who = shop.member("ada")
    for amount, ends in ((0, None), (30, 9), (4, 2), (500, None)):
        if amount:
            earn(shop.units, who, f"o-{amount}", amount, NOW, ends=None if ends is None else NOW + ends)
        for on in (0, 3):
            shop.clock.at = day(NOW + on)
            shop.sent.clear()
            quick = show_balances(shop.services, who)
            assert 1 == len(shop.sent)
            assert show_balances(shop.services, who, as_of=day(NOW + on)) == quick

    assert 530 == quick.holdings.available
    with pytest.raises(UnknownWallet):
        show_balances(shop.services, who, wallet="sand")


def test_points_set_aside_are_read_the_long_way(shop: Counted) -> None:
    """Whoever has a hold is told of it; somebody unknown is refused as always."""
    who = shop.member("ada")
    earn(shop.units, who, "o", 600, NOW)
    hold_points(shop.services, HoldPoints(who, 100, 3600, "till"), Once("test", "h", "h"))
    assert shop.units.at_a_glance(who, day(NOW)) is None

    found = show_balances(shop.services, who).holdings
    assert (500, 100, 1) == (found.available, found.held, len(found.holds))
    with pytest.raises(UnknownMember):
        show_balances(shop.services, MemberId(5))
