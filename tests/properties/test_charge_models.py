"""Laws that every charge model keeps, whatever its terms and whatever the quantity."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.language import tree as t
from loyalty.language.dated import Dated
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.shapes.block_charges import (
    BlockBand,
    GraduatedBlocksTerms,
    PackageTerms,
    VolumeBlocksTerms,
)
from loyalty.language.shapes.charges import (
    Band,
    DynamicTerms,
    FlatTerms,
    GraduatedPercentageTerms,
    GraduatedTerms,
    PerUnitTerms,
    RateBand,
    StairBand,
    StairstepTerms,
    UnitTerms,
    VolumeTerms,
)
from loyalty.language.tree import Kind, Node
from loyalty.pricing.charge_model import SliceNodes
from loyalty.pricing.charge_models import lower, model_names

DEN = 1000
LIMIT = 10**12 * DEN
QUANTITY = t.read("q", Kind.QUANTITY, DEN, 0, LIMIT)
MANY = settings(max_examples=60, deadline=None)

prices = st.integers(0, 10**7).map(lambda n: Fraction(n, 10**6)) | st.integers(0, 50).map(Fraction)
fees = st.sampled_from((0, 0, 0, 1, 5, 250)).map(lambda n: Fraction(n, 10))
bounds = st.lists(
    st.integers(1, 60).map(Fraction) | st.integers(1, 10**7).map(lambda n: Fraction(n, 1000)),
    max_size=5,
    unique=True,
).map(sorted)


def counted(name: str) -> Node:
    """Give the one quantity there is."""
    assert name == "quantity"
    return QUANTITY


def money(value: Dated[Fraction], kind: Kind) -> Node:
    """Give the only value of the terms in minor units, two decimals."""
    return t.const(kind, value.values[0] * 100)


@st.composite
def bands(draw: DrawFn, *, fee: bool = True) -> tuple[Band, ...]:
    """Draw bands from the lowest to the open one."""
    ends = draw(bounds)
    made = [
        Band(
            up_to=end, unit=Dated.always(draw(prices)), flat=Dated.always(draw(fees) if fee else Fraction(0))
        )
        for end in ends
    ]
    top = Band(
        above=ends[-1] if ends else Fraction(0),
        unit=Dated.always(draw(prices)),
        flat=Dated.always(draw(fees) if fee else Fraction(0)),
    )
    return (*made, top)


@st.composite
def rate_bands(draw: DrawFn) -> tuple[RateBand, ...]:
    """Draw bands of rates, from nothing to everything."""
    rates = st.integers(0, 10**4).map(lambda n: Dated.always(Fraction(n, 10**4)))
    return tuple(
        RateBand(up_to=band.up_to, above=band.above, rate=draw(rates), flat=band.flat)
        for band in draw(bands())
    )


@st.composite
def block_bands(draw: DrawFn, *, graduated: bool) -> tuple[BlockBand, ...]:
    """Draw bands of whole blocks: of a whole number from the start of the band, or from 0."""
    made: list[BlockBand] = []
    start = Fraction(0)
    for count in draw(st.lists(st.integers(1, 20), max_size=4)):
        size = draw(sizes)
        end = start + count * size if graduated else (start // size + count) * size
        made.append(BlockBand(up_to=end, price=Dated.always(draw(prices)), size=size))
        start = end
    return (*made, BlockBand(above=start, price=Dated.always(draw(prices)), size=draw(sizes)))


@st.composite
def stairs(draw: DrawFn) -> tuple[StairBand, ...]:
    """Draw a stair that never goes down."""
    made = draw(bands())
    amounts = sorted(draw(st.lists(prices, min_size=len(made), max_size=len(made))))
    return tuple(
        StairBand(up_to=band.up_to, above=band.above, amount=Dated.always(amount))
        for band, amount in zip(made, amounts, strict=True)
    )


sizes = st.integers(1, 5000).map(lambda n: Fraction(n, 100)) | st.integers(1, 50).map(Fraction)
PROTECTED = (VolumeTerms, VolumeBlocksTerms)
TERMS: dict[str, st.SearchStrategy[UnitTerms]] = {
    "flat": st.builds(FlatTerms, amount=prices.map(Dated.always)),
    "per_unit": st.builds(PerUnitTerms, unit=prices.map(Dated.always)),
    "graduated": st.builds(GraduatedTerms, bands=bands(), zero_usage_pays_first_flat_fee=st.booleans()),
    "volume": st.builds(
        VolumeTerms, bands=bands(), zero_usage_pays_first_flat_fee=st.booleans(), protect=st.booleans()
    ),
    "graduated_percentage": st.builds(
        GraduatedPercentageTerms, bands=rate_bands(), zero_usage_pays_first_flat_fee=st.booleans()
    ),
    "package": st.builds(
        PackageTerms,
        price=prices.map(Dated.always),
        size=sizes,
        free=st.just(Fraction(0)) | sizes,
        count=st.sampled_from(("started", "whole")),
        at_least_packages=st.integers(0, 3).map(Fraction),
    ),
    "graduated_blocks": st.builds(GraduatedBlocksTerms, bands=block_bands(graduated=True)),
    "volume_blocks": st.builds(VolumeBlocksTerms, bands=block_bands(graduated=False), protect=st.booleans()),
    "dynamic": st.builds(DynamicTerms, multiplier=prices.map(Dated.always)),
    "stairstep": st.builds(StairstepTerms, bands=stairs()),
}
SIGNED = sorted(TERMS.keys() - {"graduated_percentage", "dynamic"})
"""The models whose prices may be below zero where the terms allow it."""
ANY_TERMS = st.one_of(*TERMS.values())


@dataclass(frozen=True, slots=True)
class Charged:
    """A charge worked out: the exact amount in minor units, and each slice's numbers."""

    exact: Fraction
    slices: tuple[tuple[Fraction, Fraction, Fraction, Fraction], ...]


def charged(lowered: tuple[SliceNodes, ...], quantity: Fraction) -> Charged:
    """Work a charge out for a quantity."""
    values = {"q": int(quantity * DEN)}

    def value(node: Node) -> Fraction:
        return Fraction(int(evaluate(node, values)), node.den)

    parts = tuple(
        (value(part.quantity), value(part.unit), value(part.flat), value(part.amount)) for part in lowered
    )
    return Charged(sum((part[3] for part in parts), Fraction(0)), parts)


def borders(terms: UnitTerms) -> list[Fraction]:
    """Give the upper bounds of the terms' bands."""
    if isinstance(terms, FlatTerms | PerUnitTerms | DynamicTerms):
        return []
    if isinstance(terms, PackageTerms):
        return [terms.free + terms.size * n for n in (1, 2, 3)]
    return [band.up_to for band in terms.bands if band.up_to is not None]


@st.composite
def charges(draw: DrawFn, strategy: st.SearchStrategy[UnitTerms] = ANY_TERMS) -> tuple[UnitTerms, Fraction]:
    """Draw terms and a quantity: anything up to 10**12 units, often at or beside a border."""
    terms = draw(strategy)
    anything = st.integers(0, LIMIT) | st.integers(0, 10**5)
    return terms, draw(st.sampled_from(near(terms)) | anything.map(lambda n: Fraction(n, DEN)))


def near(terms: UnitTerms) -> list[Fraction]:
    """Give nothing, the least, the most, and what lies at and beside the borders of the terms."""
    beside = [end + Fraction(shift, DEN) for end in borders(terms) for shift in (-1, 0, 1)]
    return [Fraction(0), Fraction(1, DEN), Fraction(10**12), *beside]


@given(charges())
@MANY
def test_slices_cover_the_quantity_and_add_up(drawn: tuple[UnitTerms, Fraction]) -> None:
    """The slices' quantities are the quantity, their amounts the charge, each quantity x unit + flat."""
    terms, quantity = drawn
    lowered = lower(terms, counted, money)
    made = charged(lowered, quantity)

    assert quantity == sum(part[0] for part in made.slices)
    assert all(amount == units * unit + flat for units, unit, flat, amount in made.slices)
    bound = t.add(*(part.amount for part in lowered))
    assert 0 <= made.exact <= Fraction(bound.hi, bound.den)


@given(charges())
@MANY
def test_units_lie_in_their_slice(drawn: tuple[UnitTerms, Fraction]) -> None:
    """A slice holds no more than its width; in volume only the slice around the quantity has units."""
    terms, quantity = drawn
    lowered = lower(terms, counted, money)

    for part, (units, _, _, _) in zip(lowered, charged(lowered, quantity).slices, strict=True):
        if isinstance(terms, VolumeTerms | VolumeBlocksTerms | StairstepTerms):
            assert not units or (part.from_ < quantity and (part.up_to is None or quantity <= part.up_to))
        else:
            assert 0 <= units
            assert part.up_to is None or units <= part.up_to - part.from_


@given(charges(TERMS["graduated"]))
@MANY
def test_graduated_is_the_sum_over_the_bands(drawn: tuple[GraduatedTerms, Fraction]) -> None:
    """The charge is that of the formula: clamp(q - b, 0, width) x price, and the fee of each band reached."""
    terms, quantity = drawn
    expected, start = Fraction(0), Fraction(0)
    for place, band in enumerate(terms.bands):
        units = quantity - start if band.up_to is None else min(quantity, band.up_to) - start
        reached = quantity > start or (place == 0 and terms.zero_usage_pays_first_flat_fee is True)
        expected += max(Fraction(0), units) * band.unit.values[0] + reached * band.flat.values[0]
        start = band.up_to if band.up_to is not None else start

    assert charged(lower(terms, counted, money), quantity).exact == expected * 100


@given(charges(TERMS["volume"]))
@MANY
def test_volume_is_the_price_of_one_band_or_a_later_start(drawn: tuple[VolumeTerms, Fraction]) -> None:
    """All units cost the price of the first band that holds them; protected, at most a later band's start."""
    terms, quantity = drawn
    place = next(n for n, b in enumerate(terms.bands) if b.up_to is None or quantity <= b.up_to)
    band = terms.bands[place]
    nothing = quantity == 0 and terms.zero_usage_pays_first_flat_fee is not True
    expected = quantity * band.unit.values[0] + (0 if nothing else band.flat.values[0])
    if terms.protect:
        starts = zip(borders(terms), terms.bands[1:], strict=True)
        later = [b * band.unit.values[0] + band.flat.values[0] for b, band in starts][place:]
        expected = min([expected, *later])

    assert charged(lower(terms, counted, money), quantity).exact == expected * 100


@given(charges(TERMS["package"]))
@MANY
def test_package_is_a_function_of_the_whole_quantity(drawn: tuple[PackageTerms, Fraction]) -> None:
    """The charge is that of the formula: started or whole packages beyond the free units, times the price."""
    terms, quantity = drawn
    parts = max(Fraction(0), quantity - terms.free) / terms.size
    packages = ceil(parts) if terms.count == "started" else floor(parts)
    expected = max(Fraction(packages), terms.at_least_packages) * terms.price.values[0]

    assert charged(lower(terms, counted, money), quantity).exact == expected * 100


@given(charges(TERMS["graduated_percentage"]))
@MANY
def test_graduated_percentage_is_graduated_in_rates(drawn: tuple[GraduatedPercentageTerms, Fraction]) -> None:
    """Each part of the amount pays its band's rate, and each band reached its flat amount."""
    terms, quantity = drawn
    expected, start = Fraction(0), Fraction(0)
    for place, band in enumerate(terms.bands):
        part = quantity - start if band.up_to is None else min(quantity, band.up_to) - start
        reached = quantity > start or (place == 0 and terms.zero_usage_pays_first_flat_fee is True)
        expected += max(Fraction(0), part) * band.rate.values[0] + reached * band.flat.values[0]
        start = band.up_to if band.up_to is not None else start

    assert charged(lower(terms, counted, money), quantity).exact == expected * 100


@given(charges(TERMS["graduated_blocks"]))
@MANY
def test_graduated_blocks_begin_at_most_one_block_more(drawn: tuple[GraduatedBlocksTerms, Fraction]) -> None:
    """Each band charges its begun blocks; only the band the quantity ends in has one that is not full."""
    terms, quantity = drawn
    expected, start, partial = Fraction(0), Fraction(0), 0
    for band in terms.bands:
        units = max(Fraction(0), (quantity if band.up_to is None else min(quantity, band.up_to)) - start)
        expected += ceil(units / band.size) * band.price.values[0]
        partial += units % band.size != 0
        start = band.up_to if band.up_to is not None else start

    assert charged(lower(terms, counted, money), quantity).exact == expected * 100
    assert partial <= 1


@given(charges(TERMS["volume_blocks"]))
@MANY
def test_volume_blocks_are_those_of_one_band(drawn: tuple[VolumeBlocksTerms, Fraction]) -> None:
    """All units are begun blocks of the band they reach; protected, at most a later band's first price."""
    terms, quantity = drawn
    place = next(n for n, b in enumerate(terms.bands) if b.up_to is None or quantity <= b.up_to)
    band = terms.bands[place]
    expected = ceil(quantity / band.size) * band.price.values[0]
    if terms.protect:
        starts = zip(borders(terms), terms.bands[1:], strict=True)
        later = [(floor(b / band.size) + 1) * band.price.values[0] for b, band in starts][place:]
        expected = min([expected, *later])

    assert charged(lower(terms, counted, money), quantity).exact == expected * 100


@given(charges(TERMS["stairstep"]))
@MANY
def test_stairstep_is_the_amount_of_the_band_reached(drawn: tuple[StairstepTerms, Fraction]) -> None:
    """The charge is the amount of the first band that holds the quantity, 0 in the first."""
    terms, quantity = drawn
    band = next(b for b in terms.bands if b.up_to is None or quantity <= b.up_to)

    assert charged(lower(terms, counted, money), quantity).exact == band.amount.values[0] * 100


@given(ANY_TERMS | TERMS["volume"] | TERMS["volume_blocks"], st.lists(st.integers(0, 10**6), max_size=4))
@MANY
def test_more_never_costs_less_unless_volume_is_unprotected(terms: UnitTerms, others: list[int]) -> None:
    """Of two quantities the larger costs as much or more, in every model and in protected volume."""
    if isinstance(terms, PROTECTED):
        terms = replace(terms, protect=True)
    quantities = sorted([*near(terms), *(Fraction(number, DEN) for number in others)])
    lowered = lower(terms, counted, money)

    costs = [charged(lowered, quantity).exact for quantity in quantities]

    assert all(less <= more for less, more in pairwise(costs))


def turned(terms: Any) -> Any:  # noqa: ANN401 - any shape with prices, the same shape again
    """Give terms with the sign of every price and amount turned."""
    there = {
        name: getattr(terms, name) for name in ("amount", "unit", "flat", "price") if hasattr(terms, name)
    }
    changed: dict[str, Any] = {name: Dated.always(-value.values[0]) for name, value in there.items()}
    if hasattr(terms, "bands"):
        changed["bands"] = tuple(turned(band) for band in terms.bands)
    return replace(terms, **changed)


@given(charges(st.one_of(*(TERMS[name] for name in SIGNED))))
@MANY
def test_prices_below_zero_give_what_those_above_cost(drawn: tuple[UnitTerms, Fraction]) -> None:
    """With the sign of every price turned a charge is the same with its sign turned, slice by slice."""
    terms, quantity = drawn
    if isinstance(terms, PROTECTED):
        terms = replace(terms, protect=False)
    one, other = (charged(lower(each, counted, money), quantity) for each in (terms, turned(terms)))

    assert one.exact == -other.exact
    assert [part[3] for part in one.slices] == [-part[3] for part in other.slices]


@given(bands(fee=False))
@MANY
def test_graduated_without_fees_has_no_jump(drawn: tuple[Band, ...]) -> None:
    """The step beside a border costs the price of one such step, on either side."""
    terms = GraduatedTerms(bands=drawn)
    lowered = lower(terms, counted, money)
    step = Fraction(1, DEN)

    for below, above in pairwise(drawn):
        end = below.up_to
        assert end is not None
        if (above.up_to or end + step) - end < step:
            continue
        at = charged(lowered, end).exact
        assert at + step * above.unit.values[0] * 100 == charged(lowered, end + step).exact


@given(charges())
@MANY
def test_a_border_belongs_to_the_lower_band(drawn: tuple[UnitTerms, Fraction]) -> None:
    """Exactly at an upper bound no unit and no fee of a later band is charged."""
    terms, _ = drawn
    lowered = lower(terms, counted, money)
    if isinstance(terms, PackageTerms):
        return

    for place, end in enumerate(borders(terms)):
        later = charged(lowered, end).slices[place + 1 : len(borders(terms)) + 1]
        assert not any(units or flat or amount for units, _, flat, amount in later)


def test_every_model_of_the_folder_is_held_to_these_laws() -> None:
    """The models these laws draw are all that price one quantity; the two others have laws of events."""
    assert model_names() == TERMS.keys() | {"percentage", "matrix"}
