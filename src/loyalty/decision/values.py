"""From the text of a fact to its value, by the type the programme declares for it."""

import re
from datetime import date
from fractions import Fraction

from loyalty.kernel.money import AmountTextError, Currency, minor_units
from loyalty.language.findings import did_you_mean
from loyalty.language.shapes.programme import FactShape, ProgrammeShape

TEXT_MAX = 200
_COUNTRY = re.compile(r"[A-Z]{2}")
_DAY_MONTH = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,12})?")


class FactError(ValueError):
    """The text is not a value of the fact's type; the text itself is not repeated."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the plain sentence and a hint."""
        super().__init__(message)
        self.message, self.hint = message, hint


def number_of(
    text: str, declared: FactShape, shape: ProgrammeShape, currency: Currency
) -> Fraction | int | str:
    """Give the value: money in minor units, a day as its ordinal, truth as 0 or 1, a text as it is.

    Raises FactError.
    """
    match declared.is_:
        case "choice":
            return _among(text, declared.of)
        case "tier":
            ladder = shape.tiers.ladder if shape.tiers else ()
            return _among(text, tuple(step.name for step in ladder))
        case "country":
            return _matching(text, _COUNTRY, "a country is two capital letters (ISO 3166-1), such as `DE`")
        case "day_month":
            return _matching(text, _DAY_MONTH, "a day of the year is written month-day, such as `02-29`")
        case "text":
            return _short(text)
        case "truth":
            return int(_among(text, ("false", "true")) == "true")
        case "day":
            return _day(text)
        case "money":
            try:
                return minor_units(text, currency)
            except AmountTextError:
                raise FactError("an amount is plain decimal text, such as `12.50`") from None
        case _:
            return Fraction(_matching(text, _DECIMAL, "a number is plain decimal text, such as `3` or `1.5`"))


def _among(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        message = f"the value must be one of {', '.join(f'`{k}`' for k in known)}"
        raise FactError(message, did_you_mean(text, known))
    return text


def _matching(text: str, form: re.Pattern[str], message: str) -> str:
    if form.fullmatch(text) is None:
        raise FactError(message)
    return text


def _short(text: str) -> str:
    if len(text) > TEXT_MAX:
        raise FactError(f"a text has at most {TEXT_MAX} characters")
    return text


def _day(text: str) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        raise FactError("a day is written year-month-day, such as `2026-11-22`") from None
