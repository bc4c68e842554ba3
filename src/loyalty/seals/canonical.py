"""The canonical form of JSON (RFC 8785), and reading JSON so that nothing in a text is overlooked."""

import json
from typing import Any, NoReturn

import orjson
import rfc8785

_SORTED = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
WHOLE_MAX = 2**53 - 1
DEPTH_MAX = 200
CHARACTERS_MAX = 50_000_000
"""How many lists and objects may stand in each other in a text of somebody else."""
SHOWN_MAX = 64
"""How much is shown of what a file holds, in signs."""
_DIGITS_MAX = len(str(-WHOLE_MAX))
_BEYOND = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
"""With which bytes signs begin in UTF-8 that lie beyond the first plane."""


class Misshapen(ValueError):
    """Something is not written as such things are: ``code`` says how, ``facts`` what stands there."""

    def __init__(self, code: str, **facts: object) -> None:
        """Take what `wording` makes a sentence of: ``seal.why.CODE`` with the facts in it."""
        super().__init__(code, facts)
        self.code = code
        self.facts = {name: str(fact)[:SHOWN_MAX] for name, fact in facts.items()}


class NotCanonical(Misshapen):
    """A text or a value has no canonical form here."""


def canonical(value: object) -> bytes:
    """Give the bytes of RFC 8785; numbers are whole and below 2^53. Raises NotCanonical."""
    try:
        if _is_plain(value):
            # Names of ASCII sort alike by code points and by UTF-16, and both writers escape alike.
            return written(value).encode()
        return rfc8785.dumps(value)  # type: ignore[arg-type]  # what it refuses it names
    except UnicodeEncodeError as fault:
        raise NotCanonical("half-sign") from fault
    except RecursionError as fault:
        raise NotCanonical("too-deep", most=DEPTH_MAX) from fault
    except rfc8785.CanonicalizationError as fault:
        raise NotCanonical("no-form") from fault


def written(value: object) -> str:
    """Give JSON with names sorted by code points and no blanks; numbers in it are to be whole."""
    try:
        return orjson.dumps(value, option=_SORTED).decode()
    except orjson.JSONEncodeError:
        # Numbers beyond 64 bits, half signs, and what is no JSON at all: the library says what.
        return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def whole_bytes(value: object) -> bytes:
    """Give `written`, in UTF-8, of what has no binary fraction in it.

    Raises NotCanonical for numbers beyond 2^53 and for half signs.
    """
    try:
        return orjson.dumps(value, option=_SORTED | orjson.OPT_STRICT_INTEGER)
    except orjson.JSONEncodeError:
        text = written(value)
        whole(text)
        try:
            return text.encode()
        except UnicodeEncodeError as fault:
            raise NotCanonical("half-sign") from fault


def whole_text(value: object) -> str:
    """Give the text of `whole_bytes`. Raises NotCanonical."""
    return whole_bytes(value).decode()


def checked_text(value: object) -> str:
    """Give `written` of plain data of any kind. Raises NotCanonical for what is no text or whole number."""
    refuse_fractions(value)
    return whole_text(value)


def refuse_fractions(value: object) -> None:
    """Give nothing where everything in plain data is text or a whole number. Raises NotCanonical."""
    _is_plain(value)


def canonical_of(content: bytes) -> bytes:
    """Give `canonical` of what bytes say that `whole_bytes` gave: most often these bytes themselves."""
    # Only names beyond the first plane, of two units of UTF-16 each, sort otherwise by code points.
    if content.isascii() or not any(first in content for first in _BEYOND):
        return content
    return canonical(again(content))


def whole(text: str) -> Any:  # noqa: ANN401  JSON
    """Give what a JSON text of ours says. Raises NotCanonical for what is no whole number below 2^53."""
    return json.loads(text, parse_int=_whole, parse_float=_fraction, parse_constant=_fraction)


def again(text: str | bytes) -> Any:  # noqa: ANN401  JSON
    """Give what a text says that `whole_text` gave, or `whole_bytes`."""
    return orjson.loads(text)


def parsed(text: str) -> Any:  # noqa: ANN401  JSON
    """Give what a JSON text of somebody else says, every sign of it, with nothing read two ways.

    A name that is given twice is refused, and so are fractions, numbers beyond 2^53, halves of signs and
    more than `DEPTH_MAX` lists and objects in each other, and a text of more than `CHARACTERS_MAX`
    characters. Raises NotCanonical.
    """
    if len(text) > CHARACTERS_MAX:
        raise NotCanonical("too-long", most=CHARACTERS_MAX)
    try:
        text.encode()
        found = json.loads(
            text,
            parse_int=_whole,
            parse_float=_fraction,
            parse_constant=_fraction,
            object_pairs_hook=_names_once,
        )
    except UnicodeEncodeError as fault:
        raise NotCanonical("half-sign") from fault
    except RecursionError:
        raise NotCanonical("too-deep", most=DEPTH_MAX) from None
    except json.JSONDecodeError as fault:
        raise NotCanonical("not-json", line=fault.lineno) from fault
    _refuse_depth(found)
    return found


def _refuse_depth(value: object) -> None:
    waiting = [(value, 0)]
    while waiting:
        each, depth = waiting.pop()
        if depth > DEPTH_MAX:
            raise NotCanonical("too-deep", most=DEPTH_MAX)
        if isinstance(each, dict | list):
            below = each.values() if isinstance(each, dict) else each
            waiting += [(part, depth + 1) for part in below]


def _whole(text: str) -> int:
    if len(text) > _DIGITS_MAX or not -WHOLE_MAX <= int(text) <= WHOLE_MAX:
        raise NotCanonical("number", found=text)
    return int(text)


def _fraction(text: str) -> NoReturn:
    raise NotCanonical("number", found=text)


def _names_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical("named-twice")
    return found


def _is_plain(value: object) -> bool:
    """Give whether every name is ASCII. Raises NotCanonical for what is no text or whole number."""
    waiting, plain = [value], True
    while waiting:
        each = waiting.pop()
        if isinstance(each, str) or each is None:
            continue
        if isinstance(each, dict):
            for name in each:
                if not isinstance(name, str):
                    raise NotCanonical("no-form")
                plain = plain and name.isascii()
            waiting += each.values()
        elif isinstance(each, list | tuple):
            waiting += each
        elif not isinstance(each, int) or not -WHOLE_MAX <= each <= WHOLE_MAX:
            raise NotCanonical("number", found=each)
    return plain
