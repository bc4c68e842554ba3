"""Profiles: dated values with their sources, the strictest of several, and mistakes at their place."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.language.texts.jurisdictions import PARENTS, implied
from loyalty.profiles.loading import read_profiles
from loyalty.profiles.markets import changes_of, law_on
from loyalty.profiles.parameters import PARAMETERS, Kind, Window, strictest, value_of
from loyalty.profiles.shipped import profiles, texts_of

ROOT = Path(__file__).parents[3]
NOW = date(2026, 11, 26)


def test_every_market_has_its_profile() -> None:
    """The markets a programme may declare and the profiles are the same, the universal one besides."""
    assert {"U", *PARENTS} == set(profiles())


def test_no_mistakes_are_shipped() -> None:
    """The profiles that come with the engine have no findings, and rules/profiles is the same folder."""
    assert () == read_profiles(texts_of("data")).findings
    assert sorted(texts_of("data")) == sorted(path.name for path in (ROOT / "rules" / "profiles").iterdir())


def test_parents_are_implied() -> None:
    """A state brings its country along, and everybody the universal profile, each once."""
    assert ("U", "US", "US-CA", "US-NY", "CN") == implied(["US-CA", "US-NY", "CN", "US"])


def test_windows_are_all_to_be_hit() -> None:
    """Quebec's window for a loss of worth and the universal one both stand; neither replaces the other."""
    law = law_on(NOW, ["CA-QC"])

    assert (Window(60, 90), Window(60, 365)) == law.strictest("points.devaluation_notice")


def test_the_strictest_of_two_markets_wins() -> None:
    """The longer look back, the shorter list of what a price may leave out, all languages."""
    law = law_on(NOW, ["EU", "CN", "US-CA", "CA-QC"])

    assert 30 == law.strictest("prior_price.days")
    assert frozenset() == law.strictest("price.may_leave_out")
    assert frozenset({"zh-CN", "fr"}) == law.strictest("text.languages")


def test_connecticut_keeps_a_fixed_carriage_in_the_listed_price() -> None:
    """From July 2026 on only what the state takes may stay out there; a day before, carriage too."""
    assert frozenset({"tax", "authority_fee"}) == law_on(date(2026, 7, 1), ["US-CT"]).strictest(
        "price.may_leave_out"
    )
    before = law_on(date(2026, 6, 30), ["US-CT"]).strictest("price.may_leave_out")
    assert frozenset({"tax", "authority_fee", "carriage", "optional"}) == before


def test_what_is_proposed_never_binds() -> None:
    """A proposal has no day on which it is law; what is upcoming binds from its first day."""
    assert 72 == law_on(date(2030, 1, 1), ["EU"]).strictest("breach.authority_hours")
    assert () == law_on(date(2030, 1, 1), ["US-CT"]).values("personal_price.notice")
    assert law_on(date(2027, 3, 31), ["UK"]).asking("subscription.ends_as_it_began") == law_on(
        NOW, []
    ).asking("subscription.ends_as_it_began")
    assert date(2027, 4, 1) in changes_of(law_on(NOW, ["UK"]), NOW, None)


def test_a_value_ends_after_its_last_day() -> None:
    """The last day is inside; the day after it is one on which the law changes."""
    text = """\
profile: AU
version: "1"
parameters:
  child.age:
    - {value: 15, status: in_force, valid_from: 2026-01-01, valid_to: 2026-12-31,
       source: a, known: seen, checked_on: 2026-11-22}
    - {value: 99, status: struck_down, valid_from: 2026-01-01, source: b, known: seen, checked_on: 2026-11-22}
"""
    law = law_on(date(2026, 12, 31), ["AU"], read_profiles({"AU.yaml": text}).profiles)

    assert 15 == law.strictest("child.age")
    assert None is law_on(date(2027, 1, 1), ["AU"], read_profiles({"AU.yaml": text}).profiles).strictest(
        "child.age"
    )
    assert (date(2027, 1, 1),) == changes_of(law, NOW, None)
    assert () == changes_of(law, NOW, date(2026, 12, 31))


def test_mistakes_are_found_at_their_place() -> None:
    """Every wrong parameter, value, status and day of a profile is told at once."""
    text = """\
profile: EUR
version: "1"
parameters:
  prior_price.day:
    - {value: 30, status: in_force, valid_from: 2022-05-28, source: a, known: seen, checked_on: 2026-11-22}
  prior_price.days:
    - {value: thirty, status: in_force, source: a, known: seen, checked_on: 2026-11-22}
  points.expiry_notice:
    - {value: 60..30, status: law, valid_from: 2022-05-28, source: a, known: seen, checked_on: 2026-11-22}
    - {value: 30..60, status: in_force, valid_from: 2022-05-28, valid_to: 2022-05-27,
       source: a, known: seen, checked_on: 2026-11-22}
"""
    found = [str(finding) for finding in read_profiles({"EUR.yaml": text}).findings]

    assert [line.partition(" ")[0] for line in found] == [
        "EUR.yaml:1:10",
        "EUR.yaml:5:7",
        "EUR.yaml:7:15",
        "EUR.yaml:7:31",
        "EUR.yaml:9:15",
        "EUR.yaml:9:31",
        "EUR.yaml:10:75",
    ]
    assert "did you mean `prior_price.days`?" in found[1]
    assert "is no value of `prior_price.days`" in found[2]


NUMBERS = st.integers(0, 400)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.LEAST: NUMBERS,
    Kind.MOST: NUMBERS,
    Kind.NEEDED: st.booleans(),
    Kind.MAY: st.frozensets(st.sampled_from("abcd")),
    Kind.MUST: st.frozensets(st.sampled_from("abcd")),
    Kind.WINDOW: st.lists(st.builds(Window, NUMBERS, NUMBERS), min_size=1).map(tuple),
}


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_the_strictest_is_as_strict_as_each(kind: Kind, data: st.DataObject) -> None:
    """Adding the strictest of some values to them changes nothing, in whatever order they stand."""
    values: list[Any] = data.draw(st.lists(VALUES[kind], min_size=1, max_size=5))
    found = strictest(kind, values)

    assert found == strictest(kind, [*reversed(values), found])
    assert all(_as_strict(kind, found, value) for value in values)


def _as_strict(kind: Kind, one: Any, other: Any) -> bool:  # noqa: ANN401 - whatever the kind is of
    match kind:
        case Kind.LEAST | Kind.MUST | Kind.NEEDED:
            return bool(one >= other)
        case Kind.MOST | Kind.MAY:
            return bool(one <= other)
        case Kind.WINDOW:
            return set(other) <= set(one)


def test_every_kind_is_used() -> None:
    """Each kind of value is that of some parameter, and reads what it says."""
    assert set(Kind) == {kind for kind, _ in PARAMETERS.values()}
    assert (Window(7, 30), Window(3, 21)) == value_of(Kind.WINDOW, ("7..30", "3..21"))
