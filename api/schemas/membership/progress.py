"""How far a member is: cards, streaks, and the way to the next tier."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import DAY, INSTANT, TRUTH, choice, integer
from api.schemas.common import LABEL, NAME, member_id, programme_name
from api.schemas.standing import AMOUNT, ProgressOut
from loyalty.use_cases.members.show_progress import ProgressShown, progress_data
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.members.progress import sentences_of_progress

RULES_MAX = 1_000
TIMES_MAX = 1_000_000


class ProgressAsk(StrictSchema):
    """In which language."""

    lang = Member(choice(*LANGUAGES), "The language of sentences.", default="en")


class CardOut(AnswerSchema):
    """A card that orders or events fill."""

    rule = Member(NAME, "The rule that earns by it.")
    label = Member(LABEL, "What the member reads.")
    kind = Member(choice("quantity", "money"), "What fills it.")
    filled = Member(AMOUNT, "What fills it so far; of money in major units.")
    each = Member(AMOUNT, "What a full card has.")
    missing = Member(AMOUNT, "What is missing.")
    done = Member(TRUTH, "Whether it was full once and counts no more.")
    gives = Member(
        AMOUNT, "The points of a full card; absent where they depend on the order.", required=False
    )
    wallet = Member(NAME, "The wallet they go to.")


class StreakOut(AnswerSchema):
    """Days, weeks or months with an order or event, one after the other."""

    rule = Member(NAME, "The rule that earns by it.")
    label = Member(LABEL, "What the member reads.")
    of = Member(choice("day", "week", "month"), "What is counted.")
    had = Member(integer(0, TIMES_MAX), "How many there are, the running one among them.")
    times = Member(integer(0, TIMES_MAX), "How many earn.")
    missing = Member(integer(0, TIMES_MAX), "How many are missing.")
    by = Member(DAY, "The last day for the next; absent where nothing is lost by waiting.", required=False)
    done = Member(TRUTH, "Whether it earned once and counts no more.")
    gives = Member(AMOUNT, "The points it earns; absent where they depend on the order.", required=False)
    wallet = Member(NAME, "The wallet they go to.")


class MemberProgressOut(AnswerSchema):
    """How far a member is."""

    member = member_id()
    programme = programme_name()
    at = Member(INSTANT, "The moment looked at.")
    cards = Items(Part(CardOut), "The cards of today's rules.", fewest=0, most=RULES_MAX)
    streaks = Items(Part(StreakOut), "The streaks of today's rules.", fewest=0, most=RULES_MAX)
    next = Part(ProgressOut, "The way to the next tier; absent at the top and without tiers.", required=False)
    keeping = Part(ProgressOut, "What keeping the tier asks for; absent without an end.", required=False)
    sentences = Items(Member(NAME, "A sentence."), "All of it in words.", fewest=0, most=RULES_MAX)


def progress_shown(shown: ProgressShown, language: str) -> Mapping[str, Any]:
    """Give the members of `MemberProgressOut`."""
    found = progress_data(shown)
    return {**found, "sentences": list(sentences_of_progress(found, language))}
