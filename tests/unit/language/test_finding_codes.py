"""The list of codes: every code the engine uses is explained, here and in the documentation."""

import re
from pathlib import Path

import pytest

from loyalty.language.finding_codes import CODES
from loyalty.profiles.shipped import catalogue
from loyalty.publication.codes import PUBLICATION

ROOT = Path(__file__).parents[3]
USED = {
    code
    for path in (ROOT / "src").rglob("*.py")
    if path.name != "finding_codes.py"
    for code in re.findall(r'"(E[0-9]{3})"', path.read_text(encoding="utf-8"))
}


def test_every_code_is_explained_and_used() -> None:
    """The codes in the engine's source and the codes of the list are the same."""
    assert sorted(CODES) == sorted(USED)


def test_codes_of_the_law_are_those_of_the_catalogue() -> None:
    """Each code that publication finds is one of the catalogue's, and its row says that it is checked."""
    rows = [row for row in catalogue().values() if row.checks]

    assert set() == set(PUBLICATION) - {code for row in rows for code in row.codes}


@pytest.mark.parametrize("code", [*CODES, *PUBLICATION])
def test_documentation_says_the_same(code: str) -> None:
    """The row of a code in docs/findings.md has the list's own words."""
    said = CODES.get(code) or PUBLICATION[code]
    explanation = said.explanation.replace("|", "&#124;")

    assert f"| `{code}` | {said.title} | {explanation} |" in (ROOT / "docs/findings.md").read_text("utf-8")
