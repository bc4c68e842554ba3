"""The named refusals of this room."""

from loyalty.kernel.refusal import Refusal


class UnknownAdoptionPlan(Refusal):
    """The programme has no plan of adoption of this id."""

    code = "unknown-adoption-plan"
    title = "There is no such plan of adoption"


class AdoptionPlanDiffers(Refusal):
    """The id names a plan of other files, another day or another author."""

    code = "adoption-plan-differs"
    title = "This id was used for another plan of adoption"


class PlanClosed(Refusal):
    """The plan has been approved, rejected or adopted; facts: plan, state."""

    code = "adoption-plan-closed"
    title = "The plan of adoption has been answered before"


class PlanNotApproved(Refusal):
    """Nobody has approved the plan; facts: plan."""

    code = "adoption-plan-not-approved"
    title = "Another person has to approve the plan of adoption first"


class AuthorApproves(Refusal):
    """The author of a plan, by name or by API key, is who approves; facts: plan."""

    code = "four-eyes"
    title = "Nobody approves their own plan of adoption"


class PlanStale(Refusal):
    """Another version binds on the plan's day than the plan names; facts: planned, binding."""

    code = "adoption-plan-stale"
    title = "Another version binds than the plan of adoption was made against"


class PlanDayPassed(Refusal):
    """The day from which the version was to bind is over; facts: day."""

    code = "adoption-day-passed"
    title = "The day from which the version was to bind has passed"


class DayOutside(Refusal):
    """The version's own files say that it does not bind on the day; facts: day, first, last."""

    code = "adoption-day-outside"
    title = "The rule files do not bind on this day"


class VerdictsDiffer(Refusal):
    """Decided again, the constraints do not come out as they were approved; facts: constraint."""

    code = "verdicts-differ"
    title = "The constraints do not come out as they were approved"


class PlanAltered(Refusal):
    """What is kept of the plan is not what was planned; facts: plan."""

    code = "adoption-plan-altered"
    title = "The plan of adoption is not as it was made"


class NothingChanges(Refusal):
    """These files bind on that day already; facts: digest."""

    code = "nothing-to-adopt"
    title = "These rule files bind already"


class NeedsPlan(Refusal):
    """Members take part or orders were booked, so a version needs a plan that another person approves."""

    code = "needs-plan"
    title = "The programme has begun, so another version needs a plan of adoption"


class ProgrammeFrozen(Refusal):
    """The programme was frozen in an emergency; facts: since."""

    code = "programme-frozen"
    title = "The programme is frozen"


class NotFrozen(Refusal):
    """The programme is not frozen, so it cannot be thawed."""

    code = "programme-not-frozen"
    title = "The programme is not frozen"


class OtherState(Refusal):
    """What was seen by the caller is not what stands now."""

    code = "precondition-failed"
    title = "This has changed since you looked at it"
