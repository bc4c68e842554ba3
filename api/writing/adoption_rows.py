"""Answers to refused steps in the life of a programme's versions."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from api.writing.problem_rows import Row

OF_ADOPTION: Final[Mapping[str, Row]] = MappingProxyType(
    {
        "constraints-broken": Row(
            422,
            "The rule files break their own constraints",
            "Mend each that `errors` names, or waive it with a reason, an approver and an end.",
        ),
        "constraints-undecided": Row(
            422,
            "It is not decided whether the rule files keep their constraints",
            "Write the rules more simply, or waive each that `errors` names.",
        ),
        "unknown-adoption-plan": Row(
            404, "There is no such plan of adoption", "List the plans of the programme for their ids."
        ),
        "adoption-plan-differs": Row(
            409,
            "This id was used for another plan of adoption",
            "Repeat a request unchanged, or choose another id.",
        ),
        "adoption-plan-closed": Row(
            409,
            "The plan of adoption has been answered before",
            "Read the plan; what was rejected or adopted needs a new plan.",
        ),
        "adoption-plan-not-approved": Row(
            409,
            "Another person has to approve the plan of adoption first",
            "Let somebody else approve it, with a key of the scope `rules:approve`.",
        ),
        "four-eyes": Row(
            403,
            "Nobody approves their own plan of adoption",
            "Let somebody else approve it, under another label and with another key.",
        ),
        "adoption-plan-stale": Row(
            409,
            "Another version binds than the plan of adoption was made against",
            "Make another plan against what binds now, and have that approved.",
        ),
        "adoption-day-passed": Row(
            409, "The day from which the version was to bind has passed", "Plan it from a day to come."
        ),
        "adoption-day-outside": Row(
            422, "The rule files do not bind on this day", "Name a day within `effective` of the files."
        ),
        "verdicts-differ": Row(
            409,
            "The constraints do not come out as they were approved",
            "Make another plan and have it approved.",
        ),
        "adoption-plan-altered": Row(
            409,
            "The plan of adoption is not as it was made",
            "Somebody changed it in the database. Find out who, and make another plan.",
        ),
        "nothing-to-adopt": Row(
            409, "These rule files bind already", "There is nothing to do; the files are those that bind."
        ),
        "needs-plan": Row(
            409,
            "The programme has begun, so another version needs a plan of adoption",
            "Make a plan and have it approved; in an emergency say what it is.",
        ),
        "programme-frozen": Row(
            409,
            "The programme is frozen",
            "Try again when it is thawed; returns go on meanwhile.",
        ),
        "programme-not-frozen": Row(409, "The programme is not frozen", "There is nothing to thaw."),
        "precondition-required": Row(
            428,
            "This request has to say what it was decided on",
            "Send `If-Match` with the `ETag` of the answer you looked at.",
        ),
        "precondition-failed": Row(
            412,
            "This has changed since you looked at it",
            "Look at it again, and send its new `ETag` with `If-Match`.",
        ),
    }
)
