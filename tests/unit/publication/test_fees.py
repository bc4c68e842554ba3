"""What fees say they are for, and what only a charge of an authority is called, in several languages."""

import pytest

from tests.unit.publication.trying import codes_of

_FEE = (
    "  fees: [{id: p, name: {en: %s, zh-CN: %s}, amount: 1.00, purpose: %s, recipient: seller,"
    " refundable: true, taxed_as: coffee}]\n"
)


@pytest.mark.parametrize(
    "purpose",
    [
        "to cover our costs",
        "x",
        "其他费用",
        "附加",
        "sonstige Gebühren",
        "frais divers",
        "see terms",
        "to be announced",
    ],
)
def test_a_purpose_of_empty_words_says_nothing(purpose: str) -> None:
    """However many words it has, a purpose of costs and charges alone does not tell what a fee is for."""
    assert {"FEE_NATURE_MISSING"} == codes_of("", _FEE % ("Parcel", "包裹", purpose))


@pytest.mark.parametrize(
    "purpose", ["to cover the packing", "see to the garden", "service", "包装费", "Porto"]
)
def test_a_purpose_that_names_something_is_one(purpose: str) -> None:
    """One word of what is done is enough."""
    assert set() == codes_of("", _FEE % ("Parcel", "包裹", purpose))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("State fee", "包裹"),
        ("City charge", "包裹"),
        ("Impôt", "包裹"),
        ("Imposta di bollo", "包裹"),
        ("Belasting", "包裹"),
        ("Kommunalabgabe", "包裹"),
        ("Umweltsteuer", "包裹"),
        ("Podatek", "包裹"),
        ("Lakisääteinen maksu", "包裹"),
        ("Arvonlisävero", "包裹"),
        ("Parcel", "国家费"),
        ("Parcel", "市政费"),
    ],
)
def test_a_charge_of_the_seller_is_no_charge_of_an_authority(english: str, chinese: str) -> None:
    """In the languages of the markets, with their compounds and accents."""
    assert {"FEE_MISNAMED"} == codes_of("", _FEE % (english, chinese, "packing"))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("State of the art box", "包裹"),
        ("City delivery", "同城配送"),
        ("Steuerberatung", "咨询"),
        ("Lounge", "行政酒廊"),
        ("Duty manager", "包裹"),
        ("Holiday service", "法定节假日服务"),
        ("Duty free bag", "免税袋"),
        ("VAT refund service", "退税服务"),
    ],
)
def test_what_only_sounds_official_is_let_be(english: str, chinese: str) -> None:
    """A place, advice and a lounge are not what an authority asks for."""
    assert set() == codes_of("", _FEE % (english, chinese, "packing"))


_WEIGHT = "order.weight: {is: money, name: {en: the weight, zh-CN: 重量}}"
_WAITING = (
    "  fees: [{id: p, name: {en: Parcel, zh-CN: 包裹}, %s, when: order.weight > 0, purpose: porters,"
    " recipient: carrier, refundable: true, taxed_as: coffee, calculable_when: order.weight,"
    " formula: {en: '%s', zh-CN: '%s'}}]\n"
)
_DEAR = "amount: 1500.00"
_FIXED, _EACH_KILO = "amount: 3.00", "share: 100%, of: order.weight * 3.00"
_SHARE = "share: 5%, of: order.total, at_least: 2.00"
_LATER = "amount: {2026-01-01: 2.00, 2026-10-01: 3.00, 2027-01-01: 4.00}"


@pytest.mark.parametrize(
    ("takes", "english", "chinese"),
    [
        (_FIXED, "€2.00 for each order", "每单"),
        (_FIXED, "for each order", "每单 2 元"),
        (_FIXED, "2.00 for each order", "每单"),
        (_FIXED, "EUR 3.10 for each order", "每单"),
        (_FIXED, "3 % of the goods", "每单"),
        (_EACH_KILO, "2.00 per kg", "每公斤"),
        (_SHARE, "4 % of the goods, at least €2", "至少 2 元"),
        (_SHARE, "5 % of the goods", "商品价的 5%，至少 2 元"),
        (_LATER, "€3.00 for each order", "每单"),
        (_LATER, "€2.00, from January €4.00", "每单"),
        (_SHARE, "2.5 percent of the goods, at least €2", "至少 2 元"),
        (_SHARE, "5 percent of the goods, at least three euros", "至少 3 元"),
        (_DEAR, "1 600 € pour chaque commande", "每单"),
    ],
)
def test_a_formula_that_tells_other_numbers_than_the_fee_takes_is_none(
    takes: str, english: str, chinese: str
) -> None:
    """In either language, with the least of a share, and with what is taken from a later day on."""
    assert {"FORMULA_MISSING"} == codes_of(_WEIGHT, _WAITING % (takes, english, chinese))


@pytest.mark.parametrize(
    ("takes", "english", "chinese"),
    [
        (_FIXED, "€3 for each order above 20 kg", "超过 20 公斤每单 3.00 欧元"),
        (_FIXED, "3,00 € for each order, €1,000.00 insured", "每单３.００元"),
        (_FIXED, "by the tariff of the carrier, zone 4", "按承运商价目表"),
        (_EACH_KILO, "3.00 per kg", "每公斤 3.00"),
        (_SHARE, "5 % of the goods, at least €2", "商品价的 5%，至少 2 元"),
        ("share: 50%, of: order.weight * 3.00", "€1.50 per kg", "每公斤 1.50 元"),
        (_LATER, "€3.00, from January €4.00", "3 元，一月起 4 元"),
        (_SHARE, "five percent of the goods, at least two euros", "商品价的百分之五，至少两元"),
        (_DEAR, "1 500 € pour chaque commande", "每单 1,500 元"),
    ],
)
def test_a_formula_that_tells_what_the_fee_takes_is_one(takes: str, english: str, chinese: str) -> None:
    """However the number is written, beside others; a tariff without any number is named, not told."""
    assert set() == codes_of(_WEIGHT, _WAITING % (takes, english, chinese))


_STAGED = (
    "  fees: [{id: p, name: {en: Parcel, zh-CN: 包裹}, amount: 1.00, when: %s, purpose: packing,"
    " recipient: seller, refundable: true, taxed_as: coffee}]\n"
)
_TRUTH = "{is: truth, default: false}"


@pytest.mark.parametrize(
    ("fact", "codes"),
    [
        ("order.checkout", {"FEE_ADDED_LATE"}),
        ("order.paid", {"FEE_ADDED_LATE"}),
        ("order.in_cart", {"FEE_ADDED_LATE"}),
        ("order.an_der_kasse", {"FEE_ADDED_LATE"}),
        ("order.gift_wrap", set()),
        ("order.paid_parking", set()),
        ("order.self_checkout", set()),
    ],
)
def test_a_fee_on_a_stage_of_the_order_is_added_late(fact: str, codes: set[str]) -> None:
    """Where somebody stands with an order is nothing that they choose, under whatever name."""
    assert codes == codes_of(f"{fact}: {_TRUTH}", _STAGED % fact)


def test_a_checkout_that_is_chosen_is_no_stage() -> None:
    """Which of several a buyer goes to is a choice."""
    chosen = "order.checkout: {is: choice, of: [none, gift_desk], default: none}"
    assert set() == codes_of(chosen, _STAGED % 'order.checkout == "gift_desk"')


@pytest.mark.parametrize(
    ("mode", "lines", "codes"),
    [("up", 2, {"LINES_DO_NOT_ADD"}), ("up", 1, set()), ("half_even", 2, set()), ("down", 2, set())],
)
def test_money_is_rounded_up_where_there_is_one_line_only(mode: str, lines: int, codes: set[str]) -> None:
    """Rounded up line by line, an order costs a smallest amount more for each; of points nothing is said."""
    numbers = (
        f"numbers: {{money: {{step: 0.01, round: {mode}}}, prices: {{step: 0.000001}}, split: cumulative, "
        "points: {step: 1, round: up}, "
        f"limits: {{money: 10000.00, quantity: 1000, points: 100000, lines: {lines}}}}}\n"
    )
    assert codes == codes_of("", "", numbers=numbers)


_PLAN = """plans:
  - id: mobile
    name: {en: Mobile, zh-CN: 手机}
    price: {every: month, anchor: anniversary, amount: 20.00}
    begins: {by: [web], steps: 2}
    ends: {by: [web], steps: 2}
    add_ons: [{id: more, name: {en: %s, zh-CN: %s}, amount: 1.00}]
"""


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Government levy", "附加"),
        ("Regulatory surcharge", "附加"),
        ("Extra", "环保税"),
        ("Extra", "政府附加费"),
        ("Extra", "行政服务费"),
        ("Handling and VAT", "附加"),
    ],
)
def test_no_other_charge_is_called_one_of_an_authority(english: str, chinese: str) -> None:
    """What is called so beside the fees, such as an add-on, says not who receives it, and is the seller's."""
    assert {"FEE_MISNAMED"} == codes_of("", "", plans=_PLAN % (english, chinese))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("VAT filing", "报税服务费"),
        ("Tax returns", "税务咨询"),
        ("Customs declarations", "关税申报"),
        ("Accounting and VAT", "记账与税务服务"),
        ("Office services", "行政服务"),
        ("Holiday service", "法定节假日服务费"),
    ],
)
def test_work_about_taxes_is_sold(english: str, chinese: str) -> None:
    """A name that ends with the work is none of a tax."""
    assert set() == codes_of("", "", plans=_PLAN % (english, chinese))


@pytest.mark.parametrize(
    ("english", "chinese", "codes"),
    [
        ("Hospitality charge", "税", {"FEE_MISNAMED"}),
        ("Tax", "服务费", {"FEE_MISNAMED"}),
        ("Sugar levy", "消费税", set()),
        ("Cultural levy", "文化事业建设费", set()),
        ("Congestion charge", "拥堵费", set()),
        ("Tourism assessment", "教育费附加", set()),
    ],
)
def test_a_fee_is_no_tax(english: str, chinese: str, codes: set[str]) -> None:
    """Some markets let a listed price leave a tax out: what the seller keeps is written as a fee."""
    tax = f"  tax: {{id: t, name: {{en: {english}, zh-CN: {chinese}}}, rate: 5%, prices: include_tax}}\n"
    assert codes == codes_of("", "", **{"basket.yaml": f"basket:\n{tax}"})


def test_a_formula_speaks_of_no_charge_of_an_authority() -> None:
    """What a fee is worked out by is read as its name is; a tax that it contains may be named there."""
    zone = "order.zone: {is: choice, of: [near, far], name: {en: zone, zh-CN: 区域}}"
    fee = (
        "  fees: [{id: p, name: {en: Parcel, zh-CN: 包裹}, amount: 4.00, when: order.zone == 'far',"
        " calculable_when: order.zone, formula: {en: '%s', zh-CN: 远区 4.00}, purpose: carriage,"
        " recipient: carrier, refundable: true, taxed_as: coffee}]\n"
    ).replace("'far'", '"far"')
    assert {"FEE_MISNAMED"} == codes_of(zone, fee % "4.00, a government charge, far away")
    assert set() == codes_of(zone, fee % "4.00 with tax, far away")


@pytest.mark.parametrize(
    ("fact", "codes"),
    [
        ("order.high_season: {is: truth, default: false}", {"FEE_ADDED_LATE"}),
        ("order.wangji: {is: truth, default: false}", {"FEE_ADDED_LATE"}),
        ("order.lounge_open: {is: truth, label: public, default: false}", {"FEE_ADDED_LATE"}),
        ("order.rain_cover: {is: truth, default: false}", set()),
        ("order.season_ticket: {is: truth, default: false}", set()),
    ],
)
def test_what_nobody_chooses_is_no_way_out_of_a_fee(fact: str, codes: set[str]) -> None:
    """The weather, the season and what is public are as they are, so that their fee is mandatory."""
    fee = (
        "  fees: [{id: p, name: {en: Parcel, zh-CN: 包裹}, amount: 1.00, when: %s, first_shown: choice,"
        " purpose: packing, recipient: seller, refundable: true, taxed_as: coffee}]\n"
    )
    assert codes == codes_of(fact, fee % fact.partition(":")[0])


@pytest.mark.parametrize(
    ("takes", "english", "chinese", "codes"),
    [
        (_EACH_KILO, "by weight and distance", "按重量和距离计费", {"FORMULA_MISSING"}),
        (_EACH_KILO, "tariff of Parcel Post", "按包裹邮政资费表", set()),
        (_EACH_KILO, "Parcel Post postage by weight", "按顺丰运费标准计算", set()),
        (_EACH_KILO, "postage of the carrier by weight", "按运费标准", set()),
        (_EACH_KILO, "Your postage by weight", "按运费标准", {"FORMULA_MISSING"}),
        (_EACH_KILO, "Parcel Post postage by weight", "按重量收运费", {"FORMULA_MISSING"}),
        ("share: 100%, of: order.weight", "what the carrier asks", "承运商所报", set()),
    ],
)
def test_a_formula_tells_how_much(takes: str, english: str, chinese: str, codes: set[str]) -> None:
    """Without a number or a tariff nobody can work it out; a whole amount that is stated has none."""
    assert codes == codes_of(_WEIGHT, _WAITING % (takes, english, chinese))


_ZONED = (
    "  fees: [{id: p, name: {en: Parcel, zh-CN: 包裹}, amount: 2.50, when: '%s', calculable_when: order.zone,"
    " formula: {en: €2.50 for each order, zh-CN: 每单 2.50 元}, purpose: packing, recipient: seller,"
    " refundable: true, taxed_as: coffee}]\n"
)


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ('order.zone == "near" or order.zone == "far"', {"FEE_ADDED_LATE"}),
        ('order.zone == "far"', set()),
    ],
)
def test_a_fee_that_everybody_pays_waits_for_nothing(when: str, codes: set[str]) -> None:
    """It comes to the same wherever somebody lives, and is known from the first price on."""
    zone = "order.zone: {is: choice, of: [near, far], name: {en: zone, zh-CN: 区域}}"
    assert codes == codes_of(zone, _ZONED % when)


_PACKED = "  fees:\n" + "".join(
    f"    - {{id: p{n}, name: {{en: Parcel, zh-CN: 包裹}}, amount: {n}.00, when: %s,"
    f" calculable_when: order.%s, formula: {{en: €{n}.00 for each order, zh-CN: 每单 {n}.00 元}},"
    " purpose: %s, recipient: seller, refundable: true, taxed_as: coffee}\n"
    for n in (2, 4)
)


@pytest.mark.parametrize(
    ("of", "name", "purpose", "codes"),
    [
        ("[bag, box]", "packing", "packing", {"TOTAL_NOT_ALL_IN"}),
        ("[bag, box]", "service_level", "serving", {"TOTAL_NOT_ALL_IN"}),
        ("[bag, box, none]", "packing", "packing", set()),
        ("[bag, box]", "zone", "packing", set()),
        ("[bag, box]", "service_level", "carriage", set()),
    ],
)
def test_the_least_of_what_each_choice_costs_waits_for_none(
    of: str, name: str, purpose: str, codes: set[str]
) -> None:
    """A bag for 2.00 or a box for 4.00: 2.00 are known; no place, no carriage, and nothing beside nothing."""
    fact = f"order.{name}: {{is: choice, of: {of}, name: {{en: choice, zh-CN: 选择}}}}"
    whens = (f'order.{name} == "{value}"' for value in ("bag", "box"))
    told = [each for when in whens for each in (f"'{when}'", name, purpose)]
    assert codes == codes_of(fact, _PACKED % tuple(told))


_LATE = (
    "  fees: [{id: p, name: {en: Parcel, zh-CN: 包裹}, amount: 1.00, purpose: %s, refundable: true,"
    " taxed_as: coffee, first_shown: checkout}]\n"
)
_CARRIAGE = _LATE % "carriage, recipient: carrier"
_GOVERNMENT = _LATE % "the bag law, recipient: authority, legal_basis: the bag law"
_SERVICE = _LATE % "packing, recipient: seller"


@pytest.mark.parametrize(
    ("declared", "carriage", "government"),
    [
        ("EU", False, False),
        ("UK", False, False),
        ("CN", False, False),
        ("JP", False, False),
        ("CA", False, False),
        # beside the listed price, as a figure of its own, and not only at the checkout
        ("AU", False, False),
        ("US", True, True),
        ("US-CA", True, True),
        ("US-MA", True, True),
        ("US-CT", False, True),
        ("EU, US-CA", False, False),
    ],
)
def test_what_a_listed_price_may_leave_out_is_that_of_every_market(
    declared: str, *, carriage: bool, government: bool
) -> None:
    """PX-05 by the table of markets: a service of the seller is in the first price everywhere."""
    market = f"jurisdictions: [{declared}]\n"

    def is_late(fee: str) -> bool:
        return "FEE_ADDED_LATE" in codes_of("", fee, jurisdictions=market)

    assert (not carriage, not government, True) == tuple(map(is_late, (_CARRIAGE, _GOVERNMENT, _SERVICE)))
