"""The assessment that a price on a personal fact names is the id of a document, no word for none."""

from datetime import date

import pytest

from loyalty.publication.looking import look_over
from tests.unit.publication.trying import DISCOUNT, programme_of

FACT = "member.visits: {is: quantity, label: personal, purpose: [often], default: 0, assessment: %s}"


@pytest.mark.parametrize(
    ("assessment", "missing"),
    [
        *((each, True) for each in ("todo", "TBD", "to-be-done", "none", "dpia", "pia-pending", "folgt")),
        *((each, False) for each in ("pia-7", "dpia-often", "IA2026", "often-guests", "open-day")),
    ],
)
def test_an_assessment_is_named_by_its_id(assessment: str, *, missing: bool) -> None:
    """What says that it is to come, or that there is none, is refused at its own place."""
    made = programme_of(FACT % assessment, DISCOUNT % "member.visits >= 10")

    found = [each for each in look_over(made, date(2026, 11, 26)) if each.code == "DPIA_MISSING"]

    assert missing == bool(found)
    assert all(f"`{assessment}` is no id" in each.message for each in found)
    assert all(each.span.file == "facts.yaml" for each in found)
