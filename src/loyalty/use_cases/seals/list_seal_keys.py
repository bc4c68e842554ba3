"""List the keys that ever sealed: public for ever, so that the oldest document can be verified."""

from loyalty.seals.keys import SealKey
from loyalty.use_cases.services import Services


def list_seal_keys(services: Services) -> list[SealKey]:
    """Give every published key, the first one first."""
    with services.units.read() as unit:
        return unit.seals.keys()
