"""A protected fact reaches no price, whatever it hides behind: no outcome may hang on one."""

from collections.abc import Mapping
from datetime import date

import pytest

from loyalty.constraints.holding import laws_of, verdict
from loyalty.decision.programme import compile_programme
from loyalty.prover.deciding import thorough
from loyalty.publication.looking import look_over
from tests.steps.reading import coffee_with

FACTS = """
facts:
  member.tier:        {is: tier, label: membership}
  member.country:     {is: country, label: transaction, purpose: [tax], default: DE}
  member.k7:          {is: choice, of: [x, y], label: protected, purpose: [special], default: x}
  member.plain:       {is: truth, label: membership, purpose: [special], attested_by: Data Steward}
  member.k8:       {is: quantity, label: membership, made_of: [member.k7], default: 0}
  member.k9:        {is: quantity, label: membership, made_of: [member.k8], default: 0}
  member.uploaded:    {is: quantity, label: membership, default: 0}
  order.channel:      {is: choice, of: [app, web, shop]}
  order.delivery:     {is: choice, of: [collect, home], default: collect}
  order.total:        {is: money, sum_of: line.amount}
  line.category:      {is: choice, of: [coffee, tea, gear, gift-card]}
  line.brand:         {is: choice, of: [own, other]}
  line.amount:        {is: money}
"""
TAX = "  tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}\n"
RETURNS = "  returns: {within: 14 days}\n"
RULE = """
basket:
%s  discounts:
    combine: best
    rules: [{id: special, name: {en: Special, zh-CN: 特惠}, when: '%s', percent: 10%%}]
"""
SEGMENTS = """
segments:
  - {id: inner, name: {en: In, zh-CN: 内}, when: 'member.k7 == "y"', at_least_members: 50, purpose: [special]}
"""
DISGUISES = {
    "itself": (RULE % (TAX, 'member.k7 == "y"'), ""),
    "not the other": (RULE % (TAX, 'not (member.k7 == "x")'), ""),
    "a score": (RULE % (TAX, "member.k8 >= 7"), ""),
    "a derived field": (RULE % (TAX, "member.k9 >= 7"), ""),
    "a segment": (RULE % (TAX, "member.segment.inner"), SEGMENTS),
    "a table": (
        "\nbasket:\n"
        + TAX.replace("vat.csv", "by-k7.csv")
        .replace("member.country", "member.k7")
        .replace("include", "exclude"),
        "",
    ),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguised_trait_is_refused(disguise: str) -> None:
    """By lineage, whatever it is called: `no_influence`, which binds every programme, is broken."""
    assert _influence(_disguised(*DISGUISES[disguise])) is False


@pytest.mark.parametrize("disguise", DISGUISES)
def test_publication_names_the_law(disguise: str) -> None:
    """Before anything is proved: `check` and adoption refuse it with the catalogue's code and its source."""
    found = _refused(_disguised(*DISGUISES[disguise]))

    assert {"PROTECTED_ATTRIBUTE_FLOW": "FA-01"} == found


def test_an_upload_without_an_origin_is_refused() -> None:
    """Nobody knows what is in it, so no label of it can be believed."""
    assert {"LINEAGE_UNKNOWN": "FA-02"} == _refused(_disguised(RULE % (TAX, "member.uploaded >= 65"), ""))


def test_what_somebody_answers_for_is_not_refused() -> None:
    """Nor is a fact that says what it was made of, where that is nothing protected."""
    assert {} == _refused(_disguised(RULE % (TAX, "member.plain"), ""))


def test_a_trait_that_nothing_reads_is_no_breach() -> None:
    """The same programme with a rule that asks for something else breaks nothing of the kind."""
    assert _influence(coffee_with(f"{FACTS}{RULE % (TAX, 'member.plain')}{RETURNS}")) is True


def _disguised(basket: str, segments: str) -> Mapping[str, str]:
    source = dict(coffee_with(f"{FACTS}{basket}{RETURNS}{segments}"))
    kinds = ("coffee", "tea", "gear", "gift-card")
    rows = [f"{k},{kind},{10 + 9 * (k == 'y')}%" for k in "xy" for kind in kinds]
    source["by-k7.csv"] = "\n".join(["k7,category,rate", *rows, ""])
    return source


def _refused(source: Mapping[str, str]) -> dict[str, str]:
    """Give the codes by which a programme may not be published, each with the constraint it is cited with."""
    programme = compile_programme(source).programme
    assert programme is not None
    found = [each for each in look_over(programme, date(2026, 11, 26)) if not each.warning]
    return {each.code: each.cited.constraint for each in found if each.cited is not None}


def _influence(source: Mapping[str, str]) -> bool | None:
    found = compile_programme(source)
    assert found.programme is not None, [str(each) for each in found.findings]
    law = next(law for law in laws_of(found.programme) if law.name == "no_influence")
    return verdict(found.programme, law, thorough()).holds
