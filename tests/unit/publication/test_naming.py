"""Words of which there are several, and longer names that say something else than their words do."""

import pytest

from loyalty.publication.words import About, abouts


@pytest.mark.parametrize("name", ["churches", "glaubensrichtungen_krankheiten", "memberraces", "mother"])
def test_several_of_a_word_say_what_one_says(name: str) -> None:
    """A word may end as several of it do, and not by the letters that join it to another."""
    assert {About.TRAIT} == abouts(f"member.{name}")


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("course", set[About]()),
        ("course_group", set[About]()),
        ("group", {About.CHANCE}),
        ("price_test", {About.CHANCE}),
    ],
)
def test_groups_by_letters_are_of_an_experiment_where_one_is_named(name: str, about: set[About]) -> None:
    """A course has a group a and a group b as well."""
    assert about == abouts(f"member.{name}", ("group_a", "group_b"))


def test_a_day_for_mothers_says_nothing_of_who_is_one() -> None:
    """Choices of days on which something is given."""
    assert frozenset() == abouts("member.gift_day", ("muttertag", "vatertag"))
