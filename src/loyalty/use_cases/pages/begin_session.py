"""Sign staff in by a key that is typed once."""

from loyalty.access.key import ApiKey, Presented, Role, verify
from loyalty.access.refusals import KeyRefused
from loyalty.access.session import SESSION_BYTES, Begun, begin
from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.privacy.view import reason_of
from loyalty.use_cases.deeds.keeping import Done, keep_deed
from loyalty.use_cases.pages.turned_away import keep_turned_away
from loyalty.use_cases.services import Services, retrying


def begin_session(services: Services, presented: Presented, reason: str) -> Begun:
    """Give a session with the rights of the key that was typed.

    Staff says why they look at members; it is kept with every look of the session. A try that fails is
    kept once an hour for each key. Raises KeyRefused, ReasonMissing.
    """
    try:
        return retrying(services, lambda: _begin(services, presented, reason))
    except KeyRefused:
        keep_turned_away(services, presented)
        raise


def _begin(services: Services, presented: Presented, reason: str) -> Begun:
    now = services.clock.now()
    with services.units.write() as unit:
        key = verify(unit.keys.get(presented.key_id), presented)
        chance = services.entropy.bits(8 * SESSION_BYTES)
        why = _reason(key, reason)
        begun = begin(chance, now, key_id=key.key_id, member_id=None, by=key.label, reason=why)
        unit.sessions.begin(begun.session)
        by = Person(key.label, key.key_id)
        keep_deed(services, unit, now, Done(What.SIGNED_IN, by, key.key_id, key.programme))
        unit.commit()
    return begun


def _reason(key: ApiKey, reason: str) -> str | None:
    return None if key.role is Role.SYSTEM else reason_of(reason)
