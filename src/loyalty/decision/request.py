"""From the JSON of a basket to a situation: everything wrong is found at once, nothing is guessed.

The shape is that of ``POST /v1/quotes``. The web application reads bodies with its own
schemas, since it also publishes them; this reader is for whoever has no web application.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.situate import NOBODY, Participant, situate
from loyalty.decision.situation import Situation
from loyalty.kernel.card_door import refuse_in_data
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.money import AmountTextError, Currency, UnknownCurrency, currency, minor_units
from loyalty.language.facts import TEXT_MAX
from loyalty.language.findings import did_you_mean
from loyalty.language.texts.words import YEARS
from loyalty.pricing.basket import Basket, BasketLine

MEMBERS = ("programme", "member", "at", "currency", "order", "facts", "lines", "points_to_spend", "market")
OF_A_DATABASE = ("vouchers", "value_to_spend", "gift_cards")
"""What a basket says besides of things that only a database knows."""
CODES_MAX = 10
HEAD = ("programme", "member", "at")
POINTS_MAX = 10**12
MINOR_MAX = 10**15
_DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?", re.ASCII)
_LINE = ("id", "sku", "quantity", "unit_price")


@dataclass(frozen=True, slots=True)
class NotExact:
    """Stands where the JSON has a number that is no whole number; most of those have no exact binary form."""

    text: str


class Doubled(dict[str, Any]):
    """An object in which ``names`` stand twice."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BasketRequest:
    """What could be read, with a stand-in wherever something is wrong, and everything that is wrong."""

    basket: Basket
    at: datetime | None
    misfits: tuple[Misfit, ...]


def read_json(text: str) -> object:
    """Give what the JSON says; numbers with a point or an exponent become `NotExact`.

    Raises json.JSONDecodeError, which is a ValueError, also where it is nested beyond reading
    or has a whole number of thousands of digits. Raises PanDetected where it holds a card number, and
    IdentityNumberDetected where it holds that of a person.
    """
    try:
        read = json.loads(text, parse_float=NotExact, parse_constant=NotExact, object_pairs_hook=_object)
    except RecursionError:
        message = "nested too deeply"
    except json.JSONDecodeError:
        raise
    except ValueError:  # Python reads no whole number of more than some thousand digits
        message = "a whole number of too many digits"
    else:
        refuse_in_data(read)
        return read
    raise json.JSONDecodeError(message, text, 0)


def read_request(data: object, programme: Programme) -> BasketRequest:
    """Give the basket that plain data writes, for a programme whose currency prices are in."""
    reader = _Reader(programme.currency)
    if not isinstance(data, dict):
        reader.wrong("", "wrong-type", "a basket is a JSON object")
        return BasketRequest(Basket(()), None, tuple(reader.misfits))
    reader.names("", data, MEMBERS)
    reader.header(data, programme.name)
    basket = reader.basket(data)
    return BasketRequest(basket, reader.instant("/at", data.get("at")), tuple(reader.misfits))


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """A basket for a database, of the programme and by the member it names; ``at`` None: now."""

    programme: str
    member: MemberId | None
    at: datetime | None
    basket: Basket


def read_order(data: object, *, instead: bool = False) -> OrderRequest:
    """Give the order that plain data writes, in the shape of ``PUT /v1/orders/{order_id}``.

    With ``instead`` programme, member and moment are those of the order it is exchanged for.
    Raises RequestMisfit with all that is wrong; whether it fits the programme is not looked at.
    """
    if not isinstance(data, dict):
        raise RequestMisfit((Misfit("", "wrong-type", "a basket is a JSON object"),))
    try:
        reader = _Reader(currency(str(data.get("currency"))))
    except UnknownCurrency:
        message = "the currency of the prices is needed here"
        raise RequestMisfit((Misfit("/currency", "wrong-type", message, 'such as "EUR"'),)) from None
    reader.names(
        "", data, ("currency", *OF_A_DATABASE, *(m for m in MEMBERS if not instead or m not in HEAD))
    )
    programme = "" if instead else reader.text("/programme", data.get("programme"))
    member = parse_id("mem", data["member"]) if isinstance(data.get("member"), str) else None
    if "member" in data and member is None:
        reader.wrong("/member", "wrong-type", "this is no member's id")
    basket = replace(
        reader.basket(data),
        currency=reader.of.code,
        vouchers=reader.codes("vouchers", data),
        value_offered=int(reader.price("/value_to_spend", data.get("value_to_spend", "0"))),
        gift_cards=reader.codes("gift_cards", data),
    )
    at = reader.instant("/at", data.get("at"))
    if reader.misfits:
        raise RequestMisfit(tuple(reader.misfits))
    return OrderRequest(programme, MemberId(member) if member is not None else None, at, basket)


def situate_request(
    programme: Programme, request: BasketRequest, at: datetime, who: Participant = NOBODY
) -> Situation:
    """Give the situation. Raises NotInForce, and RequestMisfit with what reading and situating found."""
    found = list(request.misfits)
    try:
        situation = situate(programme, request.basket, at, who)
    except RequestMisfit as refusal:
        known = [misfit.pointer for misfit in found]
        found += [m for m in refusal.misfits if not any(_within(m.pointer, pointer) for pointer in known)]
    else:
        if not found:
            return situation
    raise RequestMisfit(tuple(found))


def _within(pointer: str, known: str) -> bool:
    """Give whether a misfit was said already, of the same place or of what holds it."""
    return pointer == known or pointer.startswith(f"{known}/")


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    doubled, names = Doubled(plain), [name for name, _ in pairs]
    doubled.names = tuple(sorted({name for name in names if names.count(name) > 1}))
    return doubled


@dataclass(slots=True)
class _Reader:
    """Reads values exactly and keeps every misfit."""

    of: Currency
    misfits: list[Misfit] = field(default_factory=list)

    def wrong(self, pointer: str, code: str, message: str, hint: str = "") -> None:
        self.misfits.append(Misfit(pointer, code, message, hint))

    def names(self, pointer: str, data: Mapping[str, Any], known: Sequence[str]) -> None:
        for name in data:
            if name not in known:
                hint = did_you_mean(name, known)
                self.wrong(f"{pointer}/{name[:64]}", "unknown-member", f"a basket has no `{name[:64]}`", hint)
        self.doubled(pointer, data)

    def doubled(self, pointer: str, data: Mapping[str, Any]) -> None:
        for name in data.names if isinstance(data, Doubled) else ():
            self.wrong(f"{pointer}/{name[:64]}", "doubled", "the name stands twice in one object")

    def basket(self, data: Mapping[str, Any]) -> Basket:
        """Read the goods, their facts and the points that are offered."""
        lines = tuple(
            self.line(place, line) for place, line in enumerate(self.items("/lines", data.get("lines")))
        )
        order = self.facts("/order", data.get("order", {}))
        facts = self.facts("/facts", data.get("facts", {}))
        points = self.whole("/points_to_spend", data.get("points_to_spend", 0), POINTS_MAX)
        market = self.text("/market", data["market"]) if "market" in data else ""
        return Basket(lines, order, facts, points, market=market)

    def header(self, data: Mapping[str, Any], programme: str) -> None:
        if data.get("programme", programme) != programme:
            self.wrong("/programme", "other-programme", f"these rules are of the programme `{programme}`")
        if "member" in data:
            message = "members are known to a database only"
            self.wrong("/member", "no-members", message, "leave it out and name a tier with `--tier`")
        if data.get("currency", self.of.code) != self.of.code:
            self.wrong("/currency", "other-currency", f"the programme's currency is {self.of.code}")

    def items(self, pointer: str, value: object) -> list[Any]:
        if isinstance(value, list):
            return value
        self.wrong(pointer, "wrong-type", "a list of lines is needed here")
        return []

    def codes(self, name: str, data: Mapping[str, Any]) -> tuple[str, ...]:
        """Read the codes that were shown."""
        found = self.items(f"/{name}", data.get(name, []))
        if len(found) > CODES_MAX:
            self.wrong(f"/{name}", "too-long", f"at most {CODES_MAX} codes are shown at once")
        return tuple(self.text(f"/{name}/{place}", code) for place, code in enumerate(found))

    def line(self, place: int, data: object) -> BasketLine:
        pointer, stand_in = f"/lines/{place}", str(place + 1)
        if not isinstance(data, dict):
            self.wrong(pointer, "wrong-type", "a line is a JSON object")
            return BasketLine(stand_in, "", Fraction(1), Fraction(0))
        self.doubled(pointer, data)
        return BasketLine(
            self.text(f"{pointer}/id", data.get("id", stand_in)) or stand_in,
            self.text(f"{pointer}/sku", data.get("sku")),
            self.quantity(f"{pointer}/quantity", data.get("quantity")),
            self.price(f"{pointer}/unit_price", data.get("unit_price")),
            self.facts(pointer, {name: value for name, value in data.items() if name not in _LINE}),
        )

    def text(self, pointer: str, value: object) -> str:
        if isinstance(value, str) and 0 < len(value) <= TEXT_MAX and value.isprintable():
            return value
        self.wrong(pointer, "wrong-type", f"a text of 1 to {TEXT_MAX} characters is needed here")
        return ""

    def quantity(self, pointer: str, value: object) -> Fraction:
        found = self.exact(pointer, value, '"1.5"')
        if found == 0:
            self.wrong(pointer, "out-of-range", "the quantity is above 0")
        return found or Fraction(1)

    def price(self, pointer: str, value: object) -> Fraction:
        """Give minor units."""
        if isinstance(value, dict):
            self.doubled(pointer, value)
            if set(value) != {"amount", "currency"}:
                self.wrong(
                    pointer, "wrong-type", 'a price is decimal text, or {"amount": 2694, "currency": "EUR"}'
                )
                return Fraction(0)
            if value["currency"] != self.of.code:
                message = f"the programme's currency is {self.of.code}"
                self.wrong(f"{pointer}/currency", "other-currency", message)
            return Fraction(self.whole(f"{pointer}/amount", value["amount"], MINOR_MAX))
        if type(value) is int:
            message = "a price is written as text, so that nobody can take it for minor units"
            self.wrong(pointer, "wrong-type", message, f'write "{value}"')
            return Fraction(0)
        major = self.exact(pointer, value, '"26.94"')
        if major is None:
            return Fraction(0)
        try:
            return minor_units(str(value), self.of)
        except AmountTextError:
            self.wrong(pointer, "out-of-range", "an amount has at most 18 digits")
            return Fraction(0)

    def exact(self, pointer: str, value: object, example: str) -> Fraction | None:
        if type(value) is int:
            if 0 <= value < 10**12:
                return Fraction(value)
        elif isinstance(value, NotExact):
            self.not_exact(pointer, value)
            return None
        elif isinstance(value, str) and _DECIMAL.fullmatch(value):
            return Fraction(value)
        message = "a number from 0 is needed here, plain decimal text of at most 12 digits and 9 decimals"
        self.wrong(pointer, "wrong-type", message, f"such as {example}")
        return None

    def not_exact(self, pointer: str, value: NotExact) -> None:
        message = "a JSON number with a point or exponent is not exact on every machine"
        self.wrong(pointer, "not-exact", message, f'write it as text: "{value.text[:40]}"')

    def whole(self, pointer: str, value: object, most: int) -> int:
        if type(value) is int and 0 <= value <= most:
            return value
        self.wrong(pointer, "wrong-type", f"a whole number from 0 to {most} is needed here")
        return 0

    def facts(self, pointer: str, value: object) -> dict[str, str]:
        if not isinstance(value, dict):
            self.wrong(pointer, "wrong-type", "an object of facts is needed here")
            return {}
        self.doubled(pointer, value)
        found = {}
        for name, fact in value.items():
            if isinstance(fact, NotExact):
                self.not_exact(f"{pointer}/{name[:64]}", fact)
            elif isinstance(fact, str | int):
                found[name] = str(fact).lower() if isinstance(fact, bool) else str(fact)
            else:
                message = "a fact is a text, a whole number, true or false"
                self.wrong(f"{pointer}/{name[:64]}", "wrong-type", message)
        return found

    def instant(self, pointer: str, value: object) -> datetime | None:
        if value is None:
            return None
        try:
            found = datetime.fromisoformat(value) if isinstance(value, str) else None
            if found is not None and found.tzinfo is not None and YEARS[0] <= found.year <= YEARS[1]:
                return found.astimezone(UTC)
        except ValueError:
            pass
        message = "an instant with its offset from UTC is needed here"
        self.wrong(pointer, "wrong-type", message, 'such as "2026-11-22T10:00:00+01:00"')
        return None
