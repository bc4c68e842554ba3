"""What the version in force decides anew is compared; what is booked is nobody's to change."""

from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.comparison import losing
from loyalty.comparison.losing.loss import EXPIRY, LOSS
from loyalty.comparison.losing.losses import retroactive_losses
from loyalty.comparison.losing.sayings import LOSS_PATTERNS
from loyalty.comparison.versions import compare_versions
from loyalty.constraints import no_retroactive_loss
from loyalty.constraints.verdict import Evidence
from loyalty.language.checks.lengths import never_shorter
from loyalty.language.values import Duration, Unit
from loyalty.prover.deciding import QUICK
from loyalty.wording.languages import LANGUAGES
from tests.unit.comparison.making import coffee, compiled, source

LENGTHS = st.builds(
    Duration, st.integers(1, 40), st.sampled_from((Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR))
)
"""Lengths of time as rule files write them."""


def with_file(name: str, text: str) -> dict[str, str]:
    """Give the coffee programme's files with one more."""
    return {**source("corner-coffee"), name: text}


def losses(old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str]]:
    """Give code and place of everything lost between two programmes."""
    found = retroactive_losses(compiled(old).shape, compiled(new).shape)
    return [(loss.code, loss.where) for loss in found]


def replaced(files: dict[str, str], before: str, after: str) -> dict[str, str]:
    """Give files with a text replaced wherever it stands, at least once."""
    assert any(before in text for text in files.values()), before
    return {name: text.replace(before, after) for name, text in files.items()}


@given(LENGTHS, LENGTHS, st.dates(date(2000, 1, 1), date(2399, 12, 31)))
def test_a_length_that_is_never_shorter_is_not(old: Duration, new: Duration, day: date) -> None:
    """Of two lengths one is never shorter than the other, and from no day that is tried it is."""
    assert not never_shorter(old, new) or new.after(day) >= old.after(day)
    assert never_shorter(new, new)


@pytest.mark.parametrize(
    ("old", "new", "held"),
    [
        (Duration(12, Unit.MONTH), Duration(1, Unit.YEAR), True),
        (Duration(12, Unit.MONTH), Duration(365, Unit.DAY), False),
        (Duration(12, Unit.MONTH), Duration(366, Unit.DAY), True),
        (Duration(30, Unit.DAY), Duration(1, Unit.MONTH), False),
        (Duration(28, Unit.DAY), Duration(1, Unit.MONTH), True),
        (Duration(400, Unit.YEAR), Duration(146_096, Unit.DAY), False),
        (Duration(400, Unit.YEAR), Duration(146_097, Unit.DAY), True),
        (Duration(2, Unit.WEEK), Duration(14, Unit.DAY), True),
    ],
)
def test_months_and_days(old: Duration, new: Duration, held: bool) -> None:  # noqa: FBT001 - the expected value
    """A month is as long as its days, a year has 365 or 366."""
    assert held == never_shorter(old, new)


def test_a_shorter_life_touches_no_point_that_is_there() -> None:
    """Where points live half as long from now on, those that are there keep their ends."""
    new = coffee(("earn.yaml", "after: 24 months", "after: 12 months"))

    assert () == retroactive_losses(coffee().shape, new.shape)


ACTIVITY = replaced(source("corner-coffee"), "by: each_lot", "by: activity")
WALLETS = with_file(
    "wallets.yaml",
    "wallets:\n"
    "  - {id: points, name: {en: Points, zh-CN: 积分}, restore_lapsed: grace, grace: 30 days}\n"
    "  - {id: miles, name: {en: Miles, zh-CN: 里程}}\n",
)
VOUCHERS = with_file(
    "vouchers.yaml",
    "vouchers:\n"
    "  - {id: welcome, name: {en: Welcome, zh-CN: 欢迎}, codes: unique, each_code: 2, until: 2026-12-31,"
    " after_return: given_back}\n",
)
CODES = VOUCHERS | {
    "basket.yaml": source("corner-coffee")["basket.yaml"].replace(
        "    rules:\n",
        "    rules:\n      - {id: a, name: {en: Hello, zh-CN: 您好}, when: voucher.welcome, amount: 5.00}\n",
    )
}
BY_CODE = replaced(
    VOUCHERS,
    "  combine: [tier",
    "    - {id: a, name: {en: Hello, zh-CN: 您好},"
    " when: voucher.welcome, add: 10, once_per: order, caps: [{per: [member, year], at_most: 100}]}\n"
    "  combine: [tier",
)
BY_STEP = replaced(
    BY_CODE, "add: 10, once_per: order", "add: 10, once_per: step, for_each: 10.00, of: order.list_total"
)
WITHOUT = replaced(BY_CODE, "when: voucher", "when: not voucher")
KEPT = replaced(source("corner-coffee"), "existing: move", "existing: keep")
REFERRAL = with_file("referral.yaml", "referral: {referrer: 200, referred: 100, within: 90 days}\n")
STORED = with_file("value.yaml", "stored_value: {after_return: value_first}\n")
CARD = replaced(
    source("corner-coffee"),
    "combine: [tier",
    "  - {id: tenth, name: {en: Tenth, zh-CN: 第十}, add: 100, once_per: card,"
    " card: {of: orders, each: 10}}\n"
    "  combine: [tier",
)

STAYS = with_file(
    "events.yaml",
    "events:\n"
    "  - {id: stay, name: {en: Ten nights, zh-CN: 十晚}, points: 500, once_per: card, card: {each: 10}}\n"
    "  - {id: week, event: visit, name: {en: A week, zh-CN: 一周}, points: 50, once_per: streak,"
    " streak: {of: day, times: 7}}\n"
    "  - {id: hello, name: {en: Hello, zh-CN: 您好}, points: 20, once_per: member}\n",
)
"""A card and a streak that events fill, and an event that fills nothing."""

BUDGETED = (
    replaced(CARD, "card: {of", "budget: cards, card: {of")
    | {
        name: text.replace("amount: 5.00}", "amount: 5.00, budget: codes}")
        for name, text in CODES.items()
        if name in {"basket.yaml", "vouchers.yaml"}
    }
    | {
        "budgets.yaml": "budgets:\n"
        "  - {id: cards, name: {en: Cards, zh-CN: 集点}, points: 9000, after_return: given_back}  # of\n"
        "  - {id: codes, name: {en: Codes, zh-CN: 券}, money: 500.00, after_return: given_back}\n"
    }
)
"""What cards earn and codes take off comes from budgets."""

ENDING = replaced(CARD, "add: 100", "add: 100, until: 2027-01-31")


@pytest.mark.parametrize(
    ("old", "before", "after", "lost"),
    [
        (ACTIVITY, "after: 24 months", "after: 12 months", [(EXPIRY, "points")]),
        (ACTIVITY, "after: 24 months", "after: 104 weeks", [(EXPIRY, "points")]),
        (ACTIVITY, "after: 24 months", "after: 2 years", []),
        (ACTIVITY, "by: activity", "by: each_lot", [(EXPIRY, "points")]),
        (WALLETS, "grace: 30 days", "grace: 31 days", []),
        (WALLETS, "grace: 30 days", "grace: 29 days", [(EXPIRY, "points")]),
        (WALLETS, "zh-CN: 积分}", "zh-CN: 积分}, spend: oldest", [(EXPIRY, "points")]),
        (WALLETS, "  - {id: miles, name: {en: Miles, zh-CN: 里程}}\n", "", [(LOSS, "miles")]),
        (WALLETS, "zh-CN: 里程}", "zh-CN: 里程}, kind: status", [(LOSS, "miles")]),
        (VOUCHERS, "each_code: 2", "each_code: 1", [(LOSS, "welcome")]),
        (VOUCHERS, "each_code: 2", "each_code: 3", []),
        (VOUCHERS, "until: 2026-12-31", "until: 2026-12-30", [(LOSS, "welcome")]),
        (VOUCHERS, "id: welcome", "id: hello", [(LOSS, "welcome")]),
        (CODES, "amount: 5.00", "amount: 4.00", [(LOSS, "welcome")]),
        (CODES, "amount: 5.00", "amount: 6.00", []),
        (BY_CODE, ", caps: [{per: [member, year], at_most: 100}]", "", []),
        (BY_CODE, "at_most: 100}]", "at_most: 110}]", []),
        (BY_CODE, "at_most: 100}]", "at_most: 90}]", [(LOSS, "welcome")]),
        (BY_CODE, "[member, year]", "[member, month]", [(LOSS, "welcome")]),
        (BY_CODE, "once_per: order", "once_per: line", []),
        (
            replaced(BY_CODE, "once_per: order", "once_per: line"),
            "per: line",
            "per: order",
            [(LOSS, "welcome")],
        ),
        (BY_STEP, "for_each: 10.00", "for_each: 5.00", []),
        (BY_STEP, "for_each: 10.00", "for_each: 20.00", [(LOSS, "welcome")]),
        (WITHOUT, "add: 10,", "add: 5,", []),
        (WITHOUT, "not voucher.welcome", "voucher.welcome", []),
        (REFERRAL, "referred: 100", "referred: 99", [(LOSS, "referral")]),
        (REFERRAL, "within: 90 days", "within: 89 days", [(LOSS, "referral")]),
        (REFERRAL, ", within: 90 days", "", []),
        (CODES, "given_back}", "used_up}", [(LOSS, "welcome")]),
        (CODES, "given_back}", "given_back, after_cancellation: used_up}", [(LOSS, "welcome")]),
        (
            CODES,
            "after_return: given_back}",
            "after_cancellation: given_back, after_return: used_up}",
            [(LOSS, "welcome")],
        ),
        (replaced(CODES, "given_back}", "used_up}"), "used_up}", "given_back}", []),
        (BUDGETED, "points: 9000", "points: 8999", [(LOSS, "tenth")]),
        (BUDGETED, "points: 9000", "points: 9001", []),
        (BUDGETED, "after_return: given_back}  # of", "after_return: stays_spent}  # of", [(LOSS, "tenth")]),
        (BUDGETED, "money: 500.00", "money: 499.99", [(LOSS, "welcome")]),
        (BUDGETED, "money: 500.00", "money: 500.00, per: [month]", [(LOSS, "welcome")]),
        (BUDGETED, "money: 500.00", "money: 600.00", []),
        (CARD, "each: 10", "each: 11", [(LOSS, "tenth")]),
        (CARD, "add: 100", "add: 99", [(LOSS, "tenth")]),
        (CARD, "add: 100", "add: 110", []),
        (CARD, "add: 100", "add: {2026-01-01: 110, 2027-01-01: 90}", [(LOSS, "tenth")]),
        (CARD, "add: 100", "add: 100, until: 2027-06-30", [(LOSS, "tenth")]),
        (CARD, "add: 100", "add: 100, from: 2027-01-01", [(LOSS, "tenth")]),
        (CARD, "add: 100", "add: 100, from: 2026-01-01", []),
        (CARD, "add: 100", "add: 100, at_most: 50", [(LOSS, "tenth")]),
        (CARD, "add: 100", "add: 100, caps: [{per: [member, year], at_most: 100}]", [(LOSS, "tenth")]),
        (STAYS, "each: 10", "each: 12", [(LOSS, "stay")]),
        (STAYS, "points: 500", "points: 400", [(LOSS, "stay")]),
        (STAYS, "points: 500", "points: 600", []),
        (STAYS, "id: stay,", "id: nights, event: stay,", [(LOSS, "stay")]),
        (STAYS, "id: stay,", "id: stay, event: stay,", []),
        (STAYS, "id: stay,", "id: stay, event: night,", [(LOSS, "stay")]),
        (STAYS, "id: stay,", "id: stay, needs: order,", [(LOSS, "stay")]),
        (STAYS, "id: stay,", "id: stay, until: 2026-12-31,", [(LOSS, "stay")]),
        (STAYS, "times: 7", "times: 6", [(LOSS, "week")]),
        (STAYS, "points: 20,", "points: 10,", []),
        (ENDING, "until: 2027-01-31", "until: 2027-02-28", []),
        (ENDING, "until: 2027-01-31", "until: 2027-01-15", [(LOSS, "tenth")]),
        (STORED, "stored_value: {after_return: value_first}\n", "", [(LOSS, "stored_value")]),
        (source("corner-coffee"), "landing: soft", "landing: hard", [(LOSS, "tiers")]),
        (source("corner-coffee"), "keep_for: 12 months", "keep_for: 6 months", []),
        (KEPT, "existing: keep", "existing: move", [(LOSS, "brew-pro")]),
        (KEPT, "2026-01-01: 29.00", "2026-01-01: 29.50", [(LOSS, "brew-pro")]),
        (KEPT, "2026-01-01: 29.00", "2026-01-01: 28.00", []),
        (KEPT, "value: 31.00", "value: 33.00", []),
    ],
)
def test_what_is_decided_anew_is_compared(
    old: dict[str, str], before: str, after: str, lost: list[tuple[str, str]]
) -> None:
    """One change of what the version in force decides: lost is what members get less of, no more."""
    new = replaced(old, before, after)
    new = {name: text for name, text in new.items() if text.strip() not in {"", "wallets:"}}

    assert lost == losses(old, new)


MOVED = replaced(
    source("corner-coffee"),
    "existing: move",
    "existing: move\n    add_ons: [{id: mug, name: {en: Mug, zh-CN: 杯}, amount: 2.00}]",
)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("- id: brew-pro", "- id: brew-max", ["loss.plan_gone"]),
        ("every: month", "every: year", ["loss.plan_time"]),
        ("every: month", "every: 1 months", []),
        ("add_ons: [{id: mug,", "add_ons: [{id: cup,", ["loss.add_on_gone"]),
        ("2026-01-01: 29.00", "2026-01-01: 39.00", []),
        ("existing: move", "existing: keep", []),
    ],
)
def test_subscriptions_that_would_stop_are_told_of_and_stand_in_nobodys_way(
    before: str, after: str, said: list[str]
) -> None:
    """SB-01, SB-05: of what is sold no more nothing can be charged; whether anybody has it is not known."""
    old, new = (
        compiled({name: text for name, text in files.items() if name != "examples.yaml"})
        for files in (MOVED, replaced(MOVED, before, after))
    )

    assert said == [loss.said.key for loss in compare_versions(old, new).losses]
    assert no_retroactive_loss.decide_change(old, new, {}).holds


def test_the_verdict_names_what_is_lost() -> None:
    """The constraint fails with code, place and sentence; holds by structure; one version alone is open."""
    old, new = compiled(ACTIVITY), compiled(replaced(ACTIVITY, "after: 24 months", "after: 12 months"))
    evidence, holds, because, *_ = no_retroactive_loss.decide_change(old, new, {})

    assert (Evidence.PROVED, False) == (evidence, holds)
    assert because.startswith("from 2026-11-15 on: RETROACTIVE_EXPIRY at points: what is earned or spent")
    assert (Evidence.PROVED, True) == no_retroactive_loss.decide_change(old, old, {})[:2]
    assert (Evidence.NOT_CHECKED, None) == no_retroactive_loss.decide(old, {}, QUICK)[:2]


def test_every_saying_is_said_in_both_languages() -> None:
    """Each pattern has the same braces in English and Chinese, and each is used by what finds losses."""
    sources = "".join(path.read_text("utf-8") for path in Path(losing.__path__[0]).glob("*.py"))
    for key, patterns in LOSS_PATTERNS.items():
        braces = [
            sorted(name for _, name, _, _ in Formatter().parse(said) if name) for said in patterns.values()
        ]
        assert list(LANGUAGES) == list(patterns)
        assert braces[0] == braces[1], key
        assert f'"{key.removeprefix("loss.")}"' in sources, key
