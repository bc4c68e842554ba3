"""Whether a finding is told in Chinese, but for the writer's own texts."""

import re
from typing import Final

_NAMES: Final = "blue silver gold at_risk hibernating potential_loyalists new kg"
"""Tiers, groups and units of the programmes of the tests, which stand in findings as they are."""
_OWN: Final = re.compile(rf"`[^`]*`|[\w-]+\.(?:yaml|csv)|\b(?:{'|'.join(_NAMES.split())})\b")
_WORD: Final = re.compile(r"(?<![./])[a-z]{2,}")


def english_in(told: str) -> list[str]:
    """Give the words of a finding that are English and no text of the writer's."""
    return _WORD.findall(_OWN.sub("", told))
