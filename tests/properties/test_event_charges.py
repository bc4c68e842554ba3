"""Laws of charges that take events one by one: percentage, and the cells of a matrix.

The engine counts events into quantities and lets the tree price them; here every event is
priced by itself, as the words of the terms say it, and the two must agree to the last part.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.decision.metering import measure
from loyalty.decision.rating import Over, rate_events, rate_terms
from loyalty.kernel.money import currency
from loyalty.kernel.period import Period
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.language.load import load_terms
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.charges import MatrixTerms, PercentageTerms, TermsShape
from loyalty.pricing.charge_models.percentage import fold, fold_runs
from loyalty.sumcheck import check
from loyalty.usage.meter import Reading
from tests.unit.decision.making import programme

AT = datetime(2026, 11, 22, tzinfo=UTC)
SOME = settings(max_examples=60, deadline=None)
CURRENCIES = ("EUR", "JPY", "KWD", "CLF")
NOTHING = Fraction(0)
amounts = st.integers(0, 10**5).map(lambda n: Fraction(n, 1000)) | st.sampled_from(
    (Fraction(0), Fraction(4), Fraction(15), Fraction(1, 10**9), Fraction(10**11))
)
small = st.integers(0, 400).map(lambda n: Fraction(n, 100))


def loaded(text: str) -> tuple[TermsShape, dict[str, str]]:
    """Give terms and their source."""
    made = load_terms(text, "t.yaml")
    assert made.shape is not None, (text, made.findings)
    return made.shape, {"t.yaml": text}


@st.composite
def percentages(draw: DrawFn) -> str:
    """Draw the keys of a percentage charge, bounds in order."""
    least, more = draw(small), draw(small)
    keys = {
        "fixed": decimal_text(draw(small)),
        "free_events": str(draw(st.integers(0, 4))),
        "free_amount": decimal_text(draw(small) * 10),
        "at_least": decimal_text(least),
        "at_most": decimal_text(least + more),
    }
    said = [f"{key}: {value}" for key, value in keys.items() if draw(st.booleans())]
    if draw(st.booleans()):
        said.append(f"free_units: {decimal_text(draw(small) * 10)}")
        said.append(draw(st.sampled_from(("convert: {divide_by: 3}", "convert: {divide_by: 3, round: up}"))))
    rate = draw(st.sampled_from(("0%", "1%", "2.5%", "100%")))
    return ", ".join(["model: percentage", f"rate: {rate}", *said])


@st.composite
def readings(draw: DrawFn, *, dimensions: bool = False) -> list[Reading]:
    """Draw events, some at one instant, some without a dimension."""
    found = []
    for place, amount in enumerate(draw(st.lists(amounts, max_size=7))):
        at = AT + timedelta(seconds=draw(st.integers(0, 5)))
        said = st.dictionaries(st.sampled_from(("a", "b")), st.sampled_from(("x", "y", "z")))
        found.append(Reading(f"e{place}", at, amount, draw(said) if dimensions else {}))
    return found


@SOME
@given(percentages(), amounts, st.integers(1, 12))
def test_a_run_of_equal_events_is_counted_as_each_of_them(keys: str, amount: Fraction, times: int) -> None:
    """Whatever is free of them, and wherever in the run that ends."""
    terms = loaded(f"{{currency: EUR, {keys}}}")[0].terms
    assert isinstance(terms, PercentageTerms)

    counted = fold(terms, [amount] * times, AT.date())

    assert counted == fold_runs(terms, [(amount, times)], AT.date())


def in_order(events: list[Reading]) -> list[Reading]:
    """Give events by time and id."""
    return sorted(events, key=lambda event: (event.at, event.id))


def naive_converted(terms: PercentageTerms, event: Reading) -> Fraction:
    """Give an event's amount in the unit that is priced."""
    if terms.convert is None:
        return event.value
    found = event.value / terms.convert.divide_by
    return found if terms.convert.round is None else Fraction(round_fraction(found, terms.convert.round))


def naive_units(terms: PercentageTerms, events: list[Reading]) -> list[Fraction]:
    """Give what of each event lies beyond the free units; one that lies in them is left out."""
    found, so_far = [], NOTHING
    for event in in_order(events):
        amount = naive_converted(terms, event)
        beyond = max(NOTHING, so_far + amount - terms.free_units) - max(NOTHING, so_far - terms.free_units)
        if so_far >= terms.free_units or beyond:
            found.append(beyond)
        so_far += amount
    return found


def naive_percentage(terms: PercentageTerms, events: list[Reading]) -> Fraction:
    """Price each event by itself, in major units."""
    rate, fixed = terms.rate.values[0], terms.fixed.values[0]
    total, seen, used = NOTHING, 0, NOTHING
    for amount in naive_units(terms, events):
        free = bool(terms.free_events or terms.free_amount)
        if terms.free_events and seen >= terms.free_events:
            free = False
        if terms.free_amount and used >= terms.free_amount:
            free = False
        part = amount if free else NOTHING
        if free and terms.free_amount:
            part = min(part, terms.free_amount - used)
        seen, used = seen + 1, used + part
        if free and part == amount:
            continue
        cost = (amount - part) * rate + fixed
        if terms.at_least is not None:
            cost = max(cost, terms.at_least.values[0])
        if terms.at_most is not None:
            cost = min(cost, terms.at_most.values[0])
        total += cost
    return total


@given(percentages(), readings(), st.sampled_from(CURRENCIES))
@SOME
def test_percentage_is_the_sum_of_its_events(keys: str, events: list[Reading], code: str) -> None:
    """Counting events and pricing what was counted is pricing every event, rounded once."""
    shape, source = loaded(f"{{currency: {code}, {keys}}}")
    assert isinstance(shape.terms, PercentageTerms)
    minor = 10 ** currency(code).exponent

    made = rate_events(shape, source, events, AT).last

    assert naive_percentage(shape.terms, events) * minor == made.exact
    assert round_fraction(made.exact, Rounding.HALF_UP) == made.amount
    parts = made.document["slices"]
    assert sum(Fraction(part["amount"]) for part in parts) == made.exact
    charged = sum(naive_converted(shape.terms, event) for event in events)
    assert sum(Fraction(part["quantity"]) for part in parts) == charged
    assert check(made.document) == []


@given(percentages(), readings())
@SOME
def test_every_event_books_what_it_adds(keys: str, events: list[Reading]) -> None:
    """What the events book one after another adds up to the charge, and no event takes anything back."""
    shape, source = loaded(f"{{currency: EUR, {keys}}}")

    booked = rate_events(shape, source, events, AT)

    assert sum(booked.steps) == booked.last.amount
    assert all(step >= 0 for step in booked.steps)
    assert len(booked.steps) == len(events)


@given(
    st.sampled_from(
        (
            "model: per_unit, unit: 0.333",
            "model: dynamic, multiplier: 1.07",
            "model: percentage, rate: 2.5%, fixed: 0.3, at_least: 0.5, at_most: 9",
        )
    ),
    readings(),
    st.integers(0, 5),
    st.sampled_from(CURRENCIES),
)
@SOME
def test_the_parts_of_a_period_add_up(keys: str, events: list[Reading], border: int, code: str) -> None:
    """Where nothing is counted over the whole period, two parts of it cost exactly what the whole does."""
    shape, source = loaded(f"{{currency: {code}, {keys}}}")
    middle = AT + timedelta(seconds=border)
    parts = [[e for e in events if (e.at < middle) is early] for early in (True, False)]

    whole, *some = (rate_events(shape, source, these, AT).last.exact for these in (events, *parts))

    assert whole == sum(some)


CELLS = (
    "{where: {a: x}, model: per_unit, unit: 0.5}",
    "{where: {a: y, b: [x, y]}, model: graduated, bands: [{up_to: 5, unit: 1}, {above: 5, unit: 2}]}",
    "{where: {b: z}, model: package, price: 2, size: 3, count: started}",
    "{where: {a: z}, model: percentage, rate: 10%, fixed: 1, free_amount: 2, minimum: 3}",
    "{where: {b: y}, model: flat, amount: 7, discount: 50%}",
    "{where: {b: x}, model: per_unit, unit: 1, free_units: 2, convert: {divide_by: 2}, maximum: 9}",
)


@st.composite
def matrices(draw: DrawFn) -> str:
    """Draw a matrix of some of the cells, in any order that leaves none unreached."""
    cells = draw(st.permutations(CELLS).flatmap(lambda some: st.integers(1, 6).map(lambda n: some[:n])))
    apply = draw(st.sampled_from(("per_cell", "joined")))
    rest = "{model: graduated, bands: [{up_to: 10, unit: 1}, {above: 10, unit: 3}]}"
    words = draw(st.sampled_from(("", ", minimum: 4", ", maximum: 6, discount: 10%")))
    return (
        f"model: matrix, dimensions: [a, b], apply: {apply}, "
        f"cells: [{', '.join(cells)}], otherwise: {rest}{words}"
    )


def naive_matrix(terms: MatrixTerms, text: str, events: list[Reading]) -> Fraction:
    """Part the events by hand and price each part as terms that stand alone, in minor units."""
    parts: dict[tuple[int, tuple[str | None, ...]], list[Reading]] = defaultdict(list)
    for event in events:
        fits = [
            place
            for place, cell in enumerate(terms.cells)
            if all(event.properties.get(name) in values for name, values in cell.where.items())
        ]
        place = fits[0] if fits else len(terms.cells)
        values = tuple(event.properties.get(name) for name in terms.dimensions)
        parts[place, values if terms.apply == "per_cell" else ()].append(event)
    bare = [(cell.partition("}, ")[2]) for cell in text.partition("cells: [")[2].split("{where: ")[1:]]
    rest = text.partition("otherwise: {")[2].partition("]}")[0] + "]}"
    total = NOTHING
    for (place, _), some in parts.items():
        keys = bare[place] if place < len(bare) else rest
        keys = keys.partition("], otherwise")[0].rstrip(", ")
        shape, source = loaded("{currency: EUR, " + keys.removesuffix("}") + "}")
        total += rate_events(shape, source, some, AT).last.exact
    return total


@given(matrices(), readings(dimensions=True))
@SOME
def test_matrix_is_the_sum_of_its_parts(keys: str, events: list[Reading]) -> None:
    """Each part costs what its own terms cost it, alone; the words of the matrix come after the sum."""
    shape, source = loaded(f"{{currency: EUR, {keys}}}")
    assert isinstance(shape.terms, MatrixTerms)
    expected = naive_matrix(shape.terms, keys, events) * (1 - shape.terms.discount.values[0])
    if shape.terms.minimum is not None:
        expected = max(expected, shape.terms.minimum.values[0] * 100)
    if shape.terms.maximum is not None:
        expected = min(expected, shape.terms.maximum.values[0] * 100)

    made = rate_events(shape, source, events, AT).last

    assert expected == made.exact
    assert sum(Fraction(part["amount"]) for part in made.document["slices"]) == made.exact
    assert check(made.document) == []


@given(matrices() | percentages(), readings(dimensions=True), st.data())
@SOME
def test_the_order_of_arrival_plays_no_part(keys: str, events: list[Reading], data: st.DataObject) -> None:
    """Events that arrive in another order are counted the same, cell by cell and event by event."""
    rules = f"plans: [{{id: p, name: {{en: P}}, usage: [{{meter: m, {keys}}}]}}]"
    by = programme(rules)
    other = data.draw(st.permutations(events))
    period = Period(AT, AT + timedelta(days=1))

    one, another = (measure(by, "p", {"m": these}, period, AT.date()) for these in (events, other))

    assert one == another


@given(percentages(), amounts, amounts)
@SOME
def test_a_larger_event_never_costs_less(keys: str, one: Fraction, other: Fraction) -> None:
    """Of two events alone, the one with the larger amount costs as much or more."""
    shape, source = loaded(f"{{currency: EUR, {keys}}}")
    costs = [rate_terms(shape, source, amount, AT).exact for amount in sorted((one, other))]

    assert all(less <= more for less, more in pairwise(costs))


UNITS = {"hour": 3600, "day": 86_400, "week": 7 * 86_400}


@pytest.mark.slow
@given(
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(("", "overage: 1.5x, ")),
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 6 * 86_400 - 1), small), max_size=6),
)
@SOME
def test_a_commitment_for_each_time(
    window: str,
    overage: str,
    true_up: bool,  # noqa: FBT001 - drawn
    used: list[tuple[int, Fraction]],
) -> None:
    """Each hour, day or week of a period costs what the formula says, those without use too."""
    start = datetime(2026, 11, 2, tzinfo=UTC)
    period = Period(start, start + timedelta(days=6))
    said = f"{{amount: 2, {overage}true_up: {str(true_up).lower()}, window: {window}}}"
    shape, source = loaded(f"{{currency: EUR, model: per_unit, unit: 0.5, commitment: {said}}}")
    events = [Reading(f"e{n}", start + timedelta(seconds=at), q, {}) for n, (at, q) in enumerate(used)]
    costs = [NOTHING] * -(-6 * 86_400 // UNITS[window])
    for at, quantity in used:
        costs[at // UNITS[window]] += quantity / 2
    factor = Fraction(3, 2) if overage else 1
    expected = sum(2 + (c - 2) * factor if c >= 2 else 2 if true_up else c for c in costs)

    made = rate_events(shape, source, events, AT, Over(period)).last

    assert expected * 100 == made.exact
    assert check(made.document) == []
