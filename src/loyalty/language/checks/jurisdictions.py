"""Jurisdictions: each is declared once."""

from collections.abc import Iterator

from loyalty.language.findings import Finding
from loyalty.language.shapes.programme import ProgrammeShape


def check_jurisdictions(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give the markets that are declared twice."""
    for number, code in enumerate(shape.jurisdictions):
        if code in shape.jurisdictions[:number]:
            message = f"the market `{code}` is there twice"
            yield Finding(shape.place("jurisdictions"), "E401", message, "take one of them out")
