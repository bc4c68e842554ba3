"""A price that is not personal is the one for everybody, whoever asks."""

from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import compile_programme
from loyalty.decision.situate import NOBODY, Participant, situate
from loyalty.pricing.basket import Basket
from loyalty.use_cases.privacy.deciding import decided_for
from tests.properties.baskets import purchases
from tests.steps.reading import coffee_with

RULES = """
facts:
  member.tier:        {is: tier, label: membership}
  member.country:     {is: country, label: transaction, purpose: [tax], default: DE}
  member.birth_day_month: {is: day_month, label: personal, purpose: [treat]}
  member.member_price: {is: truth, label: membership, purpose: [member-price]}
  order.channel:      {is: choice, of: [app, web, shop]}
  order.delivery:     {is: choice, of: [collect, home], default: collect}
  order.total:        {is: money, sum_of: line.amount, except_when: line.category == "gift-card"}
  line.category:      {is: choice, of: [coffee, tea, gear, gift-card]}
  line.brand:         {is: choice, of: [own, other]}
  line.amount:        {is: money}
basket:
  discounts:
    combine: best
    rules:
      - {id: welcome, name: {en: New, zh-CN: 新客}, when: history.orders == 0, percent: 25%, budget: spring}
      - {id: treat, name: {en: Treat, zh-CN: 礼遇}, when: member.birth_day_month == "11-22", percent: 20%}
      - {id: for-gold, name: {en: Gold, zh-CN: 金卡}, when: member.tier == "gold", percent: 5%}
      - {id: member-price, name: {en: Members, zh-CN: 会员}, when: member.member_price, percent: 3%}
  returns: {within: 14 days}
budgets:
  - {id: spring, name: {en: Spring, zh-CN: 春季}, money: 100.00, after_return: given_back}
"""
PROGRAMME = compile_programme(coffee_with(RULES)).programme


@given(
    purchases(points=False),
    st.fixed_dictionaries(
        {},
        optional={
            "member.birth_day_month": st.sampled_from(["11-22", "04-17"]),
            "member.member_price": st.sampled_from(["true", "false"]),
        },
    ),
)
def test_its_total_is_that_for_nobody(
    bought: tuple[Basket, datetime, Participant], facts: dict[str, str]
) -> None:
    """Whatever the tier and whatever the member told, the total is the one for somebody unknown."""
    assert PROGRAMME is not None
    basket, at, who = bought
    member = replace(who, facts=facts)

    decision = decided_for(PROGRAMME, basket, at, member, personal=False).decision
    public = decide(PROGRAMME, situate(PROGRAMME, basket, at, NOBODY))

    assert public.due == decision.due == for_nobody(decision).due
    assert "member.birth_day_month" not in {
        name for name, value in decision.situation.order_facts(PROGRAMME.basket.compiled).items() if value
    }


@settings(max_examples=50)
@given(
    purchases(points=False),
    st.sampled_from([0, 3]),
    st.sampled_from([0, 9_990, 10_000]),
    st.sampled_from([{}, {"member.birth_day_month": "11-22"}]),
)
def test_a_member_never_pays_more_than_nobody(
    bought: tuple[Basket, datetime, Participant], orders: int, taken: int, facts: dict[str, str]
) -> None:
    """Where a welcome is open to whoever is unknown, regulars pay what those pay, and earn if that fits."""
    assert PROGRAMME is not None
    basket, at, who = bought
    past = {"history.orders": orders, "history.taken.spring": taken}
    member = replace(who, facts=facts, history={**who.history, **past})
    nobody = replace(NOBODY, history={"history.taken.spring": taken})

    held = decided_for(PROGRAMME, basket, at, member, personal=True)
    own = decide(PROGRAMME, situate(PROGRAMME, basket, at, member))
    public = decide(PROGRAMME, situate(PROGRAMME, basket, at, nobody))

    assert held.decision.due == min(own.due, public.due)
    assert for_nobody(held.decision).due == for_nobody(own).due == public.due
    assert held.instead_of == (own.due if public.due < own.due else None)
    plain = decide(PROGRAMME, situate(PROGRAMME, basket, at, replace(who, facts={}, history=nobody.history)))
    assert _enrolled(held.decision) == who.enrolled or plain.due != public.due


def _enrolled(decision: Decision) -> bool:
    return bool(decision.situation.order_facts(decision.part.compiled)["member.enrolled"])
