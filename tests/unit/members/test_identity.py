"""An identity has one spelling, and its hash says neither whose nor what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.members.identity import IdentityKind, Shown, blind_index, normal_form
from loyalty.members.refusals import IdentityUnclear

SECRET = b"a secret of tests"


@given(st.sampled_from(IdentityKind), st.text(max_size=40))
def test_a_normal_form_stays_as_it_is(kind: IdentityKind, text: str) -> None:
    """What was brought to its one spelling is that spelling."""
    try:
        plain = normal_form(Shown(kind, text))
    except IdentityUnclear:
        return

    assert plain == normal_form(Shown(kind, plain))


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True), st.lists(st.sampled_from(" -./()"), max_size=6))
def test_marks_in_a_number_make_no_difference(number: str, marks: list[str]) -> None:
    """However a number is broken up, and with `00` for `+`, it is the same number."""
    broken = number[:3] + "".join(marks) + number[3:]

    assert number == normal_form(Shown(IdentityKind.PHONE, broken))
    assert number == normal_form(Shown(IdentityKind.PHONE, f"00{broken[1:]}"))


def test_hashes_tell_programmes_kinds_and_secrets_apart() -> None:
    """The same text is another hash in another programme, of another kind, under another secret."""
    card = Shown(IdentityKind.CARD, "A123")
    found = {
        blind_index(SECRET, "tea", card),
        blind_index(SECRET, "coffee", card),
        blind_index(SECRET, "tea", Shown(IdentityKind.APP, "A123")),
        blind_index(b"another secret", "tea", card),
    }

    assert 4 == len(found)
    assert all(len(each) == 64 and "A123" not in each for each in found)


@pytest.mark.parametrize("text", ["a@b", "@example.org", "a@@example.org", "a@example..org"])
def test_an_address_without_a_domain_is_none(text: str) -> None:
    """An e-mail address is a name, one @ and a domain of several parts."""
    with pytest.raises(IdentityUnclear):
        normal_form(Shown(IdentityKind.EMAIL, text))
