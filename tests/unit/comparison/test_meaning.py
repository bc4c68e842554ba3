"""Every difference in meaning is listed, and nothing else is."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any

import pytest

from loyalty.comparison.content import attributes, content
from loyalty.comparison.meaning import changes_of
from loyalty.comparison.versions import compare_versions, meaning_changes, text_changes
from loyalty.language.dated import Dated, Origin
from loyalty.language.shapes.fields import Shape
from loyalty.language.syntax.syntax_tree import Expression, Unary
from loyalty.language.texts.documents import Scalar
from loyalty.language.values import Duration, Interval, Lasts
from loyalty.wording.versions.changes import change_sentences
from tests.unit.comparison.making import SHIPPED, coffee, compiled, rewritten, shipped, source


def _others(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any value of a rule file
    """Give every value that differs from this one in one place, with the place."""
    match value:
        case Shape():
            for name in attributes(value):
                for place, other in _others(getattr(value, name)):
                    yield f"{name}.{place}", replace(value, **{name: other})
        case Dated():
            yield from _other_dates(value)
        case Mapping():
            for name, one in value.items():
                yield f"-{name}", {n: v for n, v in value.items() if n != name}
                for place, other in _others(one):
                    yield f"{name}.{place}", {**value, name: other}
        case tuple():
            yield from _other_lists(value)
        case _:
            yield "", _other(value)


def _other_lists(value: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    for n, one in enumerate(value):
        yield f"-{n}", (*value[:n], *value[n + 1 :])
        yield f"+{n}", (*value[: n + 1], *value[n:])
        for place, other in _others(one):
            yield f"{n}.{place}", (*value[:n], other, *value[n + 1 :])
    if len({content(one) for one in value}) > 1:
        yield "turned", tuple(reversed(value))


def _other_dates(value: Dated[Any]) -> Iterator[tuple[str, Any]]:
    later = (value.entries[-1][0] or date(2026, 1, 1)) + timedelta(days=40)
    origins = value.origins or (Origin(),) * len(value.entries)
    yield "later", Dated((*value.entries, (later, value.values[0])), (*origins, Origin()))
    yield "source", Dated(value.entries, (Origin("somebody"), *origins[1:]))
    yield "because", Dated(value.entries, (*origins[:-1], Origin(because="costs rose")))
    for n, (day, one) in enumerate(value.entries):
        moved = (day or date(2026, 1, 1)) + timedelta(days=1)
        yield f"day {n}", Dated((*value.entries[:n], (moved, one), *value.entries[n + 1 :]), origins)
        for place, other in _others(one):
            changed = (*value.entries[:n], (day, other), *value.entries[n + 1 :])
            yield f"{n}.{place}", Dated(changed, origins)


def _other(value: Any) -> object:  # noqa: ANN401 - any value of a rule file
    match value:
        case None:
            return Fraction(7, 13)
        case bool():
            return not value
        case Enum():
            return next(one for one in type(value) if one is not value)
        case int() | Fraction():
            return value + 1
        case str():
            return f"{value}x"
        case datetime() | date():
            return value + timedelta(days=1)
        case Scalar():
            return Scalar(f"{value.text}x")
        case Duration() | Interval():
            return replace(value, count=value.count + 1)
        case Lasts():
            return Lasts(7)
        case Expression():
            return Unary(op="not", operand=value)
    raise TypeError(type(value).__name__)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_change_is_listed(name: str) -> None:
    """Whatever is different in one place of a programme's shape is listed as a change, once or more."""
    shape = shipped(name).shape
    places = [place for place, other in _others(shape) if not changes_of(shape, other)]

    assert [] == places


def test_changes_are_told_both_ways() -> None:
    """Turned round, the same places differ."""
    shape = shipped("london-energy").shape
    wrong = [
        place
        for place, other in _others(shape)
        if {change.path for change in changes_of(shape, other)}
        != {change.path for change in changes_of(other, shape)}
    ]

    assert [] == wrong


@pytest.mark.parametrize("name", SHIPPED)
def test_no_change_is_invented(name: str) -> None:
    """A programme differs from itself in nothing."""
    shape = shipped(name).shape

    assert () == changes_of(shape, shape)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_change_of_a_table_is_listed(name: str) -> None:
    """A row that is gone, or says another value, is listed; so is a whole table."""
    files = source(name)
    rows = [(f, line) for f, text in files.items() if f.endswith(".csv") for line in text.splitlines()[1:]]
    for file, row in rows:
        without = {**files, file: files[file].replace(f"{row}\n", "", 1)}
        changes = meaning_changes(shipped(name), replace(shipped(name), source=without))

        assert {"tables", "rates"} >= {change.section for change in changes} != set()


def test_reformatting_changes_nothing() -> None:
    """Comments, blank lines, trailing zeros, defaults that are written and another file change nothing."""
    files = rewritten(
        "corner-coffee",
        ("tiers.yaml", "  decided:", "  # a remark\n\n  decided:"),
        ("earn.yaml", "order.total >= 25.00", "order.total >= 25.0"),
        ("earn.yaml", "by: each_lot}", "by: each_lot, never_for: []}"),
        ("vat.csv", "DE,gear,19%\n", ""),
        ("vat.csv", "CN,coffee", "DE,gear,19.0%\nCN,coffee"),
    )
    files["money.yaml"] = files.pop("redeem.yaml")
    new = compiled(files)

    assert () == meaning_changes(shipped("corner-coffee"), new)
    assert {"earn.yaml", "money.yaml", "redeem.yaml", "tiers.yaml", "vat.csv"} == set(
        text_changes(shipped("corner-coffee").source, new.source)
    )


CHANGED = coffee(
    ("tiers.yaml", "discount: 5%", "discount: 6%"),
    ("earn.yaml", "add: 50", "add: 60"),
    ("earn.yaml", "order.total >= 25.00", "order.total >= 20.00"),
    ("plans.yaml", "value: 31.00", "value: 33.00"),
    ("vat-services.csv", "DE,19%", "DE,20%"),
)


def test_sentences_name_the_rule_and_both_values() -> None:
    """Each change is one sentence with the place, the value of before and the value of now."""
    assert (
        "tiers, gold: discount 5% → 6%",
        (
            "earn, app-bonus: when order channel is app or web, and order total is at least 25.00 EUR → "
            "order channel is app or web, and order total is at least 20.00 EUR"
        ),
        "earn, app-bonus: add 50 → 60",
        "plans, brew-pro, price: amount from 2027-01-01 on 31.00 EUR → 33.00 EUR",
        "tables, vat-services.csv: country DE 19% → 20%",
    ) == change_sentences(compare_versions(shipped("corner-coffee"), CHANGED), "en")


def test_sentences_are_chinese_too() -> None:
    """The same in Chinese."""
    assert (
        "会员等级，gold：折扣 5% → 6%",
        (
            "积分规则，app-bonus：条件 订单渠道为 app 或 web，且订单总额至少为 25.00 EUR → "
            "订单渠道为 app 或 web，且订单总额至少为 20.00 EUR"
        ),
        "积分规则，app-bonus：追加积分 50 → 60",
        "套餐，brew-pro，价格：自 2027-01-01 起的金额 31.00 EUR → 33.00 EUR",
        "表，vat-services.csv：country DE 19% → 20%",
    ) == change_sentences(compare_versions(shipped("corner-coffee"), CHANGED), "zh-CN")


def test_a_value_that_begins_later_is_told_for_the_days_between() -> None:
    """A day that moves changes the value for the days between, and no others."""
    new = coffee(("plans.yaml", "2027-01-01: {value", "2027-02-01: {value"))
    sentences = change_sentences(compare_versions(shipped("corner-coffee"), new), "en")

    assert (
        "plans, brew-pro, price: amount from 2027-01-01 until 2027-01-31 31.00 EUR → 29.00 EUR"
        == sentences[0]
    )


def test_a_rule_that_is_gone_says_what_it_gave() -> None:
    """A rule that is removed and one that is added say what they say."""
    old = coffee()
    new = coffee(("earn.yaml", "id: app-bonus", "id: web-bonus"))

    assert (
        (
            "earn: app-bonus (App bonus) removed: when order channel is app or web, and order total is "
            "at least 25.00 EUR; add 50; once per order"
        ),
        (
            "earn: web-bonus (App bonus) added: when order channel is app or web, and order total is "
            "at least 25.00 EUR; add 50; once per order"
        ),
    ) == change_sentences(compare_versions(old, new), "en")


def test_rules_in_another_order_are_one_change() -> None:
    """Where only the order of rules differs, that is said once."""
    shape = coffee().shape
    assert shape.earn is not None
    turned = replace(shape, earn=replace(shape.earn, rules=tuple(reversed(shape.earn.rules))))
    [change] = changes_of(shape, turned)

    assert ("order", ("app-bonus", "own-brand-weeks")) == (change.kind, change.new)
