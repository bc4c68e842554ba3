"""A plan of adoption: what is to bind from which day, in the place of what, for another person to approve."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from loyalty.adoption.refusals import AuthorApproves, PlanClosed, PlanNotApproved
from loyalty.adoption.version import Person


class PlanState(StrEnum):
    """How far a plan is; rejected and adopted are ends."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Answered:
    """What the second person said: who, when, and why where they gave a reason."""

    by: Person
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AdoptionPlan:
    """A plan under the author's own ``plan_id``, one per programme.

    ``against`` is the digest that binds on that day without it, None where nothing does; ``source`` is
    JSON text, all files; ``document`` is the canonical JSON that is reviewed and ``document_digest`` its
    SHA-256. ``answered`` is set once, ``adopted_at`` too.
    """

    programme: str
    plan_id: str
    digest: str
    against: str | None
    day: date
    source: str
    document: str
    document_digest: str
    author: Person
    made_at: datetime
    state: PlanState = PlanState.WAITING
    answered: Answered | None = None
    adopted_at: datetime | None = None

    @property
    def tag(self) -> str:
        """Name the plan as it stands: another state has another tag."""
        return f"{self.document_digest[:32]}-{self.state}"

    def may_be_answered(self, by: Person, *, approving: bool) -> None:
        """Give nothing where ``by`` may approve or reject it; an author may only reject.

        Raises PlanClosed, AuthorApproves.
        """
        if self.state is not PlanState.WAITING:
            raise PlanClosed(plan=self.plan_id, state=str(self.state))
        if approving and not by.is_other_than(self.author):
            raise AuthorApproves(plan=self.plan_id)

    def may_be_adopted(self) -> None:
        """Give nothing where another person has approved it. Raises PlanClosed, PlanNotApproved."""
        if self.state in {PlanState.REJECTED, PlanState.ADOPTED}:
            raise PlanClosed(plan=self.plan_id, state=str(self.state))
        if self.state is not PlanState.APPROVED:
            raise PlanNotApproved(plan=self.plan_id)


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One step in the life of a programme's versions: what, who, when, of which digests, why.

    ``number`` counts them from 1 in the order in which they were taken; ``of`` names what else
    belongs to the step: ``plan``, ``digest``, ``against``, ``from``.
    """

    programme: str
    number: int
    at: datetime
    step: str
    by: Person
    of: Mapping[str, str]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Freeze:
    """That a programme decides nothing new for now: since when, by whom, why."""

    since: datetime
    by: Person
    reason: str
