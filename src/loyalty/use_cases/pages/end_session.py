"""Sign somebody out."""

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import Done, keep_deed
from loyalty.use_cases.services import Services, retrying


def end_session(services: Services, session_id: str) -> None:
    """Forget a session: its cookie opens nothing from now on."""
    retrying(services, lambda: _end(services, session_id))


def _end(services: Services, session_id: str) -> None:
    with services.units.write() as unit:
        ended = unit.sessions.get(session_id)
        unit.sessions.end(session_id)
        key = None if ended is None or ended.key_id is None else unit.keys.get(ended.key_id)
        if ended is not None and ended.member_id is None and key is not None:
            by = Person(key.label, key.key_id)
            keep_deed(
                services, unit, services.clock.now(), Done(What.SIGNED_OUT, by, key.key_id, key.programme)
            )
        unit.commit()
