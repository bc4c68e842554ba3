"""What can be wrong with one place of a request: a code, a sentence, a hint, a pointer.

The list is closed. Each fault says what to write instead; none repeats what was written,
since a body may carry anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place; ``pointer`` is an RFC 6901 JSON pointer into the body.

    Faults of the query string point with ``?name`` and those of the path with ``{name}``. ``witness``
    is YAML of worked examples that show a broken constraint.
    """

    code: str
    message: str
    hint: str = ""
    pointer: str = ""
    witness: str = ""

    def at(self, pointer: str) -> "Fault":
        """Give the same fault at ``pointer``."""
        return replace(self, pointer=pointer)

    def hinting(self, hint: str) -> "Fault":
        """Give the same fault with a hint made for this case."""
        return replace(self, hint=hint)

    def body(self) -> Mapping[str, str]:
        """Give the members that a problem document shows; an empty hint or witness is left out."""
        shown = {"pointer": self.pointer, "code": self.code, "message": self.message}
        more = {"hint": self.hint, "witness": self.witness}
        return shown | {name: said for name, said in more.items() if said}


REQUIRED = Fault("required", "is missing", "this member must be there")
UNKNOWN = Fault("unknown-member", "is not known here", "leave it out, or look at /openapi.json for its name")
NULL = Fault("null", "must not be null", "leave the member out where there is no value")
NOT_OBJECT = Fault("not-an-object", "must be a JSON object", "write {…}")
NOT_LIST = Fault("not-a-list", "must be a JSON list", "write […]")
NOT_TEXT = Fault("not-text", "must be text", 'put it in quotes, as in "1.50"')
NOT_INTEGER = Fault("not-an-integer", "must be a whole number", "write digits only, without quotes")
NOT_TRUTH = Fault("not-true-or-false", "must be true or false", "write true or false without quotes")
OUT_OF_RANGE = Fault("out-of-range", "is outside the range that is allowed here")
TOO_SHORT = Fault("too-short", "has too few items or characters")
TOO_LONG = Fault("too-long", "has too many items or characters")
NOT_DECIMAL = Fault("not-a-decimal", "must be a plain decimal number", 'write it as in "1.5" or 2')
TOO_FINE = Fault("too-many-decimals", "has more decimals than are allowed here")
NOT_PRICE = Fault(
    "not-a-price", "must be an amount of money", 'write "26.94" or {"amount": 2694, "currency": "EUR"}'
)
NOT_CURRENCY = Fault("not-a-currency", "must be an ISO 4217 code with minor units", 'write it as "EUR"')
OTHER_CURRENCY = Fault(
    "other-currency", "is in another currency than the request", "one request is in one currency"
)
NOT_INSTANT = Fault(
    "not-an-instant",
    "must be an RFC 3339 time with its offset, between 2000 and 2099",
    'write it as in "2026-11-22T09:00:00Z", with at most 6 decimals of a second; in a query string + is %2B',
)
NOT_DAY = Fault("not-a-day", "must be a day of the calendar", 'write it as "2026-11-22"')
NOT_NAME = Fault(
    "not-an-identifier", "must be 1 to 64 of the characters A-Z a-z 0-9 . _ : - and more than one or two dots"
)
NOT_ID = Fault("not-an-id", "must be an id as this service writes it")
NOT_CHOICE = Fault("not-a-choice", "must be one of the listed words")
NOT_FACT = Fault("not-a-fact", "must be text, a whole number, or true or false")
FLOAT = Fault(
    "float",
    "must not be a binary fraction",
    'write a quantity or price as text, as in "1.5"; points and minor units are whole, as in 2',
)
NOT_A_NUMBER = Fault("not-a-number", "is not a JSON number", "NaN and Infinity are no part of JSON")
HUGE = Fault("huge-number", "has more digits than any number here needs", "write at most 18 digits")
DOUBLED = Fault("doubled-member", "stands twice in the same object", "write each member once")
BAD_NAME = Fault("bad-member-name", "an object has a member whose name cannot be one of ours")
BAD_TEXT = Fault("bad-text", "holds a control character or half a character", "write plain text in one line")
TOO_DEEP = Fault("too-deep", "the body is nested deeper than 32 levels")
TOO_MUCH = Fault("too-much", "the body holds more values than are allowed in one request", "send it in parts")
REPEATED = Fault("repeated-parameter", "stands more than once in the query string", "write it once")
OTHER_PLACE = Fault("other-place", "belongs to another place of the request")
TWICE = Fault("twice", "stands twice in the list", "write it once, with the sum")
NAMED_TWICE = Fault("named-twice", "the member is named in two ways", "send `member` or `identity`")
GIVEN_TWICE = Fault("given-twice", "a version is named in two ways", "send `files` or `version`")
UNEXPECTED_BODY = Fault("unexpected-body", "this request takes no body", "send none")


def pointer_to(parts: Iterable[str | int]) -> str:
    """Give the RFC 6901 pointer of a path of names and positions; an empty path is the body."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)
