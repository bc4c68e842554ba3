"""A wrong rule of points is found wherever it took something, on both databases."""

from datetime import timedelta
from fractions import Fraction

import pytest

from loyalty.adoption.version import Person
from loyalty.kernel.identity import MemberId
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.cases.find_remedies import FindRemedies, find_remedies
from loyalty.use_cases.cases.open_case import open_case
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from tests.steps.reading import coffee
from tests.stores.making import opened
from tests.stores.test_cases import BEA, COFFEE, KEY, clock, complaint, enrolled
from tests.stores.test_persons import NOW, made

SPRING = """
  rules:
    - {id: spring, name: {en: Spring points, zh-CN: 春季积分}, add: 10, once_per: order%s}
  combine: [tier, best_multiplier, additions]
"""
EARN = "earn:\n  base: {points: 1, for_each: 1.00, of: line.amount}" + SPRING
STATUS = """wallets:
  - id: status
    name: {en: Status points, zh-CN: 等级积分}
    kind: status
    earn: {points: %s, for_each: 1.00, of: line.amount}
"""


def rules(*, status: int = 1, worth: str = "1.00", wallet: str = "") -> dict[str, str]:
    """Give the shipped programme with a wallet of status points and one rule that adds points."""
    source = dict(coffee()) | {"examples.yaml": "examples: []\n"}
    redeem = source["redeem.yaml"].replace("money: 1.00", f"money: {worth}")
    return source | {"earn.yaml": EARN % wallet, "wallets.yaml": STATUS % status, "redeem.yaml": redeem}


@pytest.mark.parametrize(
    ("wrong", "right", "found"),
    [
        (rules(), rules(status=2), ["unclear", "unclear"]),
        (rules(), rules(wallet=", wallet: status"), ["unclear", "unclear"]),
        (rules(status=2), rules(), []),
        (rules(worth="0.80"), rules(worth="1.00"), ["unclear"]),
    ],
    ids=["status", "another wallet", "better off", "worth too little"],
)
def test_points_of_other_wallets_and_their_worth_are_found(
    database_url: str, wrong: dict[str, str], right: dict[str, str], found: list[str]
) -> None:
    """Who earned too little of any wallet, or whose points paid for too little, waits for a person."""
    with opened(database_url) as units:
        services = made(units, NOW)
        adopt_programme(services, wrong, AtOnce(Person("Author")))
        ada = enrolled(services, "Ada")
        receipt = _bought(services, ada, "A-1", 100_000)
        _bought(services, ada, "A-2", 2_000, points=600)
        _bought(services, None, "A-3", 2_000)
        open_case(services, complaint(ada, receipt))
        clock(services).at = NOW + timedelta(hours=1)
        made_right = adopt_programme(services, right, AtOnce(Person("Author"), emergency="they were too few"))
        scope = find_remedies(services, FindRemedies(KEY, "spring", made_right.programme.digest, BEA))

    assert 3 == scope["looked_at"]
    assert found == [each["state"] for each in scope["remedies"]]


def _bought(services: Services, member: MemberId | None, order: str, price: int, points: int = 0) -> str:
    line = BasketLine("1", order, Fraction(1), Fraction(price), {"category": "tea", "brand": "other"})
    basket = Basket((line,), {"channel": "shop"}, {}, points)
    return record_order(services, RecordOrder(COFFEE, "till", order, basket, member)).order.explanation_id
