"""Sentences about plans and what was used of them."""

from collections.abc import Mapping

from pytest_bdd import parsers, then, when

from tests.steps.drivers import World
from tests.steps.driving import Asked, Document, Event, Priced
from tests.steps.reading import Table, instant, major, only, pairs, rows

UNKNOWN = "mem_0000000000000"


@when(
    parsers.re(
        r"(?:(?P<name>\w+) uses )?(?P<used>[\d.,]+ [-\w]+)(?: of (?P<plan>[-\w]+))?"
        r"(?: are used)?(?P<first>, in the first month)?"
    )
)
@when(parsers.re(r"(?P<name>\w+?)使用套餐(?P<plan>[-\w]+)：(?P<used>[\d.,]+ [-\w]+)"))
def are_used(world: World, name: str | None, used: str, plan: str | None, first: str | None = None) -> None:
    """Price a stated quantity of a plan's meter."""
    member = world.member(name) if name else None
    quantity, meter = used.replace(",", "").split(" ")

    def estimate() -> None:
        stated = {meter: quantity}
        first_period = first is not None
        asked = world.driver.estimate(plan or "metered", stated, member, first_period=first_period)
        world.priced = _priced(asked)

    world.attempt(estimate)


@when(parsers.parse("a period of {plan} is priced:"))
def period(world: World, plan: str, datatable: Table) -> None:
    """Price a period of a plan: what is used, and how the subscription stands."""
    asked = _asked(world, pairs(datatable))

    def price() -> None:
        world.priced = _priced(world.driver.period(plan, asked))

    world.attempt(price)


def _asked(world: World, said: Mapping[str, str]) -> Asked:
    said = dict(said)
    part, _, total = said.pop("days", "1 of 1").partition(" of ")
    since = said.pop("subscribed on", None)
    member = said.pop("member", None)
    asked = Asked(
        used=_numbers(said.pop("used", "")),
        member=world.members[member] if member else None,
        seats=int(said.pop("seats", "1")),
        add_ons={name: int(number) for name, number in _numbers(said.pop("add-ons", "")).items()},
        coupons=tuple(said.pop("coupons", "").replace(",", " ").split()),
        share=(int(part), int(total)),
        since=instant(since) if since else None,
        points=int(said.pop("points", "0")),
        currency=said.pop("currency", None),
        facts={"member.country": country} if (country := said.pop("country", None)) else {},
        first=said.pop("first period", "no") == "yes",
        running=said.pop("still running", "no") == "yes",
    )
    assert {} == said
    return asked


def _numbers(text: str) -> dict[str, str]:
    """Give numbers by name: ``150000 api-calls, 12.5 storage``."""
    found = [one.split() for one in text.split(", ") if one]
    return {name: number for number, name in found}


@when("these quantities follow one another:")
def follow(world: World, datatable: Table) -> None:
    """Price each quantity of a period, and hold what it books: its price less what is booked already."""
    found, before = [], 0
    for row in rows(datatable):
        world.priced = _priced(
            world.driver.estimate("metered", {"units": row["units"]}, None, first_period=False)
        )
        due = world.document["total"]["due"]
        found.append({"units": row["units"], "booked": major(due - before)})
        before = due

    assert rows(datatable) == found


@when("these usage events arrive:")
def arrive(world: World, datatable: Table) -> None:
    """Send usage events; a column that is not one of an event's own parts is a property."""
    events = [_event(world, row) for row in rows(datatable)]

    def send() -> None:
        world.outcomes = world.driver.send_events(events)

    world.attempt(send)


@then("they are received as:")
def received(world: World, datatable: Table) -> None:
    """Hold what became of each event, and why where the table has that column."""
    world.expect_no_refusal()

    told = rows(datatable)
    found = [{"event": one.event, "outcome": one.outcome, "why": one.why} for one in world.outcomes]
    assert told == [only(one, told[0]) for one in found]


@when(parsers.parse("what {name} used of {plan} from {start} to {end} is priced"))
def bill(world: World, name: str, plan: str, start: str, end: str) -> None:
    """Price what the events add up to; the end is outside."""
    member = world.members[name]

    def price() -> None:
        world.priced = _priced(world.driver.bill(plan, member, instant(start), instant(end)))

    world.attempt(price)


def _priced(document: Document) -> Priced:
    return Priced(str(document["id"]), document)


def _event(world: World, row: Mapping[str, str]) -> Event:
    said = {name: text for name, text in row.items() if text}
    event, member, meter = said.pop("event"), said.pop("member", ""), said.pop("meter", "units")
    at, quantity, supersedes = said.pop("at"), said.pop("quantity", ""), said.pop("supersedes", None)
    whose = world.members.get(member, UNKNOWN) if member else next(reversed(world.members.values()))
    return Event(event, whose, meter, quantity, instant(at), said, supersedes)
