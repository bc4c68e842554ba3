"""A household: who is in it, and what is in its pool."""

from collections.abc import Mapping
from typing import Any

from loyalty.ledger.due import holdings
from loyalty.members.refusals import UnknownHousehold
from loyalty.use_cases.members.join_household import household_data
from loyalty.use_cases.services import Services


def show_household(services: Services, household_id: str) -> Mapping[str, Any]:
    """Give a household as `household_data`, with ``pool``: what all can spend together, by wallet.

    Raises UnknownHousehold, UnknownProgramme.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        household = unit.households.get(household_id)
        if household is None:
            raise UnknownHousehold
        programme = services.programmes.in_force(unit, household.programme, now)
        shape = programme.shape.households
        pool = {}
        for wallet in shape.pool if shape is not None else ():
            accounts = [unit.ledger.account(p.member_id, wallet, programme.name) for p in household.places]
            pool[wallet] = sum(holdings(each, now).available for each in accounts)
    return household_data(household) | {"pool": pool}
