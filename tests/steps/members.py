"""Sentences about members: who they are, what they have, where they stand."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from pytest_bdd import given, parsers, step, then, when

from loyalty.kernel.period import add_months
from loyalty.language.shapes.wallets import POINTS
from loyalty.pricing.basket import Basket, BasketLine
from tests.steps.drivers import World
from tests.steps.driving import Sale
from tests.steps.reading import ZONE, Table, instant, local, only, pairs, rows
from tests.steps.subscriptions import bills_of, credit_of

# An order of long ago: its points can be spent and its spend counts for no tier any more.
LONG_AGO = "2025-09-01 12:00"
TIERS = {"金卡": "gold", "银卡": "silver", "普通": "blue"}
# What a gift card is bought for counts towards the tier and earns no points.
SPEND_FOR = {"silver": "500.00", "gold": "2000.00"}


@step(
    parsers.re(
        r"(?P<name>\w+) is a (?:(?P<tier>blue|silver|gold) )?member(?:, brought by (?P<referrer>\w+))?"
    )
)
@given(parsers.re(r"(?P<name>\w+?)是(?P<tier>普通|银卡|金卡)?会员"))
def is_member(world: World, name: str, tier: str | None, referrer: str | None = None) -> None:
    """Enrol somebody, brought by somebody; a higher tier is reached by buying a gift card first."""
    if name not in world.members or referrer is None:
        world.members[name] = world.driver.enrol({})
    if referrer is not None:
        world.attempt(lambda: world.driver.refer(world.members[name], world.members[referrer]))
    spend = SPEND_FOR.get(TIERS.get(tier or "", tier or ""))
    if spend is not None:
        _buy(world, name, "gift-card", Fraction(spend) * 100, at=None)


@given(parsers.re(r"(?P<name>\w+) has (?P<points>\d+) points(?: until (?P<until>[-\d]+))?"))
@given(parsers.re(r"(?P<name>\w+?)有(?P<points>\d+)积分"))
def has_points(world: World, name: str, points: str, until: str | None = None) -> None:
    """Give a member points that can be spent: one for each cent of an order of long ago.

    Points live 24 months, the day they were earned not counted; so ``until``, their last day,
    says when they were earned.
    """
    at = instant(LONG_AGO)
    if until is not None:
        last = instant(f"{until} 12:00").astimezone(ZONE)
        at = instant(f"{add_months(last.date(), -24)} 12:00")
    _buy(world, name, "coffee", Fraction(int(points)), at=at)


def _buy(world: World, name: str, category: str, price: Fraction, *, at: datetime | None) -> None:
    line = BasketLine("1", "earlier", Fraction(1), price, {"category": category, "brand": "other"})
    order = {"channel": "shop", "delivery": "home"}  # who collects pays 0.50 less in December
    sale = Sale(world.new_name("earlier"), Basket((line,), order), world.members[name], at)
    world.driver.order(sale)


@when(parsers.re(r"(?P<name>\w+) (?P<verb>joins with|tells) these facts:"))
@when(parsers.re(r"(?P<name>\w+?)(?P<verb>入会)时提供以下信息："))
def tells(world: World, name: str, verb: str, datatable: Table) -> None:
    """Try to enrol somebody of whom something is known, or to change that; an empty cell withdraws."""

    def tell() -> None:
        facts = pairs(datatable)
        if verb == "tells":
            world.driver.tell(world.members[name], {fact: text or None for fact, text in facts.items()})
        else:
            world.members[name] = world.driver.enrol(facts)

    priced = world.priced
    world.attempt(tell)
    world.priced = priced  # what is told of a member takes back no price


@then(parsers.re(r"(?:on (?P<day>[-\d]+(?: [:\d]+)?) )?(?P<name>\w+) (?:has|had)(?: in (?P<wallet>\w+))?:"))
def has(world: World, name: str, day: str | None, wallet: str | None, datatable: Table) -> None:
    """Hold what a member has in a wallet, now or as of an instant."""
    world.expect_no_refusal()
    holdings = world.driver.holdings(world.members[name], instant(day) if day else None, wallet or POINTS)
    found = {key: str(getattr(holdings, key)) for key in ("spendable", "pending", "held", "owed")}
    [expected] = rows(datatable)

    assert expected == only(found, expected)


@then(parsers.re(r"the points of (?P<name>\w+)(?: in (?P<wallet>\w+))? end as follows:"))
def lots(world: World, name: str, wallet: str | None, datatable: Table) -> None:
    """Hold what ends when, pending points too, the soonest first; the day is the first without them."""
    holdings = world.driver.holdings(world.members[name], None, wallet or POINTS)

    assert rows(datatable) == [
        {"points": str(lot.points), "gone on": local(lot.ends)} for lot in holdings.lots
    ]


@then(
    parsers.re(
        r"(?:on (?P<day>[-\d]+) )?(?P<name>\w+) (?:stands|stood) at (?P<tier>\w+)"
        r"(?:, kept until (?P<until>[-\d]+))?(?:, short of the next tier by (?P<short>.+))?"
    )
)
def stands(  # noqa: PLR0917 - the parts of the sentence
    world: World, name: str, day: str | None, tier: str, until: str | None, short: str | None
) -> None:
    """Hold the tier now or at the end of a day, when it is looked at again, and what is missing."""
    world.expect_no_refusal()
    standing = world.driver.standing(world.members[name], date.fromisoformat(day) if day else None)

    assert tier == standing.tier
    if until is not None:
        assert until == local(standing.until)
    if short is not None:
        said = [f"{much} {measure}{f' until {by}' if by else ''}" for measure, much, by in standing.missing]
        assert short == " and ".join(said)


@then(parsers.re(r"the (?P<what>\w+) of (?P<name>\w+)(?P<days> from \S+ to \S+)? reads?:"))
def reads(world: World, what: str, name: str, days: str | None, datatable: Table) -> None:
    """Hold what is kept of a member, the oldest first, by the columns a table names."""
    world.expect_no_refusal()
    found = _statement(world, name, days) if days else KEPT[what](world, name)

    assert rows(datatable) == [only(row, datatable[0]) for row in found]


def _ledger(world: World, name: str) -> Sequence[Mapping[str, str]]:
    """Give every entry."""
    entries = world.driver.ledger(world.members[name])
    return [{"entry": kind, "points": str(points)} for kind, points in entries]


def _statement(world: World, name: str, days: str) -> Sequence[Mapping[str, str]]:
    """Give opening, every entry with the total after it, closing."""
    first, last = (date.fromisoformat(day) for day in days.split()[1::2])
    return [
        {"entry": entry, "points": str(points or ""), "total": str(total)}
        for entry, points, total in world.driver.statement(world.members[name], first, last)
    ]


def _progress(world: World, name: str) -> Sequence[Mapping[str, str]]:
    """Give every card and streak with how far it is."""
    return world.driver.progress(world.members[name])


KEPT = {"ledger": _ledger, "credit": credit_of, "bills": bills_of, "progress": _progress}


@then("everything adds up")
@then("各项相加无误")
def adds_up(world: World) -> None:
    """Hold all books to the laws of the ledger, and the last price, if any, to the sum of its lines.

    Contained tax and points as payment do not count.
    """
    world.expect_no_refusal()
    assert [] == world.faults()
    if world.priced is not None:
        lines, due = world.document["lines"], world.document["total"]["due"]
        counted = [line for line in lines if not line["inside"] and line["category"] != "points_used"]
        assert due == sum(line["amount"] for line in counted)
