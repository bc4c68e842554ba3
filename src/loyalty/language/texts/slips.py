"""What numbers, factors, days and lengths of time are meant to be, where others write them differently."""

import re
from datetime import datetime
from functools import cache
from typing import Final

from babel import Locale

CURRENCY: Final = r"[A-Z]{3}|[$€£¥元]|zł|kr"
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?P<by>[.,'’ \N{NO-BREAK SPACE}])[0-9]{3})(?:(?P=by)[0-9]{3})*)"
    r"(?:(?P<point>[.,])(?P<rest>[0-9]{1,2}))?"
)
_PER_CENT: Final = r"(?:%|percent|per cent|pct\.?|prozent|procent|pour cent|por ciento)"
_SHARE = re.compile(
    rf"\+?(?P<number>[0-9.,]+) ?{_PER_CENT}|% ?(?P<after>[0-9.,]+)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"[x×*] ?(?P<after>[0-9.,]+)|(?P<number>[0-9.,]+) ?(?:[x×]|times|-?fold|mal|-?fach|fois|razy|veces|倍)",
    re.IGNORECASE,
)
_TIMES_WORDS: Final = {"double": "2", "doubled": "2", "twice": "2", "triple": "3", "tripled": "3"}
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_SHORT_YEAR = re.compile(
    r"[0-9]{1,2}(?P<by>[-./])[0-9]{1,2}(?P=by)'?[0-9]{2}|[0-9]{1,2}\W+[^\W\d_]{3,}\W+[0-9]{2}"
)
_LENGTH = re.compile(r"(?P<count>[0-9]+|[a-z]+) ?(?P<unit>[^\W\d_]+)\.?", re.IGNORECASE)
_COUNTS: Final = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SHARE_SPELT = re.compile(rf"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)[ -]?{_PER_CENT}|百分之(?P<behind>\w+)")
_SPELT: Final = {
    5: "five fünf pięć cinq cinco 五",
    10: "ten zehn dziesięć dix diez 十",
    15: "fifteen fünfzehn piętnaście quinze quince 十五",
    20: "twenty zwanzig dwadzieścia vingt veinte 二十",
    25: "twenty-five fünfundzwanzig 二十五",
    30: "thirty dreißig trzydzieści trente treinta 三十",
    40: "forty vierzig czterdzieści quarante cuarenta 四十",
    50: "fifty fünfzig pięćdziesiąt cinquante cincuenta 五十",
}
"""The shares that are given away most, in words."""
_UNITS: Final = {
    "day": "d tag tage tagen jour jours dzień dni día días 天 日",
    "week": "w wk wks woche wochen semaine semaines tydzień tygodnie tygodni semana semanas 周 星期",
    "month": "mo mos monat monate monaten mois miesiąc miesiące miesięcy mes meses 月 个月",
    "year": "y yr yrs jahr jahre jahren an ans année années rok lata lat año años 年",
}
_SPOKEN: Final = ("en", "de", "fr", "pl", "es", "it", "nl", "pt")
_MONTHS: Final = 12


def plain_number(text: str) -> str:
    """Give the decimal that a number with other separators, a sign or a currency means; empty where unsure.

    `1.234` and `1,234` could be either, so neither is guessed.
    """
    bare = re.sub(rf"^(?:{CURRENCY})? ?|(?<=[-.,0-9]) ?(?:{CURRENCY})?$", "", text).removeprefix("+")
    bare = re.sub(r"[.,](?:-+|—|–)$", "", bare)
    grouped = _GROUPED.fullmatch(bare)
    if grouped is not None:
        whole = re.sub(r"\D", "", grouped["whole"])
        is_clear = grouped["point"] != grouped["by"] and (
            grouped["by"] not in ".," or grouped["point"] or bare.count(grouped["by"]) > 1
        )
        return (f"{whole}.{grouped['rest']}" if grouped["rest"] else whole) if is_clear else ""
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", bare):
        return bare.replace(",", ".")
    if re.fullmatch(r"\.[0-9]+", bare):
        return f"0{bare}"
    bare = bare.removesuffix(".")
    return bare if re.fullmatch(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", bare) else ""


def thousands_meant(text: str) -> str:
    """Give the whole number that digits with a point before the last three may mean, or an empty text."""
    return text.replace(".", "") if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", text) else ""


def share_meant(text: str) -> str:
    """Give the percentage that a number with a word for it means, or an empty text."""
    if (said := _SHARE.fullmatch(text)) is not None:
        number = plain_number(said["number"] or said["after"])
        return f"{number}%" if number else ""
    spelt = re.fullmatch(
        rf"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)[ -]?{_PER_CENT}|百分之(?P<behind>\w+)", text.lower()
    )
    word = (spelt["word"] or spelt["behind"]) if spelt is not None else ""
    return next((f"{share}%" for share, words in _SPELT.items() if word in words.split()), "")


def factor_meant(text: str) -> str:
    """Give the factor that a number of times means, or an empty text."""
    said = _TIMES.fullmatch(text)
    number = plain_number(said["number"] or said["after"]) if said is not None else ""
    number = number or _TIMES_WORDS.get(text.lower(), "")
    return f"{number}x" if number else ""


def days_meant(text: str) -> tuple[str, ...]:
    """Give the dates that slashes, a month's name or a time behind it can mean."""
    if (slashed := _SLASHED.fullmatch(text)) is not None:
        first, second, year = slashed.groups()
        found = (_day(year, second, first), _day(year, first, second))
        return tuple(dict.fromkeys(each for each in found if each))
    if (
        timed := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+(?:Z|[+-][0-9:]+)?", text)
    ) is not None:
        return (timed[1],)
    words, numbers = re.findall(r"[^\W\d_]{3,}", text.lower()), re.findall(r"[0-9]+", text)
    months = {_month_names()[word] for word in words if word in _month_names()}
    years = [number for number in numbers if len(number) == len("2026")]
    of_month = [number for number in numbers if number not in years]
    if len(months) == len(years) == len(of_month) == 1:
        return tuple(filter(None, (_day(years[0], str(*months), of_month[0]),)))
    return ()


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(month) <= _MONTHS else ""


def is_short_of_century(text: str) -> bool:
    """Give whether a date says its year in two digits, so that neither century nor order is sure."""
    return _SHORT_YEAR.fullmatch(text) is not None


@cache
def _month_names() -> dict[str, int]:
    """Give the months by their names, long and short, in the languages rules are often written in."""
    found: dict[str, int] = {}
    for locale in map(Locale.parse, _SPOKEN):
        for names in (
            locale.months[use][width]
            for use in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        ):
            found |= {name.lower().removesuffix("."): int(number) for number, name in names.items()}
    return found


def length_meant(text: str) -> str:
    """Give the length of time that other words for its unit or its count mean, or an empty text."""
    said = _LENGTH.fullmatch(text)
    if said is None:
        return ""
    count, unit = said["count"].lower(), said["unit"].lower()
    count = str(max(_COUNTS.index(count), 1)) if count in _COUNTS else count
    meant = next((name for name, words in _UNITS.items() if unit in {name, f"{name}s", *words.split()}), "")
    if unit in {"quarter", "quarters", "quartal", "quartale"}:
        count, meant = str(int(count) * 3) if count.isdecimal() else "", "month"
    return f"{count} {meant}{'' if count == '1' else 's'}" if count.isdecimal() and meant else ""


def instant_help(text: str) -> str:
    """Say what an instant is without: its time, or its offset from UTC."""
    day, _, time = re.sub(r"[ T](?=[0-9]{1,2}:)", "T", text).partition("T")
    parts = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})(:[0-9]{2})?", time)
    said = f"{int(parts[1]):02}:{parts[2]}{parts[3] or ':00'}" if parts is not None else "12:00:00"
    try:
        datetime.fromisoformat(f"{day}T{said}+01:00")
    except ValueError:
        return "such as `2026-11-22T10:00:00+01:00`"
    if time and parts is None:
        return "such as `2026-11-22T10:00:00+01:00`"
    lacking = "the offset" if time else "the time and the offset"
    return f"say {lacking} from UTC, such as `{day}T{said}+01:00`"
