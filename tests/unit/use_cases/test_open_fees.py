"""A fee that cannot be worked out yet is told with its formula, and booked only as a number."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from loyalty import sumcheck
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.decision.explain import Document
from loyalty.decision.refusals import RequestMisfit
from loyalty.decision.situate import situate
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.refusals import QuoteDiffers
from loyalty.use_cases.services import Services
from loyalty.wording.page import as_page
from loyalty.wording.telling.sheet import explanation_sheet
from loyalty.wording.text import as_text
from tests.steps.drivers import StandingClock
from tests.unit.decision.making import programme

NAME = "p"
NOW = datetime(2026, 6, 15, 10, tzinfo=UTC)
FEES = """
  order.zone: {is: choice, of: [near, far], name: {en: the delivery zone}}
  order.delivery: {is: choice, of: [collect, home], default: collect}
  line.kilos: {is: quantity, name: {en: the weight of each piece}}
  order.kilos: {is: money, sum_of: line.amount}
basket:
  fees:
    - id: far
      name: {en: Far away}
      amount: 4.00
      when: order.zone == "far" and order.delivery == "home"
      calculable_when: order.zone
      formula: {en: €4.00 in the far zone.}
      purpose: way
      recipient: carrier
      refundable: false
    - id: heavy
      name: {en: Heavy pieces}
      amount: 1.00
      each: unit
      lines: line.kilos > 20
      when: order.kilos < 50.00
      calculable_when: line.kilos
      formula: {en: €1.00 for each piece above 20 kg}
      purpose: boxes
      recipient: seller
      refundable: true
"""


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services with a programme whose fees wait for a zone and for weights."""
    with closing(Units(open_engine(sqlite_database))) as units:
        made = Services(units, StandingClock(NOW), SystemEntropy(), b"s")
        adopt_programme(made, programme(FEES).source)
        yield made


def basket(*, kilos: tuple[str | None, ...] = ("30",), price: int = 1000, **order: str) -> Basket:
    """Give lines of one piece, each of a weight or of one nobody knows."""
    facts = [{"kilos": each} if each is not None else {} for each in kilos]
    lines = (BasketLine(str(n), "sku", Fraction(1), Fraction(price), each) for n, each in enumerate(facts))
    return Basket(tuple(lines), order)


def told(services: Services, of: Basket) -> Document:
    """Give the document of a quote, whose sums are right."""
    document = quote_basket(services, QuoteBasket(NAME, of)).document
    assert [] == sumcheck.check(document)
    return document


def left_out(document: Document) -> list[str]:
    """Give the ids of the fees that are told beside the total, which says whether there are any."""
    found = [fee["fee"] for fee in document["total"]["excluded"]]
    assert document["total"]["all_in"] is not bool(found)
    return found


def test_until_it_is_known_a_fee_is_told_with_its_formula(services: Services) -> None:
    """The quote names the fee, its formula and what is lacking, in every form; no rule is told as not met."""
    document = told(services, basket(delivery="home"))

    assert (1100, ["far"]) == (document["total"]["due"], left_out(document))
    assert [{"fact": "order.zone", "name": {"en": "the delivery zone"}}] == (
        document["total"]["excluded"][0]["known_with"]
    )
    assert "far" not in {rule["rule"] for rule in document["not_applied"]}
    said = "Not in it yet: Far away. €4.00 in the far zone."
    known = "The amount is told as soon as this is known: the delivery zone."
    text = " ".join(as_text(document, "en").split())
    assert f"Total so far, without what is named below €11.00 {said} {known}" in text
    beside = f'</h2>\n<h2 class="open">{said}</h2>\n<p class="besides">{known}</p>'
    assert f"<strong>€11.00</strong>{beside}" in as_page(document, "en")
    assert "目前总额（不含下列费用）" in as_text(document, "zh-CN")
    assert "excluded,,Far away: €4.00 in the far zone.,,,,,,,,false,merchant,carrier,way" in (
        explanation_sheet(document, "en")
    )


def test_once_it_is_known_the_number_replaces_it(services: Services) -> None:
    """With every input there the fee is a line, or nothing, and the total has all charges in it."""
    for zone, due in (("far", 1500), ("near", 1100)):
        document = told(services, basket(delivery="home", zone=zone))
        assert (due, []) == (document["total"]["due"], left_out(document))
        assert "Total, all charges included" in as_text(document, "en")


def test_what_nobody_stated_is_not_told_as_used(services: Services) -> None:
    """Data and words say that the zone is awaited; once it is there it is used, and said once."""
    waits = told(services, basket(delivery="home"))
    knows = told(services, basket(delivery="home", zone="far"))
    texts = [" ".join(as_text(each, "en").split()) for each in (waits, knows)]
    said = [text.partition(" Data Used: ")[2].partition(" Not used: ")[0] for text in texts]

    assert ["nowhere", "request"] == [
        next(item["source"] for item in each["inputs"]["used"] if item["fact"] == "order.zone")
        for each in (waits, knows)
    ]
    used, waited = said[0].split("Not known yet, so not used: ")
    assert waited == "the delivery zone (this purchase)."
    assert "the delivery zone" not in used
    assert 1 == said[1].count("the delivery zone (this purchase)")
    assert "尚不清楚，因此未使用：the delivery zone" in as_text(waits, "zh-CN").replace("\n  ", "")


def test_what_nothing_can_come_of_is_not_told(services: Services) -> None:
    """Whoever collects pays no way, and above 50.00 no piece is heavy: nothing is left open then."""
    assert [] == left_out(told(services, basket(delivery="collect")))
    assert [] == left_out(told(services, basket(kilos=(None,), price=5000)))


def test_a_fact_of_lines_is_known_where_every_line_states_it(services: Services) -> None:
    """One line without a weight leaves the fee open, whatever the others weigh."""
    document = told(services, basket(kilos=("30", None), zone="far"))

    assert (2000, ["heavy"]) == (document["total"]["due"], left_out(document))


def test_an_order_is_booked_when_all_of_it_is_known(services: Services) -> None:
    """What is open is refused by the place where it is stated, also with the quote that told it."""
    quoted = quote_basket(services, QuoteBasket(NAME, basket(kilos=(None,), delivery="home"))).quote.quote_id
    for quote in (None, quoted):
        asked = RecordOrder(NAME, "till", "o-1", basket(kilos=(None,), delivery="home"), quote=quote)
        with pytest.raises(RequestMisfit) as refused:
            record_order(services, asked)
        assert [("/order/zone", "fact-missing"), ("/lines", "fact-missing")] == [
            (misfit.pointer, misfit.code) for misfit in refused.value.misfits
        ]
    whole = basket(delivery="home", zone="far")
    with pytest.raises(QuoteDiffers):
        record_order(services, RecordOrder(NAME, "till", "o-1", whole, quote=quoted))
    assert 1500 == record_order(services, RecordOrder(NAME, "till", "o-1", whole)).order.total


def test_a_fact_that_other_rules_read_is_needed_for_a_price() -> None:
    """Where a discount asks for the zone too there is no price without it: nothing is guessed."""
    off = '{id: near, name: {en: Near}, when: order.zone == "near", percent: 5%}'
    made = programme(f"{FEES}  discounts: {{combine: best, rules: [{off}]}}")

    with pytest.raises(RequestMisfit, match="which is not given"):
        situate(made, basket(), NOW)
