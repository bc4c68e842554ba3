"""Every table of the register has a fate, and every class of what stays has its reason."""

import pytest

from loyalty.erasure.erasure import Kept
from loyalty.erasure.fates import FATES, STAYS_AS, Fate
from loyalty.privacy.fields.every import REGISTER
from loyalty.use_cases.erasing.telling import why_kept
from loyalty.wording.languages import LANGUAGES

PERSONS = [entry for entry in REGISTER if entry.subjects or entry.through is not None]


def test_every_table_of_a_person_has_a_fate() -> None:
    """A table that is registered says in erasure/fates.py what erasing does with its rows."""
    assert {entry.table for entry in PERSONS} == set(FATES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stays_says_why(language: str) -> None:
    """Each class of rows that are kept, blanked or thinned has its words, other than those of a case."""
    stays = [entry for entry in PERSONS if FATES[entry.table] is not Fate.REMOVED]
    classes = {str(STAYS_AS.get(entry.table, entry.kept)) for entry in stays}
    said = [why_kept(Kept((), each, case, None), language) for each in classes for case in (None, "case-7")]

    assert len(classes) + 1 == len(set(said))
