"""How a member can be reached: an e-mail address or a phone number, and a name if they gave one."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from loyalty.kernel.refusal import Refusal

NAME = "name"
NAME_MAX = 100
ADDRESS_MAX = 254
"""The longest address: that of an e-mail address, RFC 5321."""


class ContactUnclear(Refusal):
    """The address or the name is none; it is not repeated, because it is personal."""

    code: ClassVar[str] = "contact-unclear"
    title: ClassVar[str] = "This is no way to reach a member"


class Channel(StrEnum):
    """By what a member is reached."""

    EMAIL = "email"
    PHONE = "phone"


FIELDS = frozenset({*map(str, Channel), NAME})
"""The fields of a contact, each of which is sealed by itself."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a member is reached, and by which name, None where none was given. Raises ContactUnclear."""

    channel: Channel
    address: str = field(repr=False)
    name: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no address or no name."""
        if len(self.address) > ADDRESS_MAX or _ADDRESSES[self.channel].fullmatch(self.address) is None:
            raise ContactUnclear(pointer="/address", hint=_HINTS[self.channel])
        if self.name is not None and not _is_name(self.name):
            raise ContactUnclear(pointer="/name", hint=f"write 1 to {NAME_MAX} letters on one line")

    @property
    def fields(self) -> Mapping[str, str]:
        """Give it field by field, as it is sealed."""
        return {str(self.channel): self.address} | ({} if self.name is None else {NAME: self.name})


def contact_of(fields: Mapping[str, str]) -> Contact | None:
    """Give the contact of opened fields, None where there is no address among them."""
    for channel in Channel:
        if channel in fields:
            return Contact(channel, fields[channel], fields.get(NAME))
    return None


_ADDRESSES = {
    Channel.EMAIL: re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+"),
    Channel.PHONE: re.compile(r"\+[1-9][0-9]{6,14}"),
}
_HINTS = {
    Channel.EMAIL: "write name@domain",
    Channel.PHONE: "write the number with its country, such as +49 and the rest, digits only (E.164)",
}


def _is_name(text: str) -> bool:
    """Say whether a text may be a name: on one line, without digits, which no name has and numbers do."""
    return (
        0 < len(text) <= NAME_MAX
        and text == text.strip()
        and all(unicodedata.category(sign)[0] not in "CN" for sign in text)
    )
