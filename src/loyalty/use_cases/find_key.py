"""API keys: the one a caller presents, and the list of all."""

from collections.abc import Sequence

from loyalty.access.key import ApiKey, Presented, verify
from loyalty.use_cases.services import Services


def find_key(services: Services, presented: Presented) -> ApiKey:
    """Give the key that was presented. Raises KeyRefused for an unknown, wrong or revoked one."""
    with services.units.read() as unit:
        return verify(unit.keys.get(presented.key_id), presented)


def list_keys(services: Services) -> Sequence[ApiKey]:
    """Give every key, oldest first, without secrets."""
    with services.units.read() as unit:
        return unit.keys.list()
