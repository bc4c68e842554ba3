"""Every table of the register has a fate, and every class of what stays has its reason."""

from loyalty.erasure.fates import FATES, STAYS_AS, WHY_KEPT, Fate
from loyalty.privacy.fields.every import REGISTER

PERSONS = [entry for entry in REGISTER if entry.subjects or entry.through is not None]


def test_every_table_of_a_person_has_a_fate() -> None:
    """A table that is registered says in erasure/fates.py what erasing does with its rows."""
    assert {entry.table for entry in PERSONS} == set(FATES)


def test_what_stays_says_why() -> None:
    """Each class of rows that are kept, blanked or thinned has its words in the answer to the member."""
    stays = [entry for entry in PERSONS if FATES[entry.table] is not Fate.REMOVED]

    assert {str(STAYS_AS.get(entry.table, entry.kept)) for entry in stays} <= WHY_KEPT.keys()
