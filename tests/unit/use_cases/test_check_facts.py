"""Facts of a member that are free text are scanned as any, by their type."""

import pytest

from loyalty.decision.refusals import RequestMisfit
from loyalty.use_cases.enrol_member import check_facts
from tests.unit.publication.trying import programme_of

TEXT = "{is: text, label: membership, default: x}"
CHOICE = "{is: choice, label: membership, of: [diabetes, none]}"


@pytest.mark.parametrize("text", ["ada@example.org", "has diabetes", "+49 170 1234567"])
def test_a_text_says_no_address_and_no_illness(text: str) -> None:
    """It is refused at its place, and never repeated."""
    with pytest.raises(RequestMisfit) as refused:
        check_facts(programme_of(f"member.taste: {TEXT}", ""), {"member.taste": text})

    [misfit] = refused.value.misfits
    assert ("/facts/member.taste", "free-text-risk") == (misfit.pointer, misfit.code)
    assert text not in str(misfit)


@pytest.mark.parametrize(("kind", "text"), [(TEXT, "oat milk"), (CHOICE, "diabetes")])
def test_what_the_rules_name_is_no_free_text(kind: str, text: str) -> None:
    """A value that is declared is the rules' own, which are checked when they are published."""
    check_facts(programme_of(f"member.taste: {kind}", ""), {"member.taste": text})
