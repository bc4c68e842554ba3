"""Nobody pays more for the phone, the counter or a card, whatever the fact is called that tells of it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import compile_programme
from loyalty.publication.looking import look_over
from tests.unit.publication.trying import codes_of

BASE = Path(__file__).parents[2] / "findings" / "base"
TODAY = date(2026, 11, 26)
FACTS = """
facts:
  member.tier:    {is: tier, label: membership}
  member.country: {is: country, label: transaction, purpose: [tax]}
  order.channel:  {is: choice, of: [app, web, shop]}
  order.total:    {is: money, sum_of: line.amount}
  line.category:  {is: choice, of: [coffee, tea]}
"""
BASKET = """
basket:
  tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
"""
FEE = """  fees:
    - {id: f, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, when: 'WHEN', purpose: packing,
       recipient: seller, refundable: true, taxed_as: coffee}
"""
DISCOUNT = """  discounts:
    combine: best
    rules: [{id: d, name: {en: Ten off, zh-CN: 减十}, when: 'WHEN', percent: 10%}]
"""
EARN = """
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  combine: [tier, chain_multipliers, additions]
"""
VIA = "order.by: {is: choice, of: [app, web, phone, shop]}"
RELAY = "order.channel2: {is: choice, of: [app, text_relay]}"
TELECOM = "order.service: {is: choice, of: [phone, internet, tv]}"
BUYER = "order.buyer: {is: choice, of: [private, business]}\n  order.tender: {is: choice, of: [cash, card]}"
WAIVER = "waivers: [{constraint: PX-16, where: %s, reason: a cost, approved_by: R. Li, until: 2027-01-31}]\n"


def _found(fact: str = "", market: str = "EU", **files: str) -> list[tuple[str, bool]]:
    source: dict[str, str] = dict(read_rule_folder(BASE).source)
    laid: Mapping[str, str] = {
        "facts": f"{FACTS}  {fact}\n",
        "jurisdictions": f"jurisdictions: [{market}]\n",
        **files,
    }
    source |= {f"{name}.yaml": text for name, text in laid.items()}
    compiled = compile_programme(source)
    assert compiled.programme is not None, [str(finding) for finding in compiled.findings]
    found = look_over(compiled.programme, TODAY)
    assert all(finding.cited is not None for finding in found)
    return [(finding.code, finding.warning) for finding in found]


def _with(part: str, when: str) -> str:
    return BASKET + part.replace("WHEN", when)


@pytest.mark.parametrize(
    ("fact", "when"),
    [
        ("order.sales_route: {is: choice, of: [a, b]}", 'order.sales_route == "a"'),
        ("order.salesRoute: {is: choice, of: [a, b]}", 'order.salesRoute == "a"'),
        ("order.touchpoint: {is: text}", 'order.touchpoint == "t4"'),
        ("order.via: {is: text}", 'order.via == "phone"'),
        ("order.how: {is: choice, of: [app, kiosk]}", 'order.how == "kiosk"'),
        ("order.how: {is: text}", 'order.how in ["phone", "counter"]'),
        ("order.how: {is: choice, of: [phone, shop, other]}", 'order.how == "phone"'),
        ("order.how: {is: choice, of: [telefon, strona]}", 'order.how == "telefon"'),
        ("order.phone_order: {is: truth}", "order.phone_order"),
        ("order.isPhone: {is: truth}", "order.isPhone"),
        ("order.at_counter: {is: truth}", "order.at_counter"),
        ("order.x: {is: truth, name: {en: Ordered by phone, zh-CN: 电话下单}}", "order.x"),
        ("order.x: {is: choice, of: [a, b], name: {en: Sold by, zh-CN: 购买渠道}}", 'order.x == "a"'),
        (
            (
                "order.x: {is: choice, of: [a, b], words: {a: {en: By phone, zh-CN: 电话}, "
                "b: {en: In the app, zh-CN: 应用}}}"
            ),
            'order.x == "a"',
        ),
        ("order.x: {is: choice, of: [a, b], made_of: [order.channel]}", 'order.x == "a"'),
        ("order.paper_bill: {is: truth}", "order.paper_bill"),
        ("order.paperless: {is: truth}", "not order.paperless"),
        ("order.e_invoice: {is: truth}", "not order.e_invoice"),
        ("order.bill: {is: choice, of: [email, post]}", 'order.bill == "post"'),
        ("order.letters: {is: choice, of: [email, post]}", 'order.letters == "post"'),
        ("order.receipt: {is: choice, of: [printed, digital]}", 'order.receipt != "digital"'),
        ("order.x: {is: choice, of: [pdf, papier], name: {en: Bill, zh-CN: 账单}}", 'order.x == "papier"'),
        ("order.x: {is: truth, name: {en: Printed receipt, zh-CN: 纸质小票}}", "order.x"),
        ("order.x: {is: truth, name: {en: With the help of our staff, zh-CN: 店员协助}}", "order.x"),
        ("order.mode: {is: choice, of: [self_service, agent]}", 'order.mode == "agent"'),
        ("order.printed_ticket: {is: truth}", "order.printed_ticket"),
        ("order.ticket: {is: choice, of: [mobile, paper]}", 'order.ticket == "paper"'),
        ("order.printed_contract: {is: truth}", "order.printed_contract"),
        ("order.course_booking: {is: choice, of: [web, phone]}", 'order.course_booking == "phone"'),
        ("order.course_booked_by_phone: {is: truth}", "order.course_booked_by_phone"),
        ("order.booked_by_agent: {is: truth}", "order.booked_by_agent"),
        ("order.x: {is: truth, name: {en: Telephone booking, zh-CN: 电话预订}}", "order.x"),
        ("line.sold_via: {is: choice, of: [web, phone]}", 'line.sold_via == "phone"'),
        ("line.booked_by_phone: {is: truth}", "line.booked_by_phone"),
    ],
)
def test_a_fee_by_any_name_of_a_channel(fact: str, when: str) -> None:
    """The fact's name, its choices, what rules compare it with, its texts and its origin all tell of it."""
    fee = FEE.replace("2.00, when", "2.00, each: unit, lines") if "line." in when else FEE

    assert [("CHANNEL_SURCHARGE", False)] == _found(fact, basket=_with(fee, when))


@pytest.mark.parametrize(
    ("fact", "when"),
    [
        ("order.delivery: {is: choice, of: [home, shop]}", 'order.delivery == "home"'),
        ("order.picked_up: {is: choice, of: [shop, kiosk]}", "line.quantity > 3"),
        ("order.collection: {is: choice, of: [shop, kiosk]}", 'order.collection == "kiosk"'),
        (TELECOM, 'order.service == "phone"'),
        ("order.phone_case: {is: truth}", "order.phone_case"),
        ("order.gift_card: {is: truth}", "order.gift_card"),
        ("order.shop_delivery: {is: truth}", "order.shop_delivery"),
        ("order.greeting: {is: choice, of: [card, letter]}", 'order.greeting == "card"'),
        ("order.payment_days: {is: quantity}", "order.payment_days > 30"),
        ("order.paper_bag: {is: truth}", "order.paper_bag"),
        ("order.printed_photo: {is: truth}", "order.printed_photo"),
        ("order.post: {is: choice, of: [letter, parcel]}", 'order.post == "parcel"'),
        ("order.book: {is: choice, of: [paper, pdf]}", 'order.book == "paper"'),
        ("order.wallet: {is: choice, of: [wallet, purse]}", 'order.wallet == "purse"'),
        ("order.x: {is: truth, name: {en: Receipt printer, zh-CN: 小票打印机}}", "order.x"),
        ("order.printed_letters: {is: truth}", "order.printed_letters"),
        ("order.staff: {is: truth}", "order.staff"),
        ("order.is_agent: {is: truth}", "order.is_agent"),
        ("order.service: {is: choice, of: [self_service, full_service]}", 'order.service == "full_service"'),
        ("order.ticket: {is: choice, of: [adult, child]}", 'order.ticket == "adult"'),
        ("order.ticket_delivery: {is: choice, of: [pdf, post]}", 'order.ticket_delivery == "post"'),
        ("order.lesson: {is: choice, of: [online, in_person]}", 'order.lesson == "in_person"'),
        ("order.consultation: {is: choice, of: [phone, in_person]}", 'order.consultation == "in_person"'),
        ("order.contract_print: {is: truth}", "order.contract_print"),
        ("order.is_agent_order: {is: truth}", "order.is_agent_order"),
        ("line.channel: {is: choice, of: [sports, films]}", 'line.channel == "films"'),
        ("line.kind: {is: choice, of: [phone, app, tablet]}", 'line.kind == "phone"'),
        ("order.x: {is: truth, name: {en: Seat reservation, zh-CN: 座位预订}}", "order.x"),
    ],
)
def test_a_fee_for_something_else(fact: str, when: str) -> None:
    """Where goods go and what they are is no channel and no way to pay."""
    fee = FEE.replace("2.00, when", "2.00, each: unit, lines") if "line." in when else FEE

    assert [] == _found(fact, basket=_with(fee, when))


@pytest.mark.parametrize(
    ("fact", "when"),
    [
        ("order.settled: {is: choice, of: [cash, visa]}", 'order.settled == "visa"'),
        ("order.settled: {is: choice, of: [bar, karte]}", 'order.settled == "karte"'),
        ("order.wallet: {is: choice, of: [alipay, wechat]}", 'order.wallet == "alipay"'),
        ("order.money: {is: choice, of: [venmo, wallet, cash]}", 'order.money == "venmo"'),
        ("order.cardBrand: {is: choice, of: [a, b]}", 'order.cardBrand == "a"'),
        ("order.zahlungsart: {is: text}", 'order.zahlungsart == "k"'),
        ("order.paid_by_card: {is: truth}", "order.paid_by_card"),
        ("order.cash_on_delivery: {is: truth}", "order.cash_on_delivery"),
        ("order.x: {is: choice, of: [a, b], name: {en: Means, zh-CN: 支付方式}}", 'order.x == "a"'),
        (BUYER, 'order.buyer == "business" or order.tender == "card"'),
        ("order.tender: {is: choice, of: [cash, card, corporate_card]}", 'order.tender != "cash"'),
    ],
)
@pytest.mark.parametrize(("market", "code"), [("EU", "PAYMENT_SURCHARGE"), ("US-CA", "WTP_SIGNAL")])
def test_a_fee_by_any_name_of_a_way_to_pay(fact: str, when: str, market: str, code: str) -> None:
    """In the Union it is a fee for paying, elsewhere a signal of who would pay."""
    assert [(code, False)] == _found(fact, market, basket=_with(FEE, when))


@pytest.mark.parametrize(
    ("fact", "when"),
    [
        (BUYER, 'order.buyer == "business" and order.tender == "card"'),
        ("order.tender: {is: choice, of: [cash, card, corporate_card]}", 'order.tender == "corporate_card"'),
        (
            "order.is_business: {is: truth}\n  order.tender: {is: choice, of: [cash, card]}",
            'order.is_business and order.tender == "card"',
        ),
    ],
)
@pytest.mark.parametrize("market", ["EU", "UK", "US-CA"])
def test_cards_of_companies_are_no_consumers(fact: str, when: str, market: str) -> None:
    """A fee that no consumer can meet is none for consumers' cards."""
    currency = {"UK": "GBP", "US-CA": "USD"}.get(market, "EUR")

    assert [] == _found(fact, market, basket=_with(FEE, when), currency=f"currency: {currency}\n")


@pytest.mark.parametrize(
    ("fact", "when", "found"),
    [
        (VIA, 'order.by != "phone"', [("CHANNEL_SURCHARGE", False)]),
        (VIA, 'order.by in ["app", "web"]', [("CHANNEL_SURCHARGE", False)]),
        ("order.via: {is: text}", 'order.via != "phone"', [("CHANNEL_SURCHARGE", False)]),
        ("order.by_phone: {is: truth}", "not order.by_phone", [("CHANNEL_SURCHARGE", False)]),
        (VIA, 'order.by == "web"', []),
        ("", 'order.channel in ["app", "web"]', [("CHANNEL_SURCHARGE", True)]),
        ("", 'order.channel != "web"', []),
        (VIA, 'order.by == "app"', [("APP_ONLY_BENEFIT", False)]),
        (VIA, 'order.by in ["app", "shop"]', []),
        (VIA, 'order.by == "phone"', []),
        ("order.phone_case: {is: truth}", "not order.phone_case", []),
    ],
)
def test_a_discount_that_others_have(fact: str, when: str, found: list[tuple[str, bool]]) -> None:
    """What every machine has and the phone has not costs the phone more; of a shop it warns."""
    assert found == _found(fact, basket=_with(DISCOUNT, when))


@pytest.mark.parametrize(
    ("earn", "found"),
    [
        ('  except_when: order.by == "phone"\n', [("CHANNEL_SURCHARGE", True)]),
        ("NOTHING", [("CHANNEL_SURCHARGE", True)]),
        ('  rules: [{id: m, name: {en: M, zh-CN: 米}, when: order.by == "phone", multiply: 0.5x}]\n',
         [("CHANNEL_SURCHARGE", True)]),
        ('  rules: [{id: m, name: {en: M, zh-CN: 米}, when: order.by == "phone", multiply: 2x}]\n', []),
        ('  rules: [{id: m, name: {en: M, zh-CN: 米}, when: order.by == "web", multiply: 2x}]\n', []),
    ],
)  # fmt: skip
def test_fewer_points_by_phone(earn: str, found: list[tuple[str, bool]]) -> None:
    """Points that the phone takes away are told of; more of them elsewhere are an offer."""
    nothing = EARN.replace("line.amount", """'if order.by == "phone" then 0.00 else line.amount'""")

    assert found == _found(VIA, earn=nothing if earn == "NOTHING" else EARN + earn)


@pytest.mark.parametrize(
    ("part", "where", "fact", "when", "warning"),
    [
        (FEE, "f", VIA, 'order.by == "phone"', True),
        (DISCOUNT, "d", VIA, 'order.by != "phone"', True),
        (FEE, "f", RELAY, 'order.channel2 == "text_relay"', False),
    ],
)
def test_what_can_be_waived(part: str, where: str, fact: str, when: str, *, warning: bool) -> None:
    """A real cost can be answered for, but never one for the accessible way."""
    found = _found(fact, basket=_with(part, when), waivers=WAIVER % where)

    assert [("CHANNEL_SURCHARGE", warning)] == found


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ('if order.by == "phone" then line.amount else 0.00', ["CHANNEL_SURCHARGE"]),
        ('if order.pays_with == "card" then line.amount else 0.00', ["PAYMENT_SURCHARGE"]),
        ('if line.category == "tea" then line.amount else 0.00', []),
    ],
)
def test_a_fee_that_is_a_share_of_what_is_bought_in_one_way(asked: str, codes: list[str]) -> None:
    """The fee reads a sum alone, and the sum reads how somebody buys or pays."""
    pays = "order.pays_with: {is: choice, of: [card, cash]}"
    summed = f"{VIA}\n  {pays}\n  order.part: {{is: money, sum_of: '{asked}'}}"
    fee = FEE.replace("amount: 2.00, when: 'WHEN'", "share: 5%, of: order.part")

    assert [code for code, _ in _found(summed, basket=BASKET + fee)][:1] == codes


_NAMED = (
    "  fees: [{id: p, name: {en: %s, zh-CN: %s}, amount: 1.00, purpose: packing, recipient: seller,"
    " refundable: true, taxed_as: coffee}]\n"
)


@pytest.mark.parametrize(
    ("english", "chinese", "codes"),
    [
        ("Credit card surcharge", "附加", {"PAYMENT_SURCHARGE"}),
        ("Card processing fee", "附加", {"PAYMENT_SURCHARGE"}),
        ("Parcel", "信用卡附加费", {"PAYMENT_SURCHARGE"}),
        ("Greeting card postage", "贺卡邮费", set()),
        ("Membership card fee", "会员卡工本费", set()),
        ("Credit card replacement", "信用卡补办费", set()),
        ("Visa fee", "签证费", set()),
    ],
)
def test_a_fee_is_named_for_no_way_to_pay(english: str, chinese: str, codes: set[str]) -> None:
    """Where only cards are taken a surcharge on them hangs on nothing; cards that are goods are none."""
    assert codes == codes_of("", _NAMED % (english, chinese))


@pytest.mark.parametrize(
    ("english", "chinese", "codes"),
    [
        ("Credit card processing", "信用卡支付", set()),
        ("Credit card payments", "信用卡收款", set()),
        ("Credit card surcharge", "信用卡支付", {"PAYMENT_SURCHARGE"}),
        ("Paying by card", "附加", {"PAYMENT_SURCHARGE"}),
        ("Card", "信用卡手续费", {"PAYMENT_SURCHARGE"}),
    ],
)
def test_an_add_on_may_be_the_taking_of_cards(english: str, chinese: str, codes: set[str]) -> None:
    """A plan sells it as a feature, unless it is called a charge."""
    plan = f"""plans:
  - id: shop
    name: {{en: Shop, zh-CN: 商铺}}
    price: {{every: month, anchor: anniversary, amount: 20.00}}
    begins: {{by: [web], steps: 2}}
    ends: {{by: [web], steps: 2}}
    add_ons: [{{id: more, name: {{en: {english}, zh-CN: {chinese}}}, amount: 1.00}}]
"""
    assert codes == codes_of("", "", plans=plan)


@pytest.mark.parametrize(
    ("fact", "codes"), [("paid_by_card", {"PAYMENT_SURCHARGE"}), ("cards", set()), ("card_holders", set())]
)
def test_a_share_of_what_is_paid_by_card_is_a_surcharge(fact: str, codes: set[str]) -> None:
    """An amount that is paid in one way is known by its name."""
    fee = (
        f"  fees: [{{id: p, name: {{en: Parcel, zh-CN: 包裹}}, share: 2%, of: order.{fact}, purpose: packing,"
        " recipient: seller, refundable: true, taxed_as: coffee}]\n"
    )
    assert codes == codes_of(f"order.{fact}: {{is: money, default: 0.00}}", fee)
