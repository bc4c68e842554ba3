"""The basket of quotes and orders: fixed members, and facts that only the programme knows."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from marshmallow import INCLUDE, Schema, ValidationError, post_load

from api import faults
from api.faults import Fault, pointer_to
from api.fields import Facts, Items, Member, Part, StrictSchema, read_facts
from api.reading.forms import PRICE, GivenPrice, caller_id, decimal, money, text
from api.refusals import RequestInvalid
from api.schemas.common import (
    member_id,
    moment,
    one_currency,
    personalise,
    point_count,
    programme_name,
)
from api.schemas.membership.identities import IdentityIn
from loyalty.kernel.money import Currency
from loyalty.pricing.basket import Basket, BasketLine

LINES_MAX = 500
VOUCHERS_MAX = 10
VOUCHER_CODE = text(40, example="WELCOME10")
LINE_FACTS_MAX = 50
QUANTITY_MAX = 10**9
ELSEWHERE = {"order.": "under `order`", "line.": "in its line"}
BASKET_EXAMPLE = {
    "programme": "corner-coffee",
    "member": "mem_01b6esf8g0000",
    "currency": "EUR",
    "order": {"channel": "app", "delivery": "home"},
    "facts": {"member.country": "DE"},
    "lines": [
        {
            "id": "1",
            "sku": "beans-1kg",
            "quantity": 1,
            "unit_price": "26.94",
            "category": "coffee",
            "brand": "own",
        }
    ],
    "points_to_spend": 0,
}


class LineIn(Schema):
    """A line. Further members are facts of the line; the programme says which there are."""

    id = Member(caller_id(example="1"), "Your id of the line; without it, its place from 1.", required=False)
    sku = Member(caller_id(example="beans-1kg"), "What is bought.")
    quantity = Member(decimal(most=QUANTITY_MAX), "How much of it.")
    unit_price = Member(PRICE, "The price of one, before anything the programme changes.")

    error_messages: dict[str, Any] = {"type": faults.NOT_OBJECT}  # noqa: RUF012  marshmallow declares it so

    class Meta:
        """What marshmallow does with further members: keep them."""

        unknown = INCLUDE

    @post_load(pass_original=True)
    def with_facts(self, data: dict[str, Any], written: Mapping[str, object], **_: object) -> dict[str, Any]:
        """Gather the further members under ``facts``, as they were written. Raises ValidationError."""
        fixed = {name: data[name] for name in self.fields if name in data}
        facts = line_facts({name: value for name, value in written.items() if name not in self.fields})
        return {**fixed, "facts": facts}


def line_facts(further: Mapping[str, object]) -> dict[str, str]:
    """Give the further members of a line as its facts. Raises ValidationError where one is no fact."""
    if len(further) > LINE_FACTS_MAX:
        raise ValidationError([faults.TOO_LONG.hinting(f"write at most {LINE_FACTS_MAX} facts in a line")])
    return read_facts(further)


class BasketHead(StrictSchema):
    """Of which programme a basket is, who buys it and when; it comes before the goods."""

    programme = programme_name()
    member = member_id(required=False)
    identity = Part(IdentityIn, "In place of `member`: something the member is known by.", required=False)
    at = moment("The moment it is about; without it, now.")


class GoodsIn(StrictSchema):
    """What is to be bought, where and how."""

    currency = one_currency()
    market = Member(
        text(12, example="EU"),
        "Where it is sold: one of the programme's `jurisdictions`, one that they imply, or a country in "
        "which one of them binds, such as `DE`. Without it, the country where it goes, if a fact says it. "
        "A market that is not declared is refused, never taken for another.",
        required=False,
    )
    order = Facts("Facts of the order, without `order.`: the channel, the delivery.")
    facts = Facts("Other facts by full name, such as `member.country`; only those a request may state.")
    lines = Items(Part(LineIn), "What is bought.", fewest=1, most=LINES_MAX)
    vouchers = Items(
        Member(VOUCHER_CODE, "A code."),
        "Codes of vouchers that were shown; the answer says of each whether it counts.",
        fewest=0,
        most=VOUCHERS_MAX,
        required=False,
    )
    gift_cards = Items(
        Member(VOUCHER_CODE, "A code."),
        "Codes of gift cards to pay with, in this order, before the member's own stored value.",
        fewest=0,
        most=VOUCHERS_MAX,
        required=False,
    )
    value_to_spend = Member(
        money(), "How much stored value the member wants to pay with, at most.", required=False
    )
    points_to_spend = point_count("How many points the member wants to pay with, at most.", default=0)


class BasketIn(GoodsIn, BasketHead):
    """What is to be bought, by whom, where and when."""


class QuoteIn(BasketIn):
    """What is to be priced."""

    personalise = personalise()


def basket_of(body: Mapping[str, Any]) -> Basket:
    """Give the engine's basket.

    Raises `RequestInvalid` where a price is in another currency, or a fact stands where it would
    not be looked at.
    """
    wrong = [fault for name in body["facts"] for fault in _misplaced(name)]
    lines = []
    for place, line in enumerate(body["lines"]):
        price = _minor(
            line["unit_price"], body["currency"], ("lines", place, "unit_price", "currency"), wrong
        )
        name = line.get("id", str(place + 1))
        lines.append(BasketLine(name, line["sku"], line["quantity"], price, line["facts"]))
    if wrong:
        raise RequestInvalid(wrong)
    currency, codes = body["currency"].code, tuple(body.get("vouchers", ()))
    points, value = body["points_to_spend"], body.get("value_to_spend")
    if value is not None and value.currency != body["currency"]:
        raise RequestInvalid([faults.OTHER_CURRENCY.at("/value_to_spend/currency")])
    minor = value.minor if value is not None else 0
    cards = tuple(body.get("gift_cards", ()))
    market = body.get("market", "")
    return Basket(tuple(lines), body["order"], body["facts"], points, currency, codes, minor, cards, market)


def _misplaced(name: str) -> Iterator[Fault]:
    for space, place in ELSEWHERE.items():
        if name.startswith(space):
            hint = f"write it {place}, without `{space}`"
            yield faults.OTHER_PLACE.hinting(hint).at(pointer_to(("facts", name)))


def _minor(price: GivenPrice, of: Currency, path: tuple[str | int, ...], wrong: list[Fault]) -> Fraction:
    minor = price.minor(of)
    if minor is None:
        wrong.append(faults.OTHER_CURRENCY.at(pointer_to(path)))
    return minor or Fraction(0)
