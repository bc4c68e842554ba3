"""Standings: the tier held on a day, every decision that led there, and the way on."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import DAY, INSTANT, TRUTH, choice, text
from api.schemas.common import LABEL, NAME, member_id, programme_name
from loyalty.language.kinds import Kind
from loyalty.tiers.movement import Cause
from loyalty.tiers.standing import Held
from loyalty.use_cases.show_standing import StandingShown, standing_data
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.members.standing import progress_sentences

AMOUNT = text(example="120.00")
MOVES_MAX = 10_000
BENEFITS_MAX = 1_000


class StandingAsk(StrictSchema):
    """Of which day, in which language."""

    on = Member(DAY, "The day, at its end; without it, now.", required=False)
    lang = Member(choice(*LANGUAGES), "The language of sentences.", default="en")


class HeldOut(AnswerSchema):
    """A tier held, and why."""

    tier = Member(NAME, "The tier.")
    since = Member(INSTANT, "Since when.")
    until = Member(INSTANT, "Until when it is kept; absent where it has no end.", required=False)
    held = Member(choice(*Held), "Why it is held.")
    for_life = Member(NAME, "The tier below which the member never falls.", required=False)
    reason = Member(NAME, "Why it was given, where it was.", required=False)


class MeasuredOut(AnswerSchema):
    """What a measure came to in a window beside what was needed."""

    measure = Member(NAME, "What is counted.")
    kind = Member(choice(*Kind), "What it is counted in.")
    amount = Member(AMOUNT, "What there was; of money in major units.")
    needed = Member(AMOUNT, "What was needed.")
    start = Member(INSTANT, "From when on it counted.")
    end = Member(INSTANT, "Until when, outside.")


class MovementOut(AnswerSchema):
    """A decision about the tier."""

    at = Member(INSTANT, "When.")
    cause = Member(choice(*Cause), "What was decided.")
    before = Member(NAME, "The tier before.")
    after = Member(NAME, "The tier after.")
    reason = Member(NAME, "What somebody wrote who gave the tier or ended that.", required=False)
    measured = Items(Part(MeasuredOut), "Its reasons.", fewest=0, most=100)


class DistanceOut(AnswerSchema):
    """How far a measure is from what is needed."""

    measure = Member(NAME, "What is counted.")
    kind = Member(choice(*Kind), "What it is counted in.")
    amount = Member(AMOUNT, "What there is; of money in major units.")
    needed = Member(AMOUNT, "What is needed.")
    missing = Member(AMOUNT, "What is missing.")
    by = Member(DAY, "The last day for it; absent where there is none.", required=False)


class ProgressOut(AnswerSchema):
    """The way to a tier, or to keeping it."""

    tier = Member(NAME, "The tier.")
    any_of = Member(TRUTH, "Whether not all of it is needed together.")
    distances = Items(Part(DistanceOut), "What it asks for.", fewest=0, most=100)


class BenefitOut(AnswerSchema):
    """Something the tier gives besides factor and discount."""

    benefit = Member(NAME, "Its name; rules read `tier.benefit.<it>`.")
    label = Member(LABEL, "What the member reads.")
    kind = Member(choice("truth", "quantity", "money", "points"), "What its value is.")
    value = Member(AMOUNT, "Its value: `true`, or a number; of money in major units.")


class StandingShownOut(AnswerSchema):
    """A standing with its reasons."""

    member = member_id()
    programme = programme_name()
    at = Member(INSTANT, "The moment looked at.")
    standing = Part(HeldOut, "The tier held.")
    benefits = Items(Part(BenefitOut), "What the tier gives besides.", fewest=0, most=BENEFITS_MAX)
    next = Part(ProgressOut, "The way to the next tier; absent at the top.", required=False)
    keeping = Part(ProgressOut, "What keeping it asks for; absent where it has no end.", required=False)
    sentences = Items(Member(NAME, "A sentence."), "What is missing, in words.", fewest=0, most=100)
    movements = Items(Part(MovementOut), "Every decision, the oldest first.", fewest=0, most=MOVES_MAX)


def standing_shown(shown: StandingShown, language: str) -> Mapping[str, Any]:
    """Give the members of `StandingShownOut`."""
    found = standing_data(shown)
    moves = [{**move, "before": move["from"], "after": move["to"]} for move in found["movements"]]
    benefits = [benefit_shown(each) for each in found["benefits"]]
    sentences = list(progress_sentences(found, language))
    return {**found, "movements": moves, "benefits": benefits, "sentences": sentences}


def benefit_shown(benefit: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the members of `BenefitOut`."""
    return {**benefit, "label": benefit["name"]}
