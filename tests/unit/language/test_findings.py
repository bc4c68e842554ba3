"""Findings: their one line of text, their order, and what they take a misspelt word for."""

import pytest

from loyalty.language.findings import Finding, Span, did_you_mean, in_order

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
