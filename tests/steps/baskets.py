"""Sentences about asking a price, buying, and bringing back."""

import re

from pytest_bdd import parsers, step, when

from loyalty.pricing.basket import Basket, BasketLine
from tests.steps.drivers import World
from tests.steps.driving import AfterSale, Sale
from tests.steps.reading import Table, instant, number, rows

CHANNELS = {"应用": "app", "门店": "shop", "网店": "web"}
ELSEWHERE = r"(?: (?:in|on) the (?P<channel>app|shop|web))?(?P<more>(?:, .+)?):"


@step(parsers.re(r"(?P<name>somebody else|\w+) (?P<verb>asks the price|buys)" + ELSEWHERE))
@step(parsers.re(r"(?P<name>\w+?)在(?P<channel>应用|门店|网店)(?P<verb>询价)(?P<more>(?:，.+)?)："))
def deals(  # noqa: PLR0917 - the parts of one sentence
    world: World, name: str, verb: str, channel: str | None, more: str, datatable: Table
) -> None:
    """Have a basket priced, or buy it."""
    sale = _sale(world, name, channel, more, datatable)
    if verb == "buys":
        _book(world, sale)
    else:
        _quote(world, sale)


def _quote(world: World, sale: Sale) -> None:
    def quote() -> None:
        world.priced = world.driver.quote(sale)
        world.last_sale = sale

    world.attempt(quote)


@when(parsers.re(r"what was asked for is bought(?: by (?P<name>\w+))?"))
def buys_the_quoted(world: World, name: str | None) -> None:
    """Buy the basket that was priced last, citing its quote."""
    assert world.last_sale is not None
    assert world.priced is not None
    asked = world.last_sale
    member = world.member(name) if name else asked.member
    _book(world, Sale(asked.id, asked.basket, member, quote=world.priced.id))


def _book(world: World, sale: Sale) -> None:
    def order() -> None:
        world.priced = world.driver.order(sale)
        world.last_sale = world.sales[sale.id] = sale
        # The code that an order gave last is shown by the name of its voucher.
        codes = {given["voucher"]: given["code"] for given in world.document.get("vouchers_given", ())}
        repeated = world.priced.replayed
        assert not repeated or {name: world.codes[name] for name in codes} == codes
        world.codes |= codes

    world.attempt(order)


@when("it is sent again")
def again(world: World) -> None:
    """Do the last thing again, exactly as it was."""
    assert world.again is not None
    world.attempt(world.again)


VERBS = {
    "brings back": "return",
    "cancels": "cancellation",
    "exchanges": "exchange",
    "pays less for": "adjustment",
}
AFTER = (
    rf"\w+ (?P<verb>{'|'.join(VERBS)})(?: everything)?(?: of (?P<order>[^\s:]+))?"
    r"(?: in the (?P<channel>[-\w]+))?:?"
)


@when(parsers.re(AFTER))
def after_sale(
    world: World, verb: str, order: str | None, channel: str | None, datatable: Table = ()
) -> None:
    """Return lines, by the article, cancel, exchange, or lower prices; without a table all of the order.

    An exchange buys what its table names under ``for``, as many at their ``price``.
    """
    sale, what = world.sales[order] if order else world.last_sale, VERBS[verb]
    assert sale is not None
    articles = {line.sku: line.id for line in sale.basket.lines}
    lines = {} if what == "cancellation" else {line.id: line.quantity for line in sale.basket.lines}
    if datatable:
        column, factor = ("price", 100) if what == "adjustment" else ("quantity", 1)
        lines = {articles[row["article"]]: number(row[column]) * factor for row in rows(datatable)}
    new = None
    if what == "exchange":
        bought = [{**row, "article": row["for"]} for row in rows(datatable)]
        for row in bought:
            del row["for"]
        basket = [_line(place, row) for place, row in enumerate(bought, start=1)]
        new = Sale(
            world.new_name("order"), Basket(tuple(basket), {"channel": channel or "shop"}), sale.member
        )
    asked = AfterSale(world.new_name(what), what, lines, channel or "", new)

    def change() -> None:
        world.priced = world.driver.after_sale(sale.id, asked)
        if new is not None:
            world.last_sale = world.sales[new.id] = new

    world.attempt(change)


def _sale(world: World, name: str, channel: str | None, more: str, table: Table) -> Sale:
    """Give the order of a sentence: its table, and what the sentence says besides."""
    wishes = [wish.strip() for wish in re.split("[,，]", more) if wish.strip()]
    said = {key: value for wish in wishes for key, value in _wish(wish).items()}
    order = {"channel": CHANNELS.get(channel or "", channel or "shop")}
    if "delivery" in said:
        order["delivery"] = said["delivery"]
    facts = {key: value for key, value in said.items() if key.startswith("member.")}
    lines = tuple(_line(place, row) for place, row in enumerate(rows(table), start=1))
    shown = tuple(world.codes.get(code, code) for code in said.get("vouchers", "").split("+") if code)
    value = int(number(said.get("value", "0")) * 100)
    cards = tuple(code for code in said.get("cards", "").split("+") if code)
    points, currency = int(said.get("points", "0")), said.get("currency", "")
    basket = Basket(lines, order, facts, points, currency, shown, value, cards)
    at = instant(said["at"]) if "at" in said else None
    sold = said.get("order") or world.new_name("order")
    return Sale(sold, basket, world.member(name), at, receipt=said.get("receipt"))


WISHES = {
    r"delivered home|送货上门": {"delivery": "home"},
    r"to collect|到店自提": {"delivery": "collect"},
    r"sent to (?P<country>\w+)": {"member.country": "country"},
    r"offering (?P<value>\S+) of stored value": {"value": "value"},
    r"paying with the cards (?P<cards>\S+)": {"cards": "cards"},
    r"showing (?P<vouchers>\S+)": {"vouchers": "vouchers"},
    r"offering (?P<points>\d+) points": {"points": "points"},
    r"拟用(?P<points>\d+)积分": {"points": "points"},
    r"priced in (?P<currency>[A-Z]{3})": {"currency": "currency"},
    r"with receipt (?P<receipt>\S+)": {"receipt": "receipt"},
    r"as order (?P<order>\S+)": {"order": "order"},
    r"dated (?P<at>.+)": {"at": "at"},
    r"stating (?P<fact>\S+) = (?P<value>\S+)": {},
    r"声明 (?P<fact>\S+) = (?P<value>\S+)": {},
}


def _wish(wish: str) -> dict[str, str]:
    for form, meaning in WISHES.items():
        found = re.fullmatch(form, wish)
        if found is not None:
            named = found.groupdict()
            if "fact" in named:
                return {named["fact"]: named["value"]}
            return {key: named.get(value, value) for key, value in meaning.items()}
    message = f"no sentence says `{wish}`"
    raise AssertionError(message)


COLUMNS = {"商品": "article", "类别": "category", "品牌": "brand", "数量": "quantity", "单价": "price"}
FIXED = {"article", "quantity", "price"}


def _line(place: int, row: dict[str, str]) -> BasketLine:
    said = {"category": "coffee", "brand": "other", "quantity": "1"}
    said |= {COLUMNS.get(head, head): value for head, value in row.items()}
    facts = {head: value for head, value in said.items() if head not in FIXED}
    price = number(said["price"]) * 100
    return BasketLine(str(place), said["article"], number(said["quantity"]), price, facts)
