"""What is read of a document that nobody trusts: bounded, each value of the kind it must have."""

import json
from fractions import Fraction
from typing import NoReturn, TypeVar

from .sentences import Sentence

PARTS_MAX = 5_000_000
DEPTH_MAX = 200
DIGITS_MAX = 400
BITS_MAX = 8_192
SHOWN_MAX = 80
KINDS = {
    int: "`{}` must be a whole number, not {}.",
    str: "`{}` must be a text, not {}.",
    list: "`{}` must be a list, not {}.",
    dict: "`{}` must be an object, not {}.",
}

T = TypeVar("T")
Value = Fraction | bool | str
Table = dict[str, object]


class ProblemError(ValueError):
    """One thing that is wrong, as a plain sentence."""

    def __init__(self, pattern: str, *facts: object) -> None:
        """Take a pattern of `words`, and what stands in it."""
        self.sentence = Sentence(pattern, *facts)
        super().__init__(self.sentence)


def bounded(document: object) -> None:
    """Refuse a document that is too large or too deep, or holds anything but texts and whole numbers."""
    waiting, count = [(document, 0)], 0
    while waiting:
        item, depth = waiting.pop()
        count += 1
        if depth > DEPTH_MAX or count > PARTS_MAX:
            raise ProblemError("it is nested too deeply." if depth > DEPTH_MAX else "it has too many parts.")
        if isinstance(item, dict) and all(isinstance(key, str) for key in item):
            waiting += [(below, depth + 1) for below in item.values()]
        elif isinstance(item, list):
            waiting += [(below, depth + 1) for below in item]
        elif isinstance(item, int):
            sized(Fraction(item))
        elif item is not None and not isinstance(item, str):
            no_fraction(str(item))


def no_fraction(text: str) -> NoReturn:
    """Refuse what is no whole number."""
    raise ProblemError("{} is not a whole number, a text, a list or an object.", shown(text))


def names_once(pairs: list[tuple[str, object]]) -> Table:
    """Give an object of a text; one in which a name is given twice says two things and is refused."""
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ProblemError("A name is given twice in one object.")
    return table


def get(table: Table, key: str, kind: type[T]) -> T:
    """Give a member of a table, which must be of a kind."""
    value = table.get(key)
    if type(value) is not kind:
        raise ProblemError(KINDS[kind], key, shown(value))
    return value


def tables(table: Table, key: str) -> list[Table]:
    """Give a member of a table, which must be a list of tables."""
    found = [item for item in get(table, key, list) if type(item) is dict]
    if len(found) != len(get(table, key, list)):
        raise ProblemError("Every part of `{}` must be an object.", key)
    return found


def sized(value: Fraction) -> Fraction:
    """Give the value, which must not be endless."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > BITS_MAX:
        raise ProblemError("a value on the way is too large.")
    return value


def fraction(text: str) -> Fraction:
    """Read ``12``, ``-1.50`` or ``-3/2``; nothing else, so that no exponent can ask for a huge number."""
    whole, mark, rest = text.removeprefix("-").partition("/" if "/" in text else ".")
    written = all(part.isascii() and part.isdigit() for part in ([whole, rest] if mark else [whole]))
    if len(text) > DIGITS_MAX or not written or (mark == "/" and not rest.strip("0")):
        raise ProblemError("{} is not a number.", shown(text))
    return Fraction(text)


def number(value: Value) -> Fraction:
    """Give a value as the number it must be."""
    if isinstance(value, bool):
        raise ProblemError("a truth stands where a number must.")
    return value if isinstance(value, Fraction) else fraction(value)


def truth(value: Value) -> bool:
    """Give a value as the truth it must be."""
    if value not in ("true", "false") and not isinstance(value, bool):
        raise ProblemError("{} stands where a truth must.", shown(value))
    return value is True or value == "true"


def written(value: object) -> str:
    """Give a text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def shown(value: object) -> str:
    """Give a value as a sentence shows it, cut where it is long."""
    text = (
        str(value)
        if isinstance(value, Fraction)
        else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    )
    return text if len(text) <= SHOWN_MAX else f"{text[:SHOWN_MAX]}…"
