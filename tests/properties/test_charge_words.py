"""Laws of the words any charge may have, and of what is booked when a quantity changes."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.decision.rating import Rated, rate_cumulative, rate_terms
from loyalty.decision.use import Stretch
from loyalty.kernel.money import currency
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.language.checks.signs import may_be_negative
from loyalty.language.load import load_terms
from loyalty.language.shapes.charge_words import BandWords, ChargeWords
from loyalty.language.shapes.charges import PercentageTerms, TermsShape
from loyalty.sumcheck import check

AT = datetime(2026, 11, 22, tzinfo=UTC)
SOME = settings(max_examples=60, deadline=None)
MODELS = (
    "{model: flat, amount: 7}",
    "{model: per_unit, unit: 0.333}",
    "{model: graduated, ZERO: true, bands: [{up_to: 10, unit: 1, flat: 2}, {above: 10, unit: 0.7, flat: 3}]}",
    "{model: graduated, EACH: true, bands: [{up_to: 5, unit: 0.333}, {above: 5, unit: 0.715}]}",
    "{model: graduated_percentage, bands: [{up_to: 10, rate: 1.5%}, {above: 10, rate: 0.7%}]}",
    "{model: graduated_blocks, bands: [{up_to: 9, price: 0.4, size: 3}, {above: 9, price: 1, size: 7}]}",
    "{model: volume, PROTECT, bands: [{up_to: 10, unit: 3}, {above: 10, unit: 1.01}]}",
    "{model: volume_blocks, PROTECT, bands: [{up_to: 9, price: 4, size: 3}, {above: 9, price: 5, size: 7}]}",
    "{model: package, price: 2.5, size: 3, free: 1, count: started}",
    "{model: dynamic, multiplier: 1.07x}",
    "{model: percentage, rate: 2.5%, fixed: 0.3, free_amount: 3, at_least: 0.5, at_most: 9}",
    (
        "{model: matrix, dimensions: [a], apply: joined, cells: [{where: {a: x}, model: flat, amount: 1}], "
        "otherwise: {model: graduated, bands: [{up_to: 10, unit: 1}, {above: 10, unit: 0.7, flat: 3}]}}"
    ),
    "{model: stairstep, bands: [{up_to: 5, amount: 1}, {above: 5, amount: 9}]}",
    "{model: per_unit, unit: -0.333, negative: allowed}",
    "{model: graduated, negative: allowed, bands: [{up_to: 10, unit: 1}, {above: 10, unit: -0.7, flat: -3}]}",
    "{model: package, price: -2.5, size: 3, count: whole, negative: allowed}",
)
COMMITMENTS = (
    "{amount: 4, true_up: true}",
    "{amount: 4, overage: 1.5x, true_up: false}",
    "{amount: 30, overage: 0.25, true_up: true}",
    "{amount: 0, overage: 2x, true_up: true}",
)
fine = st.integers(0, 10**5).map(lambda n: Fraction(n, 1000))
quantities = fine | st.sampled_from((Fraction(0), Fraction(5), Fraction(9), Fraction(10), Fraction(10**12)))


@st.composite
def terms(draw: DrawFn) -> tuple[TermsShape, str]:
    """Draw terms of any model with any words, in a currency of 0, 2, 3 or 4 digits."""
    words = {
        "convert": st.sampled_from(("{divide_by: 3}", "{divide_by: 1024, round: up}", "{divide_by: 0.5}")),
        "free_units": st.sampled_from(("1", "2.5", "100")),
        "discount": st.sampled_from(("10%", "33.3%", "100%")),
        "commitment": st.sampled_from(COMMITMENTS),
        "minimum": st.sampled_from(("2", "5")),
        "maximum": st.sampled_from(("5", "20")),
    }
    model = draw(st.sampled_from(MODELS))
    if "percentage," in model or "matrix" in model:
        del words["convert"], words["free_units"]
    said = [f"{word}: {draw(value)}" for word, value in words.items() if draw(st.booleans())]
    said += draw(st.sampled_from(([], *([f"round: {mode}"] for mode in Rounding))))
    money = draw(st.sampled_from(("EUR", "JPY", "KWD", "CLF")))
    model = model.replace("ZERO", "zero_usage_pays_first_flat_fee").replace("EACH", "round_each_band")
    model = model.replace("PROTECT", "protect: true")
    text = f"{{{', '.join([f'currency: {money}', model[1:-1], *said])}}}"
    loaded = load_terms(text, "t.yaml")
    assert loaded.shape is not None, (text, loaded.findings)
    return loaded.shape, text


def rated(drawn: tuple[TermsShape, str], quantity: Fraction) -> Rated:
    """Rate a quantity."""
    return rate_terms(drawn[0], {"t.yaml": drawn[1]}, quantity, AT)


@given(terms(), quantities)
@SOME
def test_slices_cover_and_add_up_with_every_word(drawn: tuple[TermsShape, str], quantity: Fraction) -> None:
    """The slices hold the converted quantity and add up to the charge, which is rounded once."""
    shape, _ = drawn
    made = rated(drawn, quantity)
    convert = shape.terms.convert if isinstance(shape.terms, ChargeWords) else None
    units = quantity
    if convert is not None:
        units = quantity / convert.divide_by
        units = Fraction(round_fraction(units, convert.round)) if convert.round else units
    slices = made.document["slices"]

    assert check(made.document) == []
    assert units == sum(Fraction(part["quantity"]) for part in slices) or not slices
    assert made.exact == sum(Fraction(part["amount"]) for part in slices)
    assert made.amount == round_fraction(made.exact, shape.terms.round or Rounding.HALF_UP)


@given(terms(), quantities)
@SOME
def test_bands_are_rounded_where_the_terms_say_so(drawn: tuple[TermsShape, str], quantity: Fraction) -> None:
    """Bands that are lines of their own have whole amounts, each what its units and flat amount round to."""
    shape, _ = drawn
    bands = [part for part in rated(drawn, quantity).document["slices"] if part["what"] == "band"]
    minor = 10 ** currency(shape.currency).exponent
    for part in bands:
        exact = (Fraction(part["quantity"]) * Fraction(part["unit"]) + Fraction(part["flat"])) * minor
        mode = shape.terms.round or Rounding.HALF_UP
        each = isinstance(shape.terms, BandWords) and shape.terms.round_each_band

        assert Fraction(part["amount"]) == (round_fraction(exact, mode) if each else exact)


@given(terms(), quantities)
@SOME
def test_words_come_in_their_order(drawn: tuple[TermsShape, str], quantity: Fraction) -> None:
    """After the model come the discount, the commitment, the minimum, the maximum, worked out apart."""
    shape, _ = drawn
    words, minor = shape.terms, 10 ** currency(shape.currency).exponent
    made = rated(drawn, quantity)
    said = {"discount", "commitment", "minimum", "maximum"}
    parts = [part for part in made.document["slices"] if part["what"] not in said]
    expected = sum(Fraction(part["amount"]) for part in parts) * (1 - words.discount.values[0])
    if words.commitment is not None:
        agreed = words.commitment.amount.values[0] * minor
        beyond, short = max(Fraction(0), expected - agreed), expected < agreed
        agreed = agreed if words.commitment.true_up or not short else expected
        expected = agreed + beyond * words.commitment.overage.values[0]
    if words.minimum is not None:
        expected = max(expected, words.minimum.values[0] * minor)
    if words.maximum is not None:
        expected = min(expected, words.maximum.values[0] * minor)

    assert made.exact == expected


@given(terms(), quantities, quantities)
@SOME
def test_more_never_costs_less(drawn: tuple[TermsShape, str], one: Fraction, other: Fraction) -> None:
    """No word makes a larger quantity cost less, but prices that may be below zero."""
    assume(not may_be_negative(drawn[0].terms))

    assert rated(drawn, min(one, other)).exact <= rated(drawn, max(one, other)).exact


@given(terms(), st.lists(quantities, min_size=1, max_size=5))
@SOME
def test_what_is_booked_adds_up(drawn: tuple[TermsShape, str], steps: list[Fraction]) -> None:
    """However a quantity rises and falls, what was booked is what its last value costs.

    What is short of the minimum or the commitment is booked last.
    """
    shape, text = drawn
    if isinstance(shape.terms, PercentageTerms):
        return  # each step would be an event of its own; see the laws of events
    booked = rate_cumulative(shape, {"t.yaml": text}, steps, AT)
    agreed = shape.terms.commitment and replace(shape.terms.commitment, true_up=False)
    on_the_way = replace(shape, terms=replace(shape.terms, minimum=None, commitment=agreed)), text
    before = [rated(on_the_way, quantity).amount for quantity in steps[:-1]]
    costs = [0, *before, rated(drawn, steps[-1]).amount]

    assert sum(booked.steps) == costs[-1] == booked.last.amount
    assert list(booked.steps) == [now - before for before, now in pairwise(costs)]


@given(terms(), quantities, st.integers(1, 400), st.data())
@SOME
def test_a_share_of_the_period_pays_its_share(
    drawn: tuple[TermsShape, str], quantity: Fraction, total: int, data: st.DataObject
) -> None:
    """A share d of D costs A*d/D of the exact charge, rounded once; shares of the whole differ by no step."""
    shape, text = drawn
    part = data.draw(st.integers(0, total))
    whole = rated(drawn, quantity)

    made = rate_terms(shape, {"t.yaml": text}, quantity, AT, Stretch("1", part, total))
    rest = rate_terms(shape, {"t.yaml": text}, quantity, AT, Stretch("1", total - part, total))

    assert check(made.document) == []
    assert made.exact == whole.exact * part / total
    assert made.amount == round_fraction(made.exact, shape.terms.round or Rounding.HALF_UP)
    assert abs(made.amount + rest.amount - whole.amount) <= 1


BANDS = "bands: [{up_to: 5, PRICE: 1%, flat: 2}, {above: 5, PRICE: 0.5%, flat: 3}]"
KEPT = (
    f"{{model: graduated, {BANDS}, FIRST}}".replace("PRICE", "unit").replace("%", ""),
    f"{{model: volume, protect: false, {BANDS}, FIRST}}".replace("PRICE", "unit").replace("%", ""),
    f"{{model: graduated_percentage, {BANDS}, FIRST}}".replace("PRICE", "rate"),
)


@given(st.sampled_from(KEPT), st.booleans(), st.lists(fine.map(lambda q: q / 10), min_size=1, max_size=5))
@SOME
def test_flat_amounts_that_are_kept(model: str, first: bool, steps: list[Fraction]) -> None:  # noqa: FBT001 - drawn
    """The flat amounts are those of the largest quantity so far, the units those of the last."""
    said = f"zero_usage_pays_first_flat_fee: {str(first).lower()}, currency: EUR"
    usual, kept = (model.replace("FIRST", f"{said}{more}") for more in ("", ", flat_fees_reverse: false"))
    (one, _), (other, _) = ((load_terms(text, "t.yaml"), text) for text in (usual, kept))
    assert one.shape is not None
    assert other.shape is not None

    def flats(made: Rated) -> Fraction:
        return sum((Fraction(part["flat"]) for part in made.document["slices"]), Fraction(0)) * 100

    last = rate_terms(one.shape, {"t.yaml": usual}, steps[-1], AT)
    highest = rate_terms(one.shape, {"t.yaml": usual}, max(steps), AT)
    booked = rate_cumulative(other.shape, {"t.yaml": kept}, steps, AT)

    assert booked.last.exact == last.exact - flats(last) + flats(highest)
    assert sum(booked.steps) == booked.last.amount
    assert check(booked.last.document) == []
