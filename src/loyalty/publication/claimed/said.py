"""What a text claims: that something is free, saves so much, is worth so much, was dearer, or is the best.

The words are a net of the languages that programmes are written in, whichever language a text says it is in.
A number counts as a claim only beside such a word: `10 % off` is one, `100 % arabica` is none.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from loyalty.publication.claimed.awarded import awards_in
from loyalty.publication.claimed.folds import folded
from loyalty.publication.claimed.freely import FREE, INCLUDED, PAYS_BACK, is_denied, times_free, without_times
from loyalty.publication.claimed.kinds import Claim, Kind
from loyalty.publication.claimed.numerals import (
    CURRENCY,
    NUMBER,
    amounts,
    in_digits,
    number_of,
    numbers_as_words,
    readings,
)
from loyalty.publication.claimed.outdoing import UNBEATEN
from loyalty.publication.claimed.parts import PART_LEFT, PART_OFF, equal_to_more, part_of, written

_AMOUNT: Final = rf"(?:{CURRENCY} ?({NUMBER})|({NUMBER}) ?{CURRENCY})"
_SHARE: Final = rf"({NUMBER}) ?[%％]"
_UP_TO: Final = (
    r"(?P<most>up to|as much as|bis zu|jusqu[’']à|nawet|do|jopa|hasta|fino a|tot|最高|高达|至多|可达|最多)"
)
_NO_NEWS: Final = (
    r"(?! ?-?(?:(?:alerts?|alarms?|notifications?|reminders?|warnings?)\b|提醒|通知)(?! ?: ?\w))"
)
"""Not news of it: `price drop alerts` says that somebody is told; with a colon and more, it is the news."""
_LOWERED: Final = (
    r"\b(?:price|cost)s? (?:(?:are|is|now|have been) )*"
    rf"(?:slashed|cuts?|reduced|reductions?|lowered|drops?|dropped)\b{_NO_NEWS}"
    r"|\b(?:slash\w*|cut|cuts|cutting|drop\w*|reduc\w+|lower(?:s|ed|ing)) "
    r"(?:the |our |your |all )?prices?\b"
    r"|\blower (?:the|our|your|all) prices?\b"
    r"|\bpreis(?:e|es)? (?:sind |ist )?(?:gesenkt|reduziert|runter|gefallen)\b"
    r"|\bpreis(?:senkung|sturz|nachlass)\w*"
    r"|\b(?:gesenkte|reduzierte) preise\b|\bprix (?:cassés?|réduits?|en baisse|sacrifiés?)\b"
    r"|\bbaisse (?:de|des) prix\b"
    r"|\bobniż\w+ (?:\w+ )?cen\w*|\bceny? w dół\b|\bhinnat alas\b|\bhinnanalennu\w*"
    rf"|降价{_NO_NEWS}|价格下调|价格直降"
)
"""What says that prices went down."""
_SAVES: Final = (
    r"\bsav(?:e|es|ed|ing|ings)\b|\bspar(?:e|en|st|t)\b|\bgespart\b|\bersparnis\b|\b[ée]conomi(?:e|es|sez|ser)\b"
    rf"|{_LOWERED}"
    r"|\boszczęd\w+|\bsääst\w+|\bahorr\w+|\brisparmi\w+|\bbespa\w+|\bspara\b|节省|立省|省钱|立减|直降|お得"
)
_OFF: Final = (
    r"(?:(?:off|discount|reduction|less|cheaper|rabatt|nachlass|preisnachlass|günstiger|billiger|weniger|reduziert|"
    r"ermäßigung|ermäßigt|de remise|de réduction|de rabais|de moins|zniżki|rabatu|taniej|obniżki|alennus|"
    r"alennusta|halvemmalla|de descuento|di sconto|korting)\b|优惠|折扣|引き|オフ)"
)
_LESS_ZH: Final = r"(?:立减|直降|少付|少花|立省|节省|减免|减|省|降|优惠|便宜|抵扣|抵)"
_ONE_DIGIT: Final = numbers_as_words()
_CHEAPEST: Final = (
    r"cheapest|lowest|günstigst\w+|billigst\w+|moins chers?|najta[nń]sz\w+|halvi(?:n|mma\w+)|最低价|最便宜"
)
_MORE: Final = (
    r"(?<![%％] )\bmore for (?:your money|(?:the same|no more) (?:price|money))"
    r"|\bmehr (?:fürs geld|zum gleichen preis)"
    r"|\bplus pour le même prix|加量不加价"
)
_PRAISE: Final = re.compile(
    r"\bbest\b(?![ -](?:before|western|wishes|of|friends?|man)\b)|"
    rf"\bworth\b(?! of\b| (?:up to )?{_AMOUNT})|"
    r"\b(?:never|nobody|no one) pays? (?:more|less)\b|\b(?:great|good|top|excellent|unmatched) value\b"
    r"|\bvalue for money\b|\bprice (?:match|promise)\b|\bmost generous\b"
    rf"|{UNBEATEN}"
    r"|\b(?:cheaper|lower|less) than (?:anywhere|anyone|everyone|everywhere|elsewhere|others|the rest)\b"
    r"|\bnie(?:mals)? (?:wieder )?(?:mehr (?:be)?zahlen|teurer|zu viel)\b"
    r"|\bniedrigste[nrms]? preis\w*"
    r"|绝不多[付花]|永不多[付花]|最大优惠|最大折扣|性价比|假一赔|贵就赔|低价保证|价格保证"
    r"|\bunbeatable\b|\bunrivalled\b|\bguaranteed\b|\bnumber one\b|\bnever cheaper\b"
    r"|\bbeste[nrms]?\b|\bbestpreis\w*|\btiefst(?:e[nrs]?\b|preis\w*)|\bunschlagbar\w*|\bgarantiert\w*"
    r"|\bmeilleure?s?\b|\bimbattables?\b|\bgaranti(?:e|s|es)?\b|\bnajleps\w+|\bnajniższ\w+|\bgwarantowan\w+"
    r"|\bparas\b|\bparhai?(?:ta|mm\w+)\b|\bedullisi\w+|\btaatusti\b|\bmejore?s?\b|\bmiglior\w*|\bgoedkoopst\w+"
    r"|(?<!历)史低|历史低价|超低价|白菜价|骨折价|最佳|最好|最优|最实惠|最划算|最省|全网最低|史上最低|历史最低|超值|物超所值|保证最|第一品牌|销量第一|最安"
    r"|最低(?=价|$)",
    re.IGNORECASE,
)
_OF_SEVERAL: Final = re.compile(rf"\b(?:{_CHEAPEST})(?=\W|$)|最低价|最便宜|{_MORE}", re.IGNORECASE)
"""Praise, but where a rule gives the cheapest of several units, or more of them than are paid."""
_WORTH: Final = re.compile(
    rf"(?:\bworth(?: up to)?|\bim wert von"
    rf"|\bd[’']une valeur de|\bo wartości|\bvalued at|价值|価値) ?{_AMOUNT}"
    rf"|{_AMOUNT} (?:arvoinen|arvosta|wert\b)|\ban? {_AMOUNT} value\b",
    re.IGNORECASE,
)
_PRICED: Final = (
    rf"(?:{_AMOUNT}|([0-9]+(?:[.,'’ ][0-9]{{3}})*[.,][0-9]{{2}})"
    r"(?![0-9:.]| ?(?:%|uhr|kwh|(?:h|am|pm|kg|g|ml|cl|dl|l)\b)))"
)
"""An amount, or a number with two decimals as prices have: `was 12.00`."""
_EARLIER: Final = re.compile(
    r"\b(?:was|were|previously|formerly|originally|original price|instead of|usually|normally|regularly"
    r"|(?:reduced|down|cut|marked down) from|(?:full|list|old|regular|usual|normal) price|rrp|msrp"
    r"|vorher|früher|bisher|normalerweise|ursprünglich|statt|uvp"
    r"|(?:normal|listen|original)preis|alter preis|au lieu de|prix (?:habituel|barré|conseillé)"
    r"|zamiast|cena regularna|wcześniej"
    rf"|aiemmin|normaalihinta|norm\.|antes|invece di)(?: for| only|,|:)? ?{_PRICED}"
    rf"|\b(?:ennen|van):? {_AMOUNT}"
    rf"|\bbefore:? {_AMOUNT}(?=\W+now\b|\W*$)|\bvon {_AMOUNT} auf {_AMOUNT}"
    rf"|\b(?:rrp|msrp|uvp)[: ]+({NUMBER})"
    rf"|(?:吊牌价|日常价|平时价?|平常价?|门市价|零售价|指导价)[:为是 ]?(?:{_AMOUNT}|({NUMBER}))"
    rf"|(?:原[价價]|市场价|划线价|(?<![固约指])定价(?!格)|专柜价|元値)[:为是 ]?(?:{_AMOUNT}|({NUMBER}))?",
    re.IGNORECASE,
)
_AT_LEAST: Final = r"(?:more than|at least|no less than|mehr als|au moins|plus de|co najmniej|yli|至少|超过)"
_PAUSELESS: Final = r"[^\w,;.，；。]"
_GAP: Final = rf"(?:{_PAUSELESS}+(?!{_UP_TO})(?![0-9])\w+)?(?:\W*{_AT_LEAST})?"
"""What may stand between a word of saving and its number."""
_STARTS: Final = "ab|from|dès|od"
_NO_START: Final = "".join(rf"(?<!\b{word} )" for word in ("spend", *_STARTS.split("|"))) + r"(?<![0-9.,])"
_NONE_BEHIND: Final = rf"(?!{_PAUSELESS}*(?:(?!(?:{_STARTS}|and|und|et)\b)\w+ )?(?:{_AMOUNT}|{_SHARE}))"
"""A number that an order starts from is not what is saved, nor is one where the saving stands behind."""
_A_CUT: Final = (
    r"\b(?:discounts?|reductions?|savings?|(?:preis)?nachlass|\w*rabatte?|ermäßigung|remise|réduction|rabais"
    r"|zniżk\w+|rabatu?|obniżk\w+|alennus\w*|descuento|sconto|korting)(?:\W+(?:of|von|de|um|di))?[^\w,;.(，；。（]+"
)
"""A cut by a noun in front of its number: `a discount of 15 %`."""
_OF_SHARE: Final = (
    rf"(?:{_SAVES}){_GAP}{_PAUSELESS}*(?:{_UP_TO} )?{_SHARE}",
    rf"{_A_CUT}(?:{_UP_TO} )?{_SHARE}(?! ?{_OFF})",
    rf"(?:{_UP_TO} )?{_SHARE} (?:zu )?(?:{_SAVES})",
    rf"(?:{_UP_TO} )?{_SHARE}(?: \w+)?? ?{_OFF}",
    rf"{_UP_TO}?{_LESS_ZH}{_UP_TO}?{_SHARE}",
    rf"(?:^|[\s(])(?:{_UP_TO} )?(?:[-−–]|minus )\s?{_SHARE}",
)
_OF_ALL: Final = r"(?:on|auf|sur|for members|für mitglieder)\b"
_BARE: Final = rf"^(?:now )?(?:{_UP_TO} )?{_SHARE}(?:\W*$| {_OF_ALL})|{_UP_TO} ?{_SHARE}\W*$"
"""A share beside which nothing says what it is, as discounts are called: `30 % on tea`."""
_OF_MONEY: Final = (
    rf"(?:{_SAVES})(?! (?:{_STARTS}) ){_GAP}{_PAUSELESS}*(?:{_UP_TO} )?{_AMOUNT}",
    rf"{_A_CUT}(?:{_UP_TO} )?{_AMOUNT}(?! ?{_OFF})",
    rf"(?:{_UP_TO} )?{_NO_START}{_AMOUNT} (?:zu )?(?:{_SAVES}){_NONE_BEHIND}",
    rf"(?:{_UP_TO} )?{_AMOUNT}(?: \w+)?? ?{_OFF}",
    rf"{_UP_TO}?{_LESS_ZH}{_UP_TO}?{_AMOUNT}",
    rf"(?<!wert von ){_AMOUNT} geschenkt",
    rf"(?:满{NUMBER} ?{CURRENCY}?(?:立)?减|立减|直降|立省)({NUMBER})(?=\W|$)(?![.,]?[0-9]* ?[%％])",
)
_AS_MUCH_MORE: Final = (
    rf"{_SHARE} (?:more|extra|mehr|de plus)(?: \w+)? (?:for|zum|pour) (?:the same|no more|gleichen|le même)"
    rf"|{_SHARE} (?:mwst|mehrwertsteuer|umsatzsteuer|vat|tva|alv|gst|sales tax)\b\.? "
    r"(?:geschenkt|sparen|gespart|off|back|free|on us|offerte)"
)
"""More for the same price, and a tax that is given: 25 % more are a fifth off."""
_BEARER: Final = (
    rf"{_AMOUNT}(?: \w+)? ?-?(?:voucher|gutschein|coupon|bon d[’']achat|kupon)\b"
    rf"|\b(?:voucher|coupon|gutschein|bon d[’']achat) (?:of|for|über|de) {_AMOUNT}"
    rf"|{_AMOUNT}(?:(?:代金|抵用|现金)?券|红包)"
    rf"|{_AMOUNT} (?:cash[ -]?back|back|zurück)\b(?!\W+guarantee)|(?:返现|返还|返利|返){_AMOUNT}"
)
"""The amount that a voucher is of, or that comes back."""
_NUMBER_OFF: Final = (
    rf"(?<![\w.,/])(?<!^season )(?<!^week )(?<!^day )({NUMBER}) off(?![\w-]| ?[0-9])"
    rf"|\bsave ({NUMBER})(?=\W*$| on\b)"
)
_BACK: Final = (
    rf"(?:{_UP_TO} ?)?{_SHARE} (?:\w+ )?(?:cash[ -]?back|back|zurück|rückvergütung|remboursés?|zwrotu"
    r"|takaisin|terug)\b(?!\W+guarantee)"
    rf"|\b(?:cash[ -]?back|get|earn)(?: of)? (?:{_UP_TO} )?{_SHARE}(?= ?(?:back\b|\W*$))"
    rf"|(?:返现|返还|返利|返){_UP_TO}?{_SHARE}|{_SHARE}(?:返现|返还|返利)"
)
"""A share of the price that comes back."""
_MULTIPLE: Final = {
    Fraction(2): r"\b(?:double|twice the|doppelte[rn]?|podwójn\w+|tupla)(?: (?:the|your|our|member))? ?-?"
    r"(?:discounts?|rabatte?|savings?|remise|rabat|zniżk\w+|alennus)\b|(?:双倍|两倍|翻倍)的?(?:折扣|优惠)",
    Fraction(3): r"\b(?:triple|dreifache[rn]?|potrójn\w+)(?: (?:the|your|our|member))? ?-?"
    r"(?:discounts?|rabatte?|savings?|remise|rabat|zniżk\w+)\b|三倍的?(?:折扣|优惠)",
}
"""How many times another discount one is."""
_DEAL: Final = re.compile(
    r"\b(?:deals?|bargains?|(?:special|limited|hot|top) offers?|clearance|sales?|price highlight"
    r"|lower prices?"
    r"|discount(?:s|ed)?|schnäppchen|sonder(?:angebote?|preise?)|preis-?(?:highlight|knüller|hammer)|rabatt(?:e|aktion)?"
    r"|soldes|promo(?:tion|cja|cje)?|bons? plans?|okazj[ae]|wyprzedaż|tarjou(?:s|kset))\b"
    r"|特价|特惠|优惠|促销|折扣|大促|秒杀|清仓",
    re.IGNORECASE,
)
"""Words that call a price a low one, without a number."""
_PRICE_OF: Final = r"(?:for(?: the price of)?|zum preis von|pour(?: le prix de)?|w cenie)"
_COUNTED: Final = r"people|persons?|guests?|days?|nights?|weeks?|months?|years?|hours?|tage|nächte|monate"
_NO_UNITS: Final = rf"(?! ?(?:%|{CURRENCY}|{_COUNTED}))"
_PAY: Final = r"(?:pay(?: for)?|zahl[et]?|payez(?:-en)?)"
_UNITS: Final = (
    rf"\b({_ONE_DIGIT}) {_PRICE_OF} ({_ONE_DIGIT})\b{_NO_UNITS}",
    rf"\b({_ONE_DIGIT}) ({_ONE_DIGIT}) hinnalla\b",
    rf"\b(?:take|get|nimm|kaufe?|prenez) ({_ONE_DIGIT})\W+{_PAY} ({_ONE_DIGIT})\b",
)
"""Units that are got, and those that are paid: `3 for 2`."""
_ON_TOP: Final = (
    (
        rf"\bbuy ({_ONE_DIGIT}),?(?: and)? get ({_ONE_DIGIT})\b(?! ?%)"
        r"(?: (?:\w+ ){0,2}?(?:(?P<half>(?:at |for )?half[ -](?:(?:the |its )?price|off))"
        rf"|{PART_OFF}"
        rf"|(?P<share>{NUMBER}) ?% (?:off|less|cheaper)"
        rf"|(?P<price>(?:for|at) (?:just |only )?{_AMOUNT})))?"
    ),
    r"买([一二两三四五六1-6])[件个]?[送赠]([一二两三四五六1-6])(?!半价)",
    r"(?:^|\s)([1-9]) ?\+ ?([1-9])\s(?:gratis|free|offert|gratuit)",
    r"^\W*([1-9]) ?\+ ?([1-9])\W*$",
    rf"\b({_ONE_DIGIT}) achetée?s?,? ({_ONE_DIGIT}) (?:offert|gratuit)",
)
"""Units that are paid, and those that are got besides: `buy 2 get 1`."""
_OVER: Final = re.compile(
    rf"(?:\b(?:from|over|above|orders? of|spend|ab|über|dès|od|yli)|满) ?{_AMOUNT}"
    r"|(?:\b(?:from|orders? of|spend|ab|dès|od)|满) ?([0-9]{2,}(?:[.,][0-9]{2})?)(?=\W*$|[减免包送])",
    re.IGNORECASE,
)
"""What an order must come to."""
_TIMELY: Final = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?"
    r"|daily|every day"
    r"|\b(?:opens?|weekends?|täglich|abends?|morgens?|mornings?|evenings?|age[sd]?|lundis?|vendredis?|samedis?)\b",
    re.IGNORECASE,
)
_HOUR: Final = re.compile(r"\D+(?:[01]?[0-9]|2[0-4])(?:[.,][0-5][0-9])?")
"""A number as hours have it, where a text tells of days: `every Friday from 10`."""
_PARTS: Final = {
    Fraction(1, 2): r"\bhalf[ -]price\b|\b1[/⁄]2 (?:the )?price\b|\bpay (?:only |just )?half\b"
    r"|\bhalf off\b|\b(?:zum )?halbe[nr] preis\b|\bmoitié prix\b|\bpół ceny\b"
    r"|\bpołow\w+ ceny\b|\bpuoleen hintaan\b|\bmitad de precio\b|\bmetà prezzo\b|半价|半折|対半"
    r"|\bsave half\b|\bum die hälfte\b|\bhälfte (?:sparen|günstiger|billiger|rabatt)\b|减半|[省减免]一半",
    Fraction(1, 3): r"\bsave (?:a|one) third\b"
    r"|\b(?:ein|1) drittel (?:sparen|günstiger|billiger|rabatt|weniger)\b|\bum ein drittel\b"
    r"|\bun tiers (?:de|en) (?:moins|remise|réduction)\b",
}
_TIMES: Final = {
    Fraction(
        2
    ): r"\b(?:double|twice the|doppelte|podwójne|tupla\w*|doble) (?:\w+ )?(?:\w*points|\w*punkte|punkty"
    r"|pisteet|puntos)\b|(?:双倍|两倍|翻倍)\w*积分",
    Fraction(
        3
    ): r"\b(?:triple|dreifache|potrójne|kolminkertaiset) (?:\w+ )?(?:\w*points|\w*punkte|punkty|pisteet)\b"
    r"|三倍\w*积分",
}
_MORE_POINTS: Final = re.compile(
    rf"{_SHARE} (?:more|extra|bonus|mehr|de plus|więcej|enemmän)(?: \w+)?? "
    rf"(?:\w*points?|\w*punkte?|punktów|pisteitä)\b"
    rf"|多{_SHARE}的?积分",
    re.IGNORECASE,
)
_FOLDED: Final = re.compile(
    rf"({NUMBER}|(?<!\w){_ONE_DIGIT}|[三四五六七八九十]+) ?(?:x|×|times|fach\w*|fois|倍)"
    r"\W{0,2}(?:the )?(?:\w*points?\b|\w*punkte?\b|积分)",
    re.IGNORECASE,
)


def claims_in(text: str, language: str) -> Iterator[Claim]:
    """Give what a text of a language claims, the plainest first."""
    told = in_digits(text)
    for pattern in (_PRAISE, PAYS_BACK, _OF_SEVERAL):
        yield from (
            Claim(Kind.PRAISE, found[0], most=pattern is _OF_SEVERAL) for found in pattern.finditer(told)
        )
    freely = FREE.finditer(without_times(told))
    yield from (Claim(Kind.FREE, found[0]) for found in freely if not is_denied(found))
    yield from (Claim(Kind.MONTHS_FREE, *said) for said in times_free(told))
    for kind, pattern in ((Kind.WORTH, _WORTH), (Kind.EARLIER, _EARLIER)):
        yield from (_of_amount(kind, found, language) for found in pattern.finditer(told))
    for found in _OVER.finditer(told):
        if found[3] is None or _TIMELY.search(told) is None or _HOUR.fullmatch(found[0]) is None:
            yield _of_amount(Kind.FROM, found, language)
    yield from _off(told, language)
    yield from _of_units(told, language)
    for kind, table in ((Kind.TIMES, _TIMES), (Kind.MULTIPLE, _MULTIPLE)):
        for times, words in table.items():
            yield from (Claim(kind, found[0], times) for found in re.finditer(words, told, re.IGNORECASE))
    yield from (Claim(Kind.TIMES, found[0], _factor(found[1])) for found in _FOLDED.finditer(told))
    yield from (
        Claim(Kind.TIMES, found[0], 1 + _decimal(found) / 100) for found in _MORE_POINTS.finditer(told)
    )
    yield from awards_in(told)
    included = INCLUDED.finditer(told)
    yield from (Claim(Kind.INCLUDED, found[0]) for found in included if not is_denied(found))
    for found in re.finditer(_once(_BACK), told, re.IGNORECASE):
        most = any(value for name, value in found.groupdict().items() if name.startswith("most"))
        yield Claim(Kind.BACK, found[0].strip(), _decimal(found) / 100, most)


def _of_units(text: str, language: str) -> Iterator[Claim]:
    """Give the share of the units that a text says are got for nothing, or the price of those got besides."""
    if re.search(r"\bBOGOF?\b", text):
        yield Claim(Kind.SHARE_OFF, "BOGO", Fraction(1, 2))
    for patterns, besides in ((_UNITS, False), (_ON_TOP, True)):
        for found in (each for pattern in patterns for each in re.finditer(pattern, text, re.IGNORECASE)):
            first, second = number_of(found[1]), number_of(found[2])
            got, paid = (first + second, first) if besides else (first, second)
            told = found.groupdict()
            if price := told.get("price"):
                number, *others = amounts(re.findall(NUMBER, price)[0], language)
                yield Claim(Kind.SET, found[0], number, besides=tuple(others))
            elif got > paid:
                number, *others = (each * Fraction(got - paid, got) for each in written(_lessened(told)))
                yield Claim(Kind.SHARE_OFF, found[0].strip(), number, besides=tuple(others))


def _lessened(told: Mapping[str, str | None]) -> Fraction:
    """Give how much less the units cost that are got: all of it, unless a part or a share is told."""
    if told.get("half"):
        return Fraction(1, 2)
    if told.get("part") or told.get("upper"):
        return part_of(told)
    share = told.get("share")
    return readings(share)[-1] / 100 if share else Fraction(1)


def _off(text: str, language: str) -> Iterator[Claim]:
    """Give what a text says is taken off: a share, an amount, or something."""
    numbered = False
    for kind, patterns in ((Kind.SHARE_OFF, _OF_SHARE), (Kind.MONEY_OFF, _OF_MONEY)):
        for pattern in patterns:
            for found in re.finditer(_once(pattern), text, re.IGNORECASE):
                numbered = True
                most = any(value for name, value in found.groupdict().items() if name.startswith("most"))
                if kind is Kind.SHARE_OFF:
                    yield Claim(kind, found[0].strip(), _decimal(found) / 100, most)
                else:
                    yield _of_amount(kind, found, language, most=most)
    parts = [
        (found[0], share)
        for share, words in _PARTS.items()
        for found in re.finditer(words, text, re.IGNORECASE)
    ]
    for pattern, is_left in ((PART_OFF, False), (PART_LEFT, True)):
        for found in re.finditer(pattern, text, re.IGNORECASE):
            part = part_of(found.groupdict())
            parts.append((found[0], 1 - part if is_left else part))
    more = re.finditer(_AS_MUCH_MORE, text, re.IGNORECASE)
    parts += [(found[0], equal_to_more(_decimal(found) / 100)) for found in more]
    for said, part in parts:
        number, *besides = written(part)
        yield Claim(Kind.SHARE_OFF, said, number, besides=tuple(besides))
    for said, (share, *besides) in folded(text):
        yield Claim(Kind.SHARE_OFF, said, share, besides=tuple(besides))
    tenths = re.finditer(rf"{_LESS_ZH}([一二三四五六七八九])成", text)
    yield from (Claim(Kind.SHARE_OFF, found[0], Fraction(number_of(found[1]), 10)) for found in tenths)
    if not numbered:
        yield from _barely(text, language)


def _barely(text: str, language: str) -> Iterator[Claim]:
    """Give what a text without a share or an amount off says: something off, or a number of whatever."""
    if re.search(_SHARE, text) is None:
        for kind, pattern in ((Kind.BEARER, _BEARER), (Kind.NUMBER_OFF, _NUMBER_OFF)):
            for found in re.finditer(pattern, text, re.IGNORECASE):
                yield _of_amount(kind, found, language)
    saves = re.search(_SAVES, text, re.IGNORECASE)
    if saves is not None:
        yield Claim(Kind.SAVING, saves[0])
    deal = _DEAL.search(text)
    if deal is not None:
        yield Claim(Kind.DEAL, deal[0])
    for found in re.finditer(_once(_BARE), text, re.IGNORECASE):
        yield Claim(Kind.BARE, found[0], _decimal(found) / 100, any(found.groupdict().values()))


def _once(pattern: str) -> str:
    """Give a pattern whose groups of one name are told apart."""
    names = iter(range(len(pattern)))
    return re.sub(r"\(\?P<most>", lambda _: f"(?P<most{next(names)}>", pattern)


def _of_amount(kind: Kind, found: re.Match[str], language: str, *, most: bool = False) -> Claim:
    """Give the claim of the amount among the groups of what was found, 0 where there is none."""
    number, *besides = amounts(_numeral(found), language)
    return Claim(kind, found[0].strip(), number, most, tuple(besides))


def _decimal(found: re.Match[str]) -> Fraction:
    """Give the share or factor among the groups of what was found: `12.500` are twelve and a half."""
    return readings(_numeral(found))[-1]


def _factor(told: str) -> Fraction:
    """Give a factor that is written in digits or spelled."""
    return readings(told)[-1] if told[0].isdigit() else Fraction(number_of(told))


def _numeral(found: re.Match[str]) -> str:
    return next((each for each in found.groups() if each and each[0].isdigit()), "0")
