"""How a value is written in JSON, and how it is read: exactly, within a range, never by guessing.

A form is a JSON schema, a reader and a writer. The readers raise `Wrong` with the fault of the
place; what they give is what the engine takes, so that nothing is converted twice.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction

from api import faults
from api.faults import Fault
from loyalty.kernel.identity import id_text, parse_id
from loyalty.kernel.money import DIGITS_MAX, Currency, Money, UnknownCurrency, currency, minor_units
from loyalty.language.findings import did_you_mean

MINOR_MAX = 10**15
TEXT_MAX = 200
CHOICES_SAID = 25
"""The most words that are said one by one where another was written."""
WHOLE_DIGITS_MAX = 12
DECIMALS_MAX = 9
DECIMAL_MAX = WHOLE_DIGITS_MAX + 1 + DECIMALS_MAX
WHOLE_MOST = 10**18 - 1
"""The greatest whole number that the reader of bodies takes, 18 digits."""
INSTANT_MAX, DAY_MAX = len("2026-11-22T09:00:00.000000+00:00"), len("2026-11-22")
YEARS = range(2000, 2100)
AS_MONEY = 'write {"amount": 2694, "currency": "EUR"}'
_DECIMAL = re.compile(r"-?([0-9]+)(?:\.([0-9]+))?", re.ASCII)
_DECIMAL_SHOWN = rf"[0-9]{{1,{WHOLE_DIGITS_MAX}}}(\.[0-9]{{1,{DECIMALS_MAX}}})?$"
_NOT_ZERO = "(?![0.]*$)"
_DIGITS = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
# One or two dots alone are a step in an address, which clients take before they send it.
_CALLER_ID_SHOWN = r"^(?!\.{1,2}$)[A-Za-z0-9._:-]{1,64}$"
_CALLER_ID = re.compile(_CALLER_ID_SHOWN.removesuffix("$"), re.ASCII)
_EXAMPLE_ID = 366_503_875_925 << 20
Shown = Mapping[str, object]


class Wrong(Exception):
    """A value that cannot be taken, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def as_it_is(value: object) -> object:
    """Give the value."""
    return value


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing: the JSON schema of it, how to read it, how to write it."""

    shown: Shown
    read: Callable[[object], object]
    write: Callable[[object], object] = as_it_is


@dataclass(frozen=True, slots=True)
class GivenPrice:
    """A price as it was written: decimal text in the currency of the request, or a full amount."""

    text: str | None
    money: Money | None

    def minor(self, of: Currency) -> Fraction | None:
        """Give the exact minor units of ``of``, or None where the price is in another currency."""
        if self.money is not None:
            return Fraction(self.money.minor) if self.money.currency == of else None
        return minor_units(self.text or "", of)


def integer(low: int, high: int, *, example: int | None = None) -> Form:
    """Give the form of whole numbers from ``low`` to ``high``; truths and texts are refused."""

    def read(value: object) -> int:
        if type(value) is not int:
            raise Wrong(faults.NOT_INTEGER)
        return _in_range(value, low, high)

    shown: Shown = {"type": "integer", "minimum": low, "maximum": high}
    return Form(shown if example is None else {**shown, "examples": [example]}, read)


def query_integer(low: int, high: int) -> Form:
    """Give the form of whole numbers in a query string, where every value is text."""

    def read(value: object) -> int:
        if not isinstance(value, str) or not _DIGITS.fullmatch(value):
            raise Wrong(faults.NOT_INTEGER)
        return _in_range(int(value), low, high)

    return Form({"type": "integer", "minimum": low, "maximum": high}, read)


def text(longest: int = TEXT_MAX, *, example: str = "") -> Form:
    """Give the form of text of 1 to ``longest`` characters; control characters were refused by the reader."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise Wrong(faults.NOT_TEXT)
        if not value:
            raise Wrong(faults.TOO_SHORT.hinting("write at least one character"))
        if len(value) > longest:
            raise Wrong(faults.TOO_LONG.hinting(f"write at most {longest} characters"))
        return value

    shown: Shown = {"type": "string", "minLength": 1, "maxLength": longest}
    return Form({**shown, "examples": [example]} if example else shown, read)


def choice(*words: str) -> Form:
    """Give the form of a closed list of words."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise Wrong(faults.NOT_CHOICE.hinting(_nearest(value, words)))
        return value

    return Form({"type": "string", "enum": list(words)}, read)


def _nearest(value: object, words: Sequence[str]) -> str:
    """Give what to write in the place of what is none of the words; of many words the nearest one."""
    if len(words) <= CHOICES_SAID:
        return f"write one of {', '.join(words)}"
    meant = did_you_mean(value, words) if isinstance(value, str) else ""
    return f"{meant} /openapi.json lists all {len(words)}".strip()


def caller_id(*, example: str) -> Form:
    """Give the form of identifiers that callers make: 1 to 64 of ``A-Z a-z 0-9 . _ : -``, not only dots."""
    return Form({"type": "string", "pattern": _CALLER_ID_SHOWN, "examples": [example]}, read_caller_id)


def read_caller_id(value: object) -> str:
    """Give ``value`` where it is an identifier of a caller. Raises `Wrong`."""
    if not isinstance(value, str) or not _CALLER_ID.fullmatch(value):
        raise Wrong(faults.NOT_NAME)
    return value


def our_id(prefix: str) -> Form:
    """Give the form of ids of ours: a number inside; ``prefix``, ``_`` and 13 characters outside."""

    def write(value: object) -> object:
        return id_text(prefix, value) if isinstance(value, int) else value

    return Form(_id_shown(prefix), lambda value: _read_id(prefix, value), write)


def our_id_text(prefix: str) -> Form:
    """Give the form of ids that are kept as they are written: those of quotes and explanations."""

    def read(value: object) -> str:
        return id_text(prefix, _read_id(prefix, value))

    return Form(_id_shown(prefix), read)


def _read_id(prefix: str, value: object) -> int:
    found = parse_id(prefix, value) if isinstance(value, str) else None
    if found is None:
        raise Wrong(faults.NOT_ID.hinting(f"it begins with {prefix}_ and is as this service wrote it"))
    return found


def _id_shown(prefix: str) -> Shown:
    pattern = f"^{prefix}_[0-7][0-9a-hjkmnp-tv-z]{{12}}$"
    return {"type": "string", "pattern": pattern, "examples": [id_text(prefix, _EXAMPLE_ID)]}


def signed_decimal(*, most: int, example: str = "1.5") -> Form:
    """Give the form of exact numbers as far from 0 as ``most`` on both sides, of 9 decimals at most."""

    def read(value: object) -> Fraction:
        number = _exact_number(value)
        if abs(number) > most:
            raise Wrong(faults.OUT_OF_RANGE.hinting(f"write a number from -{most} to {most}"))
        return number

    whole = {"type": "integer", "minimum": -most, "maximum": most}
    written: dict[str, object] = {"type": "string", "pattern": f"^-?{_DECIMAL_SHOWN}"}
    return Form({"oneOf": [written, whole], "examples": [example]}, read)


def decimal(*, most: int, zero: bool = False, example: str = "1.5") -> Form:
    """Give the form of exact numbers above 0, or from 0, of 12 digits and 9 decimals at most."""

    def read(value: object) -> Fraction:
        number = _exact_number(value)
        if number < 0 or number > most or (number == 0 and not zero):
            least = "from 0" if zero else "above 0"
            raise Wrong(faults.OUT_OF_RANGE.hinting(f"write a number {least}, up to {most}"))
        return number

    whole = {"type": "integer", "minimum": 0 if zero else 1, "maximum": most}
    written = {"type": "string", "maxLength": DECIMAL_MAX}
    written["pattern"] = f"^{'' if zero else _NOT_ZERO}{_DECIMAL_SHOWN}"
    return Form({"oneOf": [written, whole], "examples": [example]}, read)


def money(low: int = 0) -> Form:
    """Give the form of money as ``{"amount": 2694, "currency": "EUR"}``, in minor units, at least ``low``."""
    amount = {"type": "integer", "minimum": low, "maximum": MINOR_MAX}
    members = {"amount": amount, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}}
    shown: Shown = {"type": "object", "properties": members, "required": ["amount", "currency"]}
    example = {"amount": 2694, "currency": "EUR"}
    return Form({**shown, "examples": [example]}, lambda value: _read_money(value, low), _write_money)


def _read_money(value: object, low: int) -> Money:
    if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
        raise Wrong(faults.NOT_PRICE.hinting(AS_MONEY))
    amount = value["amount"]
    if type(amount) is not int:
        raise Wrong(faults.NOT_PRICE.hinting(AS_MONEY))
    of = _read_currency(value["currency"])
    if not low <= amount <= MINOR_MAX:
        bounds = " to ".join(_of_minor(each, of) for each in (low, MINOR_MAX))
        raise Wrong(faults.OUT_OF_RANGE.hinting(f"write an amount from {bounds}"))
    return Money(amount, of)


def _of_minor(amount: int, of: Currency) -> str:
    return f"{amount} ({Money(amount, of).decimal_text()} {of.code})"


def _write_money(value: object) -> object:
    return {"amount": value.minor, "currency": value.currency.code} if isinstance(value, Money) else value


def _read_currency(value: object) -> Currency:
    try:
        return currency(value if isinstance(value, str) else "")
    except UnknownCurrency:
        raise Wrong(faults.NOT_CURRENCY) from None


def _read_price(value: object) -> GivenPrice:
    if isinstance(value, dict):
        return GivenPrice(None, _read_money(value, 0))
    if not isinstance(value, str):
        raise Wrong(faults.NOT_PRICE)
    if _exact_number(value) < 0:
        raise Wrong(faults.OUT_OF_RANGE.hinting("a price is not below 0"))
    if sum(map(str.isdigit, value)) > DIGITS_MAX:
        raise Wrong(faults.OUT_OF_RANGE.hinting(f"write at most {DIGITS_MAX} digits"))
    return GivenPrice(value, None)


def _exact_number(value: object) -> Fraction:
    if type(value) is int:
        return Fraction(value)
    written = _DECIMAL.fullmatch(value) if isinstance(value, str) else None
    if written is None:
        raise Wrong(faults.NOT_DECIMAL)
    if len(written[1]) > WHOLE_DIGITS_MAX:
        raise Wrong(faults.OUT_OF_RANGE.hinting(f"write at most {WHOLE_DIGITS_MAX} digits before the dot"))
    if len(written[2] or "") > DECIMALS_MAX:
        raise Wrong(faults.TOO_FINE.hinting(f"write at most {DECIMALS_MAX} decimals"))
    return Fraction(written[0])


def _in_range(value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise Wrong(faults.OUT_OF_RANGE.hinting(f"write a number from {low} to {high}"))
    return value


def _read_instant(value: object) -> datetime:
    if not isinstance(value, str) or not _INSTANT.fullmatch(value) or int(value[:4]) not in YEARS:
        raise Wrong(faults.NOT_INSTANT)
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except ValueError:
        raise Wrong(faults.NOT_INSTANT) from None


def _write_instant(value: object) -> object:
    if not isinstance(value, datetime):
        return value
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_day(value: object) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value) or int(value[:4]) not in YEARS:
        raise Wrong(faults.NOT_DAY)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Wrong(faults.NOT_DAY) from None


def _write_day(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _read_truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong(faults.NOT_TRUTH)
    return value


def _read_fact(value: object) -> str | int | bool:
    if not isinstance(value, str | int):
        raise Wrong(faults.NOT_FACT)
    return value


INSTANT = Form(
    {"type": "string", "format": "date-time", "maxLength": INSTANT_MAX, "examples": ["2026-11-22T09:00:00Z"]},
    _read_instant,
    _write_instant,
)
DAY = Form(
    {"type": "string", "format": "date", "maxLength": DAY_MAX, "examples": ["2026-11-22"]},
    _read_day,
    _write_day,
)
CURRENCY = Form({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]}, _read_currency)
TRUTH = Form({"type": "boolean"}, _read_truth)
FACT = Form(
    {
        "type": ["string", "integer", "boolean"],
        "maxLength": TEXT_MAX,
        "minimum": -WHOLE_MOST,
        "maximum": WHOLE_MOST,
        "examples": ["DE"],
    },
    _read_fact,
)
PRICE = Form(
    {
        "oneOf": [
            {"type": "string", "pattern": f"^{_DECIMAL_SHOWN}", "maxLength": DECIMAL_MAX},
            money().shown,
        ],
        "examples": ["26.94", {"amount": 2694, "currency": "EUR"}],
    },
    _read_price,
)
