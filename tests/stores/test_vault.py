"""Keys of members and what they seal, on both databases."""

from dataclasses import replace

import pytest

from loyalty.database.base import metadata
from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.members.member import Member
from loyalty.unit_of_work import Units
from loyalty.use_cases.contacts.set_contact import SetContact, set_contact
from loyalty.use_cases.contacts.show_contact import show_contact
from loyalty.use_cases.services import Services
from loyalty.use_cases.vault_keys import key_for, key_of
from loyalty.vault.contact import Channel, Contact
from loyalty.vault.key import KEY_BYTES, NONCE_BYTES, MasterKey, seal, unseal
from loyalty.vault.refusals import MemberErased, SealBroken, VaultLocked
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, PROGRAMME, day

ADA, BEA = MemberId(1), MemberId(2)


@pytest.fixture
def services(units: Units) -> Services:
    """Give services with a master key and two members."""
    with units.write() as unit:
        for member in (ADA, BEA):
            unit.members.add(Member(member, PROGRAMME, day(0)))
        unit.commit()
    return Services(units, StandingClock(day(1)), ENTROPY, b"secret", master=MasterKey(b"m" * KEY_BYTES))


def test_a_key_is_made_when_it_is_needed_first(services: Services) -> None:
    """Before there is none; afterwards it is the same one, and another member's is another."""
    with services.units.write() as unit:
        assert key_of(services, unit, ADA) is None
        made = key_for(services, unit, ADA)
        other = key_for(services, unit, BEA)
        unit.commit()

    with services.units.write() as unit:
        assert made == key_for(services, unit, ADA) == key_of(services, unit, ADA)
        assert made.data_key != other.data_key
        assert made.salt != other.salt


def test_a_destroyed_key_is_gone_for_ever(services: Services) -> None:
    """Destroyed once, it can neither be read nor made again, and its text is not in the database."""
    with services.units.write() as unit:
        key_for(services, unit, ADA)
        assert unit.vault.destroy_key(ADA, day(2))
        assert not unit.vault.destroy_key(ADA, day(3))
        unit.commit()

    with services.units.write() as unit:
        kept = unit.vault.key(ADA)
        assert kept is not None
        assert (None, day(2)) == (kept.wrapped, kept.destroyed_at)
        assert key_of(services, unit, ADA) is None
        with pytest.raises(MemberErased):
            key_for(services, unit, ADA)
        assert not unit.vault.add_key(replace(kept, wrapped="again", destroyed_at=None))


def test_no_key_is_destroyed_that_is_not_there(services: Services) -> None:
    """Of a member without a key nothing is destroyed, and one can be made later."""
    with services.units.write() as unit:
        assert not unit.vault.destroy_key(ADA, day(2))
        assert key_for(services, unit, ADA).member_id == ADA


def test_without_its_master_key_the_vault_is_locked(services: Services) -> None:
    """No master key, or another one, opens nothing and makes nothing."""
    with services.units.write() as unit:
        key_for(services, unit, ADA)
        unit.commit()
    for master in (None, MasterKey(b"n" * KEY_BYTES)):
        there = replace(services, master=master)
        with there.units.write() as unit, pytest.raises(VaultLocked):
            key_for(there, unit, ADA)
    with services.units.write() as unit, pytest.raises(VaultLocked):
        key_for(replace(services, master=None), unit, BEA)


def test_sealed_fields_are_kept_over_their_former_values(services: Services) -> None:
    """What was sealed last is found, by field; what is forgotten is gone; of others nothing changes."""
    with services.units.write() as unit:
        unit.vault.keep(ADA, {"email": "one", "name": "two"}, day(1))
        unit.vault.keep(ADA, {"email": "three"}, day(2))
        unit.vault.keep(BEA, {"email": "four"}, day(2))
        unit.vault.keep(BEA, {}, day(2))
        unit.commit()

    with services.units.write() as unit:
        assert {"email": "three", "name": "two"} == unit.vault.sealed(ADA)
        assert 1 == unit.vault.forget(ADA, frozenset({"name", "phone"}))
        assert {"email": "three"} == unit.vault.sealed(ADA)
        assert {"email": "four"} == unit.vault.sealed(BEA)


def test_a_seal_moved_to_another_row_is_refused(services: Services) -> None:
    """Who writes one member's seal into another's row, or into another field, gets nothing opened."""
    with services.units.write() as unit:
        ada, bea = key_for(services, unit, ADA), key_for(services, unit, BEA)
        sealed = seal(ada, "email", "ada@example.org", ENTROPY.bits(8 * NONCE_BYTES))
        unit.vault.keep(BEA, {"email": sealed}, day(1))
        unit.commit()

    with services.units.read() as unit:
        moved = unit.vault.sealed(BEA)["email"]
    assert "ada@example.org" == unseal(ada, "email", moved)
    with pytest.raises(SealBroken):
        unseal(bea, "email", moved)
    with pytest.raises(SealBroken):
        unseal(ada, "name", moved)


def test_a_contact_stands_nowhere_as_it_is(services: Services, database_url: str) -> None:
    """Neither the address nor the name is in any column of any row; the same again changes nothing."""
    contact = Contact(Channel.EMAIL, "ada@example.org", "Ada Li")

    assert not set_contact(services, SetContact(ADA, contact)).replayed
    assert set_contact(services, SetContact(ADA, contact)).replayed
    assert contact == show_contact(services, ADA)
    assert show_contact(services, BEA) is None

    engine = open_engine(database_url)
    with engine.connect() as connection:
        kept = [
            str(value)
            for table in metadata.tables.values()
            for row in connection.execute(table.select())
            for value in row
        ]
    engine.dispose()
    assert not [value for value in kept if "ada@example" in value or "Ada Li" in value]


def test_another_way_to_reach_a_member_takes_the_place_of_the_first(services: Services) -> None:
    """One way is kept, no more; forgotten, nothing is left."""
    set_contact(services, SetContact(ADA, Contact(Channel.EMAIL, "ada@example.org", "Ada Li")))
    set_contact(services, SetContact(ADA, Contact(Channel.PHONE, "+4930901820")))

    assert Contact(Channel.PHONE, "+4930901820") == show_contact(services, ADA)

    set_contact(services, SetContact(ADA, None))
    with services.units.read() as unit:
        assert {} == unit.vault.sealed(ADA)


def test_a_destroyed_key_keeps_no_contact(services: Services) -> None:
    """What was sealed is not shown once the key is gone, and nothing new can be sealed."""
    contact = Contact(Channel.EMAIL, "ada@example.org")
    set_contact(services, SetContact(ADA, contact))
    with services.units.write() as unit:
        unit.vault.destroy_key(ADA, day(2))
        unit.commit()

    assert show_contact(services, ADA) is None
    with pytest.raises(MemberErased):
        set_contact(services, SetContact(ADA, contact))
