"""Sign somebody out."""

from loyalty.use_cases.services import Services, retrying


def end_session(services: Services, session_id: str) -> None:
    """Forget a session: its cookie opens nothing from now on."""
    retrying(services, lambda: _end(services, session_id))


def _end(services: Services, session_id: str) -> None:
    with services.units.write() as unit:
        unit.sessions.end(session_id)
        unit.commit()
