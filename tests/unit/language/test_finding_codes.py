"""The list of codes: every code the engine uses is explained, here and in the documentation."""

import re
from pathlib import Path

import pytest

from loyalty.language.finding_codes import CODES

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


@pytest.mark.parametrize("code", CODES)
def test_documentation_says_the_same(code: str) -> None:
    """The row of a code in docs/findings.md has the list's own words."""
    said = CODES[code]
    explanation = said.explanation.replace("|", "&#124;")

    assert f"| `{code}` | {said.title} | {explanation} |" in (ROOT / "docs/findings.md").read_text("utf-8")
