"""Who is signed in with the cookie that a browser shows."""

from dataclasses import dataclass

from loyalty.access.key import ApiKey, Presented
from loyalty.access.refusals import SessionEnded
from loyalty.access.session import Session, verify_session
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session, and the key whose rights it has; None for a member, who sees what is theirs."""

    session: Session
    key: ApiKey | None

    @property
    def member(self) -> MemberId | None:
        """The member who is signed in, None for staff."""
        return self.session.member_id


def find_session(services: Services, presented: Presented) -> SignedIn:
    """Give who is signed in. In the second half of its time the session is made to last longer.

    Raises SessionEnded, also where the key behind the session was revoked.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        kept = unit.sessions.get(presented.key_id)
        session = verify_session(kept, presented, now)
        key = None if session.key_id is None else unit.keys.get(session.key_id)
    if session.key_id is not None and (key is None or key.revoked_at is not None):
        raise SessionEnded
    if session != kept:
        retrying(services, lambda: _last(services, session))
    return SignedIn(session, None if session.member_id is not None else key)


def _last(services: Services, session: Session) -> None:
    with services.units.write() as unit:
        unit.sessions.lasts(session.session_id, session.until)
        unit.commit()
