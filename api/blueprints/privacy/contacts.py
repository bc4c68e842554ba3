"""Where members are reached: sealed, shown, forgotten."""

from typing import Any

from api.auth import Right
from api.blueprints.common import OK, Answer, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.privacy.contacts import CONTACT_EXAMPLE, ContactIn, ContactKeptOut, ContactOut
from loyalty.access.scopes import Scope
from loyalty.use_cases.contacts.set_contact import SetContact, set_contact
from loyalty.use_cases.contacts.show_contact import show_contact
from loyalty.vault.contact import Channel, Contact

contacts = Resource("contacts", "Where members are reached, sealed apart from what is decided and booked.")
WRITE = Right(Scope.PRIVACY_WRITE, books=True)
ADDRESS = "/v1/members/<member_id>/contact"
SET = Exchange(ContactKeptOut, takes=ContactIn, own_id=True, request_example=CONTACT_EXAMPLE)


@contacts.route("PUT", ADDRESS, WRITE, SET)
def reach(body: dict[str, Any], member_id: str) -> Answer:
    """Keep where a member is reached: an e-mail address or a phone number, with a name or without.

    It is sealed with the member's own key; nothing that prices or books can read it.
    """
    member = member_from_path(member_id)
    return _set(SetContact(member, Contact(Channel(body["channel"]), body["address"], body.get("name"))))


@contacts.route("GET", ADDRESS, Right(Scope.PRIVACY_READ), Exchange(ContactOut))
def reached(member_id: str) -> dict[str, object]:
    """Show where a member is reached."""
    member = member_from_path(member_id)
    found = show_contact(services(), member)
    if found is None:
        return {"member": member}
    return {"member": member, "channel": found.channel, "address": found.address, "name": found.name}


@contacts.route("DELETE", ADDRESS, WRITE, Exchange(ContactKeptOut, own_id=True))
def forget(member_id: str) -> Answer:
    """Forget where a member is reached."""
    return _set(SetContact(member_from_path(member_id), None))


def _set(command: SetContact) -> Answer:
    told = set_contact(services(), command)
    return told.data, OK, replayed(told.replayed)
