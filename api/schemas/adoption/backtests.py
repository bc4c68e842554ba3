"""Sales that are decided by two versions, and what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import INCLUDE, Schema, ValidationError, post_load

from api.faults import NOT_OBJECT, OTHER_PLACE
from api.fields import AnswerSchema, Facts, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, caller_id, decimal, integer, signed_decimal
from api.schemas.adoption.files import FILES_MAX, FileIn
from api.schemas.adoption.plans import EXAMPLE_FILES
from api.schemas.basket import line_facts
from api.schemas.common import AS_IT_IS, DIGEST, GIVEN_DIGEST, NAME, plain, programme_name
from loyalty.history.stated import LINE, MEMBER, ORDER
from loyalty.use_cases.backtest_sales import ROWS_MAX
from loyalty.use_cases.histories.sales import Sold

NUMBER_MAX = 10**9
GROUPS_MAX = 10_000
BACKTEST_EXAMPLE = {
    "files": EXAMPLE_FILES,
    "sales": [
        {
            "bill": "1001",
            "article": "beans-1kg",
            "quantity": 2,
            "unit_price": "26.94",
            "at": "2026-11-22T10:00:00+01:00",
            "buyer": "b-7",
            "category": "coffee",
            "brand": "own",
            "order": {"channel": "app"},
            "facts": {"member.country": "DE"},
        }
    ],
}
OF_MEMBER = OTHER_PLACE.hinting("write facts of the line beside its price, those of the order under `order`")


class SoldIn(Schema):
    """A row of a bill. Further members are facts of the line; the programme says which there are."""

    bill = Member(
        caller_id(example="1001"),
        "The number of its bill; one that begins with `C` brings back what earlier bills sold.",
    )
    article = Member(caller_id(example="beans-1kg"), "What was bought.")
    quantity = Member(signed_decimal(most=NUMBER_MAX), "How much of it; below 0 where it comes back.")
    unit_price = Member(decimal(most=NUMBER_MAX, zero=True), "The price of one.")
    at = Member(INSTANT, "When.")
    buyer = Member(
        caller_id(example="b-7"),
        "Who bought, by a pseudonym of yours; without it, nobody known.",
        required=False,
    )
    country = Member(
        caller_id(example="DE"),
        "Where they live; without `member.country` among its facts it is that, too.",
        required=False,
    )
    order = Facts("Facts of the order, without `order.`; alike on all rows of a bill, or left out.")
    facts = Facts("Facts of the member by full name, such as `member.country`; as those of the order.")

    error_messages: dict[str, Any] = {"type": NOT_OBJECT}  # noqa: RUF012  marshmallow declares it so

    class Meta:
        """What marshmallow does with further members: keep them."""

        unknown = INCLUDE

    @post_load(pass_original=True)
    def with_facts(self, data: dict[str, Any], written: Mapping[str, object], **_: object) -> dict[str, Any]:
        """Gather all facts under ``facts``, by full name. Raises ValidationError where one is none."""
        fixed = {name: data[name] for name in self.fields if name in data}
        of_line = line_facts({name: value for name, value in written.items() if name not in self.fields})
        for name in data["facts"]:
            if not name.startswith(MEMBER):
                raise ValidationError({"facts": {name: [OF_MEMBER]}})
        told = {f"{LINE}{name}": text for name, text in of_line.items()}
        told |= {f"{ORDER}{name}": text for name, text in data["order"].items()}
        return {**fixed, "facts": told | data["facts"]}


class BacktestIn(StrictSchema):
    """Sales, and the version to try on them: rule files, or a version that was adopted."""

    files = Items(Part(FileIn), "The rule files, all of them.", fewest=1, most=FILES_MAX, required=False)
    version = Member(GIVEN_DIGEST, "In place of `files`: the digest of a version.", required=False)
    sales = Items(Part(SoldIn), "The rows, in any order.", fewest=1, most=ROWS_MAX)
    redeem = Member(TRUTH, "Whether members pay with points whenever a version lets them.", default=False)


ROWS = plain({"type": "array", "items": {"type": "object", "additionalProperties": True}})


class BacktestOut(AnswerSchema):
    """Who wins and who loses; money in minor units, exact sums that are no whole number as texts."""

    programme = programme_name()
    old = Member(DIGEST, "Of the version that binds.")
    new = Member(DIGEST, "Of the version that was tried.")
    until = Member(NAME, "The last instant of the sales.")
    currency = Member(NAME, "The currency.")
    exponent = Member(integer(0, 4), "The decimals of its minor unit.")
    redeem = Member(TRUTH, "Whether members paid with points.")
    point_worth = Member(AS_IT_IS, "What a point buys by either version.")
    members = Member(AS_IT_IS, "How many took part, win and lose, and by how much in all.")
    nobody = Member(AS_IT_IS, "What those came to who are no members.")
    gains = Member(ROWS, "How many members gain how much.")
    totals = Member(
        AS_IT_IS, "Orders, discounts, revenue, points, liability and the like, by either version."
    )
    tiers = Member(ROWS, "Winners and losers by tier.")
    rfm = Member(ROWS, "By recency and frequency.")
    segments = Member(ROWS, "By segment.")
    moves = Member(ROWS, "How many members end in which tier.")
    groups_not_told = Member(
        AS_IT_IS, "By table how many groups are not told: of fewer than eleven members, or to hide such."
    )
    points_issued_in = Member(AS_IT_IS, "Points issued, by month.")
    losers = Member(ROWS, "Those who lose most, with the order that is worst for them, explained.")
    rows = Member(ROWS, "What the rows came to, with why one was left out.")
    sums = Member(ROWS, "The sum of the differences beside the difference of the totals.")
    adds_up = Member(TRUTH, "Whether those are the same.")


def sold(rows: Sequence[Mapping[str, Any]]) -> list[Sold]:
    """Give the rows of a body."""
    return [
        Sold(
            row["bill"],
            row["article"],
            row["quantity"],
            row["unit_price"],
            row["at"],
            row.get("buyer"),
            row.get("country"),
            row["facts"],
        )
        for row in rows
    ]
