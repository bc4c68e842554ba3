"""Members that several resources share."""

import re
from collections.abc import Mapping
from typing import Any

from api.faults import NOT_ID
from api.fields import Member, StrictSchema
from api.reading.forms import (
    CURRENCY,
    INSTANT,
    TRUTH,
    Form,
    Wrong,
    caller_id,
    integer,
    our_id,
    our_id_text,
    query_integer,
)
from loyalty.kernel.money import Money, currency
from loyalty.language.shapes.wallets import POINTS

POINTS_MAX = 10**12
PAGE_MAX = 200
PAGE_USUAL = 50
MEMBER = our_id("mem")
QUOTE = our_id_text("quo")
EXPLANATION = our_id_text("exp")
CURSOR = our_id("cur")


def plain(shown: Mapping[str, object]) -> Form:
    """Give the form of what the engine made and what is shown as it is."""
    return Form(shown, lambda value: value)


AS_IT_IS = plain({"type": "object", "additionalProperties": True})
LABEL = plain(
    {
        "type": "object",
        "additionalProperties": {"type": "string"},
        "examples": [{"en": "Gold", "zh-CN": "金卡"}],
    }
)
NAME = plain({"type": "string"})
_DIGEST = re.compile("^[0-9a-f]{64}$")
DIGEST = plain({"type": "string", "pattern": _DIGEST.pattern})


def _read_digest(value: object) -> str:
    if not isinstance(value, str) or _DIGEST.fullmatch(value) is None:
        raise Wrong(NOT_ID.hinting("a digest is 64 hexadecimal digits"))
    return value


GIVEN_DIGEST = Form(DIGEST.shown, _read_digest)


def programme_name() -> Member:
    """Give the member that names a programme."""
    return Member(caller_id(example="corner-coffee"), "The programme's name.")


def member_id(*, required: bool = True) -> Member:
    """Give the member that names who takes part."""
    return Member(MEMBER, "The member's id, as enrolment gave it.", required=required)


def personalise() -> Member:
    """Give the member that asks for a price that is not personal."""
    return Member(
        TRUTH,
        "Whether the price may rest on what is known of the member; false gives the one for everybody.",
        default=True,
    )


def point_count(about: str, *, low: int = 0, **options: Any) -> Member:  # noqa: ANN401  passed on as they are
    """Give a member that counts points."""
    return Member(integer(low, POINTS_MAX, example=126), about, **options)


def wallet_name() -> Member:
    """Give the member that names a wallet; without it, `points`."""
    about = "Which of the programme's wallets; without it, `points`."
    return Member(caller_id(example="status"), about, default=POINTS)


def moment(about: str) -> Member:
    """Give an optional instant."""
    return Member(INSTANT, about, required=False)


def one_currency() -> Member:
    """Give the member that names the currency of a request."""
    return Member(CURRENCY, "The currency of every price of the request, by its ISO 4217 code.")


def money_of(document: Mapping[str, Any], minor: int) -> Money:
    """Give an amount in the currency of an explanation."""
    return Money(minor, currency(document["currency"]))


class PageAsk(StrictSchema):
    """Which stretch of a list."""

    limit = Member(query_integer(1, PAGE_MAX), "How many entries at most.", default=PAGE_USUAL)
    cursor = Member(CURSOR, "The `next` of the answer before; without it the newest entries.", required=False)


class OfMember(StrictSchema):
    """Whose it is."""

    member = member_id()


class OfProgramme(StrictSchema):
    """Of which programme; not needed where the key belongs to one."""

    programme = Member(caller_id(example="corner-coffee"), "The programme's name.", required=False)
