"""The commands that documents show run as they are written."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from loyalty.access.scopes import Scope
from loyalty.jobs.job import JobKind
from tests.architecture.sources import documents
from tests.unit.cli.conftest import ROOT, Run

FENCE = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
OF_FILES = ("rules", "check", "prove", "quote", "rate", "rate-batch", "compare-plans", "compare")
"""Commands that need the rule files only."""


def _shown() -> list[str]:
    """Give every command of this kind that a document shows on a line of its own, each once."""
    blocks = [block for page in documents() for block in FENCE.findall(page.read_text(encoding="utf-8"))]
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    starts = tuple(f"loyalty {name} " for name in OF_FILES)
    return sorted({line for line in lines if line.startswith(starts)})


@pytest.mark.parametrize("shown", _shown())
def test_a_documented_command_runs(run: Run, tmp_path: Path, shown: str) -> None:
    """Beside the folders of a checkout, and a copy of the coffee programme, it ends with code 0."""
    for name in ("rules", "seed", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "rules" / "corner-coffee", tmp_path / "my-rules")
    if " init " not in shown:
        run("rules", "init", "tea-house", "--to", "tea-house")
        shutil.copytree(tmp_path / "tea-house", tmp_path / "tea-house-2027")
    answer = run(*shlex.split(shown)[1:])

    assert 0 == answer.exit_code, answer.output
    assert answer.stdout


def test_operators_read_of_every_scope_and_job() -> None:
    """The page for operators lists the scopes a key may have, and has each kind of job in one row."""
    page = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
    scopes = re.search(r"^Scopes: (.*), or `all`", page, re.MULTILINE)
    rows = [
        name
        for row in re.findall(r"^\|([^|]*)\|", page, re.MULTILINE)
        for name in re.findall(r"`(.*?)`", row)
    ]

    assert scopes is not None
    assert sorted(Scope) == sorted(scopes[1].split(", "))
    assert [] == [kind for kind in JobKind if rows.count(kind) != 1]
