"""Programmes for comparisons: shipped ones, with some of their texts written differently."""

from functools import cache
from pathlib import Path

from loyalty.decision.programme import Programme, compile_programme

RULES = Path(__file__).parents[3] / "rules"
SHIPPED = ("cloud-desk", "corner-coffee", "london-energy", "online-retail")


def source(name: str) -> dict[str, str]:
    """Give the rule files of a shipped programme by their names."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((RULES / name).iterdir())}


def rewritten(name: str, *pairs: tuple[str, str, str]) -> dict[str, str]:
    """Give a shipped programme's files with one text of a file replaced by another, all that are named."""
    files = source(name)
    for file, before, after in pairs:
        assert before in files[file], before
        files[file] = files[file].replace(before, after)
    return files


def compiled(files: dict[str, str]) -> Programme:
    """Give the programme of some files, which must have no findings."""
    made = compile_programme(files)
    assert made.programme is not None, made.findings
    return made.programme


@cache
def shipped(name: str) -> Programme:
    """Give a shipped programme."""
    return compiled(source(name))


def coffee(*pairs: tuple[str, str, str]) -> Programme:
    """Give the coffee programme with some texts replaced."""
    return compiled(rewritten("corner-coffee", *pairs))
