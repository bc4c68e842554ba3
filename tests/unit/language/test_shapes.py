"""Shapes: what the shipped programme's files become, each value exact and with its place."""

from datetime import date
from fractions import Fraction

import pytest

from loyalty.kernel.rounding import Rounding
from loyalty.language.check import check
from loyalty.language.load import load_programme, load_terms
from loyalty.language.shapes.charges import FlatTerms, GraduatedTerms, PerUnitTerms, VolumeTerms
from loyalty.language.shapes.constraints import PARAMETERS
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.values import Duration, Unit


def test_numbers_are_exact(coffee: ProgrammeShape) -> None:
    """Steps, percentages and factors are exact fractions; rounding is by name."""
    assert coffee.tiers is not None
    gold = coffee.tiers.ladder[2]

    assert Fraction(1, 100) == coffee.numbers.money.step
    assert Rounding.HALF_UP is coffee.numbers.money.round
    assert Fraction(1, 20) == gold.discount.at(date(2026, 11, 15))
    assert Fraction(3, 2) == gold.earn.at(date(2026, 11, 15))
    assert {"": Fraction(2000)} == gold.from_.least


def test_values_know_their_place(coffee: ProgrammeShape) -> None:
    """A shape has its own place, and that of each of its values; a value left out has the shape's."""
    assert coffee.tiers is not None
    assert coffee.earn is not None
    silver, rule = coffee.tiers.ladder[1], coffee.earn.rules[0]

    assert "tiers.yaml:7:7" == str(silver.span)
    assert "tiers.yaml:7:28" == str(silver.place("from_"))
    assert "earn.yaml:8:13" == str(rule.place("when"))
    assert rule.span == rule.place("add")


def test_dated_values_keep_their_reasons(coffee: ProgrammeShape) -> None:
    """A price by date has each first day, and why it changed."""
    price = coffee.plans[0].price
    assert price is not None

    assert ((date(2026, 1, 1), Fraction(29)), (date(2027, 1, 1), Fraction(31))) == price.amount.entries
    assert ["", "beans cost more"] == [origin.because for origin in price.amount.origins]


def test_what_is_left_out_is_neutral(coffee: ProgrammeShape) -> None:
    """A fee is charged each time, a quantity has six decimals, a list left out is empty."""
    assert coffee.basket is not None

    assert "each" == coffee.basket.fees[0].charged
    assert Fraction(1, 10**6) == coffee.numbers.quantities.step
    assert () == coffee.waivers


def test_one_value_may_stand_for_a_list(coffee: ProgrammeShape) -> None:
    """`by` is a list of facts, or one fact without the brackets."""
    assert coffee.basket is not None
    assert coffee.basket.tax
    assert coffee.plans[0].tax

    assert ("member.country", "line.category") == coffee.basket.tax[0].by
    assert ("member.country",) == coffee.plans[0].tax[0].by


def test_lengths_and_texts(coffee: ProgrammeShape) -> None:
    """Lengths of time keep their unit; texts are there in every language."""
    assert coffee.earn is not None

    assert Duration(14, Unit.DAY) == coffee.earn.pending
    assert {"en": "App bonus", "zh-CN": "应用奖励"} == coffee.earn.rules[1].name


def test_constraints_keep_their_parameters_as_written(coffee: ProgrammeShape) -> None:
    """A constraint is its name and its parameters."""
    by_name = {constraint.name: constraint for constraint in coffee.constraints}

    assert {"return_at_most": "10%"} == by_name["no_point_pump"].params
    assert {"from": ("protected", "proxy"), "on": ("price", "points", "tier")} == by_name[
        "no_influence"
    ].params
    assert set(by_name) <= set(PARAMETERS)


def test_the_shipped_programme_makes_sense(coffee_source: dict[str, str]) -> None:
    """The shipped programme has no findings, not even warnings."""
    loaded = load_programme(coffee_source)
    assert loaded.shape is not None

    assert () == loaded.findings
    assert () == check(loaded.shape, loaded.tables)


def test_one_file_is_a_folder_too(coffee_source: dict[str, str]) -> None:
    """A small programme may be one file: how it is cut into files does not matter."""
    texts = [text for path, text in sorted(coffee_source.items()) if path.endswith(".yaml")]
    tables = {path: text for path, text in coffee_source.items() if path.endswith(".csv")}

    assert (
        load_programme(coffee_source).shape == load_programme({"all.yaml": "\n".join(texts), **tables}).shape
    )


@pytest.mark.parametrize(
    ("keys", "terms"),
    [
        ("model: flat\namount: 10.00\n", FlatTerms),
        ("model: per_unit\nunit: 0.001\n", PerUnitTerms),
        ("model: graduated\nbands: [{up_to: 10, unit: 1}, {above: 10, unit: 0.5}]\n", GraduatedTerms),
        ("model: volume\nprotect: false\nbands: [{above: 0, unit: 1}]\n", VolumeTerms),
    ],
)
def test_terms_may_stand_alone(keys: str, terms: type) -> None:
    """The terms of one charge can be read from a file of their own, by charge model."""
    loaded = load_terms(f"currency: EUR\n{keys}", "terms.yaml")

    assert () == loaded.findings
    assert loaded.shape is not None
    assert terms is type(loaded.shape.terms)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "model: flat\namount: 10.00\n",
            ["t.yaml:1:1 the key `currency` is missing; write `currency`: three letters, such as `EUR`"],
        ),
        (
            "currency: JPY\nmodel: flat\namount: 10.50\n",
            ["t.yaml:3:9 `10.50` is too fine for an amount of money; no decimals"],
        ),
        (
            "currency: EUR\nmodel: graduated\nbands: [{up_to: 10, unit: 1}, {above: 12, unit: 0.5}]\n",
            ["t.yaml:3:39 a gap between 10 and 12; write `above: 10`"],
        ),
        (
            "- flat\n",
            ["t.yaml:1:1 a map of keys is needed here; the keys are `currency`, `numbers`, `proration`"],
        ),
        ("", ["t.yaml:1:1 the file is empty; write rules into it, or take it out"]),
    ],
)
def test_wrong_terms_are_found(text: str, lines: list[str]) -> None:
    """Terms that stand alone are held to the same rules as those of a plan."""
    loaded = load_terms(text, "t.yaml")

    assert loaded.shape is None
    assert lines == [str(finding) for finding in loaded.findings]
