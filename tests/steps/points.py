"""Sentences about setting points aside and exchanging them."""

from pytest_bdd import parsers, then, when

from loyalty.language.shapes.wallets import POINTS
from tests.steps.drivers import World
from tests.steps.reading import Table, rows


@when(parsers.re(r"(?P<name>\w+) sets (?P<points>\d+) points aside for (?P<minutes>\d+) minutes"))
def sets_aside(world: World, name: str, points: str, minutes: str) -> None:
    """Hold points."""
    member = world.members[name]

    def hold() -> None:
        world.hold = (member, world.driver.hold(member, int(points), 60 * int(minutes)))

    world.attempt(hold)


@when(parsers.re(r"(?:(?P<points>\d+|all) of )?the points set aside are (?:taken|given back)"))
def taken(world: World, points: str | None) -> None:
    """Capture a part of the hold, or all of it; or void it."""
    _end(world, None if points == "all" else int(points or 0))


def _end(world: World, points: int | None) -> None:
    assert world.hold is not None
    member, hold = world.hold

    def end() -> None:
        world.driver.end_hold(member, hold, points)

    world.attempt(end)


@then(parsers.parse("the hold is {state}"))
def hold_is(world: World, state: str) -> None:
    """Hold the state of the hold."""
    world.expect_no_refusal()
    assert world.hold is not None

    assert state == world.driver.hold_state(*world.hold)


@when(
    parsers.re(
        r"(?P<name>\w+) (?:exchanges|gives) (?P<points>\d+) points(?: of (?P<wallet>\w+))?"
        r" (?:for|to) (?P<reward>[-\w]+)"
    )
)
def exchanges(world: World, name: str, points: str, wallet: str | None, reward: str) -> None:
    """Redeem points for a reward, whose name is the redemption's id; or give them to a member."""
    member = world.members[name]

    def redeem() -> None:
        world.redemption = (member, world.driver.redeem(member, reward, int(points), wallet or POINTS))

    def give() -> None:
        transfer = world.new_name("transfer")
        world.driver.give(member, world.members[reward], transfer, int(points), wallet or POINTS)

    world.attempt(give if reward in world.members else redeem)


@when(parsers.re(r"for (?P<event>[-\w]+)(?: under (?P<event_id>[-\w]+))? (?P<name>\w+) is given:"))
def is_given(world: World, event: str, event_id: str | None, name: str, datatable: Table) -> None:
    """Tell of something done, under an id of its own, and hold what it earned and why no more.

    A receipt is claimed by its code. Further columns are facts of the event.
    """
    member, told = world.members[name], event_id or world.new_name(event)

    def given() -> None:
        [expected] = rows(datatable)
        if event == "receipt":
            points, why = world.driver.claim(member, told), ""
        else:
            facts = {name: expected.pop(name) for name in sorted(expected.keys() - {"points", "because"})}
            points, why = world.driver.event(member, event, told, facts)
        assert expected == {"points": str(points), "because": why}

    world.attempt(given)


@when("the exchange is taken back")
def taken_back(world: World) -> None:
    """Roll the redemption back."""
    assert world.redemption is not None
    member, redemption = world.redemption

    def roll_back() -> None:
        world.driver.roll_back(member, redemption)

    world.attempt(roll_back)
