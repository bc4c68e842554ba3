"""A price of use hangs on no trait of who uses it: not by a dimension, and not by what a meter goes by."""

import pytest

from tests.unit.publication.trying import codes_of

PLAN = """
plans:
  - id: pay
    name: {en: Pay as you go, zh-CN: 按量付费}
    price: {every: month, anchor: calendar, amount: 9.00}
    proration: {basis: day, on_change: credit_and_charge}
    tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax, per: total}
    taxed_as: tea
    begins: {by: [web], steps: 2}
    ends: {by: [web], steps: 2}
    usage:
      - %s
"""
BY = (
    "{meter: rides, model: matrix, dimensions: [%s], apply: per_cell, "
    "cells: [{where: {%s: %s}, model: per_unit, unit: 0.20}], otherwise: {model: per_unit, unit: 0.10}}"
)
RIDES = "{meter: rides, model: per_unit, unit: 0.20}"
METER = "meters:\n  - {id: rides, name: {en: Rides, zh-CN: 骑行}, aggregate: %s}\n"
TRAIT, AGE = {"PROTECTED_ATTRIBUTE_FLOW"}, {"AGE_PRICE_NOT_ALLOWED"}


@pytest.mark.parametrize(
    ("name", "value", "codes"),
    [
        ("gender", "f", TRAIT),
        ("rider", "[women, men]", TRAIT),
        ("user_age", "young", AGE),
        ("nationality", "de", {"RESIDENCE_PRICE"}),
        ("senior", "'yes'", set()),
        ("region", "north", set()),
        ("size", "large", set()),
        ("backup_age", "old", set()),
        ("driver_age", "young", AGE),
        ("rider_age", "'17'", AGE),
        ("user_age_months", "'200'", AGE),
        ("age_days", "'30'", set()),
        ("data_residency", "eu", set()),
        ("residency", "eu", {"RESIDENCE_PRICE"}),
        ("origin_country", "de", set()),
        ("voice_gender", "female", set()),
        ("operating_system", "linux", set()),
        ("language", "zh", set()),
    ],
)
def test_a_dimension_is_of_the_use(name: str, value: str, codes: set[str]) -> None:
    """What a charge asks of usage is what was used or where, or proves a concession."""
    assert codes == codes_of("", "", plans=PLAN % (BY % (name, name, value)), meters=METER % "sum")


@pytest.mark.parametrize(
    ("goes_by", "codes"),
    [
        ("count, where: {sex: f}", TRAIT),
        ("count, where: {customer: [female]}", TRAIT),
        ("sum, of: age", AGE),
        ("distinct, of: person, group_by: [religion]", TRAIT),
        ("distinct, of: person, group_by: [site]", set()),
        ("count, where: {region: [eu, us]}", set()),
    ],
)
def test_a_meter_goes_by_the_use(goes_by: str, codes: set[str]) -> None:
    """So do its conditions, its groups and what it adds up."""
    assert codes == codes_of("", "", plans=PLAN % RIDES, meters=METER % goes_by)


def test_a_meter_that_nothing_is_charged_for_prices_nothing() -> None:
    """Counting by site is not charging by it: only what a plan charges is a price."""
    counted = METER % "count" + "  - {id: heads, aggregate: count, where: {sex: f}}\n"
    assert set() == codes_of("", "", plans=PLAN % RIDES, meters=counted)
