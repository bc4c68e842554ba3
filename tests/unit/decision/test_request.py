"""A basket as JSON: read exactly, or refused with every misfit at its place."""

import json
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.refusals import RequestMisfit
from loyalty.decision.request import NotExact, read_json, read_request, situate_request

ROOT = Path(__file__).parents[3]
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def coffee() -> Programme:
    """Give the shipped programme."""
    programme = compile_programme(read_rule_folder(ROOT / "rules" / "corner-coffee").source).programme
    assert programme is not None
    return programme


def _basket(**changes: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    line = {"sku": "beans", "quantity": 1, "unit_price": "26.94", "category": "coffee", "brand": "own"}
    return {"order": {"channel": "app"}, "lines": [line], **changes}


def _line(**changes: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    found: dict[str, Any] = {**_basket()["lines"][0], **changes}
    return found


def test_numbers_are_exact(coffee: Programme) -> None:
    """Quantities and prices come out as the fractions that were written, prices in minor units."""
    lines = [
        _line(quantity="1.5", unit_price="0.0035"),
        _line(unit_price={"amount": 2694, "currency": "EUR"}),
    ]

    basket = read_request(_basket(lines=lines, points_to_spend=500), coffee).basket

    assert [line.quantity for line in basket.lines] == [Fraction(3, 2), Fraction(1)]
    assert [line.unit_price for line in basket.lines] == [Fraction(35, 100), Fraction(2694)]
    assert [line.id for line in basket.lines] == ["1", "2"]
    assert basket.points_offered == 500


def test_facts_are_texts(coffee: Programme) -> None:
    """Facts may be written as texts, whole numbers or truths; each becomes its text."""
    found = read_request(_basket(facts={"a": True, "b": 3, "c": "x"}), coffee).basket.facts

    assert found == {"a": "true", "b": "3", "c": "x"}


@pytest.mark.parametrize(
    ("data", "pointer", "code"),
    [
        ([], "", "wrong-type"),
        (_basket(lines="x"), "/lines", "wrong-type"),
        (_basket(lines=[7]), "/lines/0", "wrong-type"),
        (_basket(lines=[_line(sku="")]), "/lines/0/sku", "wrong-type"),
        (_basket(lines=[_line(sku="a\nb")]), "/lines/0/sku", "wrong-type"),
        (_basket(lines=[_line(quantity=0)]), "/lines/0/quantity", "out-of-range"),
        (_basket(lines=[_line(quantity=-1)]), "/lines/0/quantity", "wrong-type"),
        (_basket(lines=[_line(quantity="1e3")]), "/lines/0/quantity", "wrong-type"),
        (_basket(lines=[_line(quantity=10**30)]), "/lines/0/quantity", "wrong-type"),
        (_basket(lines=[_line(quantity=True)]), "/lines/0/quantity", "wrong-type"),
        (_basket(lines=[_line(quantity=None)]), "/lines/0/quantity", "wrong-type"),
        (_basket(lines=[_line(quantity=NotExact("1.5"))]), "/lines/0/quantity", "not-exact"),
        (_basket(lines=[_line(unit_price=2694)]), "/lines/0/unit_price", "wrong-type"),
        (_basket(lines=[_line(unit_price="-1")]), "/lines/0/unit_price", "wrong-type"),
        (_basket(lines=[_line(unit_price="123456789012.1234567")]), "/lines/0/unit_price", "out-of-range"),
        (_basket(lines=[_line(unit_price={"amount": 1})]), "/lines/0/unit_price", "wrong-type"),
        (
            _basket(lines=[_line(unit_price={"amount": 1, "currency": "USD"})]),
            "/lines/0/unit_price/currency",
            "other-currency",
        ),
        (_basket(lines=[_line(brand=[1])]), "/lines/0/brand", "wrong-type"),
        (_basket(order=3), "/order", "wrong-type"),
        (_basket(order={"channel": "app", "colour": "red"}), "/order/colour", "unknown-fact"),
        (_basket(facts={"member.tier": "gold"}), "/facts/member.tier", "not-from-request"),
        (_basket(points_to_spend="3"), "/points_to_spend", "wrong-type"),
        (_basket(points_to_spend=-1), "/points_to_spend", "wrong-type"),
        (_basket(at="2026-11-22"), "/at", "wrong-type"),
        (_basket(currency="USD"), "/currency", "other-currency"),
        (_basket(programme="other"), "/programme", "other-programme"),
        (_basket(member="mem_1"), "/member", "no-members"),
        (_basket(colour="red"), "/colour", "unknown-member"),
        (_basket(lines=[_line(id="1"), _line(id="1")]), "/lines/1/id", "duplicate-line"),
        (_basket(lines=[]), "/lines", "line-count"),
    ],
)
def test_misfits(coffee: Programme, data: object, pointer: str, code: str) -> None:
    """Each thing that does not fit is one misfit at its place."""
    with pytest.raises(RequestMisfit) as refused:
        situate_request(coffee, read_request(data, coffee), AT)

    assert (pointer, code) in {(misfit.pointer, misfit.code) for misfit in refused.value.misfits}


def test_one_misfit_for_one_mistake(coffee: Programme) -> None:
    """A value that cannot be read is not refused again by the rules that would have read it."""
    with pytest.raises(RequestMisfit) as refused:
        situate_request(coffee, read_request(_basket(lines=[_line(category=NotExact("1.0"))]), coffee), AT)

    assert [(misfit.pointer, misfit.code) for misfit in refused.value.misfits] == [
        ("/lines/0/category", "not-exact")
    ]


def test_names_that_stand_twice(coffee: Programme) -> None:
    """A name that stands twice in an object is refused, as nobody knows which value is meant."""
    text = json.dumps(_basket()).replace('"quantity": 1', '"quantity": 1, "quantity": 2')

    misfits = read_request(read_json(text), coffee).misfits

    assert [(misfit.pointer, misfit.code) for misfit in misfits] == [("/lines/0/quantity", "doubled")]


@pytest.mark.parametrize("text", ["1.5", "1e3", "NaN", "-Infinity", "1.0"])
def test_inexact_numbers_are_marked(text: str) -> None:
    """Numbers that JSON readers take for binary fractions are never read as numbers."""
    assert read_json(text) == NotExact(text)


def test_too_deep() -> None:
    """JSON nested beyond reading is a JSON error and no crash."""
    with pytest.raises(json.JSONDecodeError):
        read_json("[" * 200_000)


def test_a_number_beyond_reading_is_not_json() -> None:
    """A whole number of thousands of digits is refused like any text that is not JSON."""
    with pytest.raises(json.JSONDecodeError, match="too many digits"):
        read_json(f'{{"points_to_spend": {"9" * 5000}}}')
