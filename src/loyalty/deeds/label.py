"""Names and labels of deeds: the chain holds commitments to them, so that they can be erased from beside it.

A commitment is the SHA-256 of 32 random bytes and the label. Who has both can show that the label is the
one that was kept; whoever has the commitment alone cannot find the label by trying names.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from loyalty.deeds.deed import Deed, DeedRow

COMMITTED: Final = "label-sha256:"
"""With what a commitment begins; what was kept before there were commitments stands in the chain as it is."""
SALT_BITS: Final = 256
ERASED: Final = "(erased)"
"""What is told in the place of a label that was erased; no label of a key has brackets."""
ERASED_SAYS: Final[Mapping[str, str]] = {
    "en": "Names and labels of staff are kept for 13 months; what stood here was erased.",
    "zh-CN": "员工的姓名和标签保存 13 个月；此处原有内容已删除。",
}


class Place(StrEnum):
    """Where in a deed a label stands."""

    BY = "by"
    LABEL = "says.label"


@dataclass(frozen=True, slots=True)
class Label:
    """A label that is kept beside the chain, with its 32 random bytes; a place that is none opens nothing."""

    place: str
    text: str
    salt: bytes

    @property
    def commitment(self) -> str:
        """Give what the chain holds in its place."""
        return COMMITTED + hashlib.sha256(self.salt + self.text.encode()).hexdigest()


def with_commitments(
    deed: Deed, bits: Callable[[int], bytes], stay: Collection[str]
) -> tuple[Deed, tuple[Label, ...]]:
    """Give a deed as the chain keeps it, and its labels; the names ``stay`` are of nobody and stay."""
    labels = tuple(
        Label(place, text, bits(SALT_BITS))
        for place, text in _texts(deed).items()
        if place != Place.BY or text not in stay
    )
    return _placed(deed, {each.place: each.commitment for each in labels}), labels


@dataclass(frozen=True, slots=True)
class ToldDeed:
    """A deed as it is told: with the labels that remain, and where one was erased."""

    number: int
    deed: Deed
    erased: tuple[str, ...]


def told(row: DeedRow, labels: Collection[Label]) -> ToldDeed:
    """Give a row with its labels, `ERASED` in the place of each that is not there any more."""
    there = {each.place: each.text for each in labels}
    erased = tuple(place for place in committed(row.deed) if place not in there)
    return ToldDeed(row.number, _placed(row.deed, {**there, **dict.fromkeys(erased, ERASED)}), erased)


def is_opened(deed: Deed, labels: Collection[Label], since: datetime) -> bool:
    """Give whether labels are those that were kept, and none is gone of a deed of ``since`` or later."""
    held, there = committed(deed), {each.place for each in labels}
    opened = all(held.get(each.place) == each.commitment for each in labels)
    return opened and (deed.at < since or held.keys() <= there)


def committed(deed: Deed) -> dict[str, str]:
    """Give the commitments of a kept deed."""
    return {place: text for place, text in _texts(deed).items() if text.startswith(COMMITTED)}


def _texts(deed: Deed) -> dict[str, str]:
    label = deed.says.get("label")
    return {Place.BY: deed.by, **({Place.LABEL: label} if isinstance(label, str) else {})}


def _placed(deed: Deed, texts: Mapping[str, str]) -> Deed:
    says: Mapping[str, Any] = deed.says
    if Place.LABEL in texts:
        says = {**says, "label": texts[Place.LABEL]}
    return replace(deed, by=texts.get(Place.BY, deed.by), says=says)
