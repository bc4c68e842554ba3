"""The sign-offs of a programme: who held what to be right or wrong."""

from collections.abc import Sequence

from loyalty.desk.sign_off import SignOff
from loyalty.use_cases.lifecycle.known import known_programme
from loyalty.use_cases.services import Services


def list_sign_offs(
    services: Services, programme: str, subject: str | None = None, *, after: int = 0, limit: int
) -> Sequence[SignOff]:
    """Give up to ``limit`` sign-offs with numbers above ``after``, in their order.

    ``subject`` is the id of a document, or two digests with two dots between; None, whatever was
    signed off. Raises UnknownProgramme.
    """
    with services.units.read() as unit:
        known_programme(unit, programme)
        return unit.desk.sign_offs(programme, subject, after=after, limit=limit)
