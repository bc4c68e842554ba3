"""Every constraint that binds everywhere is told in a user's words."""

import re

from loyalty.profiles.shipped import catalogue
from tests.architecture.sources import FEATURES, files


def test_every_constraint_for_all_is_named_by_a_feature() -> None:
    """A feature names it by a tag or in its words."""
    named = {
        found
        for path in files(FEATURES)
        if path.suffix == ".feature"
        for found in re.findall(r"\b[A-Z]{2}-\d\d\b", path.read_text(encoding="utf-8"))
    }
    universal = {row.id for row in catalogue().values() if "U" in row.profiles}

    assert set() == universal - named
    assert set() == named - catalogue().keys()
