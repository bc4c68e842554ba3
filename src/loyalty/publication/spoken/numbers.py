"""The numbers that a text tells, in digits or in words, each with everything that it can mean."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

from loyalty.publication.claimed.kinds import Kind
from loyalty.publication.claimed.numerals import NUMBER, in_digits, readings
from loyalty.publication.claimed.said import claims_in

_SPELLED: Final = {
    2: "two double twice second zwei doppelte zweite deux deuxième kaksi tupla kahden dwa dwie podwójne",
    3: "three triple third drei dreifache dritte trois troisième kolme kolmen trzy potrójne",
    4: "four fourth vier quatre neljä neljän cztery",
    5: "five fifth fünf cinq viisi viiden pięć",
    6: "six sixth sechs kuuden sześć",
    7: "seven seventh sieben sept seitsemän siedem",
    8: "eight eighth acht huit kahdeksan osiem",
    9: "nine ninth neun yhdeksän dziewięć",
    10: "ten tenth zehn dix kymmenen dziesięć",
    12: "twelve zwölf douze",
    20: "twenty zwanzig vingt kaksikymmentä dwadzieścia",
    30: "thirty dreißig trente kolmekymmentä trzydzieści",
    50: "fifty fünfzig cinquante viisikymmentä pięćdziesiąt",
}
_VALUES: Final = {word: value for value, words in _SPELLED.items() for word in words.split()}
_WORD: Final = rf"\b(?:{'|'.join(sorted(_VALUES, key=len, reverse=True))})\b"
_HALF: Final = r"\b(?:half|halb\w*|moitié|demi\w*|puoli|puoleen|pół|połow\w+|quarter)\b|半"
_LARGE: Final = {"k": 3, "thousand": 3, "tausend": 3, "mille": 3, "tuhat": 3, "tuhatta": 3, "tysiące": 3}
_LARGE_ZH: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8}
_HUNDRED: Final = {"hundred": 2, "hundert": 2, "cent": 2, "cents": 2, "sataa": 2, "million": 6, "millions": 6}
_TENS: Final = _LARGE | _HUNDRED | {"millionen": 6}
_TOLD: Final = re.compile(
    rf"(?P<digits>{NUMBER})(?: ?(?P<large>[十百千万萬亿]+|(?:{'|'.join(_TENS)})\b))?"
    rf"|(?P<word>{_WORD})(?:[ -](?P<times>(?:{'|'.join(_TENS)})\b))?"
    r"|(?P<chinese>[〇零一二两三四五六七八九十百千万萬亿]+)",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"[ ]?(?:[个件杯份次天日月年岁时分秒倍折成元块欧点积名位张瓶盒包人颗本双支晚场程米克斤升楼期笔单级星%]"
    r"|周(?!末)|小时|公里)"
)
"""What Chinese counts by: behind it a numeral is a number, and no part of a word as in 三明治."""
_BEFORE: Final = re.compile(r"[第满送减每前共仅达]$|买$")
_SINGLE: Final = frozenset({Fraction(0), Fraction(1)})
_DIGITS: Final = {each: value for value, each in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_MANY: Final = {
    r"(?:years?|jahre?|ans?|années?|vuotta|vuosi|vuoden|lat|rok|年)": (12, 365, 52),
    r"(?:quarters?|quartale?|trimestres?|季度?)": (3,),
    r"(?:months?|monate?|mois|kuukau\w+|miesi\w+|个?月)": (Fraction(1, 12), 30),
    r"(?:weeks?|wochen?|semaines?|viikko\w*|tygodni\w*|周|星期)": (7,),
    r"(?:days?|tage?|jours?|päivä\w*|dni|天|日)": (24, Fraction(1, 7), Fraction(1, 30)),
    r"(?:hours?|stunden?|heures?|tunti\w*|godzin\w*|小时)": (60, Fraction(1, 24)),
    r"(?:minutes?|minuten?|minuuttia|minut|分钟)": (Fraction(1, 60),),
    r"(?:折|成)": (10,),
    r"(?:km|公里|千米)(?![a-z])": (1000,),
    r"(?:m|met(?:re|er)s?|mètres?|米)(?![a-z])": (100,),
    r"(?:cm|厘米|公分)(?![a-z])": (10,),
    r"(?:kg|kilos?|公斤|千克)(?![a-z])": (1000,),
    r"斤": (500, Fraction(1, 2)),
    r"(?:l|lit(?:re|er)s?|升)(?![a-z])": (1000,),
}
"""How many of another unit one is: two weeks are 14 days. Measures go to the smaller unit only."""
_UNIT: Final = tuple((re.compile(rf"[ -]?{unit}", re.IGNORECASE), many) for unit, many in _MANY.items())
_LATE: Final = re.compile(r"[0-9] ?p\.?m\b|下午|晚上|傍晚", re.IGNORECASE)
_NOON: Final = 12
_CLOCK: Final = re.compile(r":[0-5][0-9]|[点點时]| ?(?:h|uhr)\b", re.IGNORECASE)
_DAY: Final = "[一二三四五六日天]"
_WEEKDAY: Final = re.compile(
    rf"(?<![0-9〇零一二两三四五六七八九十百])(?:周|星期|礼拜){_DAY}(?:[至到、和及]{_DAY}(?![点十折]))?"
)
"""A day of the week, no part of the number behind it: 周一三倍积分 is three times."""
_TEN_BEHIND: Final = re.compile(rf"{_WEEKDAY.pattern}十")
_EVERY: Final = re.compile(
    r"\b(?:every|each|jede[rnms]?|chaque|joka|co)\b[^.!?;]*\b(?:free|gratis|offerte?s?|ilmai\w+|kostenlos)\b",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(r"(?:st|nd|rd|th|e|[eè]me)\b|\.(?= \w)", re.IGNORECASE)
_BESIDE: Final = re.compile(r"[^送，。；]{0,3}送([1-9一二两三四五六七八九])")
"""Who buys two and gets one has three for two, and each third free: 买二送一."""
_RUN: Final = re.compile(r"[〇零一二两三四五六七八九]{2}|十[一二三四五六七八九]{2}")
"""Numerals that stand close may be two: 六一九折 is 10 % off on the first of June, 双十一八折 20 %."""
_HUNDRED_PERCENT: Final = 100
_SHARED: Final = re.compile(rf"{_HALF}|折", re.IGNORECASE)
_GROUPED: Final = re.compile(r"(?<=[0-9]{4})[ -](?=[0-9]{4})")
_DATE: Final = re.compile(r"(?<![0-9.])([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{2,4})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Told:
    """A number as a text has it, with all that it can mean; ``is_sure`` where it is no part of a word."""

    words: str
    means: frozenset[Fraction]
    is_sure: bool


def contradiction(first: tuple[str, str], second: tuple[str, str]) -> tuple[str, str] | None:
    """Give a number of each of two texts, with their languages, that the other does not tell.

    None where one tells all that the other does, or none at all: what is left out contradicts nothing.
    """
    if (found := _apart(first, second)) is None and not _SHARED.search(first[0] + second[0]):
        return None
    shares = tuple(_shares(*each) for each in (first, second))
    both = shares[0].keys() & shares[1].keys()
    if found is None and not both and all(shares):
        return next(iter(shares[0].values())), next(iter(shares[1].values()))
    left = (_without(each, claims, both) for each, claims in zip((first, second), shares, strict=True))
    return None if found is None else _apart(*left)


def numbers_in(text: str, language: str) -> Iterator[Told]:
    """Give the numbers of a text; 周三十元 may be ten on Wednesdays, or thirty a week."""
    yield from _numbers(_WEEKDAY.sub(" ", text), language)
    if _TEN_BEHIND.search(text):
        yield from (replace(each, is_sure=False) for each in _numbers(text, language))


def _numbers(text: str, language: str) -> Iterator[Told]:
    told = _GROUPED.sub("", _DATE.sub(r"\1 / \2 / \3", in_digits(text)))
    is_late, is_every = _LATE.search(told) is not None, _EVERY.search(told) is not None
    for found in _TOLD.finditer(told):
        value = tuple(_values(found))
        behind = told[found.end() :]
        means = {each * many for each in value for many in _many(behind)}
        means |= {_HUNDRED_PERCENT - each for each in means if re.match(r" ?[折%]| off", behind)}
        means |= {each + _NOON for each in value if is_late and each <= _NOON}
        means |= {each - _NOON for each in value if each > _NOON and _CLOCK.match(behind)}
        if (beside := _BESIDE.match(behind)) is not None:
            means |= {each + int(_DIGITS.get(beside[1], beside[1])) for each in value}
        means |= {each - 1 for each in value if is_every and _is_ordinal(found, behind)}
        yield Told(found[0].strip(), frozenset(means), _is_sure(told, found, frozenset(value)))
    for half in re.finditer(_HALF, told, re.IGNORECASE):
        many = frozenset(Fraction(each) for each in (Fraction(1, 2), 2, 50, 30, 6, 4, 25, 15, 3))
        of_hour = re.search("[点點时] ?$", told[: half.start()])
        yield Told(half[0], frozenset({Fraction(30)}) if of_hour else many, is_sure=False)
    yield from (Told(name, frozenset({value}), is_sure=False) for name, value in _months(told, language))


def _apart(first: tuple[str, str], second: tuple[str, str]) -> tuple[str, str] | None:
    ours, theirs = tuple(numbers_in(*first)), tuple(numbers_in(*second))
    alone, other = next(_missing(ours, theirs), None), next(_missing(theirs, ours), None)
    return None if alone is None or other is None else (alone, other)


def _missing(ours: tuple[Told, ...], theirs: tuple[Told, ...]) -> Iterator[str]:
    """Give the numbers that the other text does not tell, as they stand."""
    known = frozenset[Fraction]().union(*(each.means for each in theirs))
    yield from (each.words for each in ours if each.is_sure and known.isdisjoint(each.means))


def _shares(text: str, language: str) -> dict[Fraction, str]:
    """Give the shares off that a text claims, each with its words."""
    claims = (claim for claim in claims_in(text, language) if claim.kind is Kind.SHARE_OFF)
    return {each.number: claim.words for claim in claims for each in claim.meanings()}


def _without(
    said: tuple[str, str], claims: dict[Fraction, str], both: AbstractSet[Fraction]
) -> tuple[str, str]:
    """Give a text without what both claim: `5 for 3` and 买三送二 are the same share off."""
    told = in_digits(said[0])
    for number in both:
        told = told.replace(claims[number], " ")
    return told, said[1]


def _values(found: re.Match[str]) -> Iterator[Fraction]:
    """Give what a number is by itself."""
    if found["chinese"]:
        yield from _of_chinese(found["chinese"])
    elif found["word"]:
        word = found["word"].lower()
        yield Fraction(_VALUES[word] * 10 ** _TENS.get((found["times"] or "").lower(), 0))
        if word.endswith(("third", "th")):
            yield Fraction(_HUNDRED_PERCENT, _VALUES[word])  # a fifth of a price is 20 per cent
    else:
        large = (found["large"] or "").lower()
        tens = _TENS.get(large, sum(_LARGE_ZH.get(each, 0) for each in large))
        for number in readings(found["digits"]):
            yield number * 10**tens
            if large == "k":  # 4K is a film
                yield number
        parts = re.split(r"[.,]", found["digits"])
        if len(parts) == 2 and len(parts[1]) == 2 and int(parts[0]) < 25 and int(parts[1]) < 60:  # noqa: PLR2004 - an hour
            yield from (Fraction(int(parts[0])), Fraction(int(parts[1])))


def _of_chinese(text: str) -> Iterator[Fraction]:
    """Give what a Chinese numeral comes to: 一万两千 is 12 000, 二〇二六 is 2026."""
    if not set(text) & _LARGE_ZH.keys():
        yield from (Fraction(int("".join(str(_DIGITS[each]) for each in text))),)
        if len(text) == 2:  # noqa: PLR2004 - 八五折, 两三天
            yield Fraction(_DIGITS[text[0]])
        return
    total = section = last = 0
    for each in text:
        tens = _LARGE_ZH.get(each)
        if tens is None:
            last = _DIGITS[each]
        elif tens < 4:  # noqa: PLR2004 - ten thousand
            section, last = section + (last or 1) * 10**tens, 0
        else:
            total, section, last = (total + section + last or 1) * 10**tens, 0, 0
    yield Fraction(total + section + last)


def _many(behind: str) -> Iterator[Fraction]:
    yield Fraction(1)
    for unit, many in _UNIT:
        if unit.match(behind):
            yield from map(Fraction, many)


def _is_ordinal(found: re.Match[str], behind: str) -> bool:
    """Whether a number is one in a row: every tenth coffee is free for who buys nine."""
    if found["digits"]:
        return _ORDINAL.match(behind) is not None
    return (found["word"] or "").lower().endswith(("th", "third", "ième"))


def _is_sure(text: str, found: re.Match[str], value: frozenset[Fraction]) -> bool:
    if value <= _SINGLE:
        return False
    if found["chinese"]:
        if _RUN.search(found[0]):
            return False
        counted = _COUNTED.match(text, found.end()) or _BEFORE.search(text[: found.start()])
        return counted is not None and not re.match("月|季", text[found.end() :])
    return True


def _months(text: str, language: str) -> Iterator[tuple[str, Fraction]]:
    """Give the months that a text names."""
    words = frozenset(re.findall(r"[^\W\d_]{3,}", text.lower()))
    for name, number in _names_of_months(language.partition("-")[0]):
        if name in words:
            yield name, Fraction(number)


@cache
def _names_of_months(language: str) -> tuple[tuple[str, int], ...]:
    """Give what the months are called in a language, in full and short, each with its number."""
    try:
        named = Locale.parse(language).months
    except UnknownLocaleError:
        return ()
    return tuple(
        (name.lower().rstrip("."), number)
        for kind in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in named[kind][width].items()
    )
