"""The text of an explanation says what the document says, the total first, in both languages."""

import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.decision.telling.views import View
from loyalty.sumcheck import check
from loyalty.wording.catalogue import UnknownLanguageError
from loyalty.wording.columns import width
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.page import as_page
from loyalty.wording.text import COLUMNS, as_text
from tests.unit.wording.reading import moneys_in, points_in
from tests.unit.wording.samples import Document, asked_again, basket, document, line, refund, usage

SIGNS = {"EUR": "€", "JPY": "JP¥", "KWD": "KWD"}
CODES = re.compile(r"\x1b\[\d+m")
samples = pytest.mark.parametrize("sample", [basket, usage, refund])
languages = pytest.mark.parametrize("language", LANGUAGES)


def _squeezed(text: str) -> str:
    """Give a text on one line, blanks single, as words are looked for."""
    return re.sub(r"[ \n]+", " ", text)


def _shown(document: Document) -> Counter[Fraction]:
    """Give every amount of money that members are to read, in minor units; tax inside by rule."""
    total, baseline = document["total"], document["baseline"]
    found = [*_shown_first(document), *(i["amount"] for i in document["lines"] if not i["inside"])]
    inside: Counter[str] = Counter()
    for item in document["lines"]:
        if item["inside"]:
            inside[item["rule"]["id"]] += item["amount"]
        if item["unit_price"] is not None:
            found.append(Fraction(item["unit_price"]) * 10 ** document["exponent"])
    found += inside.values()
    found += [total["tax_added"]] if total["tax_added"] else []
    found += [total["payable"]] if any(x["category"] == "points_used" for x in document["lines"]) else []
    found += [baseline["public_total"], baseline["saved"]] if baseline else []
    found += _shown_of_slices(document)
    return Counter(Fraction(amount) for amount in found)


def _shown_first(document: Document) -> list[int]:
    """Give the total; of a return what goes back, twice, and the sums it is made of."""
    if document["kind"] != "refund":
        return [document["total"]["due"]]
    given = document["refund"]
    value = [given["to_stored_value"]] * 2
    return [
        *(given[name] for name in ("money", "money", "paid_before", "kept_payable", "not_refundable")),
        *value,
    ]


def _shown_of_slices(document: Document) -> list[Fraction]:
    amounts = {item["n"]: Fraction(item["amount"]) for item in document["lines"]}
    found: list[Fraction] = []
    for n in {piece["line"] for piece in document["slices"]}:
        mine = [piece for piece in document["slices"] if piece["line"] == n]
        for piece in mine:
            found += [Fraction(piece[key]) * 10 ** document["exponent"] for key in ("unit", "flat")]
            found.append(Fraction(piece["amount"]))
        exact = sum((Fraction(piece["amount"]) for piece in mine), Fraction(0))
        found += [amounts[n]] if exact == amounts[n] else [amounts[n], exact]
    return found


def _read(text: str, document: Document) -> Counter[Fraction]:
    """Give every amount of money printed, in minor units."""
    printed = moneys_in(text, SIGNS[document["currency"]])
    return Counter({amount * 10 ** document["exponent"]: times for amount, times in printed.items()})


amounts = st.integers(min_value=-(10**12), max_value=10**12)


@st.composite
def baskets(draw: st.DrawFn) -> Document:
    """Give explanations with any number of lines of any amounts, in currencies of 0, 2 and 3 decimals."""
    code, exponent = draw(st.sampled_from([("JPY", 0), ("EUR", 2), ("KWD", 3)]))
    lines: list[Document] = []
    for n in range(1, draw(st.integers(min_value=1, max_value=6)) + 1):
        category = draw(st.sampled_from(["base", "discount_public", "tax", "mandatory_fee"]))
        inside = category == "tax" and draw(st.booleans())
        price = f"{draw(st.integers(0, 10**9))}.{draw(st.integers(0, 99999)):05d}"
        priced = {"quantity": "3", "unit_price": price} if category == "base" else {}
        rule = draw(st.sampled_from(["first-rule", "second-rule"]))
        lines.append(line(n, category, draw(amounts), rule, inside=inside, **priced))
    made = document(lines, currency=code, exponent=exponent)
    if draw(st.booleans()):
        saved = draw(st.integers(min_value=0, max_value=10**9))
        made["baseline"] = {
            "public_total": made["total"]["due"] + saved,
            "saved": saved,
            "level": "membership",
        }
    return made


@given(made=baskets())
def test_amounts_equal_the_document(made: Document) -> None:
    """Text and page, in each language, print the document's amounts, none more and none missing."""
    expected = _shown(made)

    for language in LANGUAGES:
        page = as_page(made, language).partition("<details>")[0]
        assert expected == _read(as_text(made, language), made)
        assert expected == _read(page, made)


@samples
@languages
def test_amounts_of_the_samples(sample: Callable[[], Document], language: str) -> None:
    """The same holds for a basket with points, for usage with slices, and for a refund."""
    made = sample()
    # What the rule that did not apply looked at: said once for both lines.
    looked_at = {Fraction(item["was"]["order.total"]) for item in made["not_applied"]}

    assert _shown(made) + Counter(looked_at) == _read(as_text(made, language), made)


@samples
def test_languages_hold_the_same_numbers(sample: Callable[[], Document]) -> None:
    """Both languages and both levels of detail print the same points, for staff and for members."""
    made = sample()
    members = [points_in(as_text(made, language)) for language in LANGUAGES]
    staff = [points_in(as_text(made, language, view=View.AGENT)) for language in LANGUAGES]

    assert 1 == len({frozenset(found.items()) for found in (*members, *staff)})


@languages
def test_points_equal_the_document(language: str) -> None:
    """Points show each rule's exact sum, their sum, rounding, cap, result, and what was used."""
    base, tier = Fraction(2625, 100), Fraction(26, 3)
    expected = Counter([base, tier, base + tier, Fraction(34), Fraction(30), Fraction(30), Fraction(200)])

    assert expected == points_in(as_text(basket(), language))


@samples
@languages
def test_the_total_comes_first(sample: Callable[[], Document], language: str) -> None:
    """The first line is the total with its amount, and holds nothing else."""
    made = sample()
    first = as_text(made, language).splitlines()[0]

    assert _shown_first(made)[:1] == list(_read(first, made).elements())


@samples
@languages
@pytest.mark.parametrize("detail", ["member", "agent"])
def test_lines_fit_a_terminal(sample: Callable[[], Document], language: str, detail: str) -> None:
    """No line is wider than a terminal; amounts end in its last column, except in a table of slices."""
    made = sample()
    text = CODES.sub("", as_text(made, language, view=View.AGENT if detail == "agent" else View.BUYER))
    ends = [width(line) for line in text.splitlines() if re.search(r"[^ ]  +[^ ]+$", line)]
    in_tables = len(made["slices"]) + 1 if made["slices"] else 0

    assert [] == [line for line in text.splitlines() if width(line) > COLUMNS]
    assert in_tables == len([end for end in ends if end != COLUMNS]) < len(ends)


ENGLISH = [
    (basket, "Total, all charges included"),
    (basket, "1 × €26.94"),
    (basket, "goes to the carrier, for delivery to your door"),
    (basket, "for delivery to your door not refundable not charged if"),
    (basket, "not charged if you choose “shop” or “locker” (delivery)"),
    (basket, "Already inside the prices above: VAT 7 % €1.71"),
    (basket, "200\u00a0points used"),
    (basket, "Money left to pay €27.45"),
    (basket, "Price without membership €30.80"),
    (basket, "Your membership saves you €1.35"),
    (basket, "After the most points in a day 30\u00a0points"),
    (basket, "They can be spent from 7\u00a0December\u00a02026, 00:00 (Europe/Berlin)."),
    (basket, "They end at 1\u00a0December\u00a02028, 00:00 (Europe/Berlin)."),
    (basket, "Thanks for using the app (LAMP-1, CLOTH)"),
    (basket, "needed: you buy in the app"),
    (basket, "it was: order channel: shop; order total: €26.25"),
    (basket, "Used: your tier (membership); order channel (this purchase);"),
    (basket, "(personal; only for birthday_benefit)"),
    (basket, "Not used: member shoe size (personal)."),
    (basket, "Programme corner-shop, digest 0123456789ab; it binds from"),
    (basket, "loyalty explain exp_1 python -m loyalty.sumcheck FILE"),
    (usage, "0–1,000 1,000 JP¥1.1 JP¥200 JP¥1,300"),
    (usage, "over 1,000 400 JP¥1/3 JP¥0 JP¥133\u00a01/3"),
    (usage, "Sum, exactly JP¥1,433\u00a01/3, rounded (halves away from zero) to JP¥1,433"),
    (usage, "regular charge for the period"),
    (usage, "charge for your use"),
    (usage, "goes to the tax authority"),
    (usage, "Added in the lines above JP¥233"),
    (refund, "Paid so far, less what went back before KWD\u00a022.222"),
    (refund, "What is kept costs KWD\u00a011.011"),
    (refund, "Stays paid, as it is not refundable KWD\u00a00.500"),
    (refund, "Given back KWD\u00a010.711 KWD\u00a00.700 of it to stored value"),
    (refund, "Points you spent, given back 6\u00a0points"),
    (refund, "Prices were lowered after the sale, as goodwill. The reason given: price-promise."),
    (refund, "What is kept, without membership KWD\u00a012.345"),
    (refund, "Points for what is kept 10\u00a0points"),
    (asked_again, "To be paid again KWD\u00a00.400"),
    (asked_again, "Points taken back −3\u00a0points"),
]
CHINESE = [
    (basket, "应付总额（含全部费用）"),
    (basket, "由承运商收取，用途：delivery to your door"),
    (basket, "选择“shop”或“locker”（配送方式）即可免收"),
    (basket, "以上价格中已含：增值税 7% €1.71"),
    (basket, "还需支付 €27.45"),
    (basket, "非会员同条件价格 €30.80"),
    (basket, "使用 App 奖励积分（LAMP-1、CLOTH）"),
    (basket, "适用条件：在 App 内下单"),
    (basket, "实际情况：订单渠道：shop；订单总额：€26.25"),
    (basket, "已使用：会员等级（会员信息）；订单渠道（本次交易信息）；"),
    (basket, "按每日积分上限 30\u00a0积分"),
    (usage, "超过 1,000 400 JP¥1/3 JP¥0 JP¥133\u00a01/3"),
    (refund, "退款金额 KWD\u00a010.711"),
    (refund, "保留部分（按购买时规则）"),
    (asked_again, "需补付金额 KWD\u00a00.400"),
]


@pytest.mark.parametrize(("sample", "words"), ENGLISH)
def test_english(sample: Callable[[], Document], words: str) -> None:
    """A member reads these words."""
    assert words in _squeezed(as_text(sample(), "en"))


@pytest.mark.parametrize(("sample", "words"), CHINESE)
def test_chinese(sample: Callable[[], Document], words: str) -> None:
    """A member reads these words in Chinese, wherever lines break."""
    assert words.replace(" ", "") in re.sub(r"[ \n]+", "", as_text(sample(), "zh-CN"))


@languages
def test_members_see_no_rule_ids(language: str) -> None:
    """Rule ids, places and terminal codes stand only in the text for service staff."""
    member, agent = as_text(basket(), language), as_text(basket(), language, view=View.AGENT)

    assert all(text not in member for text in ("tier-discount", "tiers.yaml", "app-thanks", "\x1b"))
    assert "\x1b[2m[tier-discount tiers.yaml:4:7]\x1b[22m" in agent
    assert "\x1b[2m[app-thanks]\x1b[22m" in agent


def test_staff_see_the_value_before_rounding() -> None:
    """A rounded line shows service staff its exact value, with the line's sign."""
    agent = as_text(basket(), "en", view=View.AGENT)

    assert "exactly −€1.347, rounded (halves away from zero)" in agent
    assert "exactly €0.66267, rounded" in agent
    assert "exactly" not in as_text(basket(), "en")


def test_coupons_of_others_have_no_names() -> None:
    """Of what was looked at coupons held are named, others are not."""
    made = basket()
    for name, holds in (("spring", "true"), ("colleagues", "false"), ("press", "false")):
        made["facts"][f"coupon.{name}.active"] = holds
        for what in ("active", "left"):
            fact = {"fact": f"coupon.{name}.{what}", "label": "transaction", "purpose": [], "kind": "truth"}
            made["inputs"]["used"].append(fact)
    text = _squeezed(as_text(made, "en"))

    assert "whether the coupon spring holds (this purchase)" in text
    assert 1 == text.count("which coupons hold (this purchase)")
    assert "colleagues" not in text
    assert "press" not in text


def test_somebody_who_is_not_a_member_is_told_so() -> None:
    """Where points are worked out but nobody can have them, the text says why there are none."""
    made = basket()
    made["facts"]["member.enrolled"] = "false"
    made["points"]["earned"] = 0
    text = as_text(made, "en")

    assert "Only members earn points." in text
    assert "can be spent" not in text


@pytest.mark.parametrize(
    ("saved", "words"),
    [(-5, "Your membership makes it dearer by €0.05"), (0, "Your membership saves you €0.00")],
)
def test_what_membership_costs_is_not_hidden(saved: int, words: str) -> None:
    """Where membership saves nothing or costs more, the text says so."""
    made = basket()
    made["baseline"]["saved"] = saved

    assert words in _squeezed(as_text(made, "en"))


@pytest.mark.parametrize(
    ("name", "value", "kind", "words"),
    [
        ("order.day", "739942", None, "order day: 22\u00a0November\u00a02026"),
        ("line.unit_price[2]", "1999", None, "unit price: €19.99"),
        ("member.tier", "none", None, "your tier: none"),
        ("member.enrolled", "false", None, "whether you are a member: no"),
        ("usage.quantity.phone_calls", "2500", None, "use of phone calls: 2,500"),
        ("member.spent_before", "500", "money", "member spent before: €5.00"),
        ("history.points_month", "1", None, "points already earned that month: 1\u00a0point"),
        ("order.colour", "red", None, "order colour: red"),
    ],
)
def test_values_by_their_kind(name: str, value: str, kind: str | None, words: str) -> None:
    """What a rule looked at is named in plain words and written as what it is."""
    made = basket()
    made["not_applied"][0]["was"] = {name: value}
    if kind is not None:
        made["inputs"]["used"].append({"fact": name, "label": "personal", "purpose": [], "kind": kind})

    assert words in _squeezed(as_text(made, "en"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"up_to": None, "flat": "12"}, "all 990 JP¥2 JP¥12 JP¥1,300"),
        ({"quantity": "0", "up_to": None, "flat": "-113"}, "price protection −JP¥113 JP¥1,300"),
    ],
)
def test_slices_that_are_no_band(given: Document, words: str) -> None:
    """A price for whatever quantity is one for all; what protection takes off has no band."""
    made = usage()
    made["slices"][0] |= {"from": "0", "quantity": "990", "unit": "2", **given}

    assert words in _squeezed(as_text(made, "en"))


@pytest.mark.parametrize(("was", "needed"), [("false", "yes"), ("true", "no")])
def test_a_yes_or_no_that_was_needed(was: str, needed: str) -> None:
    """A rule that hangs on one yes or no needed the other one."""
    made = basket()
    made["not_applied"][0]["was"] = {"subscription.first_period": was}
    made["inputs"]["used"].append(
        {"fact": "subscription.first_period", "label": "transaction", "purpose": [], "kind": "truth"}
    )

    assert f"needed: whether this is the first period: {needed}" in _squeezed(as_text(made, "en"))


def test_a_day_of_a_condition_is_said_as_every_other_day() -> None:
    """What is sealed names it by numbers; what is no day of the calendar, or no day alone, stays."""
    made = basket()
    sealed = "order day is on or after 2026-12-07 and sku is 2026-13-01 or A-2026-12-07"
    made["not_applied"][0]["needed"] = {"en": sealed, "zh-CN": "订单日期不早于 2026-12-07，且为茶"}

    said = "order day is on or after 7\u00a0December\u00a02026 and sku is 2026-13-01 or A-2026-12-07"
    assert f"needed: {said}" in _squeezed(as_text(made, "en"))
    assert "订单日期不早于 2026年12月7日，且为茶" in _squeezed(as_text(made, "zh-CN"))


def test_terms_of_one_day() -> None:
    """What binds on a single day is not said to bind from it until itself."""
    made = basket()
    made["programme"]["effective"] = {"from": "2026-11-22", "until": "2026-11-22"}

    assert "it binds on 22 November 2026 only." in _squeezed(as_text(made, "en"))


def test_a_label_without_the_language_is_still_shown() -> None:
    """Where a programme has no Chinese name for a rule, its own name stands there."""
    made = basket()
    made["lines"][0]["label"] = {"en": "Reading lamp"}

    assert "Reading lamp" in as_text(made, "zh-CN")


def test_terminal_codes_in_data_do_nothing() -> None:
    """An article whose name steers a terminal is shown without its power."""
    made = basket()
    made["lines"][0]["label"] = {"en": "\x1b[2Jlamp\r\n", "zh-CN": "x"}

    assert "\ufffd[2Jlamp\ufffd\ufffd" in as_text(made, "en")
    assert "\x1b" not in as_text(made, "en")


@samples
def test_unknown_language(sample: Callable[[], Document]) -> None:
    """A language without wording is refused."""
    with pytest.raises(UnknownLanguageError, match=r"^de$"):
        as_text(sample(), "de")


@samples
def test_samples_add_up(sample: Callable[[], Document]) -> None:
    """The documents these tests use hold before the independent checker."""
    assert [] == check(sample())
