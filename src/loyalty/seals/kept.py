"""A seal as it is kept: of which document, in whose chain, where in the tree."""

from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.seals.seal import Seal


@dataclass(frozen=True, slots=True)
class KeptSeal:
    """The seal of a document of a programme.

    ``index`` is its place in the programme's tree, from 0, None until its day is closed.
    ``snapshot`` is what was known when it was decided: of a member's document under the member's
    key. None where it is gone.
    """

    explanation_id: str
    programme: str
    member_id: MemberId | None
    seal: Seal
    index: int | None = None
    snapshot: str | None = None
