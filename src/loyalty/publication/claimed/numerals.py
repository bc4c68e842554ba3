"""Numbers that are spelled out, as digits: `ten euros`, `fünfzig Prozent` and `十元` say what `10 €` says.

And numbers in digits, with the two things that one such as `1,000` can mean.
"""

import re
import unicodedata
from fractions import Fraction
from typing import Final

NUMBER: Final = r"(?:[0-9]{1,3}(?:[.,'’ ][0-9]{3})+(?![0-9])|[0-9]+)(?:[.,](?:[0-9]+|[-–]))?"
"""A pattern of a number in digits: `1500`, `1,500.00`, `1 500`, `10,-`."""
CURRENCY: Final = (
    r"(?:€|£|\$|¥|￥|EUR\b|GBP\b|USD\b|CNY\b|RMB\b|PLN\b|euros?\b|pounds?\b|quid\b|dollars?\b|bucks?\b|yuan\b|zł|kr\b"
    r"|欧元|英镑|美[元金]|港[元币]|日元|円|元|块|镑|欧(?![洲式盟美风版码亚非珀泊鹏]))"
)
_MARK: Final = r"[.,'’ ]"
_OF_A_THOUSAND: Final = 3
_POINTED: Final = ("en", "zh", "ja", "ko")
"""Languages that write decimals behind a point; the others have a comma there."""

_WORDS: Final = {
    0: "zero null zéro",
    1: "one ein eine einem einen eins un une yhden yhdellä jeden jednego",
    2: "two zwei deux kaksi kahden dwa dwóch",
    3: "three drei trois kolme kolmen trzy trzech",
    4: "four vier quatre neljä cztery",
    5: "five fünf cinq viisi pięć",
    6: "six sechs kuusi sześć",
    7: "seven sieben sept seitsemän siedem",
    8: "eight acht huit kahdeksan osiem",
    9: "nine neun neuf yhdeksän dziewięć",
    10: "ten zehn dix kymmenen dziesięć",
    12: "twelve zwölf douze",
    15: "fifteen fünfzehn quinze piętnaście",
    20: "twenty zwanzig vingt kaksikymmentä dwadzieścia",
    25: "twenty-five fünfundzwanzig vingt-cinq",
    30: "thirty dreißig trente kolmekymmentä trzydzieści",
    40: "forty vierzig quarante",
    50: "fifty fünfzig cinquante viisikymmentä pięćdziesiąt",
    60: "sixty sechzig soixante",
    70: "seventy siebzig",
    75: "seventy-five fünfundsiebzig",
    80: "eighty achtzig",
    90: "ninety neunzig",
    100: "hundred hundert cent sata sto",
}
_VALUES: Final = {word: value for value, words in _WORDS.items() for word in words.split()}
_UNITS: Final = r"%|percent|euros?\b|pounds?\b|quid\b|dollars?\b|bucks?\b|cents?\b|yuan\b|prozent"
_SPELLED: Final = re.compile(
    rf"\b({'|'.join(sorted(_VALUES, key=len, reverse=True))}) ?(?={_UNITS})", re.IGNORECASE
)
_PERCENT: Final = re.compile(
    r"(?<=[0-9a-zß])[ -]?(?:per ?cent|prozent|pour[ -]cent|procent|pct|prosenttia"
    r"|por ciento|per cento)\b",
    re.IGNORECASE,
)
_NO_COUNT: Final = (
    r"(?!(?:[ -](?!(?:off|less|on|per|each|cheaper|discount|rabatt|nachlass|günstiger|billiger|weniger"
    r"|auf|je|pro)\b)\w+){0,2}?[ -](?:box(?:es)?|\w*bags?|packs?|packets?|packages?|cases?|cartons?"
    r"|tins?|jars?|pods?|capsules?|sachets?|pouch(?:es)?|sleeves?|sticks?|tablets?|rolls?|count)\b)"
)
"""Not a count of what is in a package, `24 ct tea bags`."""
_CENTS: Final = re.compile(
    rf"(?<![\w.,])([1-9][0-9]{{0,2}}) ?(?:¢|cents?\b|ct\b{_NO_COUNT}|centimes?\b|pence\b)"
    r"|(?<![\w.,])([1-9][0-9]?)p\b",
    re.IGNORECASE,
)
_NOTES: Final = {"fiver": 5, "tenner": 10, "fünfer": 5, "zehner": 10, "zwanziger": 20, "fünfziger": 50}
_OF_NOTES: Final = re.compile(
    r"(?<![\w-])(?:an? )?(?:(?P<note>fiver|tenner)|ein(?:en)? (?P<schein>fünfer|zehner|zwanziger|fünfziger))"
    r"(?![\w-]| ?-?(?:packs?|karten?|block|blöcke|set|kiste|box)\b)",
    re.IGNORECASE,
)
"""Amounts by the note that pays them: `a fiver off`, `einen Zehner sparen`; not `fünfer Pack`."""
_PENNY: Final = re.compile(
    r"(?<![\w-])(?:an? |one )?(?:penny|cent) (?=off\b|less\b|cheaper\b)", re.IGNORECASE
)
_JIAO: Final = re.compile(r"(?<![0-9.,])([1-9一二两三四五六七八九])[角毛](?!度|色|线|钱?[也都]?不)")
_OF_HUNDRED: Final = re.compile(r"百分之([0-9]+|[一二两三四五六七八九十百]+)")
_CHINESE: Final = re.compile(
    r"(?<![一二两三四五六七八九十百])([一二两三四五六七八九十百]+)(?=(?:块|元|欧|美[元金]|港[元币]|英?镑)(?![素件洲式盟美风版码亚非]))"
)
_DIGITS: Final = {each: value for value, each in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_PLACES: Final = {"十": 10, "百": 100}


def in_digits(text: str) -> str:
    """Give a text whose percentages and amounts are in digits, in letters of one width."""
    narrow = unicodedata.normalize("NFKC", text)
    narrow = _OF_HUNDRED.sub(lambda found: f"{_chinese(found[1])}%", narrow)
    narrow = _CHINESE.sub(lambda found: str(_chinese(found[1])), narrow)
    told = _SPELLED.sub(_spelled, _PERCENT.sub(" %", narrow))
    told = _PENNY.sub("€0.01 ", _OF_NOTES.sub(_noted, told))
    told = _JIAO.sub(lambda found: f"0.{_chinese(found[1])}0元", told)
    return _CENTS.sub(lambda found: _of_cents(int(found[1] or found[2])), told)


def _spelled(found: re.Match[str]) -> str:
    """Give a spelled number in digits; what is only like one in another alphabet's case stays."""
    value = _VALUES.get(found[1].lower())
    return found[0] if value is None else f"{value} "


def _noted(found: re.Match[str]) -> str:
    """Give the amount that a note is of."""
    return f"€{_NOTES[(found['note'] or found['schein']).lower()]}"


def _of_cents(cents: int) -> str:
    """Give an amount of cents as one of money."""
    return f"€{cents // 100}.{cents % 100:02}"


def readings(number: str) -> tuple[Fraction, ...]:
    """Give what a number in digits can mean, thousands first: `1,000` is a thousand, or one with decimals."""
    plain = number.rstrip(".,-–")
    *whole, last = re.split(_MARK, plain)
    marks = re.findall(_MARK, plain)
    decimal = Fraction(f"{''.join(whole)}.{last}") if whole else Fraction(last)
    if not whole or len(last) != _OF_A_THOUSAND or not whole[0].strip("0") or len(set(marks)) > 1:
        return (decimal,)
    thousands = Fraction("".join((*whole, last)))
    return (thousands, decimal) if marks in ([","], ["."]) else (thousands,)


def amounts(number: str, language: str) -> tuple[Fraction, ...]:
    """Give what a number of money can mean in a language, thousands first: `€1.459` is a litre's price too.

    Only behind the mark of the language's decimals, and no round one: a price in mills ends in no nought.
    """
    thousands, *decimals = readings(number)
    mark = "." if language.startswith(_POINTED) else ","
    return (thousands, *(decimals if mark in number and not number.endswith("0") else ()))


def number_of(word: str) -> int:
    """Give a whole number that is written in digits, in a word or in Chinese, 0 where it is none."""
    if word.isascii() and word.isdigit():
        return int(word)
    return _VALUES.get(word.lower(), 0) or _chinese(word)


def numbers_as_words() -> str:
    """Give a pattern of a number from one to nine, in digits or spelled."""
    spelled = (word for word, value in _VALUES.items() if 1 <= value <= 9)  # noqa: PLR2004 - one digit
    return rf"(?:[1-9]|{'|'.join(spelled)})"


def _chinese(text: str) -> int:
    """Give what Chinese numerals below a thousand come to: 二十五 is 25."""
    if text.isdigit() and text.isascii():
        return int(text)
    whole = last = 0
    for each in text:
        if each in _PLACES:
            whole += (last or 1) * _PLACES[each]
            last = 0
        else:
            last = _DIGITS.get(each, 0)
    return whole + last
