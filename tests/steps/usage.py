"""Sentences about plans and what was used of them."""

from collections.abc import Mapping

from pytest_bdd import parsers, then, when

from tests.steps.drivers import World
from tests.steps.driving import Document, Event, Priced
from tests.steps.reading import Table, instant, major, only, rows

UNKNOWN = "mem_0000000000000"


@when(
    parsers.re(
        r"(?:(?P<name>\w+) uses )?(?P<used>[\d.,]+ [-\w]+)(?: of (?P<plan>[-\w]+))?"
        r"(?: are used)?(?P<first>, in the first month)?"
    )
)
def are_used(world: World, name: str | None, used: str, plan: str | None, first: str | None) -> None:
    """Price a stated quantity of a plan's meter."""
    member = world.member(name) if name else None
    quantity, meter = used.replace(",", "").split(" ")

    def estimate() -> None:
        stated = {meter: quantity}
        first_period = first is not None
        asked = world.driver.estimate(plan or "metered", stated, member, first_period=first_period)
        world.priced = _priced(asked)

    world.attempt(estimate)


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
