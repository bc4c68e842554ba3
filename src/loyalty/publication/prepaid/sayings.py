"""What texts say of value that was paid for: that something is such value, that it ends, that it stays paid.

This is a net over names and sentences, not a proof: what is loaded as stored value never ends in the books.
"""

import re
import unicodedata
from typing import Final

_POINTS: Final = r"(?:points?|miles?|credits?|coins?|tokens?|gems?|stars?)"
_POINTS_ZH: Final = r"(?:积分|里程|点数|代币|金币|点券)"
_WORDS: Final = (
    r"stored[ -]value|pre-?paid (?:balance|credit|value|money|funds|cards?|account)"
    r"|paid[ -]in (?:balance|cash|money|value)"
    r"|gift[ -]?cards?|gift certificates?|gift vouchers?|top[ -]?ups?|topped[ -]up|card balances?"
    r"|geschenkkarten?|geschenkgutscheine?|prepaid[ -]?guthaben"
    r"|cartes? cadeaux?|cheques? cadeaux?|solde prepaye"
    r"|karty? podarunkow\w+|doladowani\w+|lahjakort\w+"
)
_WORDS_ZH: Final = (
    r"储值|预付|充值|预存|卡内余额|礼品卡|购物卡|提货卡|ギフトカード|プリペイド|チャージ残高|商品券"
)
_VALUE: Final = re.compile(rf"\b(?:{_WORDS})\b|{_WORDS_ZH}")
_BOUGHT: Final = re.compile(
    rf"\bbuy(?:ing)? (?:(?:your|our|more|extra|additional|some) )?{_POINTS}\b"
    rf"|\bpurchas(?:e|ing) (?:your|more|extra|additional) {_POINTS}\b"
    rf"|\b{_POINTS} (?:(?:that )?you (?:buy|bought|purchased?)|bought|purchased)\b"
    rf"|\b(?:bought|purchased) {_POINTS}\b"
    rf"|\b{_POINTS}[ -](?:packs?|packages?|bundles?|top-?ups?)\b|\b{_POINTS} (?:\w+ )?in a pack\b"
    rf"|(?:购买|加购|买|已购|充值)的?{_POINTS_ZH}|{_POINTS_ZH}(?:购买|充值|加购|礼包|包)"
)
_GIVEN: Final = re.compile(
    r"\b(?:bonus|bonuses|rewards?|free|promotional|promotions?|thank you|thanks|extra for|offers?)\b"
    r"|\b(?:discounts?|coupons?|points?)\b|赠|奖|送|返|优惠|活动|折扣|积分|特典|ボーナス|ポイント"
)
"""What is given beside value that was paid for, and may end."""
_IDLE: Final = re.compile(
    r"\b(?:inactiv\w+|dorman\w+|unused|non[- ]use|idle|maintenance|administration of|expired|breakage)\b"
    r"|\b(?:inaktiv\w*|nicht genutzt\w*|nieaktywn\w+|kayttamat\w+|inactivite|inutilis\w+)\b"
    r"|闲置|休眠|沉睡|未使用|未用|长期不用|不动户|管理费|保管费|休眠口座"
)
_ENDS: Final = re.compile(
    r"\b(?:expir\w+|laps(?:e|es|ed)|forfeit\w*|void after|valid (?:until|till))\b"
    r"|\bvalid for (?:\w+ )?(?:days?|months?|years?)\b"
    r"|\b(?:verfall\w*|gultig bis|wygasa\w*|wazn\w+ (?:przez|do)|vanhen\w+|voimassa [0-9]+)"
    r"|\bvalables? (?:pendant|jusqu)"
    r"|有效期|到期|过期|作废|失效|清零|有効期限|失効"
)
_ENDS_NOT: Final = re.compile(
    r"\b(?:never|not|no|without|cannot|nie|nicht|ohne|sans|jamais|ei|bez)\b|n't\b"
    r"|永不|不会|永久|长期有效|无|没有|不设|不限|不过期|不失效|なし"
)
_KEPT: Final = re.compile(
    r"\b(?:no refunds?|no money back|non[- ]?refundable)\b"
    r"|\b(?:not|never|cannot be|can't be) (?:be )?(?:refund\w*|paid back|given back|returned)\b"
    r"|(?:概|一律|恕|均|都)?不(?:予|可|能|得|支持|接受|办理)?(?:退[款费卡还换货]|退(?=$|[,。;!、 ]))"
    r"|(?:无法|不得要求)(?:退款|退费|退还)"
)
_OF_FEES: Final = re.compile(r"\b(?:fees?|charges?|gebuhr\w*|oplat\w+)\b|手续费|工本费|服务费|开卡费")
_SENTENCE: Final = re.compile(r"[.;!?\n。；！？]+")


def is_paid_value(text: str) -> bool:
    """Give whether a name is of money that was paid in beforehand, and not of what is given for that."""
    told = _plain(text)
    return _VALUE.search(told) is not None and _GIVEN.search(told) is None


def is_bought_points(text: str) -> bool:
    """Give whether points themselves are bought by their name: `Buy miles`, and not `Points on purchases`."""
    return _BOUGHT.search(_plain(text)) is not None


def eats_value(text: str) -> bool:
    """Give whether what is said of a fee has it taken of value that lies unused."""
    told = _plain(text)
    return _IDLE.search(told) is not None and _VALUE.search(told) is not None


def ends_value(text: str) -> bool:
    """Give whether a sentence of a text has value that was paid for end."""
    return any(
        _VALUE.search(told) and _ENDS.search(told) and not _ENDS_NOT.search(told) and not _GIVEN.search(told)
        for told in _SENTENCE.split(_plain(text))
    )


def keeps_value(text: str) -> bool:
    """Give whether a sentence of a text says that value that was paid for is not given back."""
    return any(
        _VALUE.search(told) and _KEPT.search(told) and not _OF_FEES.search(told)
        for told in _SENTENCE.split(_plain(text))
    )


def _plain(text: str) -> str:
    """Give a text in small letters without accents, the words of a name parted by spaces."""
    told = unicodedata.normalize("NFKC", text).replace("ł", "l").replace("_", " ").lower()
    return unicodedata.normalize(
        "NFC",
        "".join(each for each in unicodedata.normalize("NFKD", told) if not "\u0300" <= each <= "\u036f"),
    )
