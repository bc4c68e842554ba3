"""What a text claims is held against what the part it names gives, in the languages that are spoken."""

import pytest

from tests.unit.publication.trying import UNSUPPORTED, claims, codes_of

PERCENT = "percent: 10%"
AMOUNT = "amount: 5.00, each: order"
STEPS = "quantities: {counted: each_line, steps: [{from: 2, percent: 5%}, {from: 5, percent: 10%}]}"
ONE_FREE = "buy_get: {buy: 2, get: 1, percent: 100%, counted: all_lines, given: cheapest}"
ZERO = "percent: 100%"
CAPPED = "percent: 50%, at_most: 5.00"


def _rule(text: str, gives: str) -> str:
    """Give a discount on tea that has a text for members."""
    name = f"{{en: '{text}', zh-CN: '{text}'}}"
    rule = f"{{id: r, name: {name}, lines: 'line.category == \"tea\"', {gives}}}"
    return f"\n  discounts: {{combine: best, rules: [{rule}]}}\n"


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Save 15% on tea", PERCENT),
        ("15 % off tea", PERCENT),
        ("Sparen Sie 15 %", PERCENT),
        ("15 % Rabatt", PERCENT),
        ("-15 %", PERCENT),
        ("Save up to 50 %", PERCENT),
        ("Half price tea", PERCENT),
        ("Save on tea", "percent: 0%"),
        ("Zum halben Preis", PERCENT),
        ("茶叶8折", PERCENT),
        ("八五折", PERCENT),
        ("立省三成", PERCENT),
        ("半价", PERCENT),
        ("20 % de remise", PERCENT),
        ("Save €5", PERCENT),
        ("€6 off", AMOUNT),
        ("Save up to €6", AMOUNT),
        ("6 € Rabatt", AMOUNT),
        ("Économisez 6 €", AMOUNT),
        ("立减6元", AMOUNT),
        ("满50元减20元", AMOUNT),
        ("15% off from two", STEPS),
        ("Save €6", CAPPED),
        ("Save up to €6", CAPPED),
        ("Gratis", PERCENT),
        ("Kostenlos", PERCENT),
        ("Tee umsonst", PERCENT),
        ("Gratuit", PERCENT),
        ("Za darmo", PERCENT),
        ("Ilmainen tee", PERCENT),
        ("On the house", PERCENT),
        ("0元购", PERCENT),
        ("Tea for €0", PERCENT),
        ("免单", PERCENT),
        ("买一送一", PERCENT),
        ("100% off", PERCENT),
        ("Save 6.00 euros", AMOUNT),
        ("Save six euros", AMOUNT),
        ("10,- € off", AMOUNT),
        ("20 pounds off", AMOUNT),
        ("立减十元", AMOUNT),
        ("满100减20", AMOUNT),
        ("50 percent off", PERCENT),
        ("Fünfzig Prozent Rabatt", PERCENT),
        ("优惠百分之二十", PERCENT),
        ("Save a third", PERCENT),
        ("茶叶减半", PERCENT),
        ("Up to 30 %", PERCENT),
        ("30% on tea", PERCENT),
        ("2 for 1", PERCENT),
        ("2 for 1", ONE_FREE),
        ("Buy one, get one free", ONE_FREE),
        ("BOGO", ONE_FREE),
        ("Zwei zum Preis von einem", ONE_FREE),
        ("买一送一", ONE_FREE),
        ("1+1", ONE_FREE),
        ("Free tea from €50", f"{ZERO}, reached: {{amount: 80.00, measured: before_discounts}}"),
        ("5 € off over €50", f"{AMOUNT}, reached: {{amount: 80.00, measured: before_discounts}}"),
        ("满50减5", f"{AMOUNT}, reached: {{amount: 80.00, measured: before_discounts}}"),
        ("Never pay more", PERCENT),
        ("Great value", PERCENT),
        ("Cheaper than elsewhere", PERCENT),
        ("Nie mehr zahlen", PERCENT),
        ("最大优惠", PERCENT),
        ("Pay nothing", PERCENT),
        ("Zero euros", PERCENT),
        ("Bester Tee", PERCENT),
        ("Garantiert", PERCENT),
        ("Najlepsza herbata", PERCENT),
        ("全网最低价", PERCENT),
        ("Cheapest tea", PERCENT),
        ("Worth every cent", PERCENT),
        ("Worth €20", PERCENT),
        ("Prices slashed", "percent: 0%"),
        ("We cut our prices", "percent: 0%"),
        ("Preissturz", "percent: 0%"),
        ("全场降价", "percent: 0%"),
        ("Price cut notice: all tea", "percent: 0%"),
        ("降价通知：全场茶叶", "percent: 0%"),
        ("Buy 2 get 1 for 1 €", "percent: 1%"),
        ("A third off", "percent: 32%"),
        ("Buy 2 get 1 for half the price", ONE_FREE.replace("100%", "49%")),
        ("Prices slashed by 20%", PERCENT),
        ("Triple discount", PERCENT),
        ("Doppelter Rabatt", AMOUNT),
        ("三倍折扣", PERCENT),
        ("20% back", PERCENT),
        ("20 % cashback", PERCENT),
        ("返现20%", PERCENT),
        ("Every Friday from 90", f"{PERCENT}, reached: {{amount: 100.00, measured: before_discounts}}"),
        ("Im Wert von 20 €", PERCENT),
        ("1.000 € Rabatt", AMOUNT),
        ("Save €1,500", AMOUNT),
        ("Two thirds off", "percent: 66%"),
        (
            "Buy 2, get 1 half price",
            "buy_get: {buy: 3, get: 1, percent: 50%, counted: all_lines, given: cheapest}",
        ),
    ],
)
def test_what_nothing_works_out(text: str, gives: str) -> None:
    """More than is given, free of what costs something, an earlier price that nobody looks at, and praise."""
    assert UNSUPPORTED == claims(_rule(text, gives))


@pytest.mark.parametrize(
    "text",
    [
        "Was €10, now €5",
        "Was 12.00",
        "Statt 10 €",
        "Statt 12,00",
        "Usually €12",
        "Before €12, now €9",
        "RRP 12",
        "Von 12 € auf 9 €",
        "原价10元",
        "日常价12元",
        "Was 1,500.00",
    ],
)
def test_an_earlier_price_of_no_reduction_has_no_history(text: str) -> None:
    """What compares prices in words is a comparison: without a reduction nobody looks at its history."""
    assert {"PRICE_HISTORY_GAP"} == claims(_rule(text, PERCENT))


@pytest.mark.parametrize(
    ("gives", "codes"),
    [
        ("percent: 0%", {"PERCENT_BASE_WRONG"}),
        ("amount: 0.00", {"PERCENT_BASE_WRONG"}),
        ("percent: {2026-01-01: 0%, 2026-12-01: 5%}", set()),
        (PERCENT, set()),
        (STEPS, set()),
        (ONE_FREE, set()),
        ("price: 4.00, each: unit", set()),
    ],
)
@pytest.mark.parametrize("text", ["Deal of the week", "Sonderangebot", "Preis-Highlight", "本周特价"])
def test_what_is_called_a_deal_takes_something_off(text: str, gives: str, codes: set[str]) -> None:
    """A rule that takes nothing off is called no deal."""
    assert codes == claims(_rule(text, gives))


@pytest.mark.parametrize("text", ["Was €12.00", "Was 12.00", "原价12"])
def test_an_earlier_price_that_a_reduction_announces_is_looked_at_there(text: str) -> None:
    """The same number is held against the history once."""
    reductions = (
        "reductions: [{id: r, sku: tea, was: 12.00, now: 9.00, from: 2026-11-20, until: 2026-12-24}]\n"
    )
    assert set() == claims(_rule(text, PERCENT), reductions=reductions)


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Prices slashed", PERCENT),
        ("Prices slashed by 10%", PERCENT),
        ("降价10%", PERCENT),
        ("Double discount for gold", PERCENT),
        ("10 % back", PERCENT),
        ("100 % back guarantee", PERCENT),
        ("Every Friday from 10", f"{PERCENT}, reached: {{amount: 80.00, measured: before_discounts}}"),
        ("Open from 10.30", f"{PERCENT}, reached: {{amount: 80.00, measured: before_discounts}}"),
        ("Save 10% on tea", PERCENT),
        ("Save up to 10 %", PERCENT),
        ("10 % off, 100 % Assam", PERCENT),
        ("A tenth off", PERCENT),
        ("九折", PERCENT),
        ("95折", PERCENT),
        ("立省一成", PERCENT),
        ("Sparen Sie 10 %", PERCENT),
        ("Save up to €6", PERCENT),
        ("Save", PERCENT),
        ("Tea that keeps 19% VAT inside", PERCENT),
        ("€5 off", AMOUNT),
        ("5 € off orders of 50 € with 20 % cocoa", AMOUNT),
        ("满50元减5元", AMOUNT),
        ("最低消费50元", AMOUNT),
        ("5% off from two", STEPS),
        ("10% off from five", STEPS),
        ("Save up to €5", CAPPED),
        ("Half price", CAPPED),
        ("Cheapest one free", ONE_FREE),
        ("最便宜的一件免费", ONE_FREE),
        ("A third off", ONE_FREE),
        ("0元购", ZERO),
        ("Gratis", ZERO),
        ("Sugar-free tea", PERCENT),
        ("Free-range", PERCENT),
        ("Best before soon", PERCENT),
        ("For ten visits", PERCENT),
        ("Save 5.00 euros", AMOUNT),
        ("Save five euros", AMOUNT),
        ("立减五元", AMOUNT),
        ("满50元立减9.5 %", PERCENT),
        ("10 percent off", PERCENT),
        ("Zehn Prozent Rabatt", PERCENT),
        ("10% on tea", PERCENT),
        ("3 for 2", ONE_FREE),
        ("Buy two, get one free", ONE_FREE),
        ("Nimm 3, zahl 2", ONE_FREE),
        ("买二送一", ONE_FREE),
        ("Tea for two", PERCENT),
        ("SİX EUROS tea", PERCENT),
        ("1 500 zł taniej", "amount: 1500.00, each: order"),
        ("5 € off from €1,500", f"{AMOUNT}, reached: {{amount: 1500.00, measured: before_discounts}}"),
        ("12.500 % off", "percent: 12.5%"),
        ("One third off", "percent: 33.333333%"),
        ("Buy 2, get 1 half price", ONE_FREE.replace("100%", "50%")),
        ("Buy 2 get 1 30% off", ONE_FREE.replace("100%", "30%")),
        ("Buy 2 get 1 for €1", ONE_FREE.replace("percent: 100%", "price: 1.00")),
        ("Buy two, get one tea a third off", ONE_FREE.replace("100%", "33.33%")),
        ("Buy two, get one a third off", ONE_FREE.replace("100%", "33%")),
        ("Buy 2 get 1 for half the price", ONE_FREE.replace("100%", "50%")),
        ("A third off", "percent: 33.3%"),
        ("Two thirds off", "percent: 66.6%"),
        ("Price drop alerts", "percent: 0%"),
        ("降价提醒", "percent: 0%"),
        ("0,40 l statt 0,30 l", PERCENT),
        ("Coffee, usually 10.00 am", PERCENT),
        ("Aamukahvi ennen 10.00", PERCENT),
        ("Delivery by van, 3.00", PERCENT),
        ("固定价格", PERCENT),
        ("12 Monate Preisgarantie", PERCENT),
        ("Niedrigste Stufe", PERCENT),
        ("Family ticket 2 + 2", PERCENT),
        ("Room 2 for 1 night", PERCENT),
        ("Over 18", f"{PERCENT}, reached: {{amount: 80.00, measured: before_discounts}}"),
        ("每周三九折", PERCENT),
        ("Two for 5 people", PERCENT),
        ("Tea before 12:00", PERCENT),
        ("Tea that was picked at 12.00 h", PERCENT),
        ("5 € off over €80", f"{AMOUNT}, reached: {{amount: 80.00, measured: before_discounts}}"),
        ("5 € off over €80", f"{AMOUNT}, reached: {{amount: 50.00, measured: before_discounts}}"),
    ],
)
def test_what_the_rule_gives(text: str, gives: str) -> None:
    """No more is told than is taken off, and words that only look like a claim are none."""
    assert set() == claims(_rule(text, gives))


@pytest.mark.parametrize(
    ("english", "chinese", "amount", "codes"),
    [
        ("€1.459 off", "立减1.459元", "1459.00", set()),
        ("€4.999 off", "立减4.999元", "5.00", set()),
        ("€5.999 off", "立减5.00元", "5.00", UNSUPPORTED),
        ("€4,999 off", "立减5.00元", "5.00", UNSUPPORTED),
        ("€1.500 off", "立减5.00元", "5.00", UNSUPPORTED),
    ],
)
def test_an_amount_of_three_decimals_may_be_thousands(
    english: str, chinese: str, amount: str, codes: set[str]
) -> None:
    """What one of the two ways to read it makes true is no false claim; a language has one decimal mark."""
    rule = _rule(english, f"amount: {amount}, each: order").replace(
        f"zh-CN: '{english}'", f"zh-CN: '{chinese}'"
    )
    assert codes == claims(rule)


REWARD = """
rewards:
  - {id: r, name: {en: '%s', zh-CN: 奖}, kind: voucher, cost: 100%s}
"""
VOUCHER = """
vouchers:
  - {id: v, name: {en: '%s', zh-CN: 券}, codes: public, code: TEA10, after_return: given_back}
"""
BY_CODE = """
  discounts: {combine: best, rules: [{id: r, name: {en: Off, zh-CN: 减}, when: voucher.v, amount: 5.00}]}
"""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("€5 off", set()),
        ("Save €5", set()),
        ("Worth €5", set()),
        ("€6 off", UNSUPPORTED),
        ("Free tea", UNSUPPORTED),
    ],
)
def test_a_voucher_is_held_against_the_rules_that_ask_for_it(text: str, codes: set[str]) -> None:
    """A voucher gives nothing by itself."""
    assert codes == claims(BY_CODE, vouchers=VOUCHER % text)


@pytest.mark.parametrize(
    ("text", "more", "codes"),
    [
        ("Free tea", "", set()),
        ("Voucher worth €5", ", value: 5.00", set()),
        ("价值5元", ", value: 5.00", set()),
        ("Voucher worth €6", ", value: 5.00", UNSUPPORTED),
        ("Voucher worth €5", "", UNSUPPORTED),
        ("Save 20%", "", UNSUPPORTED),
    ],
)
def test_a_reward_is_worth_what_it_costs_where_it_is_sold(text: str, more: str, codes: set[str]) -> None:
    """It is free for points, and says no higher worth than its `value`."""
    assert codes == claims("", rewards=REWARD % (text, more))


EARN = """
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  combine: [tier, best_multiplier, additions]
  rules: [{id: m, name: {en: '%s', zh-CN: 茶}, when: 'line.category == "tea"', multiply: 2x}]
"""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Double points", set()),
        ("2x points", set()),
        ("双倍积分", set()),
        ("Double espresso", set()),
        ("Triple points", UNSUPPORTED),
        ("3x points", UNSUPPORTED),
        ("3倍积分", UNSUPPORTED),
        ("Dreifache Punkte", UNSUPPORTED),
        ("2 % back", set()),
        ("3 % back", UNSUPPORTED),
        ("Get 5% back", UNSUPPORTED),
        ("返现2%", set()),
    ],
)
def test_points_that_are_multiplied(text: str, codes: set[str]) -> None:
    """A rule tells no larger factor than it has."""
    assert codes == claims("", earn=EARN % text)


@pytest.mark.parametrize(("text", "codes"), [("5 % back", set()), ("6 % back", UNSUPPORTED)])
def test_points_that_are_added_for_steps_come_back_as_they_pay(text: str, codes: set[str]) -> None:
    """Five points for each euro, a hundred of which pay one, are five per cent back."""
    steps = "add: 5, once_per: step, for_each: 1.00, of: order.total"
    earn = (EARN % text).replace("when: 'line.category == \"tea\"', multiply: 2x", steps)
    assert codes == claims("", earn=earn)


def test_an_earlier_price_that_is_announced() -> None:
    """A text may tell the price that a reduction is announced from."""
    reductions = "reductions:\n  - {id: tea, sku: t1, now: 9.00, was: 10.00, from: 2026-12-01}\n"

    assert set() == claims(_rule("Was €10", PERCENT), reductions=reductions)


WORDS = "order.way: {is: choice, of: [home, collect], default: collect, words: %s}"
FEE = (
    "  fees: [{id: f, name: {en: Carriage, zh-CN: 配送费}, amount: 3.00, when: order.way == %s,"
    " purpose: carriage, recipient: carrier, refundable: false, taxed_as: coffee}]\n"
)


@pytest.mark.parametrize(
    ("english", "chinese", "charged", "codes"),
    [
        ("Collect", "自提", "home", set()),
        ("Collect for free", "免费自提", "home", set()),
        ("Collect for free", "免费自提", "collect", {"CLAIM_UNSUPPORTED", "PRETICKED_OPTION"}),
        ("The best way", "自提", "home", UNSUPPORTED),
        ("Collect, was €12.00", "自提", "home", {"PRICE_HISTORY_GAP"}),
        ("Fair price", "自提", "home", {"CLAIM_WORD"}),
        ("Collect, 5 % rebate", "自提，优惠百分比 6%", "home", {"LANGUAGE_MISSING"}),
        ("Collect what best_multiplier gives", "自提", "home", {"TEXT_TOO_HARD"}),
    ],
)
def test_what_members_read_for_a_choice(english: str, chinese: str, charged: str, codes: set[str]) -> None:
    """The words of a choice are looked at as every text is; free is a choice for which no fee is charged."""
    words = f"{{home: {{en: To you, zh-CN: 送货}}, collect: {{en: '{english}', zh-CN: '{chinese}'}}}}"

    assert codes == codes_of(WORDS % words, FEE % f'"{charged}"')
