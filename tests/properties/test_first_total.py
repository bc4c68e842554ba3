"""Law 12 of explanations, by the use cases: who changes nothing pays what the first page said, or less.

What comes back in parts is told by the same laws: lines are sums (1), words have their numbers (2).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.decision.telling.left import left_of
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money, currency
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.once import Once
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.services import Services
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.text import as_text
from tests.properties.shops import opened_shop
from tests.properties.test_returns import LONG_AGO, NAME, NOW, RULES
from tests.steps.drivers import StandingClock
from tests.unit.wording.reading import moneys_in

NUMBERS = count(1)
OFFER = "{2026-01-01: 10%, 2026-11-23: 1%}"
ENDING = "\n      - {id: autumn, name: {en: Autumn, zh-CN: 秋季}, percent: %s}" % OFFER  # noqa: UP031 - has braces
ENDED = datetime(2026, 11, 22, 23, tzinfo=UTC)
"""When the offer ends, at midnight where the shop is; from then on the same costs more."""
LAST_MINUTES = ENDED - timedelta(minutes=10)
SKUS = {"coffee": Fraction(499), "tea": Fraction(1500), "gear": Fraction(33), "gift-card": Fraction(2500)}


@pytest.fixture(scope="module")
def services(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Give services on a database with vouchers, stored value, carriage and returns."""
    path = tmp_path_factory.mktemp("first") / "first.db"
    rules = RULES.replace("    rules:", f"    rules:{ENDING}", 1)
    with opened_shop(sqlite_template, path, rules, NOW) as made:
        yield made


@dataclass(frozen=True, slots=True)
class Visit:
    """What somebody looks at, then buys, and how many units of each line come back, one after the other.

    ``begun`` is when they look at it, ``minutes`` how long they think about it, ``cites`` whether the order
    names the quote.
    """

    basket: Basket
    member: bool
    minutes: int
    cites: bool
    back: tuple[str, ...]
    begun: datetime = NOW


HOME = Basket(
    (BasketLine("1", "tea", Fraction(2), SKUS["tea"], {"category": "tea", "brand": "own"}),),
    {"channel": "shop", "delivery": "home"},
)


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    """Draw a basket of anybody, who may pay with points, stored value and a voucher."""
    kinds = draw(st.lists(st.sampled_from(sorted(SKUS)), min_size=1, max_size=3))
    lines = tuple(
        BasketLine(str(n), kind, Fraction(draw(st.integers(1, 3))), SKUS[kind], {"category": kind})
        for n, kind in enumerate(kinds, start=1)
    )
    lines = tuple(replace(each, facts={**each.facts, "brand": "own"}) for each in lines)
    member = draw(st.booleans())
    basket = Basket(lines, {"channel": "shop", "delivery": draw(st.sampled_from(["collect", "home"]))})
    if member:
        basket = replace(
            basket,
            points_offered=draw(st.sampled_from((0, 120, 350))),
            vouchers=draw(st.sampled_from(((), ("ONCE",)))),
            value_offered=draw(st.sampled_from((0, 300, 5000))),
        )
    units = [each.id for each in lines for _ in range(int(each.quantity))]
    back = tuple(draw(st.permutations(units))[: draw(st.integers(0, len(units)))])
    minutes, begun = draw(st.sampled_from((0, 29, 90))), draw(st.sampled_from((NOW, LAST_MINUTES)))
    return Visit(basket, member, minutes, draw(st.booleans()), back, begun)


def bought_by(services: Services) -> MemberId:
    """Enrol a member with points and stored value."""
    number = next(NUMBERS)
    once = Once("first", f"m-{number}", "")
    member = MemberId(enrol_member(services, EnrolMember(NAME), once).data["member"])
    load = LoadValue(member, Money(2000, currency("EUR")), "till")
    load_value(services, load, Once("first", f"v-{number}", ""))
    many = (BasketLine("1", "s", Fraction(1), Fraction(40000), {"category": "coffee", "brand": "own"}),)
    past = RecordOrder(NAME, "till", f"past-{number}", Basket(many, {"channel": "shop"}), member, LONG_AGO)
    record_order(services, past)
    return member


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@example(Visit(HOME, member=True, minutes=90, cites=False, back=("1",)))
@example(Visit(HOME, member=False, minutes=29, cites=True, back=("1", "1")))
@example(Visit(HOME, member=True, minutes=29, cites=True, back=("1",), begun=LAST_MINUTES))
@given(visits())
def test_the_first_total_is_what_is_paid(services: Services, visit: Visit) -> None:
    """12: with the same choices the order is due what the quote said, or less; then its returns add up."""
    clock = services.clock
    assert isinstance(clock, StandingClock)
    clock.at = visit.begun
    member = bought_by(services) if visit.member else None
    quoted = quote_basket(services, QuoteBasket(NAME, visit.basket, member))
    clock.at = visit.begun + timedelta(minutes=visit.minutes)
    promised = visit.cites and visit.minutes < 30
    order = RecordOrder(NAME, "till", f"o-{next(NUMBERS)}", visit.basket, member)
    cited = quoted.quote.quote_id if promised else None
    sold = record_order(services, replace(order, quote=cited))
    receipt = sold.document()

    if promised or clock.at < ENDED:
        for part in ("due", "payable"):
            assert receipt["total"][part] <= quoted.document["total"][part]
    if promised:
        assert receipt["total"]["payable"] == quoted.quote.payable
    told = [
        record_return(services, RecordReturn(sold.order.key, f"r-{place}", {unit: Fraction(1)}))
        for place, unit in enumerate(visit.back)
    ]
    for document in (receipt, quoted.document, *(each.document() for each in told)):
        assert [] == sumcheck.check(document)
        assert [] == sumcheck.check(left_of(document, document["issued_at"]))
        english, chinese = (moneys_in(as_text(document, language), "€") for language in LANGUAGES)
        assert english == chinese
        said = {document["total"]["due"], *(each["amount"] for each in document["lines"])}
        assert {Fraction(each, 100) for each in said} <= set(english)
