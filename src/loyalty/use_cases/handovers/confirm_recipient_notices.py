"""That recipients were told."""

from collections.abc import Collection
from dataclasses import dataclass

from loyalty.use_cases.once import Told
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class ConfirmRecipientNotices:
    """The notices whose recipients were told; those of other programmes are left alone."""

    programme: str
    notices: Collection[int]
    source: str


def confirm_recipient_notices(services: Services, command: ConfirmRecipientNotices) -> Told:
    """Give how many were ``confirmed`` now; what was said before stays as it was said first."""
    return retrying(services, lambda: _confirm(services, command))


def _confirm(services: Services, command: ConfirmRecipientNotices) -> Told:
    with services.units.write() as unit:
        news = unit.handovers.confirm(
            command.programme, command.notices, services.clock.now(), command.source
        )
        if news:
            unit.commit()
    return Told({"confirmed": news}, replayed=not news)
