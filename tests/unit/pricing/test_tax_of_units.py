"""Taxes and fees of each unit: so much a litre, so much a bottle, whatever the price is."""

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.kernel.rounding import Rounding, divide
from loyalty.language.readers.words import decimal_text
from tests.unit.decision.making import FEE, decided, explained, line, programme

LITRES = "  line.litres: {is: quantity, default: 0}\n"
TAXES = """basket:
  tax:
    - {{id: levy, name: {{en: Levy}}, unit: {unit}, content: line.litres, when: line.category == "tea", \
taxed: {taxed}, prices: {prices}}}
    - {{id: vat, name: {{en: VAT}}, rate: {rate}%, prices: {prices}}}
"""
CENTS = st.one_of(st.integers(0, 60), st.integers(0, 5000))


@given(
    st.tuples(st.booleans(), st.booleans()),
    CENTS,
    st.integers(0, 400),
    st.integers(0, 40),
    st.tuples(st.integers(0, 3000), st.sampled_from(["tea", "coffee"])),
)
@example((True, True), 50, 400, 20, (1100, "tea"))
@example((True, False), 40, 400, 20, (1100, "tea"))
def test_a_tax_of_each_unit_beside_one_at_a_rate(
    how: tuple[bool, bool], price: int, unit: int, rate: int, what: tuple[int, str]
) -> None:
    """What each tax comes to, contained or added, taxed or not, is what a few lines of sums say."""
    (contained, taxed), (litres, category) = how, what
    prices = "include_tax" if contained else "exclude_tax"
    words = {"unit": decimal_text(Fraction(unit, 1000)), "rate": rate, "prices": prices}
    by = programme(LITRES + TAXES.format(taxed=str(taxed).lower(), **words))
    bought = line(f"{price / 100:.2f}", "3", category=category, litres=decimal_text(Fraction(litres, 1000)))
    made = decided(by, bought)

    levy, vat = _sums(
        3 * price,
        contained=contained,
        taxed=taxed,
        rate=Fraction(rate, 100),
        levy=(_whole(Fraction(unit, 10) * Fraction(litres, 1000) * 3) if category == "tea" else 0),
    )
    assert (levy, vat) == (made.value("tax.levy.line"), made.value("tax.vat.line"))
    assert made.due == 3 * price + (0 if contained else levy + vat)
    assert [] == sumcheck.check(explained(made))


def _sums(price: int, *, contained: bool, taxed: bool, rate: Fraction, levy: int) -> tuple[int, int]:
    """Give both taxes of a price in minor units."""
    if not contained:
        return levy, _whole((price + levy if taxed else price) * rate)
    if not taxed:
        levy = min(levy, price)
        return levy, _whole((price - levy) * rate / (1 + rate))
    vat = _whole(price * rate / (1 + rate))
    return min(levy, price - vat), vat


def _whole(exact: Fraction) -> int:
    return divide(exact.numerator, exact.denominator, Rounding.HALF_UP)


def test_taxes_stand_in_the_order_of_the_file() -> None:
    """Whichever tax is worked out first, the lines are those of the file, each with its name."""
    words = {"unit": "0.18", "rate": 19, "prices": "include_tax", "taxed": "true"}
    made = explained(
        decided(programme(LITRES + TAXES.format(**words)), line("2.00", category="tea", litres="1"))
    )

    assert ["Levy", "VAT"] == [row["label"]["en"] for row in made["lines"] if row["category"] == "tax"]


def test_a_tax_of_each_unit_alone() -> None:
    """Without a tax at a rate it is all there is, and what a unit contains need not be said."""
    made = decided(
        programme("basket: {tax: {unit: 0.25, taxed: false, prices: exclude_tax}}"), line("1.00", "4")
    )

    assert (made.due, made.value("total.tax_added")) == (500, 100)


def test_a_deposit_of_each_bottle() -> None:
    """A fee of each unit is one line, of the lines it is on; it is mandatory, and has its tax inside."""
    rules = f"""basket:
  tax: {{table: vat.csv, by: line.category, prices: include_tax}}
  fees: [{FEE}amount: 0.25, each: unit, lines: line.category == "tea", taxed_as: gear}}]
"""
    by = programme(rules, {"vat.csv": "category,rate\ntea|coffee,7%\ngear,19%\n"})
    made = explained(decided(by, line("1.07", "6", category="tea"), line("1.07", "2", category="coffee")))

    fee = next(row for row in made["lines"] if row["rule"]["id"] == "a" and row["category"] != "tax")
    assert ("mandatory_fee", 150, True) == (fee["category"], fee["amount"], fee["mandatory"])
    assert (856 + 150, 56 + 24) == (made["total"]["due"], made["total"]["tax_inside"])
    assert [] == sumcheck.check(made)
