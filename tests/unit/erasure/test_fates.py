"""Every table of the register has a fate, and every class of what stays has its reason."""

from loyalty.erasure.fates import FATES, WHY_KEPT, Fate
from loyalty.privacy.fields.every import REGISTER


def test_every_table_of_a_person_has_a_fate() -> None:
    """A table that is registered says in erasure/fates.py what erasing does with its rows."""
    persons = {entry.table for entry in REGISTER if entry.subjects or entry.through is not None}

    assert persons == set(FATES)


def test_what_stays_says_why() -> None:
    """Each class of rows that are kept, blanked or thinned has its words in the answer to the member."""
    stays = {
        str(entry.kept) for entry in REGISTER if FATES.get(entry.table, Fate.REMOVED) is not Fate.REMOVED
    }

    assert set() == stays - WHY_KEPT.keys()
