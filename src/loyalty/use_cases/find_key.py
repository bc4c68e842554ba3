"""API keys: the one a caller presents, and the list of all."""

from collections.abc import Sequence

from loyalty.access.access_token import PresentedToken, key_of_token
from loyalty.access.key import ApiKey, Presented, verify
from loyalty.use_cases.services import Services


def find_key(services: Services, presented: Presented) -> ApiKey:
    """Give the key that was presented, or the one behind a token, as far as the token reaches.

    Raises KeyRefused for an unknown, wrong or revoked one, and for a token whose time is over.
    """
    with services.units.read() as unit:
        if isinstance(presented, PresentedToken):
            kept = unit.access_tokens.get(presented.key_id)
            key = None if kept is None else unit.keys.get(kept.key_id)
            return key_of_token(kept, key, presented, services.clock.now())
        return verify(unit.keys.get(presented.key_id), presented)


def list_keys(services: Services) -> Sequence[ApiKey]:
    """Give every key, oldest first, without secrets."""
    with services.units.read() as unit:
        return unit.keys.list()
