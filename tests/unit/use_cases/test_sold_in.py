"""Where something is sold: the market that is sent, else the country where it goes, if it is declared."""

from functools import cache

import pytest

from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.refusals import RequestMisfit
from loyalty.language.texts.jurisdictions import binding_in
from loyalty.pricing.basket import Basket
from loyalty.profiles.refusals import JurisdictionNotDeclared
from loyalty.use_cases.sold_in import Sale, sale_of
from tests.steps.reading import coffee_with

RULES = """
facts:
  member.tier:      {is: tier, label: membership}
  member.born_in:   {is: country, label: personal}
  member.country:   {is: country, label: transaction, purpose: [tax], default: DE}
  order.billing_country: {is: country, default: DE}
  order.ship_to:    {is: country, default: DE}
  order.channel:    {is: choice, of: [app, web, shop], default: app}
  order.total:      {is: money, sum_of: line.amount}
  line.category:    {is: choice, of: [coffee, tea, gear, gift-card]}
  line.brand:       {is: choice, of: [own, other]}
basket:
  tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
"""


@cache
def _programme(declared: str) -> Programme:
    source = coffee_with(RULES)
    main = source["programme.yaml"].replace("jurisdictions: [EU, CN]", f"jurisdictions: [{declared}]")
    compiled = compile_programme({**source, "programme.yaml": main})
    assert compiled.programme is not None, [str(finding) for finding in compiled.findings]
    return compiled.programme


def _sale(declared: str, market: str = "", *, member: str = "", ship_to: str = "", billing: str = "") -> Sale:
    order = {name: said for name, said in (("ship_to", ship_to), ("billing_country", billing)) if said}
    facts = {"member.country": member} if member else {}
    return sale_of(_programme(declared), Basket((), order, facts, market=market), {"member.born_in": "US"})


@pytest.mark.parametrize(
    ("declared", "said", "told", "bound"),
    [
        ("EU, CN", {"member": "DE"}, "DE", ["EU"]),
        ("EU, CN", {"member": "CN"}, "CN", ["CN"]),
        ("EU, CN", {"market": "CN"}, "CN", ["CN"]),
        ("EU, CN", {"market": "DE"}, "DE", ["EU"]),
        ("EU, CN", {"market": "EU", "member": "DE"}, "EU", ["EU"]),
        # sold in one declared market, and sent to another: the law is that of where it is sold
        ("EU, CN", {"market": "EU", "member": "CN"}, "EU", ["EU"]),
        # nobody says that it is there: all that is declared binds
        ("EU, CN", {}, "DE", ["EU", "CN"]),
        ("US-NY", {}, "US-NY", ["US-NY"]),
        ("US-NY, CN", {}, "", ["US-NY", "CN"]),
        # the order's own country says more than the member's; who pays, or was born where, says nothing
        ("EU, CN", {"member": "DE", "ship_to": "CN"}, "CN", ["CN"]),
        ("EU, CN", {"member": "DE", "billing": "US"}, "DE", ["EU"]),
        # a whole country has all its parts that are declared, a part without rules of its own the whole
        ("EU, US-NY, US-CA", {"member": "US"}, "US", ["US-NY", "US-CA"]),
        ("EU, US-NY", {"market": "US"}, "US", ["US"]),
        ("US-NY", {"market": "US-TX"}, "US-TX", ["US"]),
        ("EU, EU-PL", {"member": "PL"}, "PL", ["EU-PL"]),
        ("EU, EU-PL", {"member": "AT"}, "AT", ["EU"]),
        ("EU", {"member": "PL"}, "PL", ["EU"]),
        ("EU-PL", {"member": "DE"}, "DE", ["EU"]),
        ("UK", {"member": "GB"}, "GB", ["UK"]),
        ("CA-QC", {"member": "CA"}, "CA", ["CA-QC"]),
        ("EU", {"member": "RE"}, "RE", ["EU"]),
        ("US", {"member": "PR"}, "PR", ["US"]),
        # the agreement on the European Economic Area takes the Union's rules over
        ("EU, CN", {"member": "NO"}, "NO", ["EU"]),
        ("EU-FI", {"ship_to": "IS"}, "IS", ["EU"]),
        ("EU", {"market": "LI"}, "LI", ["EU"]),
    ],
)
def test_whose_rules_bind(declared: str, said: dict[str, str], told: str, bound: list[str]) -> None:
    """They are those of the market that is sent, else of the country that is said, else all of them."""
    assert Sale(told, tuple(bound)) == _sale(declared, **said)


@pytest.mark.parametrize(
    ("declared", "said", "pointer"),
    [
        ("EU, CN", {"member": "US"}, "/facts/member.country"),
        ("EU, CN", {"ship_to": "US", "member": "DE"}, "/order/ship_to"),
        ("EU, CN", {"market": "EU", "member": "US"}, "/facts/member.country"),
        ("EU, CN", {"market": "US"}, "/market"),
        ("EU, CN", {"market": "XX"}, "/market"),
        ("EU, CN", {"market": "U"}, "/market"),
        ("EU", {"market": "EU-PL"}, "/market"),
        ("EU", {"market": "EU-NO"}, "/market"),
        ("EU", {"member": "XK"}, "/facts/member.country"),
        ("EU", {"member": "SJ"}, "/facts/member.country"),
        ("US", {"market": "US-NY"}, "/market"),
        ("EU, CN", {"member": "CH"}, "/facts/member.country"),
        ("EU, CN", {"member": "HK"}, "/facts/member.country"),
        ("UK", {"member": "DE"}, "/facts/member.country"),
        ("US-NY", {"member": "DE"}, "/facts/member.country"),
    ],
)
def test_what_is_not_declared_is_refused(declared: str, said: dict[str, str], pointer: str) -> None:
    """Neither a market nor a country is taken for another one; the answer says where it was sent."""
    with pytest.raises(JurisdictionNotDeclared) as refused:
        _sale(declared, **said)
    assert pointer == refused.value.facts["pointer"]


@pytest.mark.parametrize(
    ("said", "pointer", "hint"),
    [
        ({"member": "XX"}, "/facts/member.country", "write a code of ISO 3166-1, such as `DE`"),
        ({"member": "UK"}, "/facts/member.country", "did you mean `GB`?"),
        ({"ship_to": "EL", "member": "DE"}, "/order/ship_to", "did you mean `GR`?"),
        ({"market": "EU", "ship_to": "Deutschland"}, "/order/ship_to", ""),
    ],
)
def test_a_country_that_is_none_is_told(said: dict[str, str], pointer: str, hint: str) -> None:
    """It is not taken for one that nobody said, whether or not a rule reads it."""
    with pytest.raises(RequestMisfit) as refused:
        _sale("EU", **said)
    assert [(pointer, "fact-invalid", hint)] == [
        (each.pointer, each.code, each.hint) for each in refused.value.misfits
    ]


def test_what_is_no_place_of_a_sale_and_what_was_kept_before_is_let_be() -> None:
    """Who pays may write anything there; a record of before is none of the request's faults."""
    assert Sale("EU", ("EU",)) == _sale("EU", market="EU", billing="XX")
    sold = sale_of(_programme("EU, CN"), Basket((), {}, {}), {"member.country": "XX"})
    assert Sale("DE", ("EU", "CN")) == sold


def test_a_country_of_the_member_counts_and_none_binds_where_none_is_declared() -> None:
    """What the member's record says is said; a programme of no market looks at no country."""
    with pytest.raises(JurisdictionNotDeclared):
        sale_of(_programme("EU"), Basket(()), {"member.country": "US"})
    assert Sale("", ()) == sale_of(_programme(""), Basket((), {}, {"member.country": "US"}), {})
    assert () == binding_in("DE", ())
