"""How often a voucher has counted, and whether it may once more: pure values and one pure verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.vouchers.code import IssuedCode


class Reason(StrEnum):
    """Why a code does not count."""

    UNKNOWN = "unknown-code"
    NOT_YET = "not-yet"
    ENDED = "ended"
    TWICE = "shown-twice"
    OTHER_MEMBER = "other-member"
    MEMBERS_ONLY = "members-only"
    USED_UP = "used-up"
    NOTHING_GIVEN = "nothing-given"


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted under a name, and how often it may: ``scope`` is a code, a member or a voucher."""

    scope: str
    most: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a scope has counted, ``used`` for good and ``held`` for quotes; ``seq`` moves with each."""

    scope: str
    seq: int = 0
    used: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Asker:
    """Who shows a code: a member, and the quote they cite or are given."""

    member: MemberId | None = None
    quote: str | None = None


NOBODY = Asker()


@dataclass(frozen=True, slots=True)
class VoucherUse:
    """A voucher that counted for an order; ``scopes`` are what it was counted under, its code among them."""

    voucher: str
    scopes: tuple[str, ...]
    member: MemberId | None


def code_limit(digest: str, most: int) -> Limit:
    """Give how often a code may count."""
    return Limit(f"code:{digest}", most)


def limits_of(shape: VoucherShape, digest: str, member: MemberId | None) -> tuple[Limit, ...]:
    """Give what limits the use of a code by a member, in an order that all writers share."""
    found = []
    if shape.each_code is not None:
        found.append(code_limit(digest, shape.each_code))
    if shape.each_member is not None and member is not None:
        found.append(Limit(f"member:{shape.id}:{member}", shape.each_member))
    if shape.in_all is not None:
        found.append(Limit(f"voucher:{shape.id}", shape.in_all))
    return tuple(found)


def verdict(
    shape: VoucherShape,
    day: date,
    member: MemberId | None,
    issued: IssuedCode | None,
    counted: Sequence[tuple[Limit, Tally]],
) -> Reason | None:
    """Give why a known code does not count on a day, None where it does; ``issued`` if it was."""
    if shape.from_ is not None and day < shape.from_:
        return Reason.NOT_YET
    if shape.until is not None and day > shape.until:
        return Reason.ENDED
    if issued is not None and (issued.ended_at or (issued.last_day or day) < day):
        return Reason.ENDED
    if issued is not None and issued.member is not None and issued.member != member:
        return Reason.OTHER_MEMBER
    if shape.each_member is not None and member is None:
        return Reason.MEMBERS_ONLY
    if any(tally.used + tally.held >= limit.most for limit, tally in counted):
        return Reason.USED_UP
    return None
