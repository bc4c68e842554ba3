"""What each charge model means, on worked figures."""

from fractions import Fraction

import pytest

from loyalty.language import tree as t
from loyalty.language.dated import Dated
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.shapes.charges import (
    Band,
    FlatTerms,
    GraduatedTerms,
    PerUnitTerms,
    UnitTerms,
    VolumeTerms,
)
from loyalty.language.tree import Kind, Node
from loyalty.pricing.charge_model import SliceNodes
from loyalty.pricing.charge_models import lower

QUANTITY = t.read("q", Kind.QUANTITY, 1000, 0, 10**15)


def counted(name: str) -> Node:
    """Give the one quantity there is."""
    assert name == "quantity"
    return QUANTITY


def money(value: Dated[Fraction], kind: Kind) -> Node:
    """Give the only value of the terms in minor units, two decimals."""
    return t.const(kind, value.values[0] * 100)


def band(unit: str, up_to: str | None = None, flat: str = "0") -> Band:
    """Give a band; without ``up_to`` it is the open one."""
    end = Fraction(up_to) if up_to is not None else None
    return Band(up_to=end, unit=Dated.always(Fraction(unit)), flat=Dated.always(Fraction(flat)))


def whole(lowered: tuple[SliceNodes, ...]) -> Node:
    """Give the exact charge: the sum of its slices."""
    return t.add(*(part.amount for part in lowered))


def cost(terms: UnitTerms, quantity: str) -> Fraction:
    """Give the exact charge in major units."""
    return _value(whole(lower(terms, counted, money)), quantity) / 100


def _value(node: Node, quantity: str) -> Fraction:
    return Fraction(int(evaluate(node, {"q": int(Fraction(quantity) * 1000)})), node.den)


def shown(lowered: tuple[SliceNodes, ...], quantity: str) -> list[tuple[object, ...]]:
    """Give quantity, unit, flat and amount of each slice that is not empty."""
    rows = [
        tuple(_value(node, quantity) for node in (part.quantity, part.unit, part.flat, part.amount))
        for part in lowered
    ]
    return [row for row in rows if any(row[::3])]


def graduated(*bands: Band, zero: bool | None = None) -> GraduatedTerms:
    """Give graduated terms."""
    return GraduatedTerms(bands=bands, zero_usage_pays_first_flat_fee=zero)


def volume(*bands: Band, protect: bool, zero: bool | None = None) -> VolumeTerms:
    """Give volume terms."""
    return VolumeTerms(bands=bands, zero_usage_pays_first_flat_fee=zero, protect=protect)


@pytest.mark.parametrize("quantity", ["0", "1", "2.5", "1000000000000"])
def test_flat_costs_its_amount(quantity: str) -> None:
    """A flat charge is its amount for every quantity, in one slice that holds the quantity."""
    terms = FlatTerms(amount=Dated.always(Fraction("9.90")))

    assert cost(terms, quantity) == Fraction("9.90")
    assert shown(lower(terms, counted, money), quantity) == [(Fraction(quantity), 0, 990, 990)]


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [("0", "0"), ("1", "0.333"), ("2.5", "0.8325"), ("1000000000000", "333000000000")],
)
def test_per_unit_is_exact_below_the_minor_unit(quantity: str, expected: str) -> None:
    """Quantity times a price finer than a cent stays exact; rounding is the line's."""
    assert cost(PerUnitTerms(unit=Dated.always(Fraction("0.333"))), quantity) == Fraction(expected)


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [("0", "2"), ("5", "52"), ("10", "102"), ("10.001", "105.005"), ("10.5", "107.5"), ("15", "130")],
)
def test_graduated_charges_each_unit_in_its_band(quantity: str, expected: str) -> None:
    """15 units cost 10 x 10.00 + 2.00 + 5 x 5.00 + 3.00; the upper bound pays nothing of the next band."""
    terms = graduated(band("10", "10", "2"), band("5", None, "3"), zero=True)

    assert cost(terms, quantity) == Fraction(expected)


def test_graduated_shows_a_slice_for_each_band() -> None:
    """The slices hold the units, price, fee and amount of their band."""
    terms = graduated(band("10", "10", "2"), band("5", None, "3"), zero=True)

    assert shown(lower(terms, counted, money), "15") == [(10, 1000, 200, 10200), (5, 500, 300, 2800)]


@pytest.mark.parametrize(("zero", "expected"), [(True, "2"), (False, "0"), (None, "0")])
@pytest.mark.parametrize("make", [graduated, lambda *bands, zero: volume(*bands, protect=True, zero=zero)])
def test_nothing_used_pays_the_first_fee_only_if_said(make, zero, expected) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - two makers of one shape
    """At quantity 0 the first band's flat amount is charged where the terms say so, and only there."""
    terms = make(band("10", "10", "2"), band("5", None, "3"), zero=zero)

    assert cost(terms, "0") == Fraction(expected)
    assert cost(terms, "0.001") == Fraction("2.01")


@pytest.mark.parametrize(
    ("quantity", "plain", "protected"),
    [
        ("900", "1710", "1710"),
        ("1000", "1900", "1768"),
        ("1001", "1769.768", "1769.768"),
        ("930.527", "1768.0013", "1768"),
    ],
)
def test_volume_has_a_cliff_that_protection_takes_away(quantity: str, plain: str, protected: str) -> None:
    """1,000 units at 1.90 cost more than 1,001 at 1.768; protected, no more than the next band's start."""
    bands = (band("1.9", "1000"), band("1.768"))

    assert cost(volume(*bands, protect=False), quantity) == Fraction(plain)
    assert cost(volume(*bands, protect=True), quantity) == Fraction(protected)


def test_protection_shows_as_a_slice_of_its_own() -> None:
    """The units stand at their band's price, and a last slice without units takes the rest away."""
    terms = volume(band("1.9", "1000"), band("1.768"), protect=True)

    assert shown(lower(terms, counted, money), "1000") == [(1000, 190, 0, 190000), (0, 0, -13200, -13200)]
    assert shown(lower(terms, counted, money), "900") == [(900, 190, 0, 171000)]


def test_protection_looks_past_the_next_band() -> None:
    """A band far above whose start is cheapest limits every band below it."""
    terms = volume(band("10", "10"), band("9", "20"), band("1"), protect=True)

    assert cost(terms, "10") == 20
    assert cost(terms, "2") == 20
    assert cost(terms, "1.5") == 15
    assert cost(terms, "21") == 21


def test_protection_keeps_to_dated_prices() -> None:
    """Where prices change with the day, the later band's start is worked out at that day's price."""
    day = t.read("day", Kind.DAY, 1, 0, 100)

    def dated(value: Dated[Fraction], kind: Kind) -> Node:
        price = t.const(kind, value.values[0] * 100)
        later = t.compare(t.Comparison.GE, day, t.const(Kind.DAY, 50))
        return t.choose(later, t.const(kind, value.values[0] * 50), price)

    exact = whole(lower(volume(band("2", "10"), band("1", "20"), band("0.5"), protect=True), counted, dated))
    costs = [Fraction(int(evaluate(exact, {"q": 10_000, "day": day})), exact.den) for day in (49, 50)]

    assert costs == [1000, 500]


def test_many_bands_nest_little() -> None:
    """A thousand bands can be lowered and worked out, and the last is found."""
    bands = [band("1", str(10 * n)) for n in range(1, 1000)]

    assert cost(volume(*bands, band("0.5"), protect=True), "20000") == 10000
    assert cost(graduated(*bands, band("0.5")), "20000") == 9990 + Fraction(10010, 2)


def test_an_unknown_model_is_refused() -> None:
    """Terms that name a model without a module are refused, whatever else they hold."""

    class OtherTerms:
        model = "os"

    with pytest.raises(KeyError, match="os"):
        lower(OtherTerms(), counted, money)
