"""What `loyalty check --lang zh-CN` prints of every rule file of the tests has no English sentence."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from loyalty.cli.checking.as_text import as_text
from loyalty.cli.checking.explained import in_chinese
from loyalty.cli.checking.looking import claim_of, look
from loyalty.cli.checking.summed import summed
from loyalty.language.shapes.constraints import PARAMETERS
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.reading import keys_of
from tests.findings.test_findings import CASES, lay_out
from tests.planted.test_planted import FAULTS
from tests.planted.test_planted import HERE as PLANTED
from tests.unit.cli.conftest import ROOT

LANGUAGE: Final = "zh-CN"
SHIPPED: Final = ("cloud-desk", "corner-coffee", "london-energy", "online-retail")
_OWN: Final = re.compile(r"`[^`]*`|\[[^\]]*\]|\S+\.(?:yaml|csv)\S*|豁免至.*|NOT CHECKED")
"""What stands as it was written: texts of the rule file, sources, places, reasons of waivers, evidence."""
_SENTENCE: Final = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,;:]+){2}[A-Za-z]{2,}")
_AS_WRITTEN: Final = ("来源: ", "-->", " | ")


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_no_finding_is_told_in_english(case: str, tmp_path: Path) -> None:
    """Of every wrong rule file, what is found, what it means and what to do is told in Chinese."""
    lay_out(case, tmp_path)

    assert [] == list(_english_of(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_no_planted_fault_is_told_in_english(name: str, tmp_path: Path) -> None:
    """So is what is found of a shop with an unfair rule."""
    shutil.copytree(PLANTED / "base", tmp_path, dirs_exist_ok=True)
    text = FAULTS[name].read_text(encoding="utf-8")
    for key in re.findall(r"^(\w+) *:", text, re.MULTILINE):
        (tmp_path / f"{key}.yaml").unlink(missing_ok=True)
    (tmp_path / FAULTS[name].name).write_text(text, encoding="utf-8")

    assert [] == list(_english_of(tmp_path))


@pytest.mark.parametrize("name", SHIPPED)
def test_no_shipped_programme_is_told_of_in_english(name: str) -> None:
    """So is what is known of the constraints of a right programme, and what of the law is coming."""
    assert [] == list(_english_of(ROOT / "rules" / name))


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_what_a_constraint_claims_is_told_in_chinese(name: str) -> None:
    """Whoever reads that a constraint is broken, or asks what it is, reads it in Chinese."""
    assert not _SENTENCE.search(in_chinese(claim_of(name)))


def test_what_a_missing_key_is_for_is_told_in_chinese() -> None:
    """Where a key that must be written is missing, it is said in Chinese what it is."""
    keys = [key for shape in _shapes(Shape) for key in keys_of(shape) if key.required and key.meaning]
    told = {f"write `{key.name}`: {key.meaning}" for key in keys}

    assert [] == sorted(said for said in told if in_chinese(said) == said)


def _shapes(above: type[Shape]) -> Iterator[type[Shape]]:
    """Give the shapes of rule files; those of the law's own files are read by nobody else."""
    for shape in above.__subclasses__():
        if shape.__module__.startswith("loyalty.language."):
            yield shape
        yield from _shapes(shape)


def _english_of(folder: Path) -> Iterator[str]:
    """Give the lines about a folder that hold an English sentence besides what is written in it."""
    looked = look(folder)
    for line in (*as_text(looked, LANGUAGE), *summed(looked, LANGUAGE)):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", line)
        if not any(sign in plain for sign in _AS_WRITTEN) and _SENTENCE.search(_OWN.sub("", plain)):
            yield plain
