"""Why somebody looks at a member: a word of the list, and the number of a case, which is nobody's own."""

import pytest

from loyalty.privacy.view import ReasonMissing, reason_of


@pytest.mark.parametrize("case", ["110101199003074477", "4111111111111111", "T-4111111111111111"])
def test_a_case_is_no_number_of_a_person(case: str) -> None:
    """The number of a card or of an identity card is refused, and not repeated."""
    with pytest.raises(ReasonMissing) as refused:
        reason_of(f"service:{case}")
    assert case not in refused.value.detail


@pytest.mark.parametrize("case", ["T-4711", "2026-11-27.3", "INC0012345678901", "20261127"])
def test_a_case_has_whatever_number_the_shop_gives_it(case: str) -> None:
    """Days, letters and long numbers of a help desk are kept as they are."""
    assert f"complaint:{case}" == reason_of(f"complaint:{case}")
