"""Types of single words: texts, names, choices, days, lengths of time; each reads raw text."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from loyalty.kernel.currencies import EXPONENT_BY_CODE
from loyalty.language.findings import did_you_mean, one_of
from loyalty.language.texts.choices import Meaning, meanings_of
from loyalty.language.texts.documents import Node, Scalar
from loyalty.language.texts.scalars import FAILED, NUMBER_OR_TEXT, Failed, Reading, Schema, narrowed, raw
from loyalty.language.texts.slips import days_meant, instant_help, is_short_of_century, length_meant
from loyalty.language.values import Duration, Interval, Lasts, Turn, Unit, Wait, Window

DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATE = re.compile(DATE)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})-[0-9]{2}")
_OTHER_DATE = re.compile(
    r"(?:(?P<year>[0-9]{4})[-/.年]|(?P<first>[0-9]{1,2})\.)(?P<month>[0-9]{1,2})"
    r"(?(year)[-/.月](?P<day>[0-9]{1,2})日?|\.(?P<last>[0-9]{4}))"
)
"""A date as others write it; with `/` the day and the month could be either, so the year comes first."""
_MONTHS: Final = 12
_DURATION = re.compile(rf"([0-9]+) ({'|'.join(Unit)})s?")
_DAYS: Final = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}
_DAYS_MAX: Final = 36_500
_LASTS = r"once|forever|([0-9]{1,4}) periods?"
_INTERVAL: Final = rf"(?:{'|'.join(Turn)})|([1-9][0-9]{{0,4}}) ({'|'.join(Turn)})s?"
_MONTHS_MAX: Final = 1200
_AGES: Final = "write `100 years` or less"
NAME_MAX: Final = 60
"""The most characters of a name: a book keeps 64, and what is made for a name may go on after it."""
YEARS: Final = (1900, 9000)
"""The years an instant may be of, so that every zone and every length of time has it too."""


@dataclass(frozen=True, slots=True)
class AnyText:
    """A text for people; a number stays the text it was written as."""

    def read(self, node: Node, into: Reading) -> str | Failed:
        """Give the text."""
        scalar = raw(self, node, into, "a text")
        if scalar is None:
            return FAILED
        if not scalar.text.strip():
            return into.fail(node, "E217", "an empty text", "write what people are to read")
        return scalar.text

    def schema(self) -> Schema:
        """Give a text or a number."""
        return {"type": NUMBER_OR_TEXT, "minLength": 1, "examples": ["Delivery to the door"]}


@dataclass(frozen=True, slots=True)
class RawText:
    """Any single value, kept as written with its place."""

    def read(self, node: Node, into: Reading) -> Scalar | Failed:
        """Give the scalar itself."""
        return raw(self, node, into, "a value") or FAILED

    def schema(self) -> Schema:
        """Give any single value."""
        return {"type": ["string", "number", "boolean"], "examples": ["app"]}


@dataclass(frozen=True, slots=True)
class PatternText:
    """A name of a given form."""

    what: str
    pattern: str
    example: str

    def read(self, node: Node, into: Reading) -> str | Failed:
        """Give the name."""
        scalar = raw(self, node, into, self.what)
        if scalar is None:
            return FAILED
        if not re.fullmatch(self.pattern, scalar.text):
            return into.fail(node, "E212", f"`{scalar.text}` is not {self.what}", self.example)
        if len(scalar.text) > NAME_MAX:
            message = f"{self.what} has at most {NAME_MAX} characters, this one has {len(scalar.text)}"
            return into.fail(node, "E212", message, "write a shorter one")
        return scalar.text

    def schema(self) -> Schema:
        """Give a text of the form."""
        shown = re.findall(r"`([^`]+)`", self.example)[:1]
        form = {"pattern": f"^{self.pattern}$", "maxLength": NAME_MAX}
        return {"type": NUMBER_OR_TEXT, **form, "examples": shown}


@dataclass(frozen=True, slots=True)
class ChoiceText:
    """One of a closed list of words; ``make`` is the type the word becomes."""

    options: tuple[str, ...]
    make: type[str] = str

    def read(self, node: Node, into: Reading) -> str | Failed:
        """Give the word."""
        scalar = raw(self, node, into, one_of(self.options))
        if scalar is None:
            return FAILED
        if scalar.text not in self.options:
            help_ = did_you_mean(scalar.text, self.options) or one_of(self.options)
            return into.fail(node, "E204", f"unknown choice `{scalar.text}`", help_)
        return self.make(scalar.text)

    def schema(self) -> Schema:
        """Give the list of words with what each means."""
        words: list[str | int] = [int(word) if word.isdigit() else str(word) for word in self.options]
        return {"enum": words, "enumDescriptions": [english for english, _ in self.meanings().values()]}

    def meanings(self) -> Mapping[str, Meaning]:
        """Give what each word means, in the order of the words."""
        return meanings_of(self.options)


def truth_meant(text: str) -> str:
    """Say which of `true` and `false` a text means, by the words that others write for them."""
    for word, said in (
        ("true", {"yes", "y", "on", "1", "true", "是", "对"}),
        ("false", {"no", "n", "off", "0", "false", "否"}),
    ):
        if text.lower() in said:
            return f"write `{word}`"
    return "write one of them"


@dataclass(frozen=True, slots=True)
class FlagText:
    """``true`` or ``false`` and nothing else that YAML takes for them."""

    def read(self, node: Node, into: Reading) -> bool | Failed:
        """Give the truth value."""
        scalar = raw(self, node, into, "`true` or `false`")
        if scalar is None:
            return FAILED
        if scalar.text not in {"true", "false"}:
            return into.fail(
                node, "E204", f"`{scalar.text}` is neither `true` nor `false`", truth_meant(scalar.text)
            )
        return scalar.text == "true"

    def schema(self) -> Schema:
        """Give a truth value."""
        return {"type": "boolean", "examples": [True]}


@dataclass(frozen=True, slots=True)
class DayText:
    """A date, year-month-day."""

    def read(self, node: Node, into: Reading) -> date | Failed:
        """Give the day."""
        scalar = raw(self, node, into, "a date")
        if scalar is None:
            return FAILED
        value = day(scalar.text)
        if value is None:
            return into.fail(node, "E207", f"`{scalar.text}` is not a date", day_meant(scalar.text))
        return value

    def schema(self) -> Schema:
        """Give the text of a date."""
        return {"type": "string", "pattern": f"^{DATE}$", "examples": ["2026-11-22"]}


def day(text: str) -> date | None:
    """Give the date of ``2026-11-22``, or None."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def day_meant(text: str) -> str:
    """Give what may be meant by something that is no date."""
    parts = _OTHER_DATE.fullmatch(narrowed(text))
    if parts is not None:
        year, month, of_month = parts["year"] or parts["last"], parts["month"], parts["day"] or parts["first"]
        meant = f"{year}-{int(month):02}-{int(of_month):02}"
        if day(meant) is not None and meant != text:
            return f"write `{meant}`"
    month = _MONTH.fullmatch(text)
    if month is not None and YEARS[0] <= int(month[1]) <= YEARS[1] and 1 <= int(month[2]) <= _MONTHS:
        last = monthrange(int(month[1]), int(month[2]))[1]
        return f"that month has {last} days"
    if others := [f"`{each}`" for each in days_meant(text) if day(each) is not None]:
        return f"write {' or '.join(others)}"
    if is_short_of_century(text):
        return "write the year in four digits, such as `2026-11-22`"
    return "such as `2026-11-22`"


def duration(text: str) -> Duration | None:
    """Give the length of ``14 days``, or None."""
    found = _DURATION.fullmatch(text)
    if found is None or not 0 < int(found[1]) <= 10**4:
        return None
    return Duration(int(found[1]), Unit(found[2]))


def _length_meant(text: str) -> str:
    """Give what may be meant by something that is no length of time."""
    if (said := length_meant(text)) and said != text and duration(said) is not None:
        return f"write `{said}`"
    number, _, unit = text.partition(" ")
    if number.isdecimal() and unit and unit.removesuffix("s") not in set(map(str, Unit)):
        return did_you_mean(unit, (f"{each}s" for each in Unit)) or "such as `14 days`"
    if unit:
        return "such as `14 days`"
    return f"say of what: `{number} days`, `{number} months`" if number.isdecimal() else "such as `14 days`"


@dataclass(frozen=True, slots=True)
class InstantText:
    """A date and time with its offset from UTC."""

    def read(self, node: Node, into: Reading) -> datetime | Failed:
        """Give the instant."""
        scalar = raw(self, node, into, "a time")
        if scalar is None:
            return FAILED
        try:
            value = datetime.fromisoformat(scalar.text)
        except ValueError:
            value = None
        if value is None or value.tzinfo is None or not YEARS[0] <= value.year <= YEARS[1]:
            return into.fail(node, "E207", f"`{scalar.text}` is not a time", instant_help(scalar.text))
        return value

    def schema(self) -> Schema:
        """Give the text of an instant."""
        return {"type": "string", "format": "date-time", "examples": ["2026-11-22T10:00:00+01:00"]}


@dataclass(frozen=True, slots=True)
class DurationText:
    """``14 days``, ``24 months``; at least a day, at most a hundred years."""

    def read(self, node: Node, into: Reading) -> Duration | Failed:
        """Give the length of time."""
        scalar = raw(self, node, into, "a length of time")
        if scalar is None:
            return FAILED
        value = duration(scalar.text)
        if value is None:
            return into.fail(
                node, "E208", f"`{scalar.text}` is not a length of time", _length_meant(scalar.text)
            )
        if value.unit not in _DAYS:
            return into.fail(node, "E208", f"`{scalar.text}` is not counted in days", "such as `14 days`")
        if value.count * _DAYS[value.unit] > _DAYS_MAX:
            return into.fail(node, "E208", f"`{scalar.text}` is longer than a hundred years", _AGES)
        return value

    def schema(self) -> Schema:
        """Give the text of a length of time."""
        pattern = f"^([0-9]+) ({'|'.join(_DAYS)})s?$"
        return {"type": "string", "pattern": pattern, "examples": ["14 days", "24 months"]}


@dataclass(frozen=True, slots=True)
class WaitText:
    """``14 days``, or ``return_window``: as long as what was bought can be brought back."""

    def read(self, node: Node, into: Reading) -> Duration | Wait | Failed:
        """Give the wait."""
        if isinstance(node, Scalar) and node.text in tuple(Wait):
            return Wait(node.text)
        if isinstance(node, Scalar) and node.text and not node.text[0].isdigit():
            said = _length_meant(node.text)
            otherwise = said if said.startswith("write") else f"such as `14 days`, or {one_of(Wait)}"
            help_ = did_you_mean(node.text, Wait) or otherwise
            return into.fail(node, "E208", f"`{node.text}` is not a length of time", help_)
        return DurationText().read(node, into)

    def schema(self) -> Schema:
        """Give the text of a length of time, or the word."""
        return {"anyOf": [DurationText().schema(), ChoiceText(tuple(Wait)).schema()]}


@dataclass(frozen=True, slots=True)
class WindowText:
    """``12 months`` back, the ``calendar year``, the ``membership year`` or a ``lifetime``."""

    def read(self, node: Node, into: Reading) -> Duration | Window | Failed:
        """Give the window."""
        if isinstance(node, Scalar) and node.text in tuple(Window):
            return Window(node.text)
        if isinstance(node, Scalar) and node.text and not node.text[0].isdigit():
            help_ = did_you_mean(node.text, Window) or f"such as `12 months`, or {one_of(Window)}"
            return into.fail(node, "E208", f"`{node.text}` is not a window of time", help_)
        return DurationText().read(node, into)

    def schema(self) -> Schema:
        """Give the text of a length of time, or one of the words."""
        return {"anyOf": [DurationText().schema(), ChoiceText(tuple(Window)).schema()]}


@dataclass(frozen=True, slots=True)
class IntervalText:
    """``month``, ``3 months``, ``2 weeks``; at most a hundred years."""

    def read(self, node: Node, into: Reading) -> Interval | Failed:
        """Give the interval."""
        scalar = raw(self, node, into, "an interval")
        if scalar is None:
            return FAILED
        found = re.fullmatch(_INTERVAL, scalar.text)
        if found is None:
            help_ = did_you_mean(scalar.text, Turn) or "such as `month` or `3 months`"
            return into.fail(node, "E208", f"`{scalar.text}` is not an interval", help_)
        value = Interval(int(found[1] or 1), Turn(found[2] or scalar.text))
        if value.days > _DAYS_MAX or value.months > _MONTHS_MAX:
            return into.fail(node, "E208", f"`{scalar.text}` is longer than a hundred years", _AGES)
        return value

    def schema(self) -> Schema:
        """Give the text of an interval."""
        return {"type": "string", "pattern": f"^(?:{_INTERVAL})$", "examples": ["month", "3 months"]}


@dataclass(frozen=True, slots=True)
class LastsText:
    """``once``, ``3 periods`` or ``forever``."""

    def read(self, node: Node, into: Reading) -> Lasts | Failed:
        """Give the number of periods."""
        scalar = raw(self, node, into, "a number of periods")
        if scalar is None:
            return FAILED
        found = re.fullmatch(_LASTS, scalar.text)
        if found is None or found[1] == "0":
            help_ = did_you_mean(scalar.text, ("once", "forever")) or "`once`, `3 periods` or `forever`"
            return into.fail(node, "E208", f"`{scalar.text}` is not a number of periods", help_)
        return Lasts(None if scalar.text == "forever" else int(found[1] or 1))

    def schema(self) -> Schema:
        """Give the text of a number of periods."""
        return {"type": "string", "pattern": f"^(?:{_LASTS})$", "examples": ["once", "3 periods", "forever"]}


@dataclass(frozen=True, slots=True)
class CurrencyText:
    """An ISO 4217 code."""

    def read(self, node: Node, into: Reading) -> str | Failed:
        """Give the code."""
        scalar = raw(self, node, into, "a currency")
        if scalar is None:
            return FAILED
        if scalar.text not in EXPONENT_BY_CODE:
            help_ = did_you_mean(scalar.text, EXPONENT_BY_CODE) or "a code of ISO 4217 such as `EUR`"
            return into.fail(node, "E213", f"unknown currency `{scalar.text}`", help_)
        return scalar.text

    def schema(self) -> Schema:
        """Give the list of codes."""
        return {"enum": sorted(EXPONENT_BY_CODE), "examples": ["EUR", "CNY"]}


@dataclass(frozen=True, slots=True)
class ZoneText:
    """A time zone of the IANA database."""

    def read(self, node: Node, into: Reading) -> str | Failed:
        """Give the zone's name."""
        scalar = raw(self, node, into, "a time zone")
        if scalar is None:
            return FAILED
        try:
            ZoneInfo(scalar.text)
        except (OSError, ValueError, KeyError):
            help_ = did_you_mean(scalar.text, available_timezones()) or "such as `Europe/Berlin`"
            return into.fail(node, "E214", f"unknown time zone `{scalar.text}`", help_)
        return scalar.text

    def schema(self) -> Schema:
        """Give a name; the list is longer than an editor wants."""
        return {
            "type": "string",
            "pattern": "^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$",
            "examples": ["Europe/Berlin", "Asia/Shanghai"],
        }
