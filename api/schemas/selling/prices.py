"""The price history, the price to compare with, and the check of a reduction."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import DAY, INSTANT, TRUTH, caller_id, choice, decimal, integer, query_integer, text
from api.schemas.common import AS_IT_IS, DIGEST, NAME
from loyalty.history.table import Ended, RawRow, RowResult
from loyalty.language.texts.jurisdictions import PARENTS, UNIVERSAL
from loyalty.price_history.row import Audience, Priced
from loyalty.use_cases.prices.check_reduction import CheckReduction
from loyalty.use_cases.prices.list_prices import MOST

ROWS_MAX = 1000
NUMBER_MAX = 10**15
PRICE_MAX = 10**12
COLUMNS = {"since": "from", "until": "to"}
"""What a file calls them."""
CELL = text(200, example="2026-11-01")
MARKET = text(12, example="EU")
SKU = text(128, example="beans-1kg")
AUDIENCE = choice(*Audience)
CHANNEL = caller_id(example="web")
AMOUNT = decimal(most=PRICE_MAX, zero=True, example="12.00")
IMPORT_EXAMPLE = {
    "source": "list-7",
    "rows": [
        {"sku": "beans-1kg", "market": "EU", "since": "2026-10-01", "price": "12.00"},
        {"sku": "beans-1kg", "market": "EU", "since": "2026-11-20", "until": "2026-11-30", "price": "9.00"},
    ],
}
CHECK_EXAMPLE = {
    "sku": "beans-1kg",
    "market": "EU",
    "day": "2026-11-20",
    "was": "12.00",
    "now": "9.00",
    "percent": 25,
}


class PriceRowIn(StrictSchema):
    """What an article cost somewhere, since when, until when; every value is text, as in a file."""

    sku = Member(CELL, "The article.")
    market = Member(CELL, "Where; not needed where the programme has one market.", required=False)
    channel = Member(CELL, "By which way; without it, every one.", required=False)
    audience = Member(CELL, "For whom; without it, everybody.", required=False)
    since = Member(CELL, "Since when: a day of the programme's zone, or an instant.")
    until = Member(CELL, "Until when, a day inside; without it, until the next row.", required=False)
    price = Member(CELL, "The price, in major units; without it, it was not on sale.", required=False)
    sold = Member(
        CELL, "How many were bought at this price at `since`; without it, an offer.", required=False
    )
    corrects = Member(CELL, "The number of a row that was wrong.", required=False)
    reason = Member(CELL, "What was wrong.", required=False)


class PricesIn(StrictSchema):
    """Rows of one source."""

    source = Member(caller_id(example="list-7"), "What you call where they are from.")
    dry_run = Member(TRUTH, "Say what would come of it, and change nothing.", default=False)
    rows = Items(Part(PriceRowIn), "The rows.", fewest=1, most=ROWS_MAX)


class RowEndedOut(AnswerSchema):
    """What a row came to."""

    row = Member(integer(1, ROWS_MAX), "Its place, from 1.")
    ended = Member(choice(*Ended), "What became of it.")
    code = Member(NAME, "Why it was refused.", required=False)
    mend = Member(NAME, "What to do.", required=False)


class PricesTakenOut(AnswerSchema):
    """What each row came to."""

    dry_run = Member(TRUTH, "Whether nothing was changed.")
    rows = Items(Part(RowEndedOut), "One for each row.", fewest=1, most=ROWS_MAX)


class PricesAsk(StrictSchema):
    """Which rows."""

    sku = Member(SKU, "The article; without it, all of them.", required=False)
    after = Member(query_integer(0, NUMBER_MAX), "Only rows after this number.", default=0)
    limit = Member(query_integer(1, MOST), "At most so many.", default=100)


class PriceRowOut(AnswerSchema):
    """A row as it is kept."""

    row = Member(integer(1, NUMBER_MAX), "Its number.")
    sku = Member(NAME, "The article.")
    market = Member(NAME, "Where.")
    channel = Member(NAME, "By which way.", required=False)
    audience = Member(AUDIENCE, "For whom.")
    since = Member(INSTANT, "Since when.")
    until = Member(INSTANT, "Until when, not inside.", required=False)
    price = Member(NAME, "The price, in major units; without it, it was not on sale.", required=False)
    sold = Member(NAME, "How many were bought.", required=False)
    source = Member(NAME, "Where it is from; `orders`: from what was booked.")
    corrects = Member(integer(1, NUMBER_MAX), "The row that was wrong.", required=False)
    reason = Member(NAME, "What was wrong.", required=False)
    recorded_at = Member(INSTANT, "When it was written.")
    digest = Member(DIGEST, "Of what it says and of the digest before it.")
    previous = Member(DIGEST, "The digest of the row before it.")


class PricesOut(AnswerSchema):
    """Rows in order of their numbers."""

    prices = Items(Part(PriceRowOut), "The rows.", fewest=0, most=MOST)


class ChainOut(AnswerSchema):
    """Whether every row is as it was written, and none is missing."""

    rows = Member(integer(0, NUMBER_MAX), "How many there are.")
    digest = Member(DIGEST, "The digest of the last one.")
    broken = Items(Member(integer(1, NUMBER_MAX), "A number."), "Where it is not.", fewest=0, most=NUMBER_MAX)


class ReferenceAsk(StrictSchema):
    """Which article, where, for whom, from which day."""

    sku = Member(SKU, "The article.")
    market = Member(
        MARKET, "One market, or a country in which one binds; without it, each of them.", required=False
    )
    channel = Member(CHANNEL, "One channel; without it, all of them.", required=False)
    audience = Member(AUDIENCE, "For whom.", default=str(Audience.PUBLIC))
    day = Member(DAY, "The day the reduction begins; without it, today.", required=False)


class ReductionIn(ReferenceAsk):
    """A reduction as it is to be announced."""

    now = Member(AMOUNT, "The reduced price, in major units.")
    was = Member(AMOUNT, "The price that is struck through.", required=False)
    percent = Member(decimal(most=100, example="25"), "The reduction in per cent.", required=False)


class WindowOut(AnswerSchema):
    """The time that was looked at."""

    since = Member(INSTANT, "Its beginning.")
    until = Member(INSTANT, "Its end, not inside.")


class ReferenceOut(AnswerSchema):
    """The price to compare with."""

    prior_price = Member(NAME, "The price, in major units.")
    window = Part(WindowOut, "The time that was looked at.")
    row = Member(integer(1, NUMBER_MAX), "The row that decided.")
    history_row_hash = Member(DIGEST, "Its digest.")
    percent = Member(integer(0, 100), "The true reduction in whole per cent, rounded down.", required=False)


class ReductionFaultOut(AnswerSchema):
    """What is wrong with a reduction."""

    constraint = Member(NAME, "The constraint of the catalogue.")
    code = Member(NAME, "Its code.")
    message = Member(NAME, "What the history says.")
    help = Member(NAME, "What to do.")
    source = Member(NAME, "Where the law is written.", required=False)


class MarketOut(AnswerSchema):
    """What one market says."""

    market = Member(choice(*PARENTS, UNIVERSAL), "Which.")
    binds = Member(TRUTH, "Whether its rule about earlier prices is about this audience.")
    reference = Part(ReferenceOut, "The price to compare with, where there is one.", required=False)
    shares = Member(AS_IT_IS, "Shares in per cent that were looked at.")
    faults = Items(Part(ReductionFaultOut), "What is wrong.", fewest=0, most=10)
    doubts = Items(
        Part(ReductionFaultOut),
        "What the law of the market leaves open, for a person to look at; it refuses nothing.",
        fewest=0,
        most=10,
    )


class ReductionOut(AnswerSchema):
    """What each market says to a reduction."""

    sku = Member(NAME, "The article.")
    channel = Member(NAME, "The channel.", required=False)
    audience = Member(AUDIENCE, "For whom it is.")
    day = Member(DAY, "The day it begins.")
    lawful = Member(TRUTH, "Whether no market finds fault; absent where nothing was stated.", required=False)
    markets = Items(Part(MarketOut), "Market by market.", fewest=0, most=20)


class AnnouncedOut(ReductionOut):
    """A reduction that the version in force announces, with what its markets say now."""

    reduction = Member(NAME, "Its id in the rule files.")
    until = Member(DAY, "Its last day; without it, it goes on.", required=False)
    now = Member(NAME, "The reduced price, in major units.")
    was = Member(NAME, "The price that is struck through.", required=False)
    percent = Member(NAME, "The reduction in per cent.", required=False)


class ReductionsOut(AnswerSchema):
    """Every reduction that the version in force announces."""

    reductions = Items(Part(AnnouncedOut), "In the order of the file.", fewest=0, most=10_000)


def raw_rows(rows: list[dict[str, str]]) -> list[RawRow]:
    """Give rows as a file would have them."""
    return [
        RawRow(place, {COLUMNS.get(name, name): cell for name, cell in row.items()})
        for place, row in enumerate(rows, 1)
    ]


def ended_shown(result: RowResult) -> dict[str, Any]:
    """Give what a row came to."""
    return {
        "row": result.row,
        "ended": result.ended,
        "code": result.code or None,
        "mend": result.mend or None,
    }


def asked_of(programme: str, said: Mapping[str, Any]) -> CheckReduction:
    """Give the reduction that a request speaks of."""
    of = Priced(said["sku"], said.get("market", ""), said.get("channel", ""), Audience(said["audience"]))
    return CheckReduction(
        programme, of, said.get("day"), said.get("now"), said.get("was"), said.get("percent")
    )
