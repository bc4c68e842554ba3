"""Reports over a whole programme: what members hold, what lies dormant, how service went."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import CURRENCY, DAY, INSTANT, choice, integer, query_integer
from api.schemas.common import NAME, member_id, programme_name
from loyalty.privacy.reports.release import Withheld
from loyalty.use_cases.reports.list_dormant import EARNED, PURCHASED, STATUS
from loyalty.use_cases.reports.show_liability import MEASURED, NOT_CHECKED

MOST = 2**53
COUNT = integer(0, MOST)
SIGNED = integer(-MOST, MOST)
MANY = 1_000_000
TOLD_AT = "When this was told first."
WITHHELD = "Why something is not told: it is of fewer than eleven members, or would tell of so few."


class DaysAsk(StrictSchema):
    """Of which days, both inside."""

    first = Member(DAY, "The first day.")
    last = Member(DAY, "The last day.")


class BreakageOut(AnswerSchema):
    """How much of lots whose time is over lapsed, and what follows for those that are there."""

    evidence = Member(choice(MEASURED, NOT_CHECKED), "Whether any lot has come to its end.")
    lots = Member(COUNT, "How many lots it rests on.")
    issued = Member(COUNT, "Their points.")
    lapsed = Member(COUNT, "What of these lapsed.")
    expected = Member(COUNT, "What of the closing is expected to lapse.")
    worth_after = Member(SIGNED, "The worth of the rest, in minor units.", required=False)


class RollForwardOut(AnswerSchema):
    """A wallet over the days: opening and flows come to closing."""

    wallet = Member(NAME, "Which; `value:EUR` is stored value, in minor units.")
    opening = Member(SIGNED, "What members held before.")
    issued = Member(COUNT, "What they earned or were given.")
    used = Member(COUNT, "What they used.")
    given_back = Member(COUNT, "What of it came back.")
    lapsed = Member(COUNT, "What lapsed.")
    revived = Member(COUNT, "What of that came back.")
    clawed_back = Member(COUNT, "What returns took back.")
    converted = Member(SIGNED, "What came from other wallets less what went there.")
    between = Member(SIGNED, "What went to other members less what came from them.")
    closing = Member(SIGNED, "What members held at the end, counted from all that ever moved.")
    worth = Member(SIGNED, "What that is worth, in minor units.", required=False)
    breakage = Part(BreakageOut, "What is expected never to be used.")


class AllocationOut(AnswerSchema):
    """What members paid, shared over goods and points by what each costs alone (IFRS 15 B42)."""

    sold = Member(COUNT, "What members paid, in minor units.")
    expected_used = Member(COUNT, "The points issued that are expected to be used.")
    goods = Member(COUNT, "The part of the goods.")
    points = Member(COUNT, "The part of the points: a liability until they are used.")


class LiabilityOut(AnswerSchema):
    """What members of a programme hold, wallet by wallet."""

    programme = programme_name()
    first = Member(DAY, "The first day.")
    last = Member(DAY, "The last day.")
    currency = Member(CURRENCY, "The currency of all worth.")
    wallets = Items(Part(RollForwardOut), "Each wallet.", fewest=0, most=1000)
    allocation = Part(AllocationOut, "How the price of the days is shared.", required=False)


class DormantAsk(StrictSchema):
    """For how long nobody did anything."""

    months = Member(query_integer(1, 600), "Months without anything the member did.", default=36)


class DormantKindOut(AnswerSchema):
    """What one kind comes to."""

    kind = Member(choice(PURCHASED, EARNED, STATUS), "Bought, earned, or only counting.")
    wallet = Member(NAME, "Which wallet.")
    accounts = Member(COUNT, "How many accounts.")
    there = Member(COUNT, "What is in them: points, or minor units of stored value.")


class DormantAccountOut(AnswerSchema):
    """An account that lies dormant."""

    member = member_id(required=False)
    wallet = Member(NAME, "Which wallet.")
    kind = Member(choice(PURCHASED, EARNED, STATUS), "Bought, earned, or only counting.")
    there = Member(COUNT, "What is in it.")
    last = Member(INSTANT, "When the member last did something with it.")


class DormantOut(AnswerSchema):
    """Accounts that lie dormant; nothing is handed over by itself."""

    programme = programme_name()
    months = Member(integer(1, 600), "For how many months.")
    before = Member(DAY, "Before which day the last thing was done.")
    kinds = Items(Part(DormantKindOut), "What each kind comes to.", fewest=0, most=1000)
    accounts = Items(Part(DormantAccountOut), "Each account.", fewest=0, most=MANY)


class FigureOut(AnswerSchema):
    """A figure with its formula."""

    name = Member(NAME, "Which.")
    formula = Member(NAME, "How it is worked out.")
    value = Member(NAME, "Decimal text; absent where it rests on nothing.", required=False)
    n = Member(COUNT, "On how many it rests; 0 where it is withheld.")
    withheld = Member(choice(*Withheld), WITHHELD, required=False)


class FiguresOut(AnswerSchema):
    """Figures about service: of cases, and never read by a price."""

    programme = programme_name()
    first = Member(DAY, "The first day.")
    last = Member(DAY, "The last day.")
    told_at = Member(INSTANT, TOLD_AT)
    cases = Member(COUNT, "How many cases were opened; 0 where that is withheld.")
    withheld = Member(choice(*Withheld), WITHHELD, required=False)
    figures = Items(Part(FigureOut), "Each.", fewest=0, most=100)


class GapGroupOut(AnswerSchema):
    """A group; shares are decimal text, of 1."""

    value = Member(NAME, "The value of the fact.")
    n = Member(COUNT, "How many receipts.")
    members = Member(COUNT, "Of how many members.")
    mean = Member(NAME, "The mean share of the public total that was saved.")
    difference = Member(NAME, "By how much that is above the largest group.", required=False)
    low = Member(NAME, "The low end of the interval.", required=False)
    high = Member(NAME, "Its high end.", required=False)


class GapOut(AnswerSchema):
    """Groups by one fact."""

    fact = Member(NAME, "The fact.")
    evidence = Member(choice(MEASURED, NOT_CHECKED), "Whether two groups or more could be told.")
    hidden = Member(COUNT, "How many groups are not told.")
    withheld = Member(choice(*Withheld), WITHHELD, required=False)
    compared_with = Member(NAME, "The largest group.", required=False)
    groups = Items(Part(GapGroupOut), "Each group.", fewest=0, most=1000)


class NotMeasurableOut(AnswerSchema):
    """What cannot be measured."""

    trait = Member(NAME, "Which trait.")
    evidence = Member(choice(NOT_CHECKED), "That nobody looked.")
    why = Member(NAME, "Why.")


class GapsOut(AnswerSchema):
    """How far what buyers save lies apart between groups."""

    programme = programme_name()
    first = Member(DAY, "The first day.")
    last = Member(DAY, "The last day.")
    told_at = Member(INSTANT, TOLD_AT)
    limits = Items(Member(NAME, "A limit."), "What the numbers do not say.", fewest=1, most=10)
    measured = Items(Part(GapOut), "By each fact.", fewest=0, most=1000)
    not_measurable = Items(Part(NotMeasurableOut), "What cannot be measured, and why.", fewest=1, most=100)
