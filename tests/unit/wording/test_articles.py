"""A rule that did not apply names the articles that it is about, where their names tell them apart."""

import pytest

from loyalty.wording.text import as_text
from tests.unit.wording.samples import basket


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("LAMP-1", "LAMP-1", "(lines 1, 2)"),
        ("", "CLOTH", "(lines 1, 2)"),
        ("CLOTH", "LAMP-1", "(CLOTH, LAMP-1)"),
    ],
)
def test_articles_of_one_name_are_told_apart_by_their_lines(first: str, second: str, told: str) -> None:
    """A rule names the articles that it is about, their lines where a name is on two, or on none."""
    made = basket()
    bases = [line for line in made["lines"] if line["category"] == "base"]
    for row, name in zip(bases, (first, second), strict=True):
        row["label"] = {"en": name}
    made["lines"] = [row for row in made["lines"] if row["label"] != {"en": ""}]

    assert f"Thanks for using the app {told}" in as_text(made, "en")
