"""List what other systems are told of, whoever of them was."""

from loyalty.use_cases.services import Services
from loyalty.webhooks.announcement import Announced, AnnouncedAsked


def list_announcements(services: Services, asked: AnnouncedAsked, limit: int) -> list[Announced]:
    """Give up to ``limit`` announcements, the newest first; those of the last 30 days are kept."""
    with services.units.read() as unit:
        return unit.outbox.list(asked, limit)
