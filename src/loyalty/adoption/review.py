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
    """Give the emergencies of which nobody else has signed off what they change, of steps in their order."""
    left: list[AuditRecord] = []
    for step in steps:
        if step.step == "emergency":
            left.append(step)
        elif step.step == "signed-off":
            left = [each for each in left if not _looks_at(step, each)]
    return left


def _looks_at(sign_off: AuditRecord, emergency: AuditRecord) -> bool:
    same = all(sign_off.of.get(what) == emergency.of.get(what) for what in ("digest", "against"))
    return same and sign_off.by.is_other_than(emergency.by)
