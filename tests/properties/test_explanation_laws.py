"""The laws of explanations, over generated rules, baskets and members; compliance calls them invariants.

Sums are the lines (1), numbers in words are those of the data (2), views only hide (3), what is
listed as used was read (4), the level follows from reads and a member never pays more (5), each
line has one rule and somebody who set it (7), the same comes out of what is kept (8), no label
tells a group or a protected word (10), alternatives are decisions (11), and an order pays what
was quoted or less (12). Notices are all said and none is false (6), and what an erasure leaves adds up (9);
signatures after an erasure are held in the tests of what is sealed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Document, Heading, explain
from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY, Participant, situation_kept
from loyalty.decision.telling.left import left_of
from loyalty.decision.telling.reach import Reach
from loyalty.decision.telling.views import VIEWS, View, seen
from loyalty.language.texts.jurisdictions import PARENTS
from loyalty.pricing.line import Category
from loyalty.profiles.markets import law_on
from loyalty.profiles.notices import notices_due, refuse_untold
from loyalty.profiles.refusals import NoticeFalse, PersonalisationNoticeMissing, SentenceMissing
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.text import as_text
from tests.unit.decision.making import decided, line, programme
from tests.unit.wording.reading import moneys_in

SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
DAY = datetime(2026, 6, 15, 10, tzinfo=UTC)
FACTS = """
  member.tier: {is: tier, label: membership}
  member.born: {is: day_month, label: personal, purpose: [birthday]}
  member.gender: {is: text, label: protected}
  order.delivery: {is: choice, of: [collect, home, post], default: home}
tiers:
  measured_by: {sum_of: line.amount, over: 12 months}
  decided: before the order
  ladder:
    - {name: blue, from: 0}
    - {name: gold, from: 2000, discount: 5%}
    - {name: black, from: 9000, discount: 8%}
  keep_for: 12 months
  landing: soft
segments:
  - {id: told_of_cats, name: {en: Friends}, when: history.spend >= 100.00, at_least_members: 2}
redeem: {worth: {points: 100, money: 1.00}, earn_on: money_paid, on_refund: recompute_kept_order,
  spent_too_much: owe}
earn:
  base: {points: 1, for_each: 1, of: line.amount}
rights: {human_review: desk, answer_within: 7 days}
"""
FEES = """
  fees:
    - {id: way, name: {en: Delivery}, amount: 3.20, when: order.delivery == "home", purpose: carriage,
       recipient: carrier, refundable: false}
    - {id: paper, name: {en: Wrapping}, amount: 0.55, purpose: wrapping, recipient: seller, refundable: true}
"""
RULES = {
    "public": 'percent: 10%, lines: line.category == "tea"',
    "member": "percent: 3%, when: member.enrolled",
    "birthday": 'percent: 20%, when: member.born == "06-15"',
    "first": "percent: 7%, when: member.enrolled and history.orders == 0",
    "friends": "amount: 1.00, when: member.segment.told_of_cats",
}
OF = {
    "public": Category.DISCOUNT_PUBLIC,
    "member": Category.DISCOUNT_MEMBER,
    "birthday": Category.DISCOUNT_INDIVIDUAL,
    "first": Category.DISCOUNT_INDIVIDUAL,
    "friends": Category.DISCOUNT_INDIVIDUAL,
}
INDIVIDUAL = {"birthday", "first", "friends"}
Decided = tuple[Decision, Document, frozenset[str]]


@cache
def by(rules: tuple[str, ...]) -> Programme:
    """Give a programme with some of the rules."""
    written = "".join(f"      - {{id: {name}, name: {{en: R {name}}}, {RULES[name]}}}\n" for name in rules)
    discounts = f"  discounts:\n    combine: sum\n    rules:\n{written}" if rules else ""
    return programme(f"{FACTS}basket:{FEES}{discounts}")


@dataclass(frozen=True, slots=True)
class Case:
    """A basket of somebody under some of the rules."""

    rules: tuple[str, ...]
    prices: tuple[tuple[str, str, str], ...]
    who: Participant
    delivery: str
    points: int

    def decision(self) -> Decision:
        """Give what it comes to."""
        lines = [line(price, quantity, category=kind) for price, quantity, kind in self.prices]
        order = {"delivery": self.delivery}
        return decided(by(self.rules), *lines, who=self.who, order=order, points=self.points, at=DAY)

    def document(self, decision: Decision) -> Document:
        """Give its explanation as a quote of whoever it is."""
        known = {"known": sorted(self.who.facts)}
        heading = Heading("exp_x", "quote", identified=self.who.enrolled, beside=known)
        return explain(decision, heading, for_nobody(decision))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw rules, a basket and a member, or nobody."""
    rules = tuple(sorted(draw(st.sets(st.sampled_from(sorted(RULES))))))
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["0.01", "0.99", "10.00", "123.45"]),
                st.sampled_from(["1", "2", "7"]),
                st.sampled_from(["coffee", "tea"]),
            ),
            min_size=1,
            max_size=3,
        )
    )
    facts = draw(st.sampled_from([{}, {"member.born": "06-15"}, {"member.born": "01-02"}]))
    past = {
        "history.orders": draw(st.sampled_from([0, 3])),
        "member.segment.told_of_cats": draw(st.sampled_from([0, 1])),
    }
    member = Participant(
        enrolled=True, tier=draw(st.sampled_from(["blue", "gold", "black"])), facts={**facts}, history=past
    )
    who = draw(st.sampled_from([NOBODY, member, member]))
    points = draw(st.sampled_from([0, 150])) if who.enrolled else 0
    return Case(rules, tuple(rows), who, draw(st.sampled_from(["collect", "home", "post"])), points)


@SOME
@given(cases())
def test_sums_are_the_lines(case: Case) -> None:
    """1: lines that count add up to what is due, the taxes inside to the tax inside; the checker agrees."""
    document = case.document(case.decision())
    counted = [row for row in document["lines"] if not row["inside"] and row["category"] != "points_used"]
    inside = [row for row in document["lines"] if row["inside"]]

    assert document["total"]["due"] == sum(row["amount"] for row in counted)
    assert document["total"]["tax_inside"] == sum(row["amount"] for row in inside)
    assert [] == sumcheck.check(document)


@SOME
@given(cases())
def test_numbers_in_words_are_those_of_the_data(case: Case) -> None:
    """2: the money that each language says in each view is the same, and each sum of the data is said."""
    document = case.document(case.decision())
    said = {
        (language, view): moneys_in(as_text(document, language, view=view), "€")
        for language in LANGUAGES
        for view in View
    }
    must = {document["total"]["due"], document["baseline"]["public_total"]}
    must |= {row["amount"] for row in document["lines"]}
    must |= {each["total"] for each in document["alternatives"] if each["change"] != "without_membership"}

    for view in View:
        assert said["en", view] == said["zh-CN", view]
        assert must <= {int(amount * 100) for amount in said["en", view]}
    assert said["en", View.BUYER].keys() <= said["en", View.AGENT].keys()


def _within(narrow: object, wide: object) -> bool:
    """Give whether all of one is in the other, with the same value at the same place."""
    match narrow, wide:
        case Mapping(), Mapping():
            return all(key in wide and _within(part, wide[key]) for key, part in narrow.items())
        case list(), list() if len(narrow) == len(wide):
            return all(map(_within, narrow, wide))
        case list(), list():
            return all(any(_within(part, other) for other in wide) for part in narrow)
        case _:
            return narrow == wide


@SOME
@given(cases())
def test_views_only_hide(case: Case) -> None:
    """3: what a customer sees an agent sees, what an agent sees an auditor sees; and nothing is made up."""
    document = case.document(case.decision())
    views = [seen(document, view) for view in View]

    assert ["customer", "agent", "auditor"] == list(VIEWS)
    assert all(_within(narrow, wide) for narrow, wide in pairwise(views))
    assert document == views[-1]
    assert "formula" not in str(views[0]["steps"])


@SOME
@given(cases())
def test_what_is_used_was_read(case: Case) -> None:
    """4: what is listed as used is what the sheet reads, and no kind is called unread that was read."""
    decision = case.decision()
    document = case.document(decision)
    used = {item["fact"] for item in document["inputs"]["used"]}
    unread = set(document["inputs"]["unread_categories"])

    assert decision.part.compiled.sheet.reads == used
    assert used.isdisjoint(item["fact"] for item in document["inputs"]["not_used"])
    assert ("personal" in unread) == ("birthday" not in case.rules)
    assert ("purchases" in unread) == (not {"first", "friends"} & set(case.rules))
    assert {"protected", "proxy", "rights"} <= unread


@SOME
@given(cases())
def test_the_level_follows_from_what_was_read(case: Case) -> None:
    """5: none for nobody; individual by known facts of one person, whatever came of it; never dearer."""
    document = case.document(case.decision())
    baseline = document["baseline"]
    told = set(case.rules) - (set() if "member.born" in case.who.facts else {"birthday"})
    expected = "individual" if INDIVIDUAL & told else "membership"

    assert baseline["level"] == (expected if case.who.enrolled else "none")
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
        if name in OF:
            assert OF[name] == row["category"]
            assert name == "public" or row["published_condition"] is not None
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
@given(cases())
def test_alternatives_are_decisions(case: Case) -> None:
    """11: each is the situation with its facts changed, decided again; none is equal to what is due."""
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
    assert ("order.delivery" in offered) or not _delivery_matters(decision)


def _delivery_matters(decision: Decision) -> bool:
    found: set[Any] = set()
    for choice in ("collect", "home", "post"):
        changed = decision.situation.with_facts(decision.part.compiled, {"order.delivery": choice})
        found.add(decide(decision.programme, changed).due)
    return len(found) > 1


MARKETS = {"EU": "personal-price", "US-NY": "personal-price-sentence", "US-TX": None, "UK": None}
"""Markets, and what each asks to be said beside a personal price."""


@SOME
@given(cases(), st.sampled_from(sorted(MARKETS)))
def test_every_notice_is_said_and_none_is_false(case: Case, market: str) -> None:
    """6: a price that rests on somebody says what its market asks, any other says nothing of the kind."""
    decision = case.decision()
    law = law_on(DAY.date(), (market,) if market in PARENTS else ())
    known = sorted(case.who.facts)
    level = Reach(decision).how_personal(
        identified=case.who.enrolled, known=known, nobody=for_nobody(decision)
    )
    said = [notice.data() for notice in notices_due(law, level)]
    asked = MARKETS[market]

    assert [asked] * (asked is not None and case.who.enrolled) == [notice["id"] for notice in said]
    refuse_untold(law, level, said, "quo_x")
    if said:
        with pytest.raises((PersonalisationNoticeMissing, SentenceMissing)):
            refuse_untold(law, level, [], "quo_x")
        with pytest.raises(NoticeFalse):
            refuse_untold(law, "none", said, "quo_x")


@SOME
@given(cases())
def test_what_is_left_of_an_erased_document_adds_up(case: Case) -> None:
    """9: the amounts that stay come to the sums that were told; nothing of basket or person is in them."""
    document = case.document(case.decision())
    left = left_of(document, document["issued_at"])

    assert [] == sumcheck.check(left)
    assert left["total"].items() <= document["total"].items()
    assert {"lines", "facts", "steps", "inputs", "not_applied"}.isdisjoint(left)
    assert "sku" not in str(left)
    assert "06-15" not in str({name: part for name, part in left.items() if name != "issued_at"})
    for name in left["total"]:
        assert sumcheck.check({**left, "total": {**left["total"], name: left["total"][name] + 1}})
