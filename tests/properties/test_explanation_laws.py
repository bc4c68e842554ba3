"""The laws of explanations, over generated rules, baskets and members; compliance calls them invariants.

Sums are the lines (1), numbers in words are those of the data (2), views only hide (3), what is
listed as used was read (4), the level follows from reads and a member never pays more (5), each
line has one rule and somebody who set it (7), the same comes out of what is kept (8), no label
tells a group or a protected word (10), alternatives are decisions (11). Notices are all said and none
is false (6), and what an erasure leaves adds up (9); signatures after an erasure are held in the tests
of what is sealed, and that an order pays what its quote said, or less (12), in `test_first_total.py`.
The sales are in any currency, taxed or not, some of them free, some with open fees.
"""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Heading
from loyalty.decision.situate import situation_kept
from loyalty.decision.telling.left import left_of
from loyalty.decision.telling.views import VIEWS, View, seen
from loyalty.kernel.identity import MemberId
from loyalty.language.texts.jurisdictions import PARENTS
from loyalty.pricing.line import Category
from loyalty.profiles.markets import law_on
from loyalty.profiles.notices import refuse_untold
from loyalty.profiles.refusals import NoticeFalse, PersonalisationNoticeMissing, SentenceMissing
from loyalty.use_cases.documents import Recipe
from loyalty.use_cases.market_notices import Facts, refuse_unsaid, says, told_in_market
from loyalty.use_cases.services import Programmes, Services
from loyalty.use_cases.sold_in import sale_in
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.text import as_text
from tests.properties.telling import CLIMBING, DAY, OF, Case, cases, forms, within

SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@SOME
@given(cases())
def test_sums_are_the_lines(case: Case) -> None:
    """1: lines that count add up to what is due, the taxes inside to the tax inside; the checker agrees."""
    document = case.document(case.decision())
    counted = [row for row in document["lines"] if not row["inside"] and row["category"] != "points_used"]
    inside = [row for row in document["lines"] if row["inside"]]

    assert document["total"]["due"] == sum(row["amount"] for row in counted)
    assert document["total"]["tax_inside"] == sum(row["amount"] for row in inside)
    assert document["total"]["all_in"] is not bool(document["total"]["excluded"])
    assert [] == sumcheck.check(document)


@SOME
@given(cases())
def test_numbers_in_words_are_those_of_the_data(case: Case) -> None:
    """2: text, page and table say the same money in each language, in each view each sum of the data."""
    document = case.document(case.decision())
    rows = {row["amount"] for row in document["lines"] if row["category"] != Category.TAX}
    must = rows | {document["total"]["due"], document["baseline"]["public_total"]}
    must |= {document["total"][name] for name in ("tax_inside", "tax_added") if document["total"][name]}
    must |= {each["total"] for each in document["alternatives"] if each["change"] != "without_membership"}
    told = {Fraction(amount, 10**case.sale.exponent) for amount in must}
    of_taxes = {Fraction(row["amount"], 10**case.sale.exponent) for row in document["lines"]}

    for view in View:
        texts, pages, tables = zip(*(forms(document, language, view) for language in LANGUAGES), strict=True)
        for english, chinese in (texts, pages, tables):
            assert english == chinese
            assert told <= set(english)
        assert of_taxes <= set(tables[0])
        assert set(texts[0]) <= set(pages[0])
    buyer, agent = (forms(document, "en", view)[0] for view in (View.BUYER, View.AGENT))
    assert buyer.keys() <= agent.keys()


@SOME
@given(cases())
def test_views_only_hide(case: Case) -> None:
    """3: what a customer sees an agent sees, what an agent sees an auditor sees; and nothing is made up."""
    document = case.document(case.decision())
    views = [seen(document, view) for view in View]

    assert ["customer", "agent", "auditor"] == list(VIEWS)
    assert all(within(narrow, wide) for narrow, wide in pairwise(views))
    assert document == views[-1]
    assert "'formula'" not in str([views[1][part] for part in ("steps", "not_applied")])
    told = {part: views[0][part] for part in ("points", "lines", "slices", "not_applied", "steps")}
    assert not any(
        f"'{name}'" in str(told) for name in ("rule", "reads", "personal_reads", "step", "formula")
    )
    assert all(name.startswith(TOLD_OF_FACTS) for name in views[0]["facts"])
    assert all(name.startswith(TOLD_OF_RULES) for each in told["not_applied"] for name in each["was"])


@SOME
@given(cases())
def test_what_is_used_was_read(case: Case) -> None:
    """4: what is listed as used is what the sheet reads, and no kind is called unread that was read."""
    decision = case.decision()
    document = case.document(decision)
    used = {item["fact"] for item in document["inputs"]["used"]}
    unread = set(document["inputs"]["unread_categories"])

    waits = {item["fact"] for fee in document["total"]["excluded"] for item in fee["known_with"]}
    nowhere = {item["fact"] for item in document["inputs"]["used"] if item["source"] == "nowhere"}
    assert bool(waits) == (case.sale.opens and not case.zone)
    assert decision.part.compiled.sheet.reads == used
    assert waits == nowhere
    declared = decision.programme.shape.facts.keys()
    assert declared - used == {item["fact"] for item in document["inputs"]["not_used"]}
    said = {item["fact"]: (item["label"], item["purpose"]) for item in document["inputs"]["used"]}
    assert ("personal", ["birthday"]) == said.get("member.born", ("personal", ["birthday"]))
    assert case.sale.tiers is ("member.tier" in said)
    assert "membership" == said.get("member.tier", ("membership", []))[0]
    assert ("personal" in unread) == ("birthday" not in case.rules)
    assert ("purchases" in unread) == (not {"first", "friends"} & set(case.rules))
    assert {"protected", "proxy", "rights"} <= unread


@SOME
@given(cases())
def test_the_level_follows_from_what_was_read(case: Case) -> None:
    """5: none where nothing of a member is read; individual by known facts of one person; never dearer."""
    document = case.document(case.decision())
    baseline = document["baseline"]

    assert case.level == baseline["level"]
    assert document["total"]["due"] <= baseline["public_total"]
    if baseline["level"] == "none":
        assert document["total"]["due"] == baseline["public_total"]


@SOME
@given(cases())
def test_each_line_has_a_rule_and_somebody_who_set_it(case: Case) -> None:
    """7: one rule, one who decided its sum, one of the closed list of what a line can be."""
    document = case.document(case.decision())

    for row in document["lines"]:
        assert row["rule"]["id"]
        assert row["set_by"] in {"merchant", "partner", "platform", "authority"}
        assert row["category"] in tuple(Category)
        assert row["mandatory"] is not bool(row["avoided_by"])
        name = row["rule"]["id"]
        assert (row["category"] == "tax") is (row["set_by"] == "authority")
        if name in FEES_SAID:
            said = row["recipient"], row["purpose"], row["refundable"], row["mandatory"]
            assert FEES_SAID[name] == said
        if name in OF:
            assert OF[name] == row["category"]
            assert OF[name] == Category.DISCOUNT_PUBLIC or row["published_condition"] is not None
        assert bool(row["personal_reads"]) is (row["published_condition"] is not None)
    assert {"carriage"} >= {r["category"] for r in document["lines"] if r["rule"]["id"] == "way"}


@SOME
@given(cases())
def test_the_same_comes_of_what_is_kept(case: Case) -> None:
    """8: the rule files and the kept situation make the same document again."""
    decision = case.decision()
    again = situation_kept(
        decision.programme, decision.part, decision.situation.to_json(decision.part.compiled)
    )

    assert case.document(decision) == case.document(decide(decision.programme, again))


@SOME
@given(cases())
def test_no_customer_reads_a_group_or_a_withheld_value(case: Case) -> None:
    """10: neither the id of a segment nor what a personal fact was stands in what a customer sees."""
    document = case.document(case.decision())
    shown = seen(document, View.BUYER)
    texts = [as_text(document, language) for language in LANGUAGES]
    born = case.who.facts.get("member.born")

    assert "told_of_cats" not in str(shown)
    assert not any(re.search(r"told.of.cats|gender.*=", text) for text in texts)
    if born == "01-02":
        assert born not in str(document)
    assert {"member.born"} >= set(document["withheld"])


@SOME
@example(CLIMBING)
@given(cases())
def test_alternatives_are_decisions(case: Case) -> None:
    """11: each is the situation decided again with other facts; none equals what is due, none is left out."""
    decision = case.decision()
    document = case.document(decision)

    for each in document["alternatives"]:
        assert each["total"] != document["total"]["due"]
        if each["change"] == "without_membership":
            assert each["total"] == for_nobody(decision).due
            continue
        changed = decision.situation.with_facts(decision.part.compiled, each["facts"])
        assert each["total"] == decide(decision.programme, changed).due
    offered = {fact: value for each in document["alternatives"] for fact, value in each["facts"].items()}
    assert ("order.delivery" in offered) or not _matters(
        decision, "order.delivery", ("collect", "home", "post")
    )
    changes = {each["change"] for each in document["alternatives"]}
    above = {"blue": "gold", "gold": "black"}.get(case.who.tier) if case.who.enrolled else None
    changes_it = above is not None and _matters(decision, "member.tier", (above,))
    assert [{"member.tier": above}] * changes_it == [
        each["facts"] for each in document["alternatives"] if each["change"] == "next_tier"
    ]
    assert ("without_membership" in changes) == (for_nobody(decision).due != decision.due)


def _matters(decision: Decision, fact: str, values: tuple[str, ...]) -> bool:
    """Give whether one of the values of a fact makes another total."""
    changed = (decision.situation.with_facts(decision.part.compiled, {fact: value}) for value in values)
    return any(decide(decision.programme, each).due != decision.due for each in changed)


TOLD_OF_FACTS = ("period.", "stretch.", "coupon.", "member.enrolled")
TOLD_OF_RULES = (
    "line.",
    "order.",
    "event.",
    "usage.",
    "period.",
    "stretch.",
    "total.",
    "points.",
    "together",
)
"""What a customer is told the values of: the purchase and its period, nothing of a person."""
FEES_SAID = {
    "way": ("carrier", "carriage", False, True),
    "paper": ("seller", "wrapping", True, True),
    "far": ("carrier", "way", False, True),
}
"""Who gets each fee, for what, whether it comes back, whether nobody can decline it."""
MARKETS = {"EU": "personal-price", "US-NY": "personal-price-sentence", "US-TX": None, "UK": None}
"""Markets, and what each asks to be said beside a personal price."""
TELLING = cast("Services", SimpleNamespace(tells=True, programmes=Programmes()))
"""Services of which only is asked whether somebody is told."""


@SOME
@given(cases(), st.sampled_from(sorted(MARKETS)))
def test_every_notice_is_said_and_none_is_false(case: Case, market: str) -> None:
    """6: a price that rests on somebody says what its market asks, any other says nothing of the kind."""
    law = law_on(DAY.date(), (market,) if market in PARENTS else ())
    named = market if market in PARENTS else ""
    made = case.decision()
    declared = tuple(sorted(MARKETS.keys() & PARENTS)) if named else ()
    shape = replace(made.programme.shape, jurisdictions=declared)
    decision = replace(made, programme=replace(made.programme, shape=shape))
    heading = Heading("quo_x", "quote", beside={"known": sorted(case.who.facts)})
    somebody = MemberId(1) if case.who.enrolled else None
    sale = sale_in(decision.programme, named)
    promised = told_in_market(TELLING, Recipe(decision, heading), sale, somebody, DAY)
    document = promised.document()
    said, level = document.get("notices", []), document["baseline"]["level"]
    asked = MARKETS[market]

    personal = case.level != "none"
    assert [asked] * (asked is not None and personal) == [notice["id"] for notice in said]
    assert named == (document["market"] or "")
    refuse_unsaid(promised, "quo_x")
    assert says(promised, decision, sale, Facts(sorted(case.who.facts))) or not case.who.enrolled
    if said:
        with pytest.raises((PersonalisationNoticeMissing, SentenceMissing)):
            refuse_untold(law, level, [], "quo_x")
        with pytest.raises(NoticeFalse):
            refuse_untold(law, "none", said, "quo_x")
        silent = replace(promised, told=None, heading=heading)
        assert not says(silent, decision, sale, Facts(sorted(case.who.facts)))


LEFT = frozenset(
    [
        "version",
        "id",
        "kind",
        "of",
        "status",
        "issued_at",
        "programme",
        "timezone",
        "currency",
        "exponent",
        "total",
        "amounts",
        "points",
    ]
)
"""All that stays of what is erased."""


@SOME
@given(cases())
def test_what_is_left_of_an_erased_document_adds_up(case: Case) -> None:
    """9: the amounts that stay come to the sums that were told; nothing of basket or person is in them."""
    document = case.document(case.decision())
    left = left_of(document, document["issued_at"])

    assert [] == sumcheck.check(left)
    assert left["total"].items() <= document["total"].items()
    assert LEFT == left.keys()
    assert {"id", "kind"} == left["of"].keys()
    assert "sku" not in str(left)
    assert "06-15" not in str({name: part for name, part in left.items() if name != "issued_at"})
    for name in left["total"]:
        assert sumcheck.check({**left, "total": {**left["total"], name: left["total"][name] + 1}})
