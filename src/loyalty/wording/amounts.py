"""Money, points, quantities, days and instants as a language writes them, every digit exact.

Babel gives signs, grouping and names of months. How many decimals stand is never Babel's
choice: it is the document's ``exponent``, and more where an exact value has more.
"""

from datetime import date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_currency_symbol

from loyalty.wording.catalogue import say
from loyalty.wording.languages import EN, ZH

LOCALES = {EN: "en_GB", ZH: "zh_Hans_CN"}
DAYS = {EN: "d MMMM y", ZH: "y年M月d日"}
MINUS = "\u2212"
NO_BREAK = "\u00a0"


def number(value: Fraction, language: str, places: int = 0) -> str:
    """Give an exact number with at least ``places`` decimals.

    A value that no decimal writes exactly stands as a mixed fraction, ``33 1/3``.
    """
    return (MINUS if value < 0 else "") + _size(abs(value), language, places)


def money(minor: Fraction, code: str, exponent: int, language: str) -> str:
    """Give an exact amount of minor units in major units with the currency's sign, ``€25.59``."""
    symbol = str(get_currency_symbol(code, locale=LOCALES[language]))
    gap = NO_BREAK if symbol[-1].isalpha() else ""
    sign = MINUS if minor < 0 else ""
    return f"{sign}{symbol}{gap}{_size(abs(minor) / 10**exponent, language, exponent)}"


def points(value: Fraction, language: str) -> str:
    """Give an exact number of points with their unit, ``25.59 points``."""
    key = "points.one" if abs(value) == 1 else "points.many"
    return say(key, language, count=number(value, language)).replace(" ", NO_BREAK)


def day(value: date, language: str) -> str:
    """Give a day, ``22 November 2026``."""
    written = format_date(value, DAYS[language], locale=LOCALES[language])
    return written.replace(" ", NO_BREAK)


def instant(value: datetime, zone: str, language: str) -> str:
    """Give an instant as the clocks of a zone show it, seconds only where there are any."""
    clock = "HH:mm:ss" if value.second else "HH:mm"
    hour = format_datetime(value, clock, tzinfo=ZoneInfo(zone), locale=LOCALES[language])
    local = day(value.astimezone(ZoneInfo(zone)).date(), language)
    return say("instant", language, day=local, time=hour, zone=zone)


def _size(value: Fraction, language: str, places: int) -> str:
    """Give a number that is not negative."""
    decimals = _decimals(value.denominator)
    if decimals is None:
        whole, part = divmod(value.numerator, value.denominator)
        fraction = f"{part}/{value.denominator}"
        return f"{_size(Fraction(whole), language, 0)}{NO_BREAK}{fraction}" if whole else fraction
    shown = max(decimals, places)
    digits = value.numerator * 10**shown // value.denominator
    pattern = f"#,##0.{'0' * shown}" if shown else "#,##0"
    # Babel rounds by the current precision, so it must hold every digit there is.
    with localcontext(prec=len(str(digits)) + shown + 1):
        exact = Decimal(digits).scaleb(-shown)
        return format_decimal(exact, format=pattern, locale=LOCALES[language])


def _decimals(denominator: int) -> int | None:
    """Give how many decimals write a fraction exactly, None where none do."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
