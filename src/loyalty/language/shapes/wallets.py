"""Shapes of wallets: the kinds of points a member has, each with a book of its own."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from loyalty.kernel.rounding import Rounding
from loyalty.language.dated import Dated
from loyalty.language.shapes.earn import EarnBaseShape, ExpireShape
from loyalty.language.shapes.fields import Code, Law, Needs, Points, RuleId, Shape
from loyalty.language.values import Duration, LocalText

POINTS = "points"
"""The wallet that orders earn into and are paid from; every programme with points has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferShape(Shape):
    """How much a member may give to others; without a bound, any number."""

    at_most: Annotated[Points | None, "most points at once"] = None
    per_day: Annotated[Points | None, "most points in a day of the programme's zone"] = None
    per_month: Annotated[Points | None, "most points in a month of it"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionShape(Shape):
    """Points of one wallet made into points of another, here or of another programme.

    What comes in is new there: it ends as points that are earned there now.
    """

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    from_: Annotated[Code, "the wallet whose points are given"]
    to: Annotated[Code, "the wallet whose points are got"]
    programme: Annotated[Code | None, "the programme of that wallet; without it, this one"] = None
    give: Annotated[Points, "for so many points"]
    get: Annotated[Dated[Points], "one gets so many, from a day on"]
    round: Annotated[Rounding, "how what one gets becomes whole points"]
    at_least: Annotated[Points | None, "fewest points at once"] = None
    at_most: Annotated[Points | None, "most points at once"] = None
    per_day: Annotated[Points | None, "most points given for it in a day of the programme's zone"] = None
    per_month: Annotated[Points | None, "most points given for it in a month of it"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletShape(Shape):
    """Points of one kind; those of a status wallet count and are never spent."""

    id: Annotated[RuleId, "its name for machines; `points` is what `earn` and `redeem` speak of"]
    name: Annotated[LocalText, "what the member reads"]
    kind: Annotated[Literal["spendable", "status"], "whether its points can be spent"] = "spendable"
    earn: Annotated[EarnBaseShape | None, "points for every line, on their own"] = None
    expire: Annotated[ExpireShape | None, "when its points end; without it, never"] = None
    spend: Annotated[Literal["earliest_expiry", "oldest", "priority"], "which lots are spent first"] = (
        "earliest_expiry"
    )
    first: Annotated[tuple[Code, ...], "by `priority`: where points came from, in the order of spending"] = ()
    deficit: Annotated[
        Literal["owe", "forbidden"] | None,
        "what a return does that takes back points that were spent; without it, as `redeem` says",
    ] = None
    owe_at_most: Annotated[Points | None, "the most points a member may come to owe"] = None
    restore_lapsed: Annotated[
        Literal["lapse", "grace"] | None,
        "what becomes of spent points that come back after their end; without it, they lapse",
    ] = None
    grace: Annotated[Duration | None, "by `grace`: how long they live after they came back"] = None
    transfer: Annotated[
        TransferShape | None, "how much may be given to other members; without it, nothing"
    ] = None
    LAWS: ClassVar[tuple[Law, ...]] = (Needs("owe_at_most", "deficit"), Needs("grace", "restore_lapsed"))
