"""Of what kind the things are that a member is known by, and since when; never what they are."""

from collections.abc import Sequence
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId
from loyalty.members.identity import Identity
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import Services


def list_identities(services: Services, member_id: MemberId) -> Sequence[dict[str, Any]]:
    """Give the identities as `identity_data`, oldest first, unlinked ones too. Raises UnknownMember."""
    with services.units.read() as unit:
        member_of(unit, member_id)
        found = unit.members.identities(member_id)
    return [identity_data(each) for each in found]


def identity_data(identity: Identity) -> dict[str, Any]:
    """Give an identity as plain data, without anything that would tell what it is."""
    unlinked = identity.unlinked_at
    return {
        "identity": identity.id,
        "member": identity.member_id,
        "kind": str(identity.kind),
        "linked_at": instant_text(identity.linked_at),
        "linked_by": identity.linked_by,
        "unlinked_at": instant_text(unlinked) if unlinked is not None else None,
        "unlinked_by": identity.unlinked_by,
    }
