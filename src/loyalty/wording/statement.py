"""Statements and forecasts as text for a terminal: one row for each entry, the numbers under each other."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from loyalty.wording.catalogue import language_of, say
from loyalty.wording.columns import clean, width
from loyalty.wording.telling.reason import reason_words

_NARROW, _KIND, _SUM, _NUMBER = 52, 10, 14, 12

Document = Mapping[str, Any]


def entry_word(kind: str, language: str) -> str:
    """Give what kind of entry it is."""
    return say(f"entry.{kind}", language)


def statement_text(told: Document, zone: ZoneInfo, language: str) -> str:
    """Give a statement, plain data as the command line prints it, in ``en`` or ``zh-CN``.

    Days and times are of ``zone``; a lot ends with the last day on which it can be spent. It ends
    in a line break. Raises UnknownLanguageError.
    """
    return "\n".join(_lines(told, zone, language_of(language))) + "\n"


def forecast_text(told: Document, on: str, zone: ZoneInfo, language: str) -> str:
    """Give a forecast, plain data as the command line prints it, by the end of the day ``on``.

    Times are of ``zone``. It ends in a line break. Raises UnknownLanguageError.
    """
    language = language_of(language)
    steps = []
    for step in told["steps"]:
        kind = _left(entry_word(step["kind"], language), _KIND)
        steps.append(f"{_local(step['at'], zone)}  {kind}  {step['points']:>10}")
    end = say("forecast.end", language, points=str(told["active"]), day=on, lapsing=str(told["lapsing"]))
    return "\n".join([*steps, end]) + "\n"


def _lines(told: Document, zone: ZoneInfo, language: str) -> Iterator[str]:
    said = [_said(line, zone, language) for line in told["lines"]]
    wide = max([_NARROW, *(width(text) for text in said)])
    names = {key: told[key] for key in ("member", "wallet")}
    yield say("statement.title", language, **names, first=told["from"], last=told["to"])
    if told["onward"] is not None:
        yield say("statement.onward", language, member=told["onward"])
    opening, closing = told["opening"], told["closing"]
    yield _left(say("statement.opening", language), wide) + f"{'':>{_NUMBER}}{opening['total']:>{_NUMBER}}"
    for line, text in zip(told["lines"], said, strict=True):
        yield _left(text, wide) + f"{line['change']:>+{_NUMBER}}{line['total']:>{_NUMBER}}"
        for lot, points in line["lots"].items():
            yield f"    {lot:<{wide - 4}}{points:>+{_NUMBER}}"
    yield _left(say("statement.closing", language), wide) + f"{'':>{_NUMBER}}{closing['total']:>{_NUMBER}}"
    for kept in told["lots"]:
        yield _sums(_lot(kept, zone, language), (kept["opening"], kept["closing"]), wide)
    for name, sign in (("held", 1), ("owed", -1)):
        if opening[name] or closing[name]:
            both = sign * opening[name], sign * closing[name]
            yield _sums(say(f"statement.{name}", language), both, wide)


def _said(line: Document, zone: ZoneInfo, language: str) -> str:
    why = line["reason"]
    why = say("statement.why", language, reason=reason_words(why, language)) if why is not None else ""
    kind = _left(entry_word(line["kind"], language), _KIND)
    return f"{_local(line['at'], zone)}  {kind}  {clean(line['reference'] + why)}  "


def _local(at: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}"


def _lot(kept: Document, zone: ZoneInfo, language: str) -> str:
    if kept["expires_at"] is None:
        return say("statement.lot_for_ever", language, lot=kept["lot"])
    end = datetime.fromisoformat(kept["expires_at"]).astimezone(zone) - timedelta(microseconds=1)
    return say("statement.lot", language, lot=kept["lot"], day=end.date().isoformat())


def _sums(name: str, sums: tuple[int, int], wide: int) -> str:
    opening, closing = sums
    numbers = f"{opening:>{_NUMBER}}{closing - opening:>+{_NUMBER}}{closing:>{_NUMBER}}"
    return "  " + _left(name, wide - _SUM) + numbers


def _left(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
