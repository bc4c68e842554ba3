"""The pages show what commands print, and the marketer's page shows every key there is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.cli.conftest import ROOT, Run


def _masked(text: str) -> str:
    """Give a text without ids, which differ from run to run."""
    return re.sub(r"(exp|quo)_\w{13}", "…", text)


def test_the_readme_shows_the_demonstration(run: Run) -> None:
    """The explanation in the README is the first one that the demonstration prints."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"^```\n(Total, .*?)^```", page, re.DOTALL | re.MULTILINE)

    assert shown is not None
    assert _masked(shown[1]) in _masked(run("demo").stdout)


def test_the_readme_shows_a_finding(run: Run, coffee: Path) -> None:
    """The finding in the README is the one that its rule gives."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    rule = re.search(r"^```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    shown = re.search(r"^\$ loyalty check .*?\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert rule is not None
    assert shown is not None
    earn = coffee / "earn.yaml"
    right = rule[1].replace("brnad", "brand")
    text = earn.read_text(encoding="utf-8")
    assert right in text
    earn.write_text(text.replace(right, rule[1]), encoding="utf-8")

    found = run("check", coffee).stdout

    assert found.replace(str(coffee), "rules/corner-coffee") == shown[1]


def _keys(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for part in schema.values():
            yield from _keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _keys(part)


@pytest.mark.parametrize(
    "key", sorted(set(_keys(json.loads((ROOT / "schemas" / "programme-1.json").read_text(encoding="utf-8")))))
)
def test_every_key_is_on_the_marketers_page(key: str) -> None:
    """Each key a rule file may have stands in code on the marketer's page."""
    page = (ROOT / "docs" / "marketer.md").read_text(encoding="utf-8")
    code = "\n".join(
        block or inline for block, inline in re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", page, re.DOTALL)
    )

    assert re.search(rf"\b{key}\b", code)
