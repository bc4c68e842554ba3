"""What is said beside a price: all that the market asks for where the price is personal, else nothing."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.refusal import Refusal
from loyalty.language.texts.jurisdictions import PARENTS
from loyalty.profiles.loading import read_profiles
from loyalty.profiles.markets import Law, law_on
from loyalty.profiles.notices import PERSONAL, SENTENCE, market_of, notices_due, refuse_untold
from loyalty.profiles.refusals import (
    JurisdictionNotDeclared,
    NoticeFalse,
    PersonalisationNoticeMissing,
    SentenceMissing,
)
from loyalty.profiles.shipped import profiles

TODAY = date(2026, 11, 26)
LEVELS = ("none", "membership", "individual")
EXACT = "THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA"


@pytest.mark.parametrize(
    ("market", "ids"), [("EU", {PERSONAL}), ("US-NY", {SENTENCE}), ("US-CA", set()), ("CN", set())]
)
@pytest.mark.parametrize("level", LEVELS)
def test_by_market(market: str, ids: set[str], level: str) -> None:
    """The European notice and New York's sentence stand beside personal prices there, and nowhere else."""
    found = notices_due(law_on(TODAY, [market]), level)

    assert (set() if level == "none" else ids) == {notice.id for notice in found}


def test_the_exact_sentence() -> None:
    """New York's sentence is in capitals as the act has it, in every language; a translation only follows."""
    (notice,) = notices_due(law_on(TODAY, ["US-NY"]), "membership")

    assert EXACT == notice.texts["en"]
    assert notice.texts["zh-CN"].startswith(EXACT)


def test_not_before_the_day() -> None:
    """Before the act there is no sentence."""
    assert () == notices_due(law_on(date(2025, 11, 9), ["US-NY"]), "individual")
    assert notices_due(law_on(date(2025, 11, 10), ["US-NY"]), "individual")


@given(markets=st.lists(st.sampled_from(sorted(PARENTS)), unique=True), level=st.sampled_from(LEVELS))
def test_what_is_due_is_enough_and_never_too_much(markets: list[str], level: str) -> None:
    """With everything that is due a quote may be committed; personal prices have some where asked for."""
    law = law_on(TODAY, markets)
    said = [notice.data() for notice in notices_due(law, level)]

    refuse_untold(law, level, said, "quo_1")
    assert (level != "none" and bool({"EU", "EU-PL", "EU-FI", "US-NY"} & set(markets))) is bool(said)


@pytest.mark.parametrize(
    ("market", "level", "refusal"),
    [
        ("EU", "individual", PersonalisationNoticeMissing),
        ("EU", "membership", PersonalisationNoticeMissing),
        ("US-NY", "membership", SentenceMissing),
    ],
)
def test_silence_is_refused(market: str, level: str, refusal: type[Refusal]) -> None:
    """A personal price without its notice is refused by the name of what is missing."""
    with pytest.raises(refusal):
        refuse_untold(law_on(TODAY, [market]), level, [], "quo_1")


@pytest.mark.parametrize("market", ["EU", "US-NY"])
def test_a_notice_that_is_not_true_is_refused(market: str) -> None:
    """A price that reads nothing of anybody may not say that it does; other notices may stand."""
    law = law_on(TODAY, [market])
    said = [notice.data() for notice in notices_due(law, "individual")]

    with pytest.raises(NoticeFalse):
        refuse_untold(law, "none", said, "quo_1")
    refuse_untold(law, "none", [{"id": "renewal", "text": {"en": "It renews."}}], "quo_1")


def test_a_changed_sentence_is_no_sentence() -> None:
    """One letter less is not the sentence."""
    law = law_on(TODAY, ["US-NY"])
    (notice,) = notices_due(law, "membership")
    changed = {**notice.data(), "text": {"en": EXACT[:-1]}}

    with pytest.raises(SentenceMissing):
        refuse_untold(law, "membership", [changed], "quo_1")


CONNECTICUT = """\
profile: US-CT
version: "2027.1"
parameters:
  personal_price.sentence:
    - value: "A seller used data about you to set this price"
      status: {status}
      valid_from: 2027-01-01
      source: "an act with words of its own"
      known: seen
      checked_on: 2026-11-22
"""


def test_another_state_has_words_of_its_own() -> None:
    """They are said once its profile has them, from their day on, and a quote without them is refused."""
    day, shipped = date(2027, 1, 1), profiles()

    def law(status: str, on: date) -> Law:
        read = read_profiles({"US-CT.yaml": CONNECTICUT.format(status=status)})
        assert () == read.findings
        return law_on(on, ["US-CT"], {**shipped, **read.profiles})

    assert () == notices_due(law("in_force", TODAY), "individual")
    assert () == notices_due(law("proposed", day), "individual") == notices_due(law("in_force", day), "none")
    (notice,) = notices_due(law("in_force", day), "membership")
    assert "A seller used data about you to set this price" == notice.texts["en"]
    with pytest.raises(SentenceMissing):
        refuse_untold(law("in_force", day), "membership", [{"id": SENTENCE, "text": {"en": EXACT}}], "quo_1")
    # what is shipped is a proposal whose words nobody has read: nothing is said as if it were law
    assert () == notices_due(law_on(day, ["US-CT"]), "individual")


@pytest.mark.parametrize(
    ("market", "declared"), [("US", ("US-CA",)), ("US-CA", ("US-CA",)), ("CN", ("EU", "CN"))]
)
def test_declared_markets(market: str, declared: tuple[str, ...]) -> None:
    """A market that is declared, or implied by one that is, may be asked for."""
    assert (market,) == market_of(market, declared)
    assert declared == market_of("", declared)


def test_other_markets_are_refused() -> None:
    """No other market is taken, nor what is none, nor the universal one, which is no place."""
    for market, declared in product(("UK", "U", "GB", "eu", "US-CA"), ((), ("EU", "CN"), ("US",))):
        with pytest.raises(JurisdictionNotDeclared):
            market_of(market, declared)
