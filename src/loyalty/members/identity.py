"""By what a member may be known besides the id: a card, a phone, an e-mail address, an app, a partner's id.

The text itself is never kept: its one normal form is hashed with the service's secret, so that
whoever shows it is found and whoever reads the database learns nothing.
"""

import hmac
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from loyalty.kernel.identity import MemberId
from loyalty.members.refusals import IdentityUnclear

LONGEST = 254
"""The longest text of an identity: that of an e-mail address, RFC 5321."""


class IdentityKind(StrEnum):
    """What kind of thing a member is known by."""

    CARD = "card"
    PHONE = "phone"
    EMAIL = "email"
    APP = "app"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Shown:
    """An identity as somebody showed it; the text is personal and goes nowhere but into the hash."""

    kind: IdentityKind
    text: str


@dataclass(frozen=True, slots=True)
class Identity:
    """One thing a member is known by; ``blind_index`` is None once it was unlinked."""

    id: str
    member_id: MemberId
    programme: str
    kind: IdentityKind
    blind_index: str | None
    linked_at: datetime
    linked_by: str
    unlinked_at: datetime | None = None
    unlinked_by: str | None = None


def normal_form(shown: Shown) -> str:
    """Give the one spelling of an identity. Raises IdentityUnclear, which does not repeat the text."""
    form = _FORMS[shown.kind]
    plain = form.plain(unicodedata.normalize("NFKC", shown.text).strip())
    if len(shown.text) > LONGEST or form.pattern.fullmatch(plain) is None:
        raise IdentityUnclear(pointer="/identity/value", hint=form.hint)
    return plain


def blind_index(secret: bytes, programme: str, shown: Shown) -> str:
    """Give the keyed hash of an identity within a programme. Raises IdentityUnclear."""
    text = f"identity\0{programme}\0{shown.kind}\0{normal_form(shown)}"
    return hmac.new(secret, text.encode(), "sha256").hexdigest()


class _Form(NamedTuple):
    """How a kind is brought to its one spelling, the pattern of that, and what to write."""

    plain: Callable[[str], str]
    pattern: re.Pattern[str]
    hint: str


_MARKS = str.maketrans("", "", " -./()\t\u00a0\u2011\u2013")


def _phone(text: str) -> str:
    digits = text.translate(_MARKS)
    return f"+{digits[2:]}" if digits.startswith("00") else digits


_FORMS: Mapping[IdentityKind, _Form] = {
    IdentityKind.CARD: _Form(
        lambda text: text.translate(_MARKS).upper(),
        re.compile(r"[A-Z0-9]{4,32}"),
        "4 to 32 letters and digits; blanks and hyphens make no difference",
    ),
    IdentityKind.PHONE: _Form(
        _phone,
        re.compile(r"\+[1-9][0-9]{6,14}"),
        "write the number with its country, such as +49 and the rest, at most 15 digits (E.164)",
    ),
    IdentityKind.EMAIL: _Form(
        str.lower, re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+"), "write name@domain"
    ),
    IdentityKind.APP: _Form(
        str, re.compile(r"[A-Za-z0-9._:-]{1,128}"), "1 to 128 of A-Z a-z 0-9 . _ : -, as the app made it"
    ),
    IdentityKind.PARTNER: _Form(
        str,
        re.compile(r"[a-z0-9][a-z0-9-]{0,31}:[A-Za-z0-9._-]{1,64}"),
        "write the partner, a colon and the id there",
    ),
}
