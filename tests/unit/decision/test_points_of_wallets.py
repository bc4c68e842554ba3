"""What an order earns in a wallet besides the points is told wherever its points are."""

import pytest

from api.schemas.effects import effects_of
from api.schemas.quotes import QuoteOut, priced
from loyalty.decision.explain import Document
from loyalty.decision.telling.views import View, seen
from loyalty.wording.text import as_text
from tests.unit.decision.making import EARN, decided, explained, line, programme

RULES = (
    EARN
    + """
  rules:
    - {id: visit, name: {en: Visit}, when: order.list_total >= 20, add: 10, once_per: order, wallet: status}
  combine: [additions]
wallets:
  - {id: status, name: {en: Status}, kind: status, earn: {points: 1, for_each: 1.50, of: line.amount}}
"""
)


def document(price: str = "50.00") -> Document:
    """Explain an order of one line."""
    return explained(decided(programme(RULES), line(price)))


def test_the_answer_has_each_wallet_with_its_awards() -> None:
    """50.00 earns 33 1/3 and 10 status points, which are rounded once; beside them its 50 points."""
    points = QuoteOut().dump(priced(document(), None))["points"]

    (wallet,) = points["wallets"]
    assert (50, "status", 43) == (points["earned"], wallet["wallet"], wallet["earned"])
    assert [("status", "100/3"), ("visit", "10")] == [(a["rule"], a["points"]) for a in wallet["awards"]]


def test_they_are_an_effect_of_their_own() -> None:
    """A shop is told to add points, and to which wallet where it is another."""
    assert [
        {"type": "points.add", "rules": ["base-points"], "points": 50},
        {"type": "points.add", "rules": ["status", "visit"], "points": 43, "wallet": "status"},
    ] == effects_of(document())


def test_a_wallet_without_points_is_left_out() -> None:
    """An order of nothing earns nothing anywhere."""
    assert "wallets" not in QuoteOut().dump(priced(document("0.00"), None))["points"]


@pytest.mark.parametrize(
    ("language", "head", "sum_"),
    [("en", "Points in the wallet Status", "43 points"), ("zh-CN", "“Status”钱包中的积分", "43 积分")],
)
def test_who_reads_the_text_sees_them(language: str, head: str, sum_: str) -> None:
    """The text names the wallet and what it is given."""
    _, found, rest = as_text(document(), language).replace("\u00a0", " ").partition(head)

    assert found
    assert sum_ in rest.partition("\n\n")[0]


def test_a_customer_sees_no_ids_of_rules_in_a_wallet() -> None:
    """A customer reads what each award is called and how many points it is, as for the points."""
    shown = seen(document(), View.BUYER)["points"]

    (wallet,) = shown["wallets"]
    assert {"label", "line", "points"} == set[str]().union(*wallet["awards"])
