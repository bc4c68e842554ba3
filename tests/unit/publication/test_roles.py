"""Whoever is named by what they do is a person, and what a choice gives away may be read in its words."""

import pytest

from tests.unit.publication.trying import DISCOUNT, codes_of

TRUTH = "{is: truth, default: false}"
AGE, RESIDENCE = {"AGE_PRICE_NOT_ALLOWED"}, {"RESIDENCE_PRICE"}
SAID = {
    "the player of a line": (
        "line.player_sex: {is: choice, of: [f, m]}",
        'line.player_sex == "f"',
        {"PROTECTED_ATTRIBUTE_FLOW"},
    ),
    "a young driver": (f"order.young_driver: {TRUTH}", "not order.young_driver", AGE),
    "drivers of an age": (f"order.driver_under_25: {TRUTH}", "not order.driver_under_25", AGE),
    "where a firm is": (
        "order.established_in: {is: country, default: DE}",
        'order.established_in == "IE"',
        RESIDENCE,
    ),
    "whose passport it is": (
        "line.passport: {is: country, default: DE}",
        'line.passport == "HU"',
        RESIDENCE,
    ),
    "how the pages look": (
        "order.mode: {is: choice, of: [a, b], words: {a: {en: A, zh-CN: 甲}, b: {en: B, zh-CN: 长辈模式}}}",
        'order.mode == "b"',
        {"PROXY_INPUT_NOT_ALLOWED"},
    ),
    "a draw": (f"order.choujiang: {TRUTH}", "order.choujiang", {"NOT_DETERMINISTIC"}),
    "tracking": (f"order.cookies_accepted: {TRUTH}", "order.cookies_accepted", {"RIGHTS_EXERCISE_FLOW"}),
    "cakes": ("order.cookies: {is: quantity, default: 0}", "order.cookies >= 12", set[str]()),
    "races somebody ran": (
        "member.races_finished: {is: quantity, label: membership, default: 0, attested_by: A. Li}",
        "member.races_finished >= 5",
        set[str](),
    ),
    "a club for golf": ("line.driver_loft: {is: quantity, default: 0}", "line.driver_loft >= 10", set[str]()),
    "the country of a stamp": (
        "line.issued_in: {is: country, default: DE}",
        'line.issued_in == "FR"',
        set[str](),
    ),
}


@pytest.mark.parametrize("said", SAID)
def test_what_is_of_a_person_and_what_is_not(said: str) -> None:
    """A driver is a person and a driver's loft is not; one mode of display is enough."""
    fact, condition, codes = SAID[said]

    assert codes == codes_of(fact, DISCOUNT % condition)
