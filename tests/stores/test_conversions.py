"""Points become points of another programme of the installation: both sides or neither, on both databases."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.language.shapes.wallets import POINTS
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.points.convert_points import ConvertPoints, convert_points
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, opened

NOW = datetime(2026, 12, 10, 9, tzinfo=UTC)
CONVERSIONS = """
conversions:
  - id: to-desk
    name: {en: To the desk, zh-CN: 换到云桌}
    from: points
    programme: cloud-desk
    to: points
    give: 3
    get: {2026-11-15: 2}
    round: down
"""


def test_points_go_to_another_programme(database_url: str) -> None:
    """A hundred give sixty-six there, once; to a member of this programme nothing goes."""
    with opened(database_url) as units:
        services = Services(units, StandingClock(NOW), ENTROPY, b"secret")
        source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
        adopt_programme(services, source | {"conversions.yaml": CONVERSIONS})
        adopt_programme(services, read_rule_folder(Path("rules/cloud-desk")).source)
        here, stranger, there = (
            MemberId(enrol_member(services, EnrolMember(name), Once("test", key, "")).data["member"])
            for name, key in (("corner-coffee", "1"), ("corner-coffee", "2"), ("cloud-desk", "3"))
        )
        line = BasketLine(
            "1", "beans", Fraction(1), Fraction(900_00), {"category": "coffee", "brand": "other"}
        )
        basket = Basket((line,), {"channel": "shop", "delivery": "home"})
        bought = NOW - timedelta(days=16)
        record_order(services, RecordOrder("corner-coffee", "till", "o", basket, here, bought))
        had = show_balances(services, here).holdings.available
        with pytest.raises(UnknownMember):
            convert_points(
                services, ConvertPoints(here, "c", "to-desk", 100, "till", stranger), Once("test", "c", "")
            )
        command = ConvertPoints(here, "c", "to-desk", 100, "till", there)
        told = [convert_points(services, command, Once("test", "d", "")) for _ in range(2)]

        assert [66, 66] == [each.data["got"] for each in told]
        with services.units.read() as unit:
            month = Period(NOW - timedelta(days=9), NOW + timedelta(days=22))
            given = [
                unit.ledger.converted_between(*of, month)
                for of in ((here, POINTS, "to-desk"), (here, POINTS, "to-des"), (there, POINTS, "to-desk"))
            ]
        assert [100, 0, 0] == given
        assert had - 100 == show_balances(services, here).holdings.available
        assert 66 == show_balances(services, there).holdings.available
        assert [] == [fault for verified in verify_ledger(services) for fault in verified.faults]
