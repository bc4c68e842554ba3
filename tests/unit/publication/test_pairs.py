"""Two words give away together what a fact is about, where each of them alone says nothing."""

import pytest

from tests.unit.publication.trying import DISCOUNT, codes_of

DICE, APP, PROXY = "NOT_DETERMINISTIC", "APP_ONLY_BENEFIT", "PROXY_INPUT_NOT_ALLOWED"
TOLD = "{en: Kind, zh-CN: %s}"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((name, DICE) for name in ("kassenbon_endziffer", "receiptFinalDigit", "ostatnia_cyfra")),
        *((name, DICE) for name in ("letzte_ziffer_des_bons", "dernier_chiffre", "even_receipt_number")),
        *((name, DICE) for name in ("bon_endet_auf_7", "tirage_gagnant")),
        ("powiadomienie_klikniete", APP),
        *((name, APP) for name in ("push_opened", "notification_tapped", "push_geoeffnet", "push_message")),
        *((name, PROXY) for name in ("elder_mode", "senior_mode", "laoren_moshi")),
    ],
)
def test_two_words_of_a_name_say_what_none_of_them_does(name: str, code: str) -> None:
    """The last digit is drawn, who opens a push has an app, and a mode for the elderly is for display."""
    assert {code} == codes_of(f"order.{name}: {{is: truth, default: false}}", DISCOUNT % f"order.{name}")


@pytest.mark.parametrize(
    "name",
    [
        *("push_bike", "push_door_fitted", "push_to_open", "push_click_fitting", "gift_mode", "quiet_mode"),
        *("last_mile", "engraved_digits", "dernier_chiffre_affaires", "pair_number", "notification_letter"),
        *("roller_blind_display", "click_and_collect_in_hours", "last_delivery", "final_inspection"),
    ],
)
def test_one_of_the_words_alone_says_nothing(name: str) -> None:
    """A push is a bicycle's, digits are engraved, a mode is for gifts, and a turnover is no digit."""
    assert not codes_of(f"order.{name}: {{is: truth, default: false}}", DISCOUNT % f"order.{name}")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        *(("小票尾数", DICE), ("单号末位数", DICE), ("订单号最后两位数", DICE)),
        *(("点开推送", APP), ("长者模式", PROXY), ("老人模式", PROXY), ("适老界面", PROXY)),
        *((told, None) for told in ("礼品模式", "最后配送", "推车", "数字商品")),
    ],
)
def test_two_words_of_a_text_for_members_say_it_in_chinese(told: str, code: str | None) -> None:
    """What is last of a number, who opens a push and which mode is for the elderly is read in the texts."""
    fact = f"order.k: {{is: truth, default: false, name: {TOLD % told}}}"
    assert ({code} if code else set()) == codes_of(fact, DISCOUNT % "order.k")


def test_a_mode_is_one_for_the_elderly_by_one_of_its_choices() -> None:
    """A mode of display with an ordinary choice and one for the elderly is a setting, and no fare."""
    fact = "order.mode: {is: choice, of: [plain, elder], default: plain}"
    assert {PROXY} == codes_of(fact, DISCOUNT % 'order.mode == "elder"')
    assert not codes_of(fact.replace("elder", "dark"), DISCOUNT % 'order.mode == "dark"')


def test_a_mode_for_the_elderly_is_no_concession_of_age() -> None:
    """What somebody needs to read lowers no price of a member, as a concession might."""
    fact = "member.senior_mode: {is: truth, label: membership, default: false}"
    assert {PROXY} == codes_of(fact, DISCOUNT % "member.senior_mode")
