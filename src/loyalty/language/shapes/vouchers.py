"""Shapes of vouchers: which codes there are, how often each counts, and when.

What a voucher gives, rules say: any condition of an order may ask for ``voucher.<id>``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from loyalty.language.shapes.fields import NeverWritten, Shape
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.words import PatternText
from loyalty.language.values import Duration, LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredValueShape(Shape):
    """Money that members pay in beforehand, such as gift cards; it pays after points and never ends."""

    after_return: Annotated[
        Literal["value_first", "money_first"], "what a refund goes back to first, as far as it paid"
    ]
    NEVER: ClassVar[tuple[NeverWritten, ...]] = (
        NeverWritten(
            frozenset(
                {
                    "charge",
                    "charges",
                    "dormancy",
                    "end",
                    "ends",
                    "expiration",
                    "expire",
                    "expires",
                    "expiry",
                    "fee",
                    "fees",
                    "forfeit",
                    "inactive",
                    "inactivity",
                    "lapse",
                    "lapses",
                    "last",
                    "lasts",
                    "life",
                    "lifetime",
                    "until",
                    "valid",
                    "validity",
                }
            ),
            "PURCHASED_VALUE_EXPIRY",
            "money that members paid in does not end, and no fee is taken of it",
            "leave the key out; what is given away is points of a wallet, which may end",
        ),
    )


VoucherId = Annotated[
    str, PatternText("a name", r"[a-z][a-z0-9_]*", "such as `welcome_2026`, since rules read it as a fact")
]
PublicCode = Annotated[str, PatternText("a code", r"[A-Za-z0-9-]{3,40}", "letters and digits, `WELCOME10`")]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenByOrderShape(Shape):
    """When an order gives a code of a voucher, and for how long that counts."""

    when: Annotated[Expression | None, "which orders give one; without it, every order"] = None
    valid: Annotated[Duration, "how long after the order its code counts; the last day is inside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherShape(Shape):
    """A voucher: ``from_`` and ``until`` are days, both inside; a limit left out is none."""

    id: Annotated[VoucherId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    codes: Annotated[Literal["public", "unique"], "one code for everybody, or codes that are issued"]
    code: Annotated[PublicCode | None, "the public code"] = None
    each_code: Annotated[int | None, "how often one code counts"] = None
    each_member: Annotated[int | None, "how often it counts for one member; then it is for members only"] = (
        None
    )
    in_all: Annotated[int | None, "how often it counts in all"] = None
    from_: Annotated[date | None, "first day"] = None
    until: Annotated[date | None, "last day"] = None
    given_by_order: Annotated[
        GivenByOrderShape | None, "an order gives a code of it, for the next one; its buyer's alone"
    ] = None
    after_return: Annotated[
        Literal["given_back", "used_up"], "what becomes of it when all of its order is brought back"
    ]
    after_cancellation: Annotated[
        Literal["given_back", "used_up"] | None,
        "what becomes of it when its order is cancelled; without it, as `after_return` says",
    ] = None
