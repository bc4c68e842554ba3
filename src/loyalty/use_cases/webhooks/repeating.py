"""A change of an endpoint under an idempotency key: asked again it is answered as first.

A secret is not kept with the answer: that names the secret, which is opened where it stands sealed.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from loyalty.kernel.instant import instant_at, microseconds
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.vault_keys import master_of
from loyalty.webhooks.signing import Secret, opened

INSTANTS = ("created_at", "accepted_at", "paused_until")
MADE_AT = "secret_made_at"

Changed = tuple[Mapping[str, Any], Secret | None]
"""What is told of an endpoint after a change, and the secret that it was given, if any."""


def change_once(
    services: Services, once: Once | None, change: Callable[[UnitOfWork, datetime], Changed]
) -> Told:
    """Give what comes of a change of an endpoint, or the first answer under the key without a change.

    Raises IdempotencyConflict, VaultLocked, SealBroken, and what ``change`` raises.
    """
    return retrying(services, lambda: _once(services, once, change))


def _once(services: Services, once: Once | None, change: Callable[[UnitOfWork, datetime], Changed]) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        before = _answered_before(services, unit, once, now)
        if before is not None:
            return before
        told = _answer(unit, once, now, *change(unit, now))
        unit.commit()
    return told


def _answered_before(services: Services, unit: UnitOfWork, once: Once | None, now: datetime) -> Told | None:
    """Give the first answer under the key, with ``secret`` while that still signs, or None."""
    told = None if once is None else told_before(unit, once, now)
    if told is None:
        return None
    data = {**told.data, **{name: _instant(told.data[name]) for name in INSTANTS if name in told.data}}
    made_at = data.pop(MADE_AT, None)
    if made_at is not None:
        for each in unit.endpoints.secrets(data["programme"], data["endpoint"], now):
            if microseconds(each.made_at) == made_at:
                data["secret"] = opened(each, master_of(services)).text
    return Told(data, replayed=True)


def _answer(
    unit: UnitOfWork, once: Once | None, now: datetime, data: Mapping[str, Any], secret: Secret | None
) -> Told:
    """Give the answer with its new ``secret``, kept under the key where there is one."""
    if once is not None:
        kept = {name: microseconds(at) if isinstance(at, datetime) else at for name, at in data.items()}
        if secret is not None:
            newest = unit.endpoints.secrets(data["programme"], data["endpoint"], now)[0]
            kept[MADE_AT] = microseconds(newest.made_at)
        tell(unit, once, now, kept)
    return Told(data if secret is None else {**data, "secret": secret.text})


def _instant(value: int | None) -> datetime | None:
    return None if value is None else instant_at(value)
