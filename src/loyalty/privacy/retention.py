"""How long each class of personal data is kept, and from when that counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from loyalty.privacy.purpose import Kept


class Counts(StrEnum):
    """From when the days of a class count."""

    MEMBERSHIP_ENDS = "membership_ends"
    ROW_IS_MADE = "row_is_made"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days a class is kept, and from when; afterwards it is removed, or ``thinned``."""

    days: int
    counts: Counts
    thinned: bool = False


RETENTION: Mapping[Kept, Retention] = {
    Kept.ACCOUNT: Retention(30, Counts.MEMBERSHIP_ENDS),
    Kept.CONTACT: Retention(0, Counts.MEMBERSHIP_ENDS),
    Kept.LEDGER: Retention(3653, Counts.ROW_IS_MADE),
    Kept.ORDERS: Retention(730, Counts.ROW_IS_MADE, thinned=True),
    Kept.CONSENT: Retention(1096, Counts.MEMBERSHIP_ENDS),
    Kept.OPTIONAL: Retention(0, Counts.WITHDRAWN),
    Kept.SERVICE: Retention(730, Counts.ROW_IS_MADE),
    Kept.SECURITY: Retention(396, Counts.ROW_IS_MADE),
    Kept.BRIEFLY: Retention(30, Counts.ROW_IS_MADE),
}
"""The longest book-keeping term of the markets is ten years; a programme may not keep longer."""
