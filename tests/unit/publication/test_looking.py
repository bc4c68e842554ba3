"""A version against the law: what waives, what is coming, what each market asks, and names in disguise."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import Programme, compile_programme
from loyalty.language.findings import Finding
from loyalty.publication.looking import look_over
from loyalty.publication.naming import is_one_of
from loyalty.publication.words import _WORDS, About, abouts

RULES = Path(__file__).parents[3] / "rules"
BASE = Path(__file__).parents[2] / "findings" / "base"
TODAY = date(2026, 11, 26)
SHIPPED = ("cloud-desk", "corner-coffee", "london-energy", "online-retail")
FACTS = """
facts:
  member.tier:    {is: tier, label: membership}
  member.country: {is: country, label: transaction, purpose: [tax]}
  order.channel:  {is: choice, of: [app, web, shop]}
  order.total:    {is: money, sum_of: line.amount}
  line.category:  {is: choice, of: [coffee, tea]}
"""
HOME = FACTS.replace("purpose: [tax]", "default: DE")
BASKET = """
basket:
  tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
"""


def _programme(**files: str) -> Programme:
    source = dict(read_rule_folder(BASE).source)
    for name, text in files.items():
        source[f"{name}.yaml"] = text
    source = {name: text for name, text in source.items() if text}
    compiled = compile_programme(source)
    assert compiled.programme is not None, [str(finding) for finding in compiled.findings]
    return compiled.programme


def _codes(findings: tuple[Finding, ...]) -> list[tuple[str, bool]]:
    return [(finding.code, finding.warning) for finding in findings]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_programmes_pass_their_profiles(name: str) -> None:
    """No programme of ours breaks the law of its markets, now or on a day of its life."""
    compiled = compile_programme(read_rule_folder(RULES / name).source)
    assert compiled.programme is not None

    found = look_over(compiled.programme, TODAY)

    assert [] == [str(finding) for finding in found if not finding.warning]


def test_every_finding_names_its_source() -> None:
    """Each is cited with the constraint, the profile, where it is written and one word of evidence."""
    words = {"PROVED", "TESTED", "MEASURED", "DECLARED"}
    for path in sorted(Path(__file__).parents[2].joinpath("findings").glob("[A-Z][A-Z]*_*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            # What the reader of rule files tells itself is told without a law, which it does not know.
            if any(each in line for each in (" may meet: ", "no row for", " is missing", " never counts: ")):
                continue
            cited = line.rpartition(" [")[2].removesuffix("]")
            assert cited.rpartition("; ")[2] in words, line


APP = """
  discounts:
    combine: best
    rules: [{id: app, name: {en: Ten off, zh-CN: 减十}, when: order.channel == "app", percent: 10%}]
"""
WAIVER = "waivers: [{constraint: FA-10, where: app, reason: a trial, approved_by: R. Li, until: %s}]\n"


@pytest.mark.parametrize(
    ("until", "counts", "warning"),
    [("2027-01-31", True, True), ("2026-11-25", True, False), ("2027-01-31", False, False)],
)
def test_a_waiver_turns_a_finding_into_a_warning(until: str, *, counts: bool, warning: bool) -> None:
    """Where somebody else answers for it until after today; nobody waives their own version."""
    programme = _programme(basket=BASKET + APP, waivers=WAIVER % until)

    found = look_over(programme, TODAY, lambda _waiver: counts)

    assert [("APP_ONLY_BENEFIT", warning)] == _codes(found)


def test_the_law_cannot_be_waived() -> None:
    """A waiver of a constraint that may not be signed off is a finding itself."""
    source = {
        **read_rule_folder(BASE).source,
        "waivers.yaml": WAIVER.replace("FA-10", "PX-02") % "2027-01-31",
    }

    assert ["E410"] == [
        finding.code for finding in compile_programme(source).findings if "`PX-02`" in finding.message
    ]


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2018, 1, 15), [("UPCOMING_RULE_FAILS", True)]),
        (date(2018, 12, 2), [("UPCOMING_RULE_FAILS", True)]),
        (date(2018, 12, 3), [("RESIDENCE_PRICE", False)]),
        (date(2026, 11, 26), [("RESIDENCE_PRICE", False)]),
    ],
)
def test_what_is_coming_warns(today: date, found: list[tuple[str, bool]]) -> None:
    """What passes today and fails on a later day of the programme's life is a warning with that day."""
    rule = BASKET + APP.replace('order.channel == "app"', 'member.country == "DE"')
    programme = _programme(
        facts=HOME, basket=rule, effective="effective: {from: 2018-01-01, until: 2018-12-31}\n"
    )

    assert found == _codes(look_over(programme, today))


def test_what_comes_after_the_programmes_end_does_not_warn() -> None:
    """A law that begins after the last day is nobody's matter."""
    rule = BASKET + APP.replace('order.channel == "app"', 'member.country == "DE"')
    programme = _programme(
        facts=HOME, basket=rule, effective="effective: {from: 2018-01-01, until: 2018-12-02}\n"
    )

    assert () == look_over(programme, date(2018, 1, 1))


@pytest.mark.parametrize(
    ("market", "codes"),
    [
        ("EU", ["PAYMENT_SURCHARGE"]),
        ("UK", ["PAYMENT_SURCHARGE"]),
        ("US-CA", ["WTP_SIGNAL"]),
        ("CN", ["WTP_SIGNAL"]),
    ],
)
def test_a_fee_for_cards_by_market(market: str, codes: list[str]) -> None:
    """In the Union and the Kingdom it is a fee for paying; elsewhere still a signal of who would pay."""
    facts = f"{FACTS}  order.payment:  {{is: choice, of: [cash, card], default: cash}}\n"
    fee = """
  fees: [{id: card, name: {en: Card, zh-CN: 刷卡}, amount: 1.00, when: order.payment == "card",
          purpose: cards, recipient: seller, refundable: true, taxed_as: coffee}]
"""
    programme = _programme(facts=facts, basket=BASKET + fee, jurisdictions=f"jurisdictions: [{market}]\n")

    assert codes == [finding.code for finding in look_over(programme, TODAY)]


FORBIDDEN = "TIME_EXPIRY_FORBIDDEN"


@pytest.mark.parametrize(
    ("worths", "market", "codes"),
    [
        ((50, 50), "CA-ON", []),
        ((50, 51), "CA-ON", [FORBIDDEN]),
        ((51,), "CA-ON", []),
        ((51,), "CA-ON, CA-QC", [FORBIDDEN]),
    ],
)
def test_points_for_small_rewards_or_one_alone_may_end_by_time(
    worths: tuple[int, ...], market: str, codes: list[str]
) -> None:
    """Ontario leaves rewards of 50 dollars each alone, and a single one that is named; Quebec the former."""
    rewards = "\nrewards:\n" + "".join(
        f"  - {{id: r{n}, name: {{en: A mug, zh-CN: 杯子}}, kind: good, cost: 100, value: {worth}.00}}\n"
        for n, worth in enumerate(worths)
    )
    earn = """
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  expire: {after: 24 months, by: each_lot}
"""
    programme = _programme(
        currency="currency: CAD\n",
        rewards=rewards,
        earn=earn,
        redeem="",
        jurisdictions=f"jurisdictions: [{market}]\n",
    )

    assert codes == [each.code for each in look_over(programme, TODAY) if each.code == FORBIDDEN]


TRAITS = sorted(word for word in _WORDS[About.TRAIT].split())


@given(
    st.sampled_from(TRAITS),
    st.sampled_from(("", "is_", "x_", "of_the_")),
    st.sampled_from(("", "_2", "_flag")),
)
def test_a_trait_is_found_under_a_longer_name(word: str, before: str, after: str) -> None:
    """Words before and after do not hide a trait; capitals do not either."""
    assert About.TRAIT in abouts(f"member.{before}{word}{after}")
    assert About.TRAIT in abouts(f"member.{before}{word.upper()}{after}")


@pytest.mark.parametrize(
    "name", ["member.usage", "member.package", "order.stage", "member.message", "line.page"]
)
def test_a_word_inside_another_is_no_trait(name: str) -> None:
    """`age` in `usage` and `page` is not age."""
    assert frozenset() == abouts(name)


@pytest.mark.parametrize("choices", [("M", "F"), ("female", "male"), ("男", "女"), ("nv", "nan")])
def test_choices_give_a_trait_away(choices: tuple[str, ...]) -> None:
    """A fact of a harmless name whose choices are those of a trait is about the trait."""
    assert {About.TRAIT} == abouts("member.group_b", choices)


def test_kinds_of_goods_are_found_in_parts_of_words() -> None:
    """`otc-medicine` is medicine; `medical` and `tea` are not."""
    words = frozenset({"medicine", "药品"})

    assert is_one_of("otc-medicine", words)
    assert is_one_of("非处方药品", words)
    assert not is_one_of("medical", words)


@pytest.mark.parametrize("through", ["member.vip", "member.segment.old_friends"])
def test_a_trait_behind_a_segment_is_found(through: str) -> None:
    """A rule that asks for a segment asks for what the segment is made of."""
    facts = f"{FACTS}  member.vip: {{is: choice, of: [m, f], label: membership, default: m}}\n"
    asked = f'{through} == "m"' if through == "member.vip" else through
    segments = """
segments:
  - {id: old_friends, name: {en: Old friends, zh-CN: 老友}, when: member.vip == "m", at_least_members: 50}
"""
    rule = BASKET + APP.replace('order.channel == "app"', f"'{asked}'")
    programme = _programme(facts=facts, basket=rule, segments=segments)

    found = look_over(programme, TODAY)

    assert {"PROTECTED_ATTRIBUTE_FLOW"} == {each.code for each in found}
    assert all("`member.vip`" in each.message for each in found)
    assert 1 == sum(each.message.startswith("the rule") for each in found)
