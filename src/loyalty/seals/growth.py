"""That a tree only grew: the roots of two days, and the hashes that lead from one to the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from loyalty.seals.day import DayRoot, NotADay
from loyalty.seals.keys import DIGEST, SealKey
from loyalty.seals.tree import only_grew

FORM = "loyalty-growth-1"


class NotGrowth(ValueError):
    """Something is no proof of growth as it is written."""


class Grown(StrEnum):
    """What checking a proof of growth came to."""

    HOLDS = "holds"
    UNSIGNED = "unsigned"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Growth:
    """The root of an earlier day, that of a later one, and the proof."""

    earlier: DayRoot
    later: DayRoot
    proof: tuple[bytes, ...]

    def to_json(self) -> dict[str, Any]:
        """Give it as a file holds it."""
        return {
            "form": FORM,
            "earlier": self.earlier.to_json(),
            "later": self.later.to_json(),
            "proof": [each.hex() for each in self.proof],
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Give what a file holds. Raises NotGrowth."""
        try:
            assert isinstance(data, dict)  # noqa: S101 - whatever is wrong is one answer
            proof = data["proof"]
            assert all(DIGEST.fullmatch(each) for each in proof)  # noqa: S101 - the same
            earlier, later = DayRoot.from_json(data["earlier"]), DayRoot.from_json(data["later"])
            found = cls(earlier, later, tuple(map(bytes.fromhex, proof)))
        except (AssertionError, KeyError, TypeError, ValueError, NotADay) as fault:
            raise NotGrowth from fault
        if found.to_json() != data:
            raise NotGrowth
        return found

    def checked(self, keys: Mapping[str, SealKey]) -> Grown:
        """Give whether both roots are signed, and the later tree begins with the earlier one."""
        for day in (self.earlier, self.later):
            key = keys.get(day.key_id)
            if key is None or not key.signs_at(day.closed_at) or not day.is_signed(key):
                return Grown.UNSIGNED
        old, new = self.earlier, self.later
        same = old.programme == new.programme and only_grew(
            old.size, old.root, new.size, new.root, self.proof
        )
        return Grown.HOLDS if same else Grown.REWRITTEN
