"""End a token before its time."""

from loyalty.access.access_token import PresentedToken, is_token
from loyalty.access.key import ApiKey
from loyalty.access.refusals import TokenOfAnother
from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import Done, keep_deed
from loyalty.use_cases.services import Services, retrying


def end_token(services: Services, key: ApiKey, presented: PresentedToken) -> None:
    """End a token of ``key`` at once; one that is not there opens nothing, and is let be.

    Raises TokenOfAnother where the token was given for another key.
    """
    retrying(services, lambda: _end(services, key, presented))


def _end(services: Services, key: ApiKey, presented: PresentedToken) -> None:
    with services.units.write() as unit:
        kept = unit.access_tokens.get(presented.key_id)
        if kept is None or not is_token(kept, presented):
            return
        if kept.key_id != key.key_id:
            raise TokenOfAnother
        unit.access_tokens.end(kept.token_id)
        by = Person(key.label, key.key_id)
        keep_deed(
            services, unit, services.clock.now(), Done(What.TOKEN_ENDED, by, kept.token_id, key.programme)
        )
        unit.commit()
