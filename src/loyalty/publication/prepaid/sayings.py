"""What texts say of value that was paid for: that something is such value, that it ends, that it stays paid.

This is a net over names and sentences, not a proof: what is loaded as stored value never ends in the books.
"""

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

_POINTS: Final = r"(?:points?|miles?|credits?|coins?|tokens?|gems?|stars?)"
_SOLD: Final = (
    r"(?:(?:points|miles|credits|coins|tokens|gems|stars)\b"
    r"|(?:point|mile|credit|coin|token|gem|star)\b(?! (?!(?:and|for|now|online|here|with|at|in)\b)[a-z]))"
)
"""Points by their name where nothing else is: one star, but no `star anise` and no `coin purse`."""
_POINTS_ZH: Final = r"(?:积分|里程|点数|代币|金币|点券)"
_ZH_END: Final = r"(?![\u3400-\u9fff])"
_ZH_ALONE: Final = (
    rf"(?:{_ZH_END}|(?=礼?包{_ZH_END}|套餐|数量|额度|服务|优惠|活动|奖励"
    r"|[后时的可有到满享送得更并与和或及加立即]))"
)
"""What follows points that are bought, and not the goods they name: `购买金币`, but not `购买金币巧克力`."""
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
    rf"\bbuy(?:ing)? (?:(?:your|our|more|extra|additional|some) )?{_SOLD}"
    rf"|\bpurchas(?:e|ing) (?:your|more|extra|additional) {_SOLD}"
    rf"|\b{_POINTS} (?:(?:that )?you (?:buy|bought|purchased?)|bought|purchased)\b"
    rf"|\b(?:bought|purchased) {_SOLD}"
    rf"|(?:购买|加购|买|已购|充值)的?{_POINTS_ZH}{_ZH_ALONE}|{_POINTS_ZH}(?:礼?包)?(?:购买|充值|加购)"
)
_PACKED: Final = re.compile(
    rf"\b{_POINTS}[ -](?:packs?|packages?|bundles?|top-?ups?)\b|\b{_POINTS} (?:\w+ )?in a pack\b"
    rf"|{_POINTS_ZH}礼?包{_ZH_END}"
)
_WELCOME: Final = re.compile(
    r"\b(?:welcom\w+|joining|sign[ -]?up|birthdays?|anniversary|new members?|newcomers?|gifts?|bonus|free|"
    r"rewards?|thank|thanks)\b|新人|新手|新会员|新客|迎新|欢迎|入会|注册|开卡|生日|周年|签到|新年|节日|感恩|赠|送|奖|免费"
)
"""Why a pack of points is given: somebody is new, or has a birthday."""
_GIVEN: Final = re.compile(
    r"\b(?:bonus|bonuses|rewards?|free|promotional|promotions?|thank you|thanks|extra for|offers?)\b"
    r"|\b(?:discounts?|coupons?|points?)\b|赠|奖|送|返|优惠|活动|折扣|积分|特典|ボーナス|ポイント"
)
"""What is given beside value that was paid for, and may end."""
_VOUCHER: Final = re.compile(
    r"\b(?:vouchers?|gutscheine?|wertgutscheine?|bons? d[’']achat|bony?|kupon\w*|lahjakort\w+)\b"
    r"|代金券|抵用券|现金券|提货券"
)
_EXTRA: Final = re.compile(r"\b(?:bonus|extra|thank you|thanks|reward|on top|besides|dazu)\b|赠|送|奖|谢|返")
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
_HALF: Final = re.compile(r"[,，、]|\b(?:but|while|whereas|aber|mais|ale)\b|而|但")
_BACK: Final = re.compile(r"\b(?:refund\w*|paid back|given back|returned|money back)\b|退")
_GOODS: Final = re.compile(
    r"\b(?:items?|goods|products?|articles?|tickets?|food|drinks|clearance|orders?|deposits?)\b"
    r"|商品|货品|特价|食品|生鲜|饮品|门票|票券|定金|课程|清仓|定制"
)
_OF_FEES: Final = re.compile(r"\b(?:fees?|charges?|gebuhr\w*|oplat\w+)\b|手续费|工本费|服务费|开卡费")
_BESIDE: Final = re.compile(
    r"\b(?:except|excepting|excluding|excludes?|other than|apart from|but no"
    r"|(?:not|never) (?:valid |applicable )?"
    rf"(?:on|for|to|with|including))(?: for| on)? (?:[\w%]+ ){{0,4}}?(?:{_WORDS})"
    r"(?=$|[,)](?! ?(?:which|that|they|these|those|expir|laps|forfeit))| (?:and|or)\b)"
    rf"|\b(?:{_WORDS}) (?:(?:are|is) )?(?:excluded|excepted)\b"
    rf"|(?:{_WORDS_ZH})(?:等|类)?(?:商品)?(?:除外|不参加|不参与|不享受?|不适用|不含|不在内)"
    rf"|(?:除了?|不含|不包括)(?:{_WORDS_ZH})(?:[以之]?外)?"
    rf"|\b(?:{_WORDS}) (?:weeks?|weekends?|seasons?|months?|fairs?|festivals?)\b"
    rf"|(?:{_WORDS_ZH})(?:周(?![年岁])|季(?!度)|节(?![后日假])|专场|专区)"
)
"""Where paid value stands beside what is said: goods that an offer leaves out, the week named for them."""
_UNTIL: Final = re.compile(
    r"\bvalid (?:until|till)(?: and including)?((?: (?:the|[a-z]{3,9}|[0-9]{1,4}(?:st|nd|rd|th)?)[.,]?){1,4})"
    r"|有效期?(?:限)?[至到]([0-9年月日 -]+)"
)
_MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SENTENCE: Final = re.compile(r"[.;!?\n。；！？]+")


def is_paid_value(text: str) -> bool:
    """Give whether a name is of money that was paid in beforehand, and not of what is given for that."""
    told = _plain(text)
    return _VALUE.search(told) is not None and _GIVEN.search(told) is None


def is_voucher(text: str) -> bool:
    """Give whether a name is of vouchers, as goods that are bought."""
    return _VOUCHER.search(_plain(text)) is not None


def is_extra(text: str) -> bool:
    """Give whether a name is of what is given beside something that is bought."""
    return _EXTRA.search(_plain(text)) is not None


def is_bought_points(text: str) -> bool:
    """Give whether points themselves are bought by their name: `Buy miles`, and not `Points on purchases`."""
    told = _plain(text)
    packed = _PACKED.search(told) is not None and _WELCOME.search(told) is None
    return packed or _BOUGHT.search(told) is not None


def eats_value(text: str) -> bool:
    """Give whether what is said of a fee has it taken of value that lies unused."""
    told = _plain(text)
    return _IDLE.search(told) is not None and _VALUE.search(told) is not None


def ends_value(text: str, until: date | None = None) -> bool:
    """Give whether a sentence of a text has value that was paid for end.

    A rule that says ``until`` when it counts itself may name that day.
    """
    bare = _BESIDE.sub(" ", _plain(text))
    if until is not None:
        bare = _UNTIL.sub(lambda found: " " if _is_day(found[1] or found[2], until) else found[0], bare)
    return any(
        _VALUE.search(told) and _ENDS.search(told) and not _ENDS_NOT.search(told) and not _GIVEN.search(told)
        for told in _SENTENCE.split(bare)
    )


def keeps_value(text: str) -> bool:
    """Give whether a sentence of a text says that value that was paid for is not given back."""
    return any(
        _VALUE.search(told) and _KEPT.search(told) and not _OF_FEES.search(told)
        for told in _SENTENCE.split(_BESIDE.sub(" ", _of_value(_plain(text))))
    )


def _of_value(text: str) -> str:
    """Give a text without what it keeps of goods, where it says in words of its own that value comes back."""
    halves = _HALF.split(text)
    if not any(_VALUE.search(each) and _BACK.search(each) and not _KEPT.search(each) for each in halves):
        return text
    of_goods = [each for each in halves if _GOODS.search(each) and not _VALUE.search(each)]
    return "，".join(each for each in halves if each not in of_goods)


def _is_day(text: str, until: date) -> bool:
    """Give whether a text names the day on which something ends, or the last one before it."""
    numbers = {int(each) for each in re.findall("[0-9]+", text)}
    return any(
        each.day in numbers and (each.month in numbers or _MONTHS[each.month - 1] in text)
        for each in (until, until - timedelta(days=1))
    )


def _plain(text: str) -> str:
    """Give a text in small letters without accents, the words of a name parted by spaces."""
    told = unicodedata.normalize("NFKC", text).replace("ł", "l").replace("_", " ").lower()
    return unicodedata.normalize(
        "NFC",
        "".join(each for each in unicodedata.normalize("NFKD", told) if not "\u0300" <= each <= "\u036f"),
    )
