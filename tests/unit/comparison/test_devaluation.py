"""A balance that buys less, later or not at all is found, with the smallest that does."""

from datetime import date

import pytest

from loyalty.comparison.losing.devaluation import devaluations
from loyalty.constraints import no_silent_devaluation
from loyalty.constraints.verdict import Evidence
from loyalty.prover.deciding import QUICK
from tests.unit.comparison.making import compiled, source

SHOP = {
    **source("corner-coffee"),
    "rewards.yaml": "rewards:\n"
    "  - {id: mug, name: {en: Mug, zh-CN: 马克杯}, kind: good, cost: 900, stock: 50, per_member: 2}\n"
    "  - {id: tree, name: {en: Tree, zh-CN: 树}, kind: donation, cost: 300, until: 2026-12-31}\n"
    "  - {id: off, name: {en: Off, zh-CN: 券}, kind: voucher, cost: 700, voucher: ten, valid: 30 days}\n"
    "  - {id: less, name: {en: Less, zh-CN: 小}, kind: voucher, cost: 100, voucher: two, from: 2026-12-01}\n"
    "vouchers:\n"
    "  - {id: ten, name: {en: Ten, zh-CN: 十}, codes: unique, each_code: 1, after_return: given_back}\n"
    "  - {id: two, name: {en: Two, zh-CN: 二}, codes: unique, each_code: 1, after_return: given_back}\n",
    "basket.yaml": source("corner-coffee")["basket.yaml"].replace(
        "    rules:\n",
        "    rules:\n"
        "      - {id: a, name: {en: Ten, zh-CN: 十}, when: voucher.ten, percent: 10%}\n"
        '      - {id: b, name: {en: Two, zh-CN: 二}, when: voucher.two and member.tier == "gold",'
        " percent: 2%, at_most: 5.00}\n",
    ),
    "earn.yaml": source("corner-coffee")["earn.yaml"].replace(
        "  rules:\n",
        "  rules:\n"
        "    - {id: x, name: {en: Three, zh-CN: 三}, when: voucher.ten, multiply: 3x, at_most: 90}\n"
        "    - {id: y, name: {en: More, zh-CN: 多}, when: voucher.two, add: 20, once_per: order}\n",
    ),
    "wallets.yaml": "wallets:\n"
    "  - {id: points, name: {en: Points, zh-CN: 积分}, transfer: {at_most: 1000, per_day: 3000}}\n"
    "  - {id: miles, name: {en: Miles, zh-CN: 里程}}\n"
    "conversions:\n"
    "  - {id: fly, name: {en: Fly, zh-CN: 飞行}, from: points, to: miles, give: 3, get: 2, round: down,"
    " at_least: 30}\n",
}
"""The coffee programme with rewards, a second wallet, transfers and a conversion."""


def replaced(before: str, after: str) -> dict[str, str]:
    """Give the shop's files with a text replaced."""
    assert any(before in text for text in SHOP.values()), before
    return {name: text.replace(before, after) for name, text in SHOP.items()}


@pytest.mark.parametrize(
    ("before", "after", "smallest"),
    [
        ("money: 1.00}", "money: 1.01}", []),
        ("money: 1.00}", "money: 0.99}", [("redeem", 500)]),
        ("money: 1.00}", "money: 1.00, by_tier: {gold: 1.01}}", []),
        ("money: 1.00}", "money: 1.00, by_tier: {gold: 0.99}}", [("redeem", 500)]),
        # 500 points are 5.00; at 10.00 for 1,001 they are 4.995, and at 1,001 the two meet less a cent
        ("worth: {points: 100, money: 1.00}", "worth: {points: 1001, money: 10.00}", [("redeem", 500)]),
        ("at_least: 500", "at_least: 499", []),
        ("at_least: 500", "at_least: 501", [("redeem", 500)]),
        ("at_least: 500", "at_least: {2026-01-01: 500, 2026-12-24: 800}", [("redeem", 500)]),
        ("at_least: 500", "at_least: 500\n  steps: 100", [("redeem", 501)]),
        ("share: 50%", "share: 60%", []),
        ("share: 50%", "share: 40%", [("redeem", 500)]),
        ("cost: 900", "cost: 899", []),
        ("cost: 900", "cost: 901", [("mug", 900)]),
        ("cost: 900", "cost: {2026-01-01: 900, 2027-01-01: 1000}", [("mug", 900)]),
        ("id: mug", "id: cup", [("mug", 900)]),
        ("stock: 50", "stock: 49", [("mug", 900)]),
        ("per_member: 2", "per_member: 3", []),
        ("per_member: 2}", "per_member: 2, tiers: [gold]}", [("mug", 900)]),
        ("until: 2026-12-31", "until: 2026-12-30", [("tree", 300)]),
        ("valid: 30 days", "valid: 29 days", [("off", 700)]),
        ("valid: 30 days", "valid: 1 month", [("off", 700)]),
        ("valid: 30 days", "valid: 31 days", []),
        ("voucher.ten, percent: 10%", "voucher.ten, percent: 9%", [("off", 700)]),
        (
            "voucher.ten, percent: 10%",
            "voucher.ten, percent: {2026-01-01: 10%, 2027-01-01: 9%}",
            [("off", 700)],
        ),
        ("voucher.ten, percent: 10%", 'voucher.ten and member.tier == "gold", percent: 10%', [("off", 700)]),
        ("voucher.ten, percent: 10%", "voucher.two, percent: 10%", [("off", 700)]),
        ("voucher.ten, percent: 10%", "voucher.ten, percent: 10%, until: 2026-12-31", [("off", 700)]),
        ("voucher.ten, percent: 10%", "voucher.ten, percent: 11%", []),
        ("voucher.ten, percent: 10%", "voucher.ten, percent: 10%, at_most: 5.00", [("off", 700)]),
        ('voucher.two and member.tier == "gold",', "voucher.two,", []),
        (" at_most: 5.00}", " at_most: 6.00}", []),
        ("percent: 2%", "percent: 1%", [("less", 100)]),
        ("{id: a, name: {en: Ten", "{id: c, name: {en: Tenth", []),
        (", valid: 30 days", "", []),
        ("voucher: ten, ", "voucher: two, ", [("off", 700)]),
        ("multiply: 3x, at_most: 90", "multiply: 2x, at_most: 90", [("off", 700)]),
        ("multiply: 3x, at_most: 90", "multiply: 4x, at_most: 100", []),
        ("multiply: 3x, at_most: 90", "multiply: 3x, at_most: 80", [("off", 700)]),
        ("voucher.two, add: 20", "voucher.two, add: {2026-01-01: 20, 2027-01-01: 10}", [("less", 100)]),
        ("voucher.two, add: 20", "voucher.ten, add: 20", [("less", 100)]),
        ("kind: good", "kind: partner", [("mug", 900)]),
        ("until: 2026-12-31", "until: 2027-12-31", []),
        ("give: 3, get: 2", "give: 301, get: 200", [("fly", 30)]),
        ("give: 3, get: 2", "give: 6, get: 4", []),
        ("round: down, at_least: 30", "round: half_up, at_least: 32", [("fly", 30)]),
        ("at_least: 30}", "at_least: 30, at_most: 900}", [("fly", 902)]),
        ("at_most: 1000, per_day", "at_most: 900, per_day", [("points", 901)]),
        ("per_day: 3000", "per_day: 2000", [("points", 2001)]),
        (", transfer: {at_most: 1000, per_day: 3000}", "", [("points", 1)]),
        ("order.total >= 25.00", "order.total >= 30.00", []),
    ],
)
def test_the_smallest_balance_that_buys_less(
    before: str, after: str, smallest: list[tuple[str, int]]
) -> None:
    """One change of what points buy: the smallest balance that buys less, or none where none does."""
    found = devaluations(compiled(SHOP).shape, compiled(replaced(before, after)).shape)

    assert smallest == [(less.where, less.balance) for less in found]


def test_points_that_pay_no_more() -> None:
    """Where nothing can be paid with points any more, the first balance that could is named."""
    files = {name: text for name, text in SHOP.items() if name != "redeem.yaml"}
    files = {name: text.replace(", points_to_spend: 1250", "") for name, text in files.items()}
    examples = files.pop("examples.yaml")
    assert examples
    [less] = devaluations(compiled(SHOP).shape, compiled(files).shape)

    assert ("redeem", 500) == (less.where, less.balance)


def test_a_later_day_is_the_day_it_begins() -> None:
    """A cost that rises in the new year is a devaluation from that day on."""
    new = compiled(replaced("cost: 900", "cost: {2026-01-01: 900, 2027-01-01: 1000}"))
    [less] = devaluations(compiled(SHOP).shape, new.shape)

    assert date(2027, 1, 1) == less.since


def test_a_part_of_something_else_stays_open() -> None:
    """Whether a share of another sum is less is not guessed: nothing is decided."""
    old, new = (
        compiled(SHOP),
        compiled(
            replaced(
                'sum_of: line.amount, except_when: line.category == "gift-card"}', "sum_of: line.amount}"
            )
        ),
    )
    _, holds, because, *_ = no_silent_devaluation.decide_change(old, new, {})

    assert holds is None
    assert "whether that is less is open" in because


def test_what_is_announced_is_not_silent() -> None:
    """It fails unless the day of adoption is known, and early enough before members notice."""
    old, new = compiled(SHOP), compiled(replaced("cost: 900", "cost: 950"))
    decide = no_silent_devaluation.decide_change

    silent = decide(old, new, {})
    assert (Evidence.PROVED, False) == silent[:2]
    assert silent[2] == (
        "DEVALUATION_UNANNOUNCED: `mug` costs 950 points, 900 before (at mug, from 2026-11-15 on, "
        "the smallest balance is 900 points); it must be adopted 60 days before, "
        "and no day of adoption is known here"
    )
    assert decide(old, new, {"adopted_on": "2026-09-17"})[1] is False
    assert "it may begin on 2026-11-16" in decide(old, new, {"adopted_on": "2026-09-17"})[2]
    assert decide(old, new, {"adopted_on": "2026-09-16"})[1] is True
    assert decide(old, new, {"adopted_on": "2026-10-16", "notice": "30 days"})[1] is False
    assert "with 60 days of notice" in decide(old, new, {"adopted_on": "2026-10-16", "notice": "30 days"})[2]
    assert decide(old, new, {"adopted_on": "2026-09-16", "notice": "90 days"})[1] is False
    assert decide(old, old, {})[:3] == (
        Evidence.PROVED,
        True,
        "compared for every balance: none buys less, later or not at all",
    )
    assert no_silent_devaluation.decide(old, {}, QUICK)[:2] == (Evidence.NOT_CHECKED, None)


def test_a_market_that_is_left_protects_what_was_received_there() -> None:
    """Points of Quebec keep their worth in a version that is of Quebec no more, however early it is told."""
    quebec = replaced("[EU, CN]", "[CA-QC]")
    dearer = {name: text.replace("cost: 900", "cost: 950") for name, text in SHOP.items()}
    decide = no_silent_devaluation.decide_change

    _, holds, because, *_ = decide(compiled(quebec), compiled(dearer), {"adopted_on": "2026-01-01"})
    assert holds is False
    assert because.startswith("RECEIVED_UNITS_CHANGED")
    assert decide(compiled(quebec), compiled(SHOP), {})[1] is True
    assert decide(compiled(SHOP), compiled(dearer), {"adopted_on": "2026-01-01"})[1] is True
