"""Who praises gets what who finds fault gets: points and tiers hang on no opinion."""

import pytest

from tests.unit.publication.trying import codes_of

GATED = {"RIGHTS_EXERCISE_FLOW"}
EVENT = (
    "events:\n  - {id: said, event: %s, name: {en: Told us, zh-CN: %s}, points: 30, once_per: event, %s}\n"
)
LADDER = """
tiers:
  measures:
    spend: {sum_of: line.amount, over: 12 months}
    count: {event: %s, units_of: event.stars, over: 12 months}
  decided: before the order
  ladder:
    - {name: blue, from: 0, earn: 1x, discount: 0%%}
    - {name: gold, from: {count: 20}, earn: 1x, discount: 2%%}
  keep_for: 12 months
  landing: soft
"""


@pytest.mark.parametrize(
    ("event", "named", "fact", "rule", "codes"),
    [
        ("review", "评价", "event.stars: {is: quantity, default: 0}", "when: event.stars >= 4", GATED),
        ("shop-review", "评价", "event.rating: {is: quantity, default: 0}", "when: event.rating >= 4", GATED),
        ("visit", "到店", "event.nps: {is: quantity, default: 0}", "when: event.nps >= 9", GATED),
        (
            "form-7",
            "问卷",
            "event.mood: {is: choice, of: [good, bad], default: bad}",
            'when: event.mood == "good"',
            GATED,
        ),
        ("reviews", "到店", "event.stars: {is: quantity, default: 0}", "when: event.stars >= 4", GATED),
        (
            "produktbewertungen",
            "到店",
            "event.sterne: {is: quantity, default: 0}",
            "when: event.sterne >= 4",
            GATED,
        ),
        (
            "survey",
            "到店",
            "event.k: {is: choice, of: [positive, none], default: none}",
            'when: event.k == "positive"',
            GATED,
        ),
        (
            "survey",
            "到店",
            "event.outcome: {is: choice, of: [completed, left], default: left}",
            'when: event.outcome == "completed"',
            set[str](),
        ),
        (
            "review",
            "到店",
            "event.good_photos: {is: quantity, default: 0}",
            "when: event.good_photos >= 3",
            set[str](),
        ),
        ("review", "到店", "event.points: {is: quantity, default: 0}", "when: event.points >= 3", GATED),
        (
            "review",
            "到店",
            "event.points_of_interest: {is: quantity, default: 0}",
            "when: event.points_of_interest >= 3",
            set[str](),
        ),
        (
            "recommendation",
            "到店",
            "event.outcome: {is: choice, of: [joined, open], default: open}",
            'when: event.outcome == "joined"',
            set[str](),
        ),
        (
            "avis-rental",
            "到店",
            "event.points: {is: quantity, default: 0}",
            "when: event.points >= 3",
            set[str](),
        ),
        ("preview", "到店", "event.stars: {is: quantity, default: 0}", "when: event.stars >= 3", set[str]()),
        ("review", "评价", "event.words: {is: quantity, default: 0}", "when: event.words >= 50", set[str]()),
        ("stay", "入住", "event.stars: {is: quantity, default: 0}", "when: event.stars >= 4", set[str]()),
        ("quiz", "答题", "event.score: {is: quantity, default: 0}", "when: event.score >= 4", set[str]()),
    ],
)
def test_no_points_for_an_opinion(event: str, named: str, fact: str, rule: str, codes: set[str]) -> None:
    """A review earns by how much it says and that it was ended; the stars of a hotel are no opinion."""
    assert codes == codes_of(fact, "", events=EVENT % (event, named, rule))


@pytest.mark.parametrize(("event", "codes"), [("review", GATED), ("stay", set[str]())])
def test_no_tier_for_an_opinion(event: str, codes: set[str]) -> None:
    """A measure of tiers that adds up stars is one of opinions where they are those of reviews."""
    fact = "event.stars: {is: quantity, default: 0}"
    assert codes == codes_of(
        fact, "", events=EVENT % (event, "到店", "from: 2026-01-01"), tiers=LADDER % event
    )
