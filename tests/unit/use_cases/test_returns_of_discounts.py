"""Returns of orders with every kind of discount: piece by piece, in any order, down to exactly nothing."""

from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from random import Random

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.decision.decide import decide
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import Recorded, RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_member import show_member
from tests.properties.discounting import CATEGORIES, RULES, written
from tests.steps.drivers import StandingClock
from tests.unit.use_cases.test_same_order import NOW

BASKETS = 4


@pytest.fixture(params=RULES, ids=range(len(RULES)))
def services(request: pytest.FixtureRequest, sqlite_database: str) -> Iterator[Services]:
    """Give services with a programme of one rule; higher tiers have no discount, beside which some hurt."""
    rules = written([request.param]).replace("name: {en: R0}", "name: {en: R0, zh-CN: R0}")
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    del source["examples.yaml"]
    source["tiers.yaml"] = source["tiers.yaml"].replace("discount: 2%", "discount: 0%").replace("5%", "0%")
    source["basket.yaml"] = (
        f"basket:\n  returns: {{within: 14 days}}\n  discounts:\n    combine: best\n{rules}"
    )
    with closing(Units(open_engine(sqlite_database))) as units:
        made = Services(units, StandingClock(NOW), SystemEntropy(), b"secret")
        adopt_programme(made, source)
        yield made


def test_everything_brought_back_piece_by_piece_is_exactly_nothing(services: Services) -> None:
    """So far refunded is by how much what is kept is cheaper, whatever was kept between; at the end all."""
    chance = Random(7)
    for number in range(BASKETS):
        enrolled = enrol_member(services, EnrolMember("corner-coffee"), Once("t", f"m-{number}", ""))
        member = enrolled.data["member"]
        lines = tuple(
            BasketLine(
                str(n),
                "sku",
                Fraction(chance.randint(1, 4)),
                Fraction(chance.choice((99, 250, 999, 2000))),
                {"category": chance.choice(CATEGORIES), "brand": "other"},
            )
            for n in range(1, chance.randint(2, 4))
        )
        basket = Basket(lines, {"channel": "shop"})
        sale = record_order(services, RecordOrder("corner-coffee", "till", f"o-{number}", basket, member))
        units = [line.id for line in lines for _ in range(int(line.quantity))]
        chance.shuffle(units)

        refunds = [_back(services, sale, place, unit) for place, unit in enumerate(units)]

        kept = [sale.order.paid - _costs(sale, units[: place + 1]) for place in range(len(units))]
        assert [max(0, cheaper) for cheaper in kept] == [*accumulate(refunds)]
        assert sale.order.paid == sum(refunds)
        holdings = show_member(services, member).holdings
        assert (0, 0, 0) == (holdings.available, holdings.pending, holdings.owed)


def _back(services: Services, sale: Recorded, place: int, line: str) -> int:
    key = OrderKey("corner-coffee", "till", sale.order.key.order_id)
    command = RecordReturn(key, f"r-{place}", {line: Fraction(1)})
    return record_return(services, command).returned.money


def _costs(sale: Recorded, gone: list[str]) -> int:
    """Give what the order costs without the units that are gone, by its own rules."""
    decision = sale.recipe.decision
    back = {line: Fraction(gone.count(line)) for line in gone}
    return decide(decision.programme, decision.situation.keeping(decision.part.compiled, back)).payable
