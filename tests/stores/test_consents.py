"""Consents, choices and ages on both databases."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from loyalty.kernel.identity import MemberId
from loyalty.members.member import Member
from loyalty.privacy.choice import Age, AgeBand, Choice, Chosen, standing
from loyalty.privacy.consent import Consent, ConsentState, NoticeShown, Way, Withdrawal, latest
from loyalty.privacy.purpose import Purpose
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, day

ADA, BEA = MemberId(1), MemberId(2)
GIVEN = Consent(
    member_id=ADA,
    record_id="a-1",
    programme=PROGRAMME,
    purpose=Purpose.PERSONAL_OFFERS,
    facts=("member.offers",),
    notice=NoticeShown("collection", "0f0f", "0f" * 32, "zh-CN"),
    given=True,
    decided_at=day(1),
    way=Way.FORM,
    proof="form-1",
    until=day(30),
    jurisdiction="CN",
    guardian=BEA,
    receipt_id="exp_1",
    recorded_by="shop",
)


@pytest.fixture
def there(units: Units) -> Units:
    """Give a database with two members."""
    with units.write() as unit:
        for member in (ADA, BEA):
            unit.members.add(Member(member, PROGRAMME, day(0)))
        unit.commit()
    return units


def test_a_consent_comes_back_as_it_was_kept(there: Units) -> None:
    """Every section of the record is kept; an id is used once by a member, and once by another."""
    with there.write() as unit:
        assert unit.consents.add(GIVEN)
        assert not unit.consents.add(replace(GIVEN, given=False))
        assert unit.consents.add(replace(GIVEN, member_id=BEA, guardian=None, until=None, proof=None))
        unit.commit()

    with there.read() as unit:
        assert [GIVEN] == unit.consents.of_member(ADA)
        assert [replace(GIVEN, member_id=BEA, guardian=None, until=None, proof=None)] == (
            unit.consents.of_member(BEA)
        )


def test_withdrawing_ends_what_stands_of_one_purpose(there: Units) -> None:
    """Other purposes, refusals, and what was withdrawn before stay as they are."""
    refused = replace(GIVEN, record_id="a-2", given=False)
    other = replace(GIVEN, record_id="a-3", purpose=Purpose.EMAIL_MARKETING)
    with there.write() as unit:
        for each in (GIVEN, refused, other):
            unit.consents.add(each)
        assert 1 == unit.consents.withdraw(
            ADA, Purpose.PERSONAL_OFFERS, Withdrawal(day(2), Way.AGENT, "desk")
        )
        assert 0 == unit.consents.withdraw(ADA, Purpose.PERSONAL_OFFERS, Withdrawal(day(3), Way.FORM, "shop"))
        unit.commit()

    with there.read() as unit:
        found = {each.record_id: each for each in unit.consents.of_member(ADA)}
    assert Withdrawal(day(2), Way.AGENT, "desk") == found["a-1"].withdrawal
    assert found["a-2"] == refused
    assert found["a-3"] == other


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        (lambda one: one, ConsentState.GIVEN),
        (lambda one: replace(one, given=False), ConsentState.REFUSED),
        (lambda one: replace(one, until=day(5)), ConsentState.EXPIRED),
        (lambda one: replace(one, withdrawal=Withdrawal(day(2), Way.FORM, "x")), ConsentState.WITHDRAWN),
    ],
)
def test_a_consent_stands_until_it_ends(changed: Callable[[Consent], Consent], state: ConsentState) -> None:
    """Given, refused, expired from its end on, withdrawn: one of four."""
    assert state == changed(GIVEN).state(day(5))


def test_the_last_answer_of_a_purpose_counts() -> None:
    """A refusal after a yes ends it; of another purpose nothing changes."""
    refused = replace(GIVEN, record_id="a-0", given=False, decided_at=day(3))

    assert refused == latest([refused, GIVEN])[Purpose.PERSONAL_OFFERS]


def test_choices_are_kept_one_after_the_other(there: Units) -> None:
    """What was chosen last stands; a number is given once."""
    first = Chosen(ADA, 1, Choice.PROFILING, holds=False, at=day(1), by="shop")
    with there.write() as unit:
        assert unit.consents.choose(first)
        assert not unit.consents.choose(replace(first, holds=True))
        assert unit.consents.choose(replace(first, number=2, holds=True, at=day(2)))
        unit.commit()

    with there.read() as unit:
        made = unit.consents.chosen(ADA)
        assert [] == unit.consents.chosen(BEA)
    assert [first, replace(first, number=2, holds=True, at=day(2))] == made
    assert standing(made)[Choice.PROFILING]
    assert not standing(made[:1])[Choice.PROFILING]


def test_an_age_is_kept_over_the_one_before(there: Units) -> None:
    """Who grows up is grown up; nobody said anything of the other one."""
    with there.write() as unit:
        unit.consents.set_age(Age(ADA, AgeBand.TEEN, BEA, day(1), "shop"))
        unit.consents.set_age(Age(ADA, AgeBand.ADULT, None, day(2), "desk"))
        unit.commit()

    with there.read() as unit:
        assert Age(ADA, AgeBand.ADULT, None, day(2), "desk") == unit.consents.age(ADA)
        assert unit.consents.age(BEA) is None
