"""What a wrong rule did to an order or to a billed period, and what is given back for it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from loyalty.cases.case import CaseKey
from loyalty.cases.refusals import CaseStepEarly
from loyalty.kernel.identity import MemberId


class RemedyState(StrEnum):
    """How far a remedy is: known and owed, to be worked out by a person, or made good."""

    OWED = "owed"
    UNCLEAR = "unclear"
    SETTLED = "settled"


BILL = "bill"
"""The source of a billed period among orders; it goes by the id of its first document."""


@dataclass(frozen=True, slots=True)
class SoldUnder:
    """An order of a version that is looked at: ``over`` where all of it came back or was cancelled.

    ``returns`` counts what was changed of it after the sale. A period that was billed stands as one
    of the source `BILL`: ``billed`` is what was billed of it in all, in minor units, None of an order,
    and ``documents`` how many times it was told.
    """

    source: str
    order_id: str
    member_id: MemberId | None
    explanation_id: str
    over: bool
    returns: int
    billed: int | None = None
    documents: int = 1


@dataclass(frozen=True, slots=True)
class Remedy:
    """An order that a wrong rule hit, for a case.

    ``money`` is what was paid too much in minor units, ``points`` what was earned too little; both
    0 where nobody could work it out again (`UNCLEAR`). ``reference`` says where money was paid back.
    """

    case: CaseKey
    source: str
    order_id: str
    member_id: MemberId | None
    explanation_id: str
    money: int
    points: int
    state: RemedyState
    found_at: datetime
    settled_at: datetime | None = None
    settled_by: str | None = None
    reference: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state is not RemedyState.SETTLED

    def settled(self, at: datetime, by: str, reference: str | None) -> "Remedy":
        """Give it once it was made good. Raises CaseStepEarly where money has no reference."""
        needs = self.state is RemedyState.UNCLEAR or bool(self.money)
        if needs and reference is None:
            raise CaseStepEarly("say where the money was paid back, or why nothing is owed", step="settled")
        return replace(self, state=RemedyState.SETTLED, settled_at=at, settled_by=by, reference=reference)
