"""A try to sign in that failed, kept; not every one, so that a stranger can fill nothing."""

from datetime import timedelta

from loyalty.access.key import Presented
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import STRANGER, Done, keep_deed
from loyalty.use_cases.services import Services, retrying

NO_KEY = "unknown"
ONCE_IN = timedelta(hours=1)
"""How often a failed try is kept, of each key and of all that are none."""


def keep_turned_away(services: Services, presented: Presented) -> None:
    """Keep that somebody showed what is not this key, once an hour."""
    retrying(services, lambda: _keep(services, presented))


def _keep(services: Services, presented: Presented) -> None:
    now = services.clock.now()
    with services.units.write() as unit:
        key = unit.keys.get(presented.key_id)
        on, programme = (NO_KEY, None) if key is None else (key.key_id, key.programme)
        if not unit.deeds.was_done(What.SIGN_IN_FAILED, on, now - ONCE_IN):
            keep_deed(services, unit, now, Done(What.SIGN_IN_FAILED, STRANGER, on, programme))
        unit.commit()
