"""Make an API key: the secret is given once and never kept."""

from dataclasses import dataclass

from loyalty.access.key import CHANCE_BYTES, Kind, Minted, Role, mint
from loyalty.access.roles import scopes_of
from loyalty.access.scopes import Scope
from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class CreateKey:
    """``label`` names the system that holds the key; orders booked with it carry it as their source."""

    label: str
    scopes: frozenset[Scope]
    programme: str | None = None
    kind: Kind = Kind.LIVE
    role: Role = Role.SYSTEM


def create_key(services: Services, command: CreateKey, by: Person = COMMAND_LINE) -> Minted:
    """Give the new key with its text, which is shown this once.

    A key of a person gets what is named of the rights of the role, all of them where nothing is. Raises
    LabelUnfit, RoleExceeded.
    """
    minted = mint(
        services.entropy.bits(8 * CHANCE_BYTES),
        label=command.label,
        programme=command.programme,
        scopes=scopes_of(command.role, command.scopes),
        kind=command.kind,
        role=command.role,
        at=services.clock.now(),
    )
    return retrying(services, lambda: _keep(services, minted, by))


def _keep(services: Services, minted: Minted, by: Person) -> Minted:
    with services.units.write() as unit:
        unit.keys.add(minted.key)
        key = minted.key
        says: dict[str, str | list[str]] = {
            "label": key.label,
            "role": str(key.role),
            "kind": str(key.kind),
            "scopes": [str(scope) for scope in sorted(key.scopes)],
        }
        keep_deed(services, unit, key.created_at, Done(What.KEY_MADE, by, key.key_id, key.programme, says))
        unit.commit()
    return minted
