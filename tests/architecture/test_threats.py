"""The page of threats names tests that there are."""

import ast

from tests.architecture.sources import ROOT, table_rows

PAGE = ROOT / "docs" / "security.md"


def test_every_threat_has_a_test() -> None:
    """Each row names one function of the tests, or several, each with its file."""
    rows = table_rows(PAGE.read_text(encoding="utf-8"), "Threat")
    named = [place.strip("`") for row in rows for place in row[2].split(", ")]
    missing = []
    for place in named:
        file, _, function = place.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        if function not in {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}:
            missing.append(place)

    assert len(named) >= 30
    assert [] == missing
