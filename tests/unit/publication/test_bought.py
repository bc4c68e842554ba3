"""Value that members paid for: what has it end, eaten up or kept is found; what is given may end."""

from datetime import date
from typing import Final

import pytest

from loyalty.profiles.markets import law_on
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.personal.meaning import compared
from loyalty.publication.prepaid.bought import check_bought
from loyalty.publication.reading import uses
from tests.unit.publication.trying import programme_of

ENDS, VOID = ["PURCHASED_VALUE_EXPIRY"], ["CLAIM_UNSUPPORTED"]
EARN: Final = "earn:\n  base: {points: 1, for_each: 1.00, of: line.amount}\n"
WALLETS: Final = (
    "wallets: [{id: points, name: {en: Points, zh-CN: 积分}}, {id: more, name: {en: '%s', zh-CN: '%s'}%s}]\n"
)
FEE: Final = (
    "  fees: [{id: f, name: {en: '%s', zh-CN: '%s'}, amount: 1.00, purpose: keeping, recipient: seller,"
    " refundable: false}]\n"
)
YEAR: Final = "expire: {after: 12 months, by: each_lot}"


def _found(rule: str = "", market: str = "EU", **files: str) -> list[Breach]:
    files["jurisdictions"] = f"jurisdictions: [{market}]\n"
    programme = programme_of("", rule, **files)
    law = law_on(date(2026, 11, 26), programme.shape.jurisdictions)
    return list(check_bought(Matter(programme, law, uses(programme), compared(programme))))


def _codes(rule: str = "", market: str = "EU", **files: str) -> list[str]:
    return [each.code for each in _found(rule, market, **files)]


@pytest.mark.parametrize(
    ("en", "zh", "expire", "codes"),
    [
        ("Prepaid balance", "余额", f", {YEAR}", ENDS),
        ("Balance", "储值余额", f", {YEAR}", ENDS),
        ("Prepaid balance", "储值余额", "", []),
        ("Top-up bonus", "充值赠金", f", {YEAR}", []),
        ("Season tokens", "赛季代币", f", {YEAR}", []),
    ],
)
def test_no_wallet_of_money_that_was_paid_in_ends(en: str, zh: str, expire: str, codes: list[str]) -> None:
    """What is called paid in may not end; a bonus for paying in may."""
    assert codes == _codes(earn=EARN, wallets=WALLETS % (en, zh, expire))


def test_no_points_become_money_that_was_paid_in() -> None:
    """A conversion would mix two books, whichever way it goes."""
    conversion = (
        "conversions: [{id: c, name: {en: C, zh-CN: 换}, from: %s, to: %s, give: 1, get: 1, round: down}]\n"
    )
    for way in (("points", "more"), ("more", "points")):
        assert ENDS == _codes(
            earn=EARN, wallets=WALLETS % ("Gift card", "礼品卡", ""), conversions=conversion % way
        )


@pytest.mark.parametrize(
    ("name", "zh", "expire", "codes"),
    [
        ("Miles you buy", "里程", YEAR, ENDS),
        ("Point packs", "积分", YEAR, ENDS),
        ("Points", "购买积分", YEAR, ENDS),
        ("Miles you buy", "购买里程", "", []),
        ("Purchase points", "购物积分", YEAR, []),
        ("Buy three coffees for 50 points", "买三杯得积分", YEAR, []),
        ("Miles for buying a ticket", "购票得里程", YEAR, []),
        ("Buy a star now", "里程", YEAR, []),
        ("Buy stars and save", "里程", YEAR, ENDS),
        ("Buy credit", "里程", YEAR, ENDS),
        ("Points", "积分包", YEAR, ENDS),
        ("Points", "积分礼包充值", YEAR, ENDS),
        ("Points", "购买金币后升级", YEAR, ENDS),
        ("Welcome points package", "新人积分礼包", YEAR, []),
        ("Points for carriage", "积分包邮", YEAR, []),
        ("Buy star anise", "购买八角", YEAR, []),
        ("Chocolate", "购买金币巧克力", YEAR, []),
    ],
)
def test_points_that_are_sold_do_not_end(name: str, zh: str, expire: str, codes: list[str]) -> None:
    """Points that are bought may not end; points for buying something else may."""
    event = f"events: [{{id: e, name: {{en: {name}, zh-CN: {zh}}}, points: 5, once_per: event}}]\n"
    assert codes == _codes(earn=EARN + (f"  {expire}\n" if expire else ""), events=event)


@pytest.mark.parametrize(
    ("en", "zh", "codes"),
    [
        ("Gift card inactivity fee", "费", ENDS),
        ("Keeping", "储值卡管理费", ENDS),
        ("Idle fee at the charger", "占位费", []),
        ("Gift wrapping", "礼品包装", []),
    ],
)
def test_no_fee_eats_what_was_paid_in(en: str, zh: str, codes: list[str]) -> None:
    """A fee for value that lies unused is none."""
    assert codes == _codes(FEE % (en, zh))


def test_a_coupon_that_was_paid_for_leaves_no_rest_behind() -> None:
    """A rest that is lost is value that ends; one that is carried is none."""
    coupon = (
        "coupons: [{id: c, name: {en: Prepaid credit, zh-CN: 预付}, amount: 5.00, rest: %s, lasts: %s}]\n"
    )
    assert ENDS == _codes(coupons=coupon % ("lost", "once"))
    assert [] == _codes(coupons=coupon % ("carried", "forever"))


@pytest.mark.parametrize(
    ("en", "zh", "market", "codes"),
    [
        ("Gift cards expire after a year", "礼品卡", "EU", ENDS),
        ("Day", "储值卡有效期一年", "EU", ENDS),
        ("Gift cards never expire", "礼品卡永不过期", "EU", []),
        ("Gift cards valid for all goods", "礼品卡全店通用", "EU", []),
        ("Bonus on gift cards valid until May", "充值赠送有效期一年", "EU", []),
        ("'Gift card week, valid until 6 December'", "礼品卡周，有效期至12月6日", "EU", []),
        ("'Tea week, except gift cards, valid until 6 December'", "茶叶", "EU", []),
        ("Tea", "茶叶周，礼品卡除外，有效期至12月6日", "EU", []),
        ("'All goods, except gift cards, which expire after a year'", "茶", "EU", ENDS),
        ("Tea", "自储值日起有效期一年", "EU", ENDS),
        ("'Gift cards, valid until 6 December'", "礼品卡", "EU", ENDS),
        ("'Sale tea, no refunds, also not to gift cards'", "特价茶叶，不退货，礼品卡除外", "CN", []),
        ("Day", "礼品卡售出不退", "CN", VOID),
        ("Day", "储值一经售出概不退款", "CN", VOID),
        ("Day", "储值一经售出概不退款", "EU", []),
        ("Day", "充值手续费不退", "CN", []),
        ("Day", "储值七天内可退", "CN", []),
        ("Day", "特价商品恕不退换，储值余额可随时退", "CN", []),
        ("'Sale items are non-refundable, prepaid credit is refunded any time'", "茶", "CN", []),
        ("Day", "商品可退，储值余额恕不退还", "CN", VOID),
        ("Day", "特价商品和储值卡恕不退款", "CN", VOID),
        ("Day", "特价商品恕不退换，储值余额也不退", "CN", VOID),
    ],
)
def test_no_text_has_what_was_paid_in_end_or_stay_paid(
    en: str, zh: str, market: str, codes: list[str]
) -> None:
    """A sentence that says so is found in either language; in China with the law of the days."""
    rule = (
        f"  discounts: {{combine: best, rules: [{{id: d, name: {{en: {en}, zh-CN: {zh}}}, percent: 5%}}]}}\n"
    )
    found = _found(rule, market)
    assert codes == [each.code for each in found]
    assert all(each.help and each.where == "d" for each in found)
    assert all(each.law is not None for each in found if each.constraint == "PY-03")


@pytest.mark.parametrize(
    ("en", "zh", "codes"),
    [
        ("Gift cards, valid until 6 December", "礼品卡，有效期至12月6日", []),
        ("Gift cards, valid until 5 May", "礼品卡", ENDS),
        ("Gift cards expire on 6 December", "礼品卡", ENDS),
    ],
)
def test_a_rule_may_say_on_which_day_it_ends(en: str, zh: str, codes: list[str]) -> None:
    """It is the offer that is valid until then, and not what was paid in."""
    rule = (
        f"  discounts: {{combine: best, rules: [{{id: d, name: {{en: '{en}', zh-CN: {zh}}}, percent: 5%,"
        " from: 2026-12-01, until: 2026-12-06}]}\n"
    )
    assert codes == _codes(rule)


CARDS: Final = (
    "  order.cards: {is: money, sum_of: line.amount, except_when: 'line.kind != \"%s\"'}\n"
    "  order.rest: {is: money, sum_of: line.amount, except_when: 'line.kind == \"%s\"'}\n"
    "  line.kind: {is: choice, of: [tea, %s]}\n"
)
GIVEN: Final = (
    "vouchers: [{id: v, name: {en: %s, zh-CN: 券}, codes: unique, each_code: 1, after_return: given_back,"
    " given_by_order: {when: %s, valid: 6 months}}]\n"
)
TAKES: Final = (
    "  discounts: {combine: best, rules: [{id: d, name: {en: Voucher, zh-CN: 券}, when: voucher.v,"
    " amount: 20.00, each: order}]}\n"
)


@pytest.mark.parametrize(
    ("kind", "name", "when", "codes"),
    [
        ("voucher", "Tea", "order.cards >= 20.00", ENDS),
        ("voucher", "Tea", "'order.cards >= 18.00 and order.channel == \"web\"'", ENDS),
        ("gift_card", "Tea", "order.cards >= 20.00", ENDS),
        ("voucher", "Tea", "order.cards > 0.00", ENDS),
        ("gift_card", "Tea", "order.cards > 0.00", []),
        ("gift_card", "Tea", "order.cards >= 100.00", []),
        ("voucher", "Bonus", "order.cards >= 20.00", []),
        ("voucher", "Tea", "order.rest >= 20.00", []),
        ("voucher", "Tea", "order.total >= 20.00", []),
        ("biscuit", "Tea", "order.cards >= 20.00", []),
    ],
)
def test_a_voucher_that_is_sold_does_not_end(kind: str, name: str, when: str, codes: list[str]) -> None:
    """Whose goods are vouchers sells them, if an order is given as much as it paid; less is a bonus."""
    programme = programme_of((CARDS % (kind, kind, kind)).strip(), TAKES, vouchers=GIVEN % (name, when))
    law = law_on(date(2026, 11, 26), programme.shape.jurisdictions)
    matter = Matter(programme, law, uses(programme), compared(programme))
    assert codes == [each.code for each in check_bought(matter)]
