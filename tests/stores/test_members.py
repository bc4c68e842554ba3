"""Members and exactly the facts that are asked for."""

from dataclasses import replace

import pytest

from loyalty.kernel.identity import MemberId
from loyalty.members.identity import Identity, IdentityKind
from loyalty.members.member import Member, MemberExists, MemberState
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, day

ANA = Member(MemberId(1), PROGRAMME, day(0), MemberState.ACTIVE, "hash-of-ana")


@pytest.fixture
def ana(units: Units) -> Units:
    """Give a database with one member and three facts."""
    with units.write() as unit:
        unit.members.add(ANA)
        facts = {"member.country": "DE", "member.age": "44", "member.postcode": "10115"}
        unit.members.set_facts(ANA.member_id, facts, day(0))
        unit.commit()
    return units


def test_a_member_is_read_as_enrolled(ana: Units) -> None:
    """By id and by reference the same member comes back."""
    with ana.read() as unit:
        assert ANA == unit.members.get(MemberId(1))
        assert ANA == unit.members.by_reference(PROGRAMME, "hash-of-ana")
        assert unit.members.by_reference("tea", "hash-of-ana") is None
        assert 1 == unit.members.count(PROGRAMME)


def test_a_reference_is_enrolled_once_per_programme(ana: Units) -> None:
    """A second member of the reference is refused with the first one; another programme may have it."""
    with ana.write() as unit:
        unit.members.add(Member(MemberId(3), "tea", day(1), reference_hash="hash-of-ana"))
        with pytest.raises(MemberExists) as refusal:
            unit.members.add(Member(MemberId(2), PROGRAMME, day(1), reference_hash="hash-of-ana"))
        unit.commit()

    assert ANA == refusal.value.member


def test_members_without_reference_do_not_stand_in_each_others_way(units: Units) -> None:
    """No reference is not a reference."""
    with units.write() as unit:
        for number in (1, 2):
            unit.members.add(Member(MemberId(number), PROGRAMME, day(0)))
        unit.commit()

    with units.read() as unit:
        assert 2 == unit.members.count(PROGRAMME)


def test_only_named_facts_are_read(ana: Units) -> None:
    """A fact that is not asked for does not leave the database; an unknown one is left out."""
    with ana.read() as unit:
        assert {"member.country": "DE"} == unit.members.load_facts(
            MemberId(1), ["member.country", "member.wishes"]
        )
        assert {} == unit.members.load_facts(MemberId(1), [])


def test_facts_are_replaced_and_forgotten(ana: Units) -> None:
    """A new value stands instead of the old one, and None removes the fact."""
    with ana.write() as unit:
        unit.members.set_facts(MemberId(1), {"member.country": "FR", "member.age": None}, day(1))
        unit.commit()

    with ana.read() as unit:
        assert {"member.country": "FR"} == unit.members.load_facts(
            MemberId(1), ["member.country", "member.age"]
        )


def test_a_fact_that_was_forgotten_finds_nobody(ana: Units) -> None:
    """Neither the member nor a search by its value knows it, until it is declared anew."""

    def of_germany() -> list[MemberId]:
        with ana.read() as unit:
            return unit.members.with_fact(PROGRAMME, "member.country", ["DE"], after=MemberId(-1), limit=9)

    def set_country(value: str | None, at: int) -> None:
        with ana.write() as unit:
            unit.members.set_facts(ANA.member_id, {"member.country": value}, day(at))
            unit.commit()

    assert [ANA.member_id] == of_germany()
    for at in (1, 2):
        set_country(None, at)
        assert [] == of_germany()
    set_country("DE", 3)
    assert [ANA.member_id] == of_germany()
    with ana.read() as unit:
        assert {"member.age": "44"} == unit.members.load_facts(ANA.member_id, ["member.age"])


CARD = Identity("idn_1", ANA.member_id, PROGRAMME, IdentityKind.CARD, "hash-of-card", day(1), "till")


def test_an_identity_is_found_until_it_is_unlinked(ana: Units) -> None:
    """One member is known by it at a time; of an unlinked one the hash is gone, and another may have it."""
    again = replace(CARD, id="idn_2", linked_at=day(3))
    with ana.write() as unit:
        assert unit.members.link(CARD)
        assert not unit.members.link(again)
        assert CARD == unit.members.known_by(PROGRAMME, "hash-of-card")
        assert unit.members.known_by("tea", "hash-of-card") is None
        assert unit.members.unlink("idn_1", day(2), "shop")
        assert not unit.members.unlink("idn_1", day(2), "shop")
        assert unit.members.known_by(PROGRAMME, "hash-of-card") is None
        assert unit.members.link(again)
        assert unit.members.unlink("idn_2", day(4), "shop")
        unit.commit()

    with ana.read() as unit:
        first, second = unit.members.identities(ANA.member_id)
    assert replace(CARD, blind_index=None, unlinked_at=day(2), unlinked_by="shop") == first
    assert "idn_2" == second.id
