"""The languages that a market asks texts in are met by themselves, and by their regions and scripts."""

from dataclasses import replace
from datetime import date

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import compile_programme
from loyalty.profiles.markets import law_on
from loyalty.publication.matter import Matter
from loyalty.publication.personal.meaning import compared
from loyalty.publication.reading import uses
from loyalty.publication.spoken.languages import check_language
from tests.unit.publication.trying import BASE, programme_of

GIVEN = {
    ("fr", "en"): {"CA-QC": False, "CN": True},
    ("fr-CA", "en"): {"CA-QC": False, "CN": True},
    ("en-CA", "en"): {"CA-QC": True, "CN": True},
    ("zh-CN",): {"CA-QC": True, "CN": False},
    ("zh-Hans-CN",): {"CA-QC": True, "CN": False},
    ("zh-TW", "zh-Hant-TW", "zh"): {"CA-QC": True, "CN": True},
}
"""Languages of a programme, and whether they lack one that Quebec and China ask for: `fr`, `zh-CN`."""


@pytest.mark.parametrize("given", GIVEN, ids=" ".join)
def test_a_language_is_met_by_its_regions_and_scripts(given: tuple[str, ...]) -> None:
    """French as it is written in Canada is French; Chinese as in Taiwan is not that of the mainland."""
    made = programme_of("", "")
    programme = replace(made, shape=replace(made.shape, languages=given))

    for market, lacks in GIVEN[given].items():
        matter = Matter(
            programme, law_on(date(2026, 11, 26), (market,)), uses(programme), compared(programme)
        )
        said = [each.message for each in check_language(matter) if each.message.startswith("no text is")]
        assert lacks == bool(said)


def test_a_language_may_say_its_script_and_its_region() -> None:
    """Of a region alone, of a script alone, and of both, in this order."""
    source = dict(read_rule_folder(BASE).source)
    found = {}
    for language in ("zh-CN", "zh-Hans", "zh-Hans-CN", "zh-CN-Hans", "zh-hans"):
        changed = source | {"languages.yaml": f"languages: [en, {language}]\n"}
        codes = {finding.code for finding in compile_programme(changed).findings}
        found[language] = "E212" in codes

    assert {"zh-CN-Hans", "zh-hans"} == {language for language, refused in found.items() if refused}
