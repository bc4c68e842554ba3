"""Facts that are of those for whom no concession is: of the grown-up, or of all who are not something."""

import re
from typing import Final

from loyalty.publication.naming import parts_of
from loyalty.publication.words import ADULTS, AROUND, DOWNWARDS, UPWARDS

_DENIALS: Final = frozenset(
    {"not", "non", "no", "without", "never", "isnt", "nicht", "kein", "keine", "pas", "nie", "ei", "fei"}
)
"""Words of a name that turn round what it says."""
_FROM = re.compile(rf"(?:^|_)(?:{UPWARDS})_([1-9][0-9])(?:_|$)|(?:^|_)([1-9][0-9])_(?:plus|(?:and|or)_o)")
_UP_TO = re.compile(rf"(?:^|_)(?:{DOWNWARDS})_([1-9][0-9])(?:_|$)")
_MIDDLE: Final = 45
"""An age in years: concessions are for those well below it or well above it."""
_ADULTS_TOLD: Final = ("成年", "成人")


def is_of_others(text: str) -> bool:
    """Give whether a fact is of those for whom no concession is: `not_senior`, `adult`, `under_65`."""
    return _is_denied(text) is not _is_of_most(text)


def _is_denied(text: str) -> bool:
    """Give whether a fact is called something that somebody is not: `not_senior`, `non_disabled`."""
    return not _DENIALS.isdisjoint(parts_of(text)) or any(word in text for word in "非不无未")


def _is_of_most(text: str) -> bool:
    """Give whether a fact is of the grown-up, of all from a low age on, or of all up to a high one."""
    parts = frozenset(parts_of(text)) - AROUND
    plain = "_".join(parts_of(text))
    low, high = _FROM.search(plain), _UP_TO.search(plain)
    return (
        (bool(parts) and parts <= ADULTS)
        or any(word in text for word in _ADULTS_TOLD)
        or (low is not None and int(low[1] or low[2]) < _MIDDLE)
        or (high is not None and int(high[1]) > _MIDDLE)
    )
