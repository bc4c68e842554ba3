"""A contact is one address and perhaps a name; whatever is none is refused without being repeated."""

import pytest

from loyalty.vault.contact import Channel, Contact, ContactUnclear, contact_of


@pytest.mark.parametrize(
    "contact",
    [
        Contact(Channel.EMAIL, "ada@example.org"),
        Contact(Channel.PHONE, "+4930901820", "Ada Li"),
        Contact(Channel.EMAIL, "a.b+c@例子.测试", "李爱达"),
        Contact(Channel.EMAIL, "ada@example.org", "Anne-Marie O'Neill"),
    ],
)
def test_a_contact_comes_back_from_its_fields(contact: Contact) -> None:
    """What is sealed field by field is the same contact again."""
    assert contact == contact_of(contact.fields)


@pytest.mark.parametrize(
    ("channel", "address", "name"),
    [
        (Channel.EMAIL, "ada", None),
        (Channel.EMAIL, "ada@localhost", None),
        (Channel.EMAIL, f"ada@{'x' * 250}.org", None),
        (Channel.PHONE, "030 901820", None),
        (Channel.PHONE, "+0301234567", None),
        (Channel.EMAIL, "ada@example.org", ""),
        (Channel.EMAIL, "ada@example.org", "Ada 1990"),
        (Channel.EMAIL, "ada@example.org", "Ada\nLi"),
        (Channel.EMAIL, "ada@example.org", "x" * 101),
    ],
)
def test_what_is_none_is_refused(channel: Channel, address: str, name: str | None) -> None:
    """The refusal says what to write, and nothing of what was written."""
    with pytest.raises(ContactUnclear) as refusal:
        Contact(channel, address, name)

    told = f"{refusal.value} {dict(refusal.value.facts)}"
    assert address not in told
    assert not name or name not in told


def test_without_an_address_there_is_no_contact() -> None:
    """A name alone reaches nobody."""
    assert contact_of({"name": "Ada"}) is None


def test_a_contact_is_not_printed() -> None:
    """Where values are written out it says by what somebody is reached, and nothing more."""
    assert "Contact(channel=<Channel.EMAIL: 'email'>)" == repr(Contact(Channel.EMAIL, "a@b.de", "Ada"))
