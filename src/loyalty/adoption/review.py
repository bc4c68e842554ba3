"""The second look at an emergency: what one person made bind is looked at by another within a day."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from loyalty.adoption.plan import AuditRecord

WITHIN = timedelta(hours=24)
"""How soon another person looks at what was adopted in an emergency; it runs through nights and holidays."""


def review_until(emergency: AuditRecord) -> datetime:
    """Give until when another person is to have looked at it."""
    return emergency.at + WITHIN


def unreviewed(steps: Iterable[AuditRecord]) -> Sequence[AuditRecord]:
    """Give the emergencies of which nobody else has signed off what they change, of steps in their order.

    What two people adopt afterwards, planned by one and approved by another, is done with all before it.
    """
    left: list[AuditRecord] = []
    for step in steps:
        if step.step == "emergency" and "against" in step.of:  # a first version is none, whatever was said
            left.append(step)
        elif step.step == "adopted":
            left = []
        elif step.step == "signed-off":
            left = [each for each in left if not looks_at(step, each)]
    return left


def looks_at(sign_off: AuditRecord, emergency: AuditRecord) -> bool:
    """Say whether another person signed off what an emergency changed."""
    same = all(sign_off.of.get(what) == emergency.of[what] for what in ("digest", "against"))
    return same and sign_off.by.is_other_than(emergency.by)
