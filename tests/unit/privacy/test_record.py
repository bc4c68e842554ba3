"""The record of processing activities says what the register says."""

import pytest

from loyalty.privacy.fields.every import REGISTER
from loyalty.use_cases.privacy.show_register import show_register
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.privacy.notice import HandedTo
from loyalty.wording.privacy.record import record_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_data_is_in_the_record(language: str) -> None:
    """Each table of the register is said in the record, with who answers for it, in both languages."""
    page = record_page(show_register(), {}, "Corner Coffee Ltd", "privacy@example.org", language)

    assert [] == [entry.table for entry in REGISTER if entry.says[language] not in page]
    assert "Corner Coffee Ltd" in page
    assert "privacy@example.org" in page
    assert len({entry.purpose for entry in REGISTER}) + 1 == page.count("\n## ")


def test_who_else_gets_data_is_in_the_record_and_whether_it_goes_abroad() -> None:
    """By programme, as the notice at collection names them."""
    panel = HandedTo(
        "The Panel", "p@panel.example", ["member.goal"], "Asking.", "consent", abroad=True, sells=False
    )
    page = record_page(show_register(), {"gym": [panel]}, "Gym Ltd", "privacy@example.org", "en")

    assert "- gym: The Panel may get goal, on the ground of consent, for this: Asking." in page
    assert "It is sent abroad." in page
