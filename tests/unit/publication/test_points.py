"""Ends of points by tier and by length, what makes them exempt, and gifts for points by transaction."""

from datetime import date
from typing import Final

import pytest

from loyalty.publication.looking import look_over
from tests.unit.publication.trying import programme_of

TODAY: Final = date(2026, 11, 26)
CODES: Final = frozenset({"TIME_EXPIRY_FORBIDDEN", "NOTICE_WINDOW_MISSED", "PREMIUM_CAP"})
SOON, UNTOLD, DEAR = ["TIME_EXPIRY_FORBIDDEN"], ["NOTICE_WINDOW_MISSED"], ["PREMIUM_CAP"]
NAME: Final = "name: {en: More, zh-CN: 更多}"
REWARD: Final = "rewards: [{id: mug, name: {en: A mug, zh-CN: 杯子}, kind: good, cost: 100, value: %s}]\n"
EARN: Final = "earn:\n  base: {points: 1, for_each: %s, of: line.amount}\n"


def _codes(market: str, rule: str = "", **files: str) -> list[str]:
    programme = programme_of("", rule, jurisdictions=f"jurisdictions: [{market}]\n", **files)
    return [each.code for each in look_over(programme, TODAY) if each.code in CODES and not each.warning]


@pytest.mark.parametrize(
    ("expire", "codes"),
    [
        ("after: 24 months, by: activity, notice: 45 days, by_tier: {gold: 6 months}", SOON),
        ("after: 24 months, by: activity, notice: 45 days, by_tier: {gold: 18 months}", []),
        ("after: 6 months, by: activity, notice: 45 days, by_tier: {blue: 1 year, gold: 1 year}", []),
        ("after: 365 days, by: activity, notice: 45 days", SOON),
        ("after: 53 weeks, by: activity, notice: 45 days", []),
        ("after: 12 months, by: activity, notice: 1 month", UNTOLD),
        ("after: 12 months, by: activity, notice: 2 months", UNTOLD),
        ("after: 12 months, by: activity, notice: 5 weeks", []),
        ("after: 12 months, by: each_lot, never_for: [blue]", SOON),
        ("after: 12 months, by: each_lot, never_for: [blue, gold]", []),
    ],
)
def test_ends_are_held_to_the_law_for_each_tier_and_day(expire: str, codes: list[str]) -> None:
    """A year's inactivity and a notice 30 to 60 days before, whatever tier and from whatever day counted."""
    earn = f"{EARN % '1.00'}  expire: {{{expire}}}\n"

    assert codes == _codes("CA-QC", earn=earn, currency="currency: CAD\n")


@pytest.mark.parametrize("more", ["", "programme: sky, "])
def test_points_that_become_others_are_not_for_small_rewards_alone(more: str) -> None:
    """They buy whatever the other points do, in Ontario too."""
    conversion = (
        f"conversions: [{{id: sky, {NAME}, from: points, to: miles, {more}give: 9, get: 1, round: down}}]\n"
    )
    miles = f"wallets: [{{id: miles, {NAME}}}]\n"
    files = {
        "currency": "currency: CAD\n",
        "redeem": "",
        "rewards": REWARD % "20.00",
        "earn": f"{EARN % '1.00'}  expire: {{after: 12 months, by: each_lot}}\n",
    }

    assert not _codes("CA-ON", **files)
    assert _codes("CA-ON", conversions=conversion, wallets=miles, **files) == SOON


@pytest.mark.parametrize(
    ("off", "each_code", "codes"),
    [
        ("when: voucher.off, amount: 40.00", 1, []),
        ("when: voucher.off, amount: 80.00", 1, SOON),
        ("when: voucher.off, amount: 20.00", 3, SOON),
        ("when: not voucher.off, amount: 80.00", 1, []),
        ("when: voucher.off, percent: 20%, at_most: 50.00", 1, []),
        ("when: voucher.off, percent: 20%, at_most: 60.00", 1, SOON),
        ("when: voucher.off, percent: 20%", 1, SOON),
    ],
)
def test_a_code_is_as_large_a_reward_as_what_it_takes_off(off: str, each_code: int, codes: list[str]) -> None:
    """In Ontario rewards of up to C$50 are left alone, whatever value is stated for a code of more."""
    reward = (REWARD % "40.00").replace("kind: good", "kind: voucher, voucher: off, valid: 3 months")
    voucher = f"{{id: off, {NAME}, codes: unique, each_code: {each_code}, after_return: given_back}}"
    files = {
        "currency": "currency: CAD\n",
        "redeem": "",
        "rewards": reward.replace("}]", f"}}, {{id: cup, {NAME}, kind: good, cost: 10, value: 5.00}}]"),
        "earn": f"{EARN % '1.00'}  expire: {{after: 12 months, by: each_lot}}\n",
        "vouchers": f"vouchers: [{voucher}]\n",
    }
    rule = f"\n  discounts: {{combine: best, rules: [{{id: r, {NAME}, {off}}}]}}\n"

    assert codes == _codes("CA-ON", rule, **files)


TWICE: Final = (
    f"    - {{id: a, {NAME}, from: 2026-11-20, until: 2026-11-30, multiply: 2x}}\n"
    f"    - {{id: b, {NAME}, from: %s, until: 2026-12-20, multiply: 2x}}\n"
)


@pytest.mark.parametrize(
    ("combine", "rules", "codes"),
    [
        ("best_multiplier", f"    - {{id: a, {NAME}, from: 2026-11-20, multiply: 2x}}\n", []),
        ("best_multiplier", f"    - {{id: a, {NAME}, from: 2026-11-20, multiply: 2.5x}}\n", DEAR),
        ("best_multiplier", TWICE % "2026-11-30", []),
        ("chain_multipliers", TWICE % "2026-11-30", DEAR),
        ("sum_multipliers", TWICE % "2026-11-30", DEAR),
        ("chain_multipliers", TWICE % "2026-12-01", []),
        (
            "additions",
            f"    - {{id: a, {NAME}, add: 20, once_per: step, for_each: 1000, of: order.total}}\n",
            DEAR,
        ),
        ("additions", f"    - {{id: a, {NAME}, add: 10, once_per: order}}\n", []),
        ("additions", f"    - {{id: a, {NAME}, add: 11, once_per: order}}\n", DEAR),
        ("additions", f"    - {{id: a, {NAME}, when: order.total >= 5000, add: 50, once_per: order}}\n", []),
        (
            "additions",
            f"    - {{id: a, {NAME}, when: order.total >= 5000, add: 51, once_per: order}}\n",
            DEAR,
        ),
    ],
)
def test_a_gift_is_held_to_its_cap_by_what_an_order_earns_at_most(
    combine: str, rules: str, codes: list[str]
) -> None:
    """A point for 100 yen with a mug of 1,000 for 100 points is 10 %; what is earned beside it counts too."""
    earn = f"{EARN % 100}  combine: [{combine}]\n  rules:\n{rules}"

    assert codes == _codes("JP", currency="currency: JPY\n", earn=earn, rewards=REWARD % 1000, numbers=YEN)


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("add: 1, once_per: unit", DEAR),
        ("add: 1, once_per: line", DEAR),
        ("when: order.total >= 5000, add: 1, once_per: unit", DEAR),
        ("when: line.unit_price >= 2000, add: 20, once_per: unit", []),
        ("when: line.unit_price >= 2000, add: 21, once_per: unit", DEAR),
        ("when: line.amount >= 2000, add: 20, once_per: line", []),
        ("when: line.amount >= 2000, add: 20, once_per: unit", DEAR),
        ("add: 1, once_per: unit, at_most: 10", []),
        ("add: 1, once_per: unit, at_most: 11", DEAR),
        ("until: 2026-11-25, add: 1, once_per: unit", []),
        ("add: 50, once_per: order, at_most: 10", []),
        ("add: 50, once_per: order, at_most: 11", DEAR),
        ("add: 50, once_per: step, for_each: 100, of: order.total, at_most: 10", []),
        ("add: 50, once_per: step, for_each: 100, of: order.total, at_most: 11", DEAR),
        ("when: order.total > 4999, add: 50, once_per: order", []),
        ("when: order.total > 4998, add: 50, once_per: order", DEAR),
        ("add: {2025-01-01: 50, 2026-01-01: 10}, once_per: order", []),
        ("add: {2025-01-01: 10, 2026-12-01: 11}, once_per: order", DEAR),
        ("add: 50, once_per: order, caps: [{per: [member, month], at_most: 10}]", []),
        ("add: 50, once_per: order, caps: [{per: [member, month], at_most: 11}]", DEAR),
        (
            "add: 1, once_per: unit, caps: [{per: [member, day], at_most: {2026-01-01: 10, 2026-12-01: 11}}]",
            DEAR,
        ),
        ("add: 10, once_per: card, card: {of: units, each: 10}", DEAR),
        ("add: 10, once_per: card, card: {of: units, each: 10, once: true}", []),
        ("add: 10, once_per: card, card: {of: units, each: 10, lines: line.unit_price >= 100}", []),
        ("add: 11, once_per: card, card: {of: units, each: 10, lines: line.unit_price >= 100}", DEAR),
        ("add: 10, once_per: card, card: {of: orders, each: 5}", []),
    ],
)
def test_what_a_rule_adds_counts_as_often_as_it_may_and_on_the_days_it_does(
    rule: str, codes: list[str]
) -> None:
    """Units and lines of a least price are held to that, others to the most points of the rule."""
    earn = f"{EARN % 100}  combine: [additions]\n  rules: [{{id: a, {NAME}, {rule}}}]\n"

    assert codes == _codes("JP", currency="currency: JPY\n", earn=earn, rewards=REWARD % 1000, numbers=YEN)


@pytest.mark.parametrize(
    ("each", "most", "codes"),
    [
        (100, "", []),
        (50, "", []),
        (49, "", DEAR),
        (10, "  caps: [{per: [order], at_most: 20}]\n", []),
        (10, "  caps: [{per: [order], at_most: 21}]\n", DEAR),
        (10, "  caps: [{per: [member, day], at_most: {2026-01-01: 20, 2026-12-01: 21}}]\n", DEAR),
        (49, "  caps: [{per: [member, year], at_most: 1000}]\n", DEAR),
        (50, "  caps: [{per: [member, year], at_most: 1000}]\n", []),
    ],
)
def test_the_caps_of_all_that_is_earned_hold_a_gift_too(each: int, most: str, codes: list[str]) -> None:
    """A point is worth 10 yen of a mug: 20 points are what a thousand yen may bring, for ever so little."""
    earn = EARN % each + most

    assert codes == _codes("JP", currency="currency: JPY\n", earn=earn, rewards=REWARD % 1000, numbers=YEN)


@pytest.mark.parametrize(("each", "codes"), [(1, DEAR), (750, []), (749, DEAR)])
def test_many_small_gifts_with_one_order_are_held_to_its_cap_together(each: int, codes: list[str]) -> None:
    """One gift of 150 yen is never too much, but an order buys ten of them."""
    reward = (REWARD % 150).replace("cost: 100", "cost: 1")

    assert codes == _codes("JP", currency="currency: JPY\n", earn=EARN % each, rewards=reward, numbers=YEN)


@pytest.mark.parametrize(
    ("points", "codes"), [("{2025-01-01: 5, 2026-01-01: 1}", []), ("{2025-01-01: 5}", DEAR)]
)
def test_points_that_are_no_longer_given_count_for_no_gift(points: str, codes: list[str]) -> None:
    """What the base gave before the day that is looked at is nobody's any more."""
    earn = EARN.replace("points: 1", f"points: {points}") % 100

    assert codes == _codes("JP", currency="currency: JPY\n", earn=earn, rewards=REWARD % 1000, numbers=YEN)


TABLED: Final = "points: {table: base.csv, by: [line.category], hit: all}"
"""Points of the base by rows that count together."""


@pytest.mark.parametrize(
    ("base", "extra", "codes"),
    [
        ("coffee,2\ntea,1\n", "", []),
        ("coffee,2\ntea,3\n", "", DEAR),
        ("coffee,2\ncoffee,2\n", "", DEAR),
        ("coffee,2\ntea,2\n", "", []),
        ("coffee|tea,1\n", "multiply: %s|factor\ncoffee,2x\ntea,1.5x\n", []),
        ("coffee|tea,1\n", "multiply: %s|factor\ncoffee,2x\ntea,2.5x\n", DEAR),
        ("coffee|tea,1\n", "when: line.amount >= 2000, add: %s, once_per: line|points\ncoffee,20\n", []),
        ("coffee|tea,1\n", "when: line.amount >= 2000, add: %s, once_per: line|points\ntea,21\n", DEAR),
    ],
)
def test_a_gift_is_held_to_its_cap_by_the_most_that_a_table_gives(
    base: str, extra: str, codes: list[str]
) -> None:
    """Of rows that meet all count together, of others the most; 20 points for 100 of yen are the cap."""
    rule, _, rows = extra.partition("|")
    files = {"base.csv": f"category,points\n{base}", "earn": EARN.replace("points: 1", TABLED) % 100}
    if rule:
        told = rule % "{table: extra.csv, by: line.category}"
        files["earn"] += f"  combine: [best_multiplier, additions]\n  rules: [{{id: a, {NAME}, {told}}}]\n"
        files["extra.csv"] = f"category,{rows}"

    assert codes == _codes("JP", currency="currency: JPY\n", rewards=REWARD % 1000, numbers=YEN, **files)


@pytest.mark.parametrize(("each", "codes"), [(1, []), (3, DEAR)])
def test_a_gift_of_another_wallet_is_held_to_its_cap_by_what_that_earns(each: int, codes: list[str]) -> None:
    """Not by what the points of orders are earned with."""
    earn = EARN.replace("points: 1", "points: 90") % 100
    miles = f"wallets: [{{id: miles, {NAME}, earn: {{points: {each}, for_each: 100, of: line.amount}}}}]\n"
    reward = (REWARD % 1000).replace("}]", ", wallet: miles}]")

    assert codes == _codes(
        "JP", currency="currency: JPY\n", earn=earn, wallets=miles, rewards=reward, numbers=YEN
    )


def test_a_code_of_ones_own_shop_takes_off_a_price_and_is_no_gift() -> None:
    """Points that are usable as a discount in the same shop are a lower price."""
    voucher = f"vouchers: [{{id: off, {NAME}, codes: unique, each_code: 1, after_return: given_back}}]\n"
    reward = (REWARD % 3000).replace("kind: good", "kind: voucher")
    files = {"currency": "currency: JPY\n", "earn": EARN % 100, "numbers": YEN}

    assert _codes("JP", rewards=reward, **files) == DEAR
    own = reward.replace("}]", ", voucher: off, valid: 3 months}]")
    assert not _codes("JP", rewards=own, vouchers=voucher, **files)


YEN: Final = """
numbers:
  money:  {step: 1, round: half_up, at: each_line}
  prices: {step: 0.000001}
  points: {step: 1, round: down}
  split:  cumulative
  limits: {money: 10000000, quantity: 1000, points: 100000}
"""


@pytest.mark.parametrize(
    ("rate", "codes"),
    [
        ("give: 1, get: 1", DEAR),
        ("give: 3, get: 1", []),
        ("give: 3, get: {2026-01-01: 1, 2027-06-01: 3}", DEAR),
    ],
)
def test_points_that_become_those_of_a_gift_are_held_to_its_cap(rate: str, codes: list[str]) -> None:
    """A mug of 40.00 for 100 miles, a point for each 1.00: mile for point that is 40 %, for three 13 %."""
    become = f"conversions: [{{id: sky, {NAME}, from: points, to: miles, {rate}, round: down}}]\n"
    mug = (REWARD % "40.00").replace("kind: good", "kind: good, wallet: miles")
    files = {"conversions": become, "rewards": mug, "wallets": f"wallets: [{{id: miles, {NAME}}}]\n"}

    assert codes == _codes("JP", earn=EARN % "1.00", **files)


REVIEW: Final = f"events: [{{id: e, {NAME}, %s}}]\n"


@pytest.mark.parametrize(
    ("beside", "codes"),
    [
        (REVIEW % "points: 10, once_per: event, needs: order", []),
        (REVIEW % "points: 11, once_per: event, needs: order", DEAR),
        (REVIEW % "points: 11, once_per: member, needs: {within: 30 days}", DEAR),
        (REVIEW % "points: {2025-01-01: 10, 2026-12-01: 11}, once_per: event, needs: order", DEAR),
        (REVIEW % "points: 11, once_per: event, needs: order, until: 2026-11-25", []),
        (REVIEW % "points: 500, once_per: event", []),
        ("referral: {referrer: 500, referred: 100, at_least: 10000}\n", []),
        ("referral: {referrer: 0, referred: 101, at_least: 10000}\n", DEAR),
    ],
)
def test_what_only_a_buyer_may_do_and_who_was_brought_count_with_the_order(
    beside: str, codes: list[str]
) -> None:
    """A thousand yen earn 10 points, and 20 are what they may bring; what anybody may do is no gift of it."""
    files = {"currency": "currency: JPY\n", "earn": EARN % 100, "rewards": REWARD % 1000, "numbers": YEN}

    assert codes == _codes("JP", **files, **{beside.partition(":")[0]: beside})


@pytest.mark.parametrize(("per", "codes"), [("member, day", []), ("order", DEAR)])
def test_caps_of_a_time_hold_what_comes_beside_an_order_too(per: str, codes: list[str]) -> None:
    """20 points a day are 200 yen of a mug whatever they are for; a cap of orders leaves the review out."""
    earn = f"{EARN % 100}  caps: [{{per: [{per}], at_most: 20}}]\n"
    files = {"currency": "currency: JPY\n", "rewards": REWARD % 1000, "numbers": YEN}
    review = REVIEW % "points: 51, once_per: event, needs: order"

    assert codes == _codes("JP", earn=earn, events=review, **files)


@pytest.mark.parametrize(
    ("event", "caps", "found"),
    [
        ("points: 10, once_per: event, needs: order", "", [True]),
        ("points: 1, once_per: event, needs: {within: 30 days}", "", [True]),
        ("points: 10, once_per: event, needs: order", "  caps: [{per: [order], at_most: 20}]\n", [True]),
        ("points: 10, once_per: event, needs: order", "  caps: [{per: [member, day], at_most: 20}]\n", []),
        ("points: 1, once_per: day, needs: order", "", [True]),
        ("points: 1, once_per: day, needs: {within: 9 days}", "", []),
        ("points: 1, once_per: day, needs: {within: 10 days}", "", [True]),
        ("points: 1, once_per: week, needs: {within: 30 days}", "", []),
        ("points: 2, once_per: week, needs: {within: 30 days}", "", [True]),
        ("points: 10, once_per: week", "", []),
        ("points: 10, once_per: year, needs: order", "", []),
        ("points: 10, once_per: member, needs: order", "", []),
        ("points: 10, once_per: event", "", []),
        ("points: 10, once_per: event, needs: order, wallet: miles", "", []),
        ("points: 11, once_per: event, needs: order", "", [False]),
    ],
)
def test_what_a_buyer_does_again_and_again_is_warned_of(event: str, caps: str, found: list[bool]) -> None:
    """A review of each article of an order earns each time; a cap of the day holds them all to 20 points.

    What earns once a day or week does so as long as the order counts, of which the last day is inside.
    """
    files = {"currency": "currency: JPY\n", "earn": f"{EARN % 100}{caps}", "rewards": REWARD % 1000}
    files |= {"numbers": YEN, "events": REVIEW % event, "wallets": f"wallets: [{{id: miles, {NAME}}}]\n"}
    programme = programme_of("", "", jurisdictions="jurisdictions: [JP]\n", **files)

    assert found == [each.warning for each in look_over(programme, TODAY) if each.code == "PREMIUM_CAP"]


@pytest.mark.parametrize(
    ("reward", "found"),
    [
        ((REWARD % 1000).replace(", value: 1000", ""), [True]),
        ((REWARD % 1000000).replace("kind: good", "kind: donation"), []),
        ((REWARD % 1000000), [False]),
    ],
)
def test_a_reward_of_unknown_worth_is_warned_of_and_a_donation_is_no_gift(
    reward: str, found: list[bool]
) -> None:
    """Without its price nobody can hold it to the cap; what goes to somebody else is no gift to a buyer."""
    files = {"currency": "currency: JPY\n", "earn": EARN % 100, "rewards": reward, "numbers": YEN}
    programme = programme_of("", "", jurisdictions="jurisdictions: [JP]\n", **files)

    assert found == [each.warning for each in look_over(programme, TODAY) if each.code == "PREMIUM_CAP"]


NO_TIERS: Final = {
    "tiers": "",
    "facts": "facts:\n  member.country: {is: country, label: transaction, purpose: [tax]}\n"
    "  line.category: {is: choice, of: [coffee, tea]}\n",
}


@pytest.mark.parametrize("market", ["CA-ON", "CA-QC"])
@pytest.mark.parametrize("after", ["24 months", "1 months"])
def test_points_of_a_programme_without_tiers_do_not_end_by_time_either(market: str, after: str) -> None:
    """What is forbidden hangs on no ladder; and points that do not end are not refused."""
    earn = EARN % "1.00" + f"  expire: {{after: {after}, by: each_lot}}\n"

    assert SOON == _codes(market, earn=earn, currency="currency: CAD\n", **NO_TIERS)
    assert not _codes(market, earn=EARN % "1.00", currency="currency: CAD\n", **NO_TIERS)
