"""Sentences about plans and what was used of them."""

from pytest_bdd import parsers, then, when

from tests.steps.drivers import World
from tests.steps.driving import Document, Event, Priced
from tests.steps.reading import Table, instant, major, rows


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
    """Send usage events."""
    events = [
        Event(row["event"], world.members[row["member"]], row["meter"], row["quantity"], instant(row["at"]))
        for row in rows(datatable)
    ]

    def send() -> None:
        world.outcomes = world.driver.send_events(events)

    world.attempt(send)


@then("they are received as:")
def received(world: World, datatable: Table) -> None:
    """Hold what became of each event."""
    world.expect_no_refusal()

    assert rows(datatable) == [{"event": event, "outcome": outcome} for event, outcome in world.outcomes]


@when(parsers.parse("what {name} used of {plan} from {start} to {end} is priced"))
def bill(world: World, name: str, plan: str, start: str, end: str) -> None:
    """Price what the events add up to; the end is outside."""
    member = world.members[name]

    def price() -> None:
        world.priced = _priced(world.driver.bill(plan, member, instant(start), instant(end)))

    world.attempt(price)


def _priced(document: Document) -> Priced:
    return Priced(str(document["id"]), document)
