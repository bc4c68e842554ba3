"""What may be read of a member: laws over every combination of what they agreed to and chose."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from loyalty.language.shapes.programme import Consented
from loyalty.privacy.allowed import Allowed
from loyalty.privacy.choice import WITHOUT_A_WORD, AgeBand, Choice, narrowest
from loyalty.privacy.purpose import MARKETING, NOT_FOR_CHILDREN, Purpose

CHOICES = st.fixed_dictionaries({choice: st.booleans() for choice in Choice})
CONSENTS = st.dictionaries(
    st.sampled_from(Purpose), st.lists(st.sampled_from(["member.a", "member.b"]), unique=True).map(tuple)
)
ALLOWED = st.builds(Allowed, CHOICES, CONSENTS, st.sampled_from(AgeBand))
LABELS = st.sampled_from(["membership", "transaction", "personal"])


def test_rule_files_name_the_purposes_of_the_list() -> None:
    """What a fact may need a consent for is the closed list of purposes, word for word."""
    assert [str(each) for each in Purpose if each is not Purpose.SENT_ABROAD] == list(get_args(Consented))


@given(ALLOWED, LABELS, st.sampled_from(Purpose))
def test_nothing_is_read_without_the_consent_it_needs(allowed: Allowed, label: str, purpose: Purpose) -> None:
    """A fact that needs a consent is read only where there is one that covers it."""
    if allowed.may_read("member.a", label, purpose):
        assert purpose in allowed.consents
        assert not allowed.consents[purpose] or "member.a" in allowed.consents[purpose]


@given(ALLOWED, st.sampled_from(sorted(MARKETING)))
def test_an_objection_to_marketing_is_absolute(allowed: Allowed, purpose: Purpose) -> None:
    """Who objects to marketing is sent none, whatever they agreed to before or after."""
    choices = {**allowed.choices, Choice.RESTRICTED: False, Choice.DIRECT_MARKETING: False}
    agreed = Allowed(choices, {**allowed.consents, purpose: ()}, AgeBand.ADULT)

    assert not agreed.agrees(purpose)
    assert Allowed({**choices, Choice.DIRECT_MARKETING: True}, agreed.consents, agreed.band).agrees(purpose)


@given(ALLOWED, st.sampled_from(Purpose))
def test_nobody_under_age_is_asked_for_what_is_for_adults(allowed: Allowed, purpose: Purpose) -> None:
    """Neither a consent nor a choice makes a personal offer to a child."""
    if allowed.band is not AgeBand.ADULT:
        assert not (purpose in NOT_FOR_CHILDREN and allowed.agrees(purpose))
        assert not allowed.may_read("member.a", "personal", None)


@given(ALLOWED, st.sampled_from([Choice.PERSONALISE, Choice.PROFILING, Choice.DIRECT_MARKETING]), LABELS)
def test_a_no_never_lets_more_be_read(allowed: Allowed, choice: Choice, label: str) -> None:
    """Whatever may be read after a no could be read before; the same holds for a restriction."""
    without = Allowed({**allowed.choices, choice: False}, allowed.consents, allowed.band)
    restricted = Allowed({**allowed.choices, Choice.RESTRICTED: True}, allowed.consents, allowed.band)
    for consent in (None, *Purpose):
        for less in (without, restricted):
            if less.may_read("member.a", label, consent):
                assert allowed.may_read("member.a", label, consent)


@given(ALLOWED, st.sampled_from(Purpose))
def test_under_a_restriction_no_consent_is_used(allowed: Allowed, purpose: Purpose) -> None:
    """While the use of data is restricted, nothing is agreed to and nothing personal is read."""
    choices = {**allowed.choices, Choice.RESTRICTED: True}
    restricted = Allowed(choices, {**allowed.consents, purpose: ()}, AgeBand.ADULT)

    assert not restricted.agrees(purpose)
    assert not restricted.may_read("member.a", "membership", purpose)
    assert not restricted.may_read("member.a", "personal", None)


@given(ALLOWED)
def test_what_membership_rests_on_is_read_all_the_same(allowed: Allowed) -> None:
    """No choice and no missing consent takes the tier away."""
    assert allowed.may_read("member.tier", "membership", None)


@given(st.lists(CHOICES, max_size=4))
def test_of_several_ids_the_narrowest_choice_holds(each: list[dict[Choice, bool]]) -> None:
    """A no under any id of a person holds for all of them, and so does a restriction."""
    found = narrowest(each)

    for choice in Choice:
        widest = not WITHOUT_A_WORD[choice]
        if any(one[choice] is widest for one in each):
            assert found[choice] is widest
        else:
            assert found[choice] is WITHOUT_A_WORD[choice]
