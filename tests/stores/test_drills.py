"""Drills on both databases: kept once, and due again after half a year."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from loyalty.breaches.refusals import DrillDiffers
from loyalty.use_cases.breaches.list_drills import list_drills
from loyalty.use_cases.breaches.record_drill import RecordDrill, record_drill
from loyalty.use_cases.services import Services
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.privacy.crisis import CRISES, crisis_text
from tests.stores.making import opened
from tests.stores.test_cases import clock
from tests.stores.test_persons import NOW, made


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database."""
    with opened(database_url) as units:
        yield made(units, NOW)


def test_a_text_is_tried_twice_a_year_in_each_language(services: Services) -> None:
    """Only the language that was tried is not overdue, and it is again after 183 days."""
    drill = RecordDrill("d-1", "breach", "en", "dpo", 25, "the contact was old")

    def overdue() -> set[tuple[str, str]]:
        return {
            (each["text"], each["language"]) for each in list_drills(services)["texts"] if each["overdue"]
        }

    every = {(text, language) for text in CRISES for language in LANGUAGES}
    assert every == overdue()
    first, again = record_drill(services, drill), record_drill(services, drill)
    assert (first[0], True) == again
    assert every - {("breach", "en")} == overdue()
    with pytest.raises(DrillDiffers):
        record_drill(services, RecordDrill("d-1", "breach", "zh-CN", "dpo", 25, "the contact was old"))
    clock(services).at = NOW + timedelta(days=183)
    assert every - {("breach", "en")} == overdue()
    clock(services).at = NOW + timedelta(days=183, microseconds=1)
    assert every == overdue()


def test_every_text_is_ready_in_every_language() -> None:
    """Each has as many lines in one language as in the other, and says what is not known yet."""
    said = {"seller": "Corner Coffee", "contact": "service@example.org", "what": None}

    for kind in CRISES:
        english, chinese = (crisis_text(kind, language, said) for language in LANGUAGES)
        assert len(english.splitlines()) == len(chinese.splitlines()) == 5
        assert "Corner Coffee" in chinese
        assert "not known yet" in english
        assert "尚不清楚" in chinese
