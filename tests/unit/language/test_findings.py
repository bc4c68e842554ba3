"""Findings: their one line of text, their order, and what they take a misspelt word for."""

import ast
import re
from pathlib import Path

import pytest

from loyalty.language.findings import Finding, Span, did_you_mean, in_order

SOURCE = Path(__file__).parents[3] / "src/loyalty"
PLACE = Span("tiers.yaml", 4, 7)


def test_a_finding_is_one_line() -> None:
    """A finding reads: place, message, help."""
    finding = Finding(PLACE, "E303", "unknown fact `member.teir`", "did you mean `member.tier`?")

    assert "tiers.yaml:4:7 unknown fact `member.teir`; did you mean `member.tier`?" == str(finding)


def test_findings_are_sorted_by_place_and_told_once() -> None:
    """Findings come by file, line and column, however often and in whatever order they were found."""
    late = Finding(Span("tiers.yaml", 10, 1), "E201", "later")
    early = Finding(Span("tiers.yaml", 9, 30), "E201", "earlier")
    other = Finding(Span("earn.yaml", 99, 1), "E201", "other file")

    assert (other, early, late) == in_order([late, early, other, late])


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("combin", ["combine", "caps"], "combine"),
        ("member.teir", ["member.tier", "order.total"], "member.tier"),
        ("ORDER.TOTAL", ["order.total"], "order.total"),
        ("order.weather", ["order.day", "order.total"], ""),
        ("anything", [], ""),
    ],
)
def test_did_you_mean(written: str, known: list[str], meant: str) -> None:
    """A near word is offered, a far one is not, and the owner in common does not make it near."""
    expected = f"did you mean `{meant}`?" if meant else ""

    assert expected == did_you_mean(written, known)


def test_every_finding_says_what_to_do() -> None:
    """Wherever the source makes a finding it gives a help that is no empty text."""
    calls = [
        (path.name, call)
        for path in sorted(SOURCE.rglob("*.py"))
        if re.search(r"Finding\(|fail\(|_find\(", text := path.read_text(encoding="utf-8"))
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call)
    ]

    assert [] == [f"{file}:{call.lineno}" for file, call in calls if _lacks_help(call)]


def _lacks_help(call: ast.Call) -> bool:
    """Give whether a call makes a finding by its code, and a message that no help follows."""
    if not ast.unparse(call.func).lower().endswith(("finding", "fail", "_find")):
        return False
    written = [str(each.value) if isinstance(each, ast.Constant) else ast.unparse(each) for each in call.args]
    codes = [place for place, text in enumerate(written) if re.fullmatch(r"E[0-9]{3}|[A-Z]+|code", text)]
    named = any(each.arg == "help" for each in call.keywords)
    return bool(codes) and not named and not any(written[codes[0] + 2 :][:1])
