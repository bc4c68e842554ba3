"""Sign staff in by a key that is typed once."""

from loyalty.access.key import ApiKey, Presented, Role, verify
from loyalty.access.session import SESSION_BYTES, Begun, begin
from loyalty.privacy.view import reason_of
from loyalty.use_cases.services import Services, retrying


def begin_session(services: Services, presented: Presented, reason: str) -> Begun:
    """Give a session with the rights of the key that was typed.

    Staff says why they look at members; it is kept with every look of the session.
    Raises KeyRefused, ReasonMissing.
    """
    return retrying(services, lambda: _begin(services, presented, reason))


def _begin(services: Services, presented: Presented, reason: str) -> Begun:
    now = services.clock.now()
    with services.units.write() as unit:
        key = verify(unit.keys.get(presented.key_id), presented)
        chance = services.entropy.bits(8 * SESSION_BYTES)
        why = _reason(key, reason)
        begun = begin(chance, now, key_id=key.key_id, member_id=None, by=key.label, reason=why)
        unit.sessions.begin(begun.session)
        unit.commit()
    return begun


def _reason(key: ApiKey, reason: str) -> str | None:
    return None if key.role is Role.SYSTEM else reason_of(reason)
