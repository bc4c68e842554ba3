"""The laws of explanations, over bills: what `test_explanation_laws.py` holds of sales.

Plans with a least and a most, tiers, fees, coupons and trials, taxed in every way, are started, changed,
paused, billed, cancelled and paid with credit and points. Every bill and every period it is about is
held to itself (1), to its words (2), its views (3), its reads (4), its level and public total (5), its
lines (7), its seal and its recomputation (8), its labels (10), its alternatives (11); and all that bills
say of a line comes to what the last of them says it is.
"""

import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Document
from loyalty.decision.telling.views import View, seen
from loyalty.pricing.line import Category
from loyalty.seals.verification import Verdict
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.billing.show_invoice import show_invoice
from loyalty.use_cases.documents import opened
from loyalty.use_cases.seals.show_sealed import show_sealed
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_explanation import Explained, show_explanation
from loyalty.vault.key import KEY_BYTES, MasterKey
from loyalty.wording.languages import LANGUAGES
from tests.properties.billed import History, stories
from tests.properties.telling import forms, within
from tests.steps.drivers import StandingClock
from tests.steps.reading import METERED, instant
from tests.unit.use_cases.sealing import HeldKeys, text_of, verified

HEAD = METERED.partition("facts:")[0].replace("[en]", "[en, zh-CN]")
FACTS = """facts:
  order.channel: {is: choice, of: [web]}
  member.tier: {is: tier, label: membership}
tiers:
  measured_by: {sum_of: line.amount, over: 12 months}
  decided: before the order
  ladder:
    - {name: basic, from: 0.00, discount: 0%}
    - {name: partner, from: 50.00, discount: 5%}
    - {name: premier, from: 90.00, discount: 10%}
  keep_for: 12 months
  landing: soft
currencies: {table: rates.csv}
combine_coupons: chain
rights: {human_review: desk, answer_within: 7 days}
redeem:
  worth: {points: 7, money: 0.05}
  earn_on: money_paid
  on_refund: recompute_kept_order
  spent_too_much: owe
coupons:
  - {id: third, name: {en: A third, zh-CN: 三分之一}, percent: 33%, lasts: 2 periods}
  - {id: gift, name: {en: Gift, zh-CN: 赠礼}, amount: 50.00, lasts: forever, rest: carried}
meters:
  - {id: calls, name: {en: Calls, zh-CN: 调用}, aggregate: sum}
plans:
"""
PLAN = """  - id: @ID@
    name: {en: Plan @ID@, zh-CN: 套餐@ID@}
    price: {every: month, anchor: anniversary, amount: 24.00}
    trial: 7 days
    seats:
      name: {en: Seats, zh-CN: 席位}
      model: graduated
      free_units: 1
      bands: [{up_to: 3, unit: 8.01}, {above: 3, unit: 6.33}]
    usage:
      - {meter: calls, model: graduated, bands: [{up_to: 10, unit: 0.333}, {above: 10, unit: 0.111}]}
    minimum: {amount: 30.00, counts: [price, seats, usage], before: coupons}
    maximum: {amount: 60.00, counts: [price, seats, usage]}
    order: [percent, amount, minimum, maximum, fees]
    fees:
      - id: work
        name: {en: Work, zh-CN: 手续}
        amount: 3.33
        purpose: paper work
        recipient: seller
        refundable: false
    tier_discount: {applies_to: [price, seats, usage]}
    points: {at_most: 50%}
    proration: {basis: day, on_change: credit_and_charge, back_dated: 60 days}
"""
TWO_TAXES = """    tax:
      - {id: gst, name: {en: GST, zh-CN: 货劳税}, rate: 5%, prices: exclude_tax, per: total}
      - {id: qst, name: {en: QST, zh-CN: 魁省税}, rate: 9.975%, prices: exclude_tax, per: total}
"""
TAXES = {
    "untaxed": "",
    "added": "    tax: {rate: 19%, prices: exclude_tax, per: line}\n",
    "inside": "    tax: {rate: 19%, prices: include_tax, per: total}\n",
    "two": TWO_TAXES,
    "free": "    tax: {rate: 0%, prices: include_tax, per: line}\n",
}
RATES = {"CNY": "8.21", "JPY": "183.5", "KWD": "0.3607"}
PLANS = st.sampled_from(sorted(TAXES))
TIERS = st.sampled_from(["", "partner", "premier"])
COUPONS = st.sampled_from([(), ("third",), ("gift", "third")])


@pytest.fixture(scope="module")
def services(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Give services that seal on one database; every history is of a member of its own."""
    path = tmp_path_factory.mktemp("told") / "loyalty.db"
    path.write_bytes(sqlite_template.read_bytes())
    units, clock = Units(open_engine(f"sqlite:///{path}")), StandingClock(instant("2026-01-31"))
    master = MasterKey(b"m" * KEY_BYTES)
    there = Services(units, clock, SystemEntropy(), b"secret", master=master, seal_keys=HeldKeys())
    plans = "".join(PLAN.replace("@ID@", name) + tax for name, tax in TAXES.items())
    rates = "".join(f"{code},2026-01-01,{rate},made up\n" for code, rate in RATES.items())
    head = "currency,from,rate,source\n"
    adopt_programme(there, {"programme.yaml": HEAD + FACTS + plans, "rates.csv": head + rates})
    yield there
    units.close()


def lived(services: Services, data: st.DataObject) -> History:
    """Give somebody of any tier whose subscription had a random history."""
    history = History(services, data.draw(PLANS), data.draw(COUPONS), tier=data.draw(TIERS))
    history.live(data.draw(stories(PLANS, 7)))
    return history


@settings(max_examples=6)
@given(st.data())
def test_bills_and_their_periods_are_told_by_the_laws(services: Services, data: st.DataObject) -> None:
    """Every law, of a few histories."""
    hold(services, lived(services, data))


@pytest.mark.slow
@settings(max_examples=100)
@given(st.data())
def test_many_bills_and_their_periods_are_told_by_the_laws(services: Services, data: st.DataObject) -> None:
    """Every law, of many histories."""
    hold(services, lived(services, data))


def hold(services: Services, history: History) -> None:
    """Hold each bill of a history, and each period that it is about, to the laws."""
    said: Counter[tuple[str, str, str]] = Counter()
    last: dict[tuple[str, str, str], int] = {}
    for bill in history.bills():
        sealed(services, bill, bill["id"])
        code = sorted(RATES)[int(bill["number"]) % len(RATES)]
        in_words(show_invoice(services, bill["id"], code), {bill["payable"]})
        for row in bill["lines"]:
            place = row["period"]["start"], row["plan"], row["key"]
            said[place] += row["amount"]
            assert said[place] == row["now"]
            last[place] = row["now"]
        for period in bill["periods"]:
            explained = show_explanation(services, period["explanation"])
            sealed(services, explained.document, period["explanation"])
            of_a_period(services, explained)
            of_its_lines(explained.document)


def sealed(services: Services, document: Document, name: str) -> None:
    """1, 8: the sums are right, the seal holds, and the rules make the same document again."""
    found = verified(text_of(show_sealed(services, name).file))

    assert [] == sumcheck.check(document)
    assert Verdict.VALID is found.verdict, found
    assert document.items() >= {"id": name}.items()


def in_words(document: Document, must: set[int]) -> None:
    """2: every form says the same money in both languages, and leaves no sum of the document out."""
    rows = {row["amount"] for row in document["lines"] if row["category"] != Category.TAX}
    told = {abs(Fraction(each, 100)) for each in rows | must | {document["total"]["due"]}}

    for view in View:
        texts, pages, tables = zip(*(forms(document, each, view) for each in LANGUAGES), strict=True)
        for english, chinese in (texts, pages, tables):
            assert english == chinese
            assert told <= {abs(each) for each in english}
        assert set(texts[0]) <= set(pages[0])


def of_a_period(services: Services, explained: Explained) -> None:
    """3, 4, 5, 11: views hide, what is used was read, the level follows, alternatives are decisions."""
    document = explained.document
    in_words(document, {document["total"]["payable"], document["baseline"]["public_total"]})
    with services.units.read() as unit:
        programme = services.programmes.by_digest(unit, explained.row.digest)
    decision = opened(programme, explained.row).decision

    views = [seen(document, view) for view in View]
    assert all(within(narrow, wide) for narrow, wide in pairwise(views))
    assert {item["fact"] for item in document["inputs"]["used"]} == decision.part.compiled.sheet.reads
    assert document["baseline"]["level"] == "membership"
    assert document["total"]["due"] <= document["baseline"]["public_total"]
    assert document["baseline"]["public_total"] == for_nobody(decision).due
    assert [] == [each for each in document["alternatives"] if each["total"] != again(decision, each)]


def again(decision: Decision, alternative: Document) -> int:
    """Give what an alternative comes to when it is decided."""
    if alternative["change"] == "without_membership":
        return for_nobody(decision).due
    changed = decision.situation.with_facts(decision.part.compiled, alternative["facts"])
    return decide(decision.programme, changed, decision.part).due


def of_its_lines(document: Document) -> None:
    """7, 10: each line has one rule, somebody who set it and a name in both languages."""
    for row in document["lines"]:
        assert row["rule"]["id"]
        assert row["set_by"] == ("authority" if row["category"] == Category.TAX else "merchant")
        assert row["category"] in tuple(Category)
        assert set(row["label"]) == set(LANGUAGES)
        assert "member.segment" not in json.dumps(row["label"])
