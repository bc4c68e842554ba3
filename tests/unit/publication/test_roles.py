"""Whoever is named by what they do is a person, and what a choice gives away may be read in its words."""

from datetime import date

import pytest

from loyalty.publication.looking import look_over
from tests.unit.publication.trying import DISCOUNT, codes_of, programme_of

MEMBERS = "{is: truth, label: membership, default: false}"
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
    "a scratch card": (f"order.scratch_card: {TRUTH}", "order.scratch_card", {"NOT_DETERMINISTIC"}),
    "tickets of a raffle": (
        "order.raffle_tickets: {is: quantity, default: 0}",
        "order.raffle_tickets > 5",
        set[str](),
    ),
    "matches won": ("order.matches_won: {is: quantity, default: 0}", "order.matches_won > 5", set[str]()),
    "tracking": (f"order.cookies_accepted: {TRUTH}", "order.cookies_accepted", {"RIGHTS_EXERCISE_FLOW"}),
    "cakes": ("order.cookies: {is: quantity, default: 0}", "order.cookies >= 12", set[str]()),
    "races somebody ran": (
        "member.races_finished: {is: quantity, label: membership, default: 0, attested_by: A. Li}",
        "member.races_finished >= 5",
        set[str](),
    ),
    "the code of an origin": (
        "member.race_code: {is: quantity, label: membership, default: 0, attested_by: A. Li}",
        "member.race_code > 2",
        {"PROTECTED_ATTRIBUTE_FLOW"},
    ),
    "a race that is a number": (
        "member.race: {is: quantity, label: membership, default: 0, attested_by: A. Li}",
        "member.race > 2",
        {"PROTECTED_ATTRIBUTE_FLOW"},
    ),
    "the number of races": (
        "member.race_count: {is: quantity, label: membership, default: 0, attested_by: A. Li}",
        "member.race_count >= 5",
        set[str](),
    ),
    "a player of discs": (
        "line.player_model: {is: choice, of: [x1, x2]}",
        'line.player_model == "x2"',
        set[str](),
    ),
    "whom a club is made for": (
        "line.driver_flex: {is: choice, of: [ladies, senior, stiff]}",
        'line.driver_flex == "ladies"',
        set[str](),
    ),
    "who is a local": (f"order.is_local: {TRUTH}", "order.is_local", RESIDENCE),
    "whose buyer is a local": (f"order.is_local_buyer: {TRUTH}", "order.is_local_buyer", RESIDENCE),
    "a member who is one": (f"member.local: {MEMBERS}", "member.local", RESIDENCE),
    "one by what members read": (
        f"member.k: {MEMBERS[:-1]}, name: {{en: K, zh-CN: 是否本地客户}}}}",
        "member.k",
        RESIDENCE,
    ),
    "who likes what grows near by": (
        f"member.k: {MEMBERS[:-1]}, name: {{en: Local produce, zh-CN: 本地食材}}}}",
        "member.k",
        set[str](),
    ),
    "a delivery near by": (f"order.is_local_delivery: {TRUTH}", "order.is_local_delivery", set[str]()),
    "hours until goods are fetched": (
        "order.click_and_collect_hours_since_order: {is: quantity, default: 0}",
        "order.click_and_collect_hours_since_order > 24",
        set[str](),
    ),
    "hours after a click": (
        "order.hours_since_click: {is: quantity, default: 0}",
        "order.hours_since_click > 24",
        {"WTP_SIGNAL"},
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


GAME = "events: [{id: %s, name: {en: Game, zh-CN: 游戏}, %spoints: 5, once_per: event}]\n"


@pytest.mark.parametrize(
    ("event", "when", "drawn"),
    [
        ("scratch-card", "when: event.won, ", True),
        ("lottery-win", "", True),
        ("scratch-card", "", False),
        ("prize-draw-entry", "", False),
        ("lucky-draw", "", False),
        ("prize-draw-prize", "", True),
        ("chess-match", "when: event.won, ", False),
        ("winter-quiz", "", False),
        ("visit", "when: event.won, ", False),
    ],
)
def test_points_for_who_wins_a_game_of_chance_are_drawn(event: str, when: str, *, drawn: bool) -> None:
    """Who takes part may have the same as everybody, and who wins by skill may have more."""
    found = codes_of("event.won: {is: truth}" if when else "", "", events=GAME % (event, when))

    assert ({"NOT_DETERMINISTIC"} if drawn else set()) == found


@pytest.mark.parametrize(
    ("told", "drawn"),
    [
        ("Prize drawn, 奖品", True),
        ("What the wheel gave, 奖品", True),
        ("Prize, 抽中", True),
        ("Prize for your photo, 奖品", False),
    ],
)
def test_what_members_read_says_that_it_is_drawn(told: str, *, drawn: bool) -> None:
    """A fact of an event is drawn by what members read for it, whatever it and the event are called."""
    english, chinese = told.split(", ")
    fact = f"event.prize: {{is: truth, name: {{en: {english}, zh-CN: {chinese}}}}}"
    found = codes_of(fact, "", events=GAME % ("visit", "when: event.prize, "))

    assert ({"NOT_DETERMINISTIC"} if drawn else set()) == found


@pytest.mark.parametrize("told", ["Ticket for My Fair Lady", "Seat for “A Lady Vanishes”", "《宝妈》门票"])
def test_a_title_says_nothing_of_who_buys(told: str) -> None:
    """A play is called as it is called, also where its title has a lady in it, or says that she is fair."""
    fact = f"order.k: {{is: truth, default: false, name: {{en: '{told}', zh-CN: '{told}'}}}}"

    assert not codes_of(fact, DISCOUNT % "order.k")
    assert codes_of(fact.replace(told, "For a lady"), DISCOUNT % "order.k")


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("member.hobby: {is: choice, of: [none, music], default: none, label: membership}", True),
        (
            "member.k: {is: truth, default: false, label: membership, name: {en: Interests, zh-CN: 爱好}}",
            True,
        ),
        ("member.hobby: {is: choice, of: [none, music], default: none, label: personal, purpose: [r]}", True),
        ("member.lieblingsmarke: {is: truth, default: false, label: membership}", True),
        ("member.founder: {is: truth, default: false, label: membership}", False),
        ("member.interest_free: {is: truth, default: false, label: membership}", False),
    ],
)
def test_what_somebody_likes_is_no_fact_of_the_club(fact: str, *, told: bool) -> None:
    """A hobby is one person's, whatever label it bears: a price that hangs on it asks for an assessment."""
    name = fact.partition(":")[0]
    condition = f'{name} == "music"' if "choice" in fact else name
    programme = programme_of(fact, DISCOUNT % condition)

    assert told == ("DPIA_MISSING" in {each.code for each in look_over(programme, date(2026, 11, 26))})


@pytest.mark.parametrize(
    ("fact", "condition", "codes"),
    [
        (
            "line.seat: {is: choice, of: [standard, child], default: standard}",
            'line.seat == "standard"',
            False,
        ),
        ("line.seat: {is: choice, of: [adult, child], default: adult}", 'line.seat == "adult"', True),
        ("line.seat: {is: choice, of: [plain, senior], default: plain}", 'line.seat == "plain"', True),
        ("line.fare: {is: choice, of: [plain, child], default: plain}", 'line.fare == "plain"', True),
    ],
)
def test_a_seat_for_a_child_is_a_thing(fact: str, condition: str, *, codes: bool) -> None:
    """A child's seat in a car is no class of who sits there, unless there is one of adults beside it."""
    assert ({"AGE_PRICE_NOT_ALLOWED"} if codes else set()) == codes_of(fact, DISCOUNT % condition)


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        *((name, "day", True) for name in ("urodziny", "data_urodzin", "dzien_urodzin", "anniversaire")),
        ("geb_datum", "day", True),
        *((name, "text", True) for name in ("nir", "numero_nir", "carte_vitale")),
        ("urodziny", "day_month", False),
        ("carte_cadeau", "text", False),
    ],
)
def test_births_and_documents_are_known_in_polish_and_french(name: str, kind: str, *, kept: bool) -> None:
    """The whole day of a birth and the number of a document are too much, a day and month are not."""
    fact = f"member.{name}: {{is: {kind}, label: personal, purpose: [treat]}}"

    assert ({"OVER_COLLECTION"} if kept else set()) == codes_of(fact, "")
