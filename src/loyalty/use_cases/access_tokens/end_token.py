"""End a token before its time."""

from loyalty.access.access_token import PresentedToken, is_token
from loyalty.access.key import ApiKey
from loyalty.access.refusals import TokenOfAnother
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
        unit.commit()
