"""Standings are kept over one another, movements never."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.tiers.grant import Challenge, TierGrant
from loyalty.tiers.ladder import Need
from loyalty.tiers.movement import Cause, Measured, Movement
from loyalty.tiers.standing import Held, Standing
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, day

UP = Movement(
    "blue",
    "silver",
    day(5),
    Cause.RISEN,
    (
        Measured("spend", 510_00, 500_00, Period(day(-360), day(5))),
        Measured("visits", 3, 2, Period(day(0), day(5))),
    ),
)
DOWN = Movement(
    "silver", "blue", day(370), Cause.FALLEN, (Measured("spend", 0, 500_00, Period(day(5), day(370))),)
)
MEMBER = MemberId(1)


def test_a_standing_is_kept_over_the_former_one(units: Units) -> None:
    """The last standing is read, with and without an end; none before the first."""
    with units.read() as unit:
        assert unit.tiers.standing(MEMBER, PROGRAMME) is None
    for kept in (
        Standing("silver", day(5), day(370), Held.GRACE, "blue"),
        Standing("blue", day(370), None),
    ):
        with units.write() as unit:
            unit.tiers.keep(MEMBER, PROGRAMME, kept, at=day(0))
            unit.commit()

        with units.read() as unit:
            assert kept == unit.tiers.standing(MEMBER, PROGRAMME)
            assert unit.tiers.standing(MEMBER, "tea") is None


def test_movements_are_read_in_order(units: Units) -> None:
    """Every movement comes back with its reason, oldest first."""
    for movement in (UP, DOWN):
        with units.write() as unit:
            unit.tiers.keep(
                MEMBER, PROGRAMME, Standing(movement.to_tier, movement.at, None), [movement], at=movement.at
            )
            unit.commit()

    with units.read() as unit:
        assert [UP, DOWN] == unit.tiers.movements(MEMBER, PROGRAMME)


@pytest.mark.parametrize("verb", ["UPDATE movement SET moved_at = 0", "DELETE FROM movement"])
def test_a_movement_is_never_changed(database_url: str, verb: str) -> None:
    """The database refuses to change or remove a movement."""
    engine = open_engine(database_url)
    with Units(engine).write() as unit:
        unit.tiers.keep(MEMBER, PROGRAMME, Standing("silver", day(5), None), [UP], at=day(5))
        unit.commit()

    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(verb))

    engine.dispose()


GIVEN = TierGrant("match", "gold", day(1), day(400), "gold elsewhere", "shop")
CHALLENGED = replace(
    GIVEN, id="try", given_at=day(2), challenge=Challenge((Need("spend", 500_00), Need("visits", 3)), day(90))
)


def test_tiers_that_were_given_are_read_in_order(units: Units) -> None:
    """Every grant comes back as it was given, oldest first; its id is taken once per member."""
    with units.write() as unit:
        assert unit.tiers.add_grant(MEMBER, PROGRAMME, CHALLENGED)
        assert unit.tiers.add_grant(MEMBER, PROGRAMME, GIVEN)
        assert not unit.tiers.add_grant(MEMBER, PROGRAMME, GIVEN)
        assert unit.tiers.add_grant(MemberId(2), PROGRAMME, GIVEN)
        unit.commit()

    with units.read() as unit:
        assert [GIVEN, CHALLENGED] == unit.tiers.grants(MEMBER, PROGRAMME)
        assert [] == unit.tiers.grants(MEMBER, "tea")


def test_a_tier_that_was_given_ends_once(units: Units) -> None:
    """The first end is kept with who and why; who has a grant that may run is found."""
    ended = replace(GIVEN, ended_at=day(9), ended_by="till", ended_why="a mistake")
    with units.write() as unit:
        unit.tiers.add_grant(MEMBER, PROGRAMME, GIVEN)
        unit.tiers.add_grant(MemberId(2), PROGRAMME, GIVEN)
        assert unit.tiers.end_grant(MEMBER, PROGRAMME, ended)
        assert not unit.tiers.end_grant(MEMBER, PROGRAMME, replace(ended, ended_at=day(10)))
        unit.commit()

    with units.read() as unit:
        assert [ended] == unit.tiers.grants(MEMBER, PROGRAMME)
        assert [2] == unit.tiers.granted(PROGRAMME, day(20), after=MemberId(-1), limit=5)
        assert [] == unit.tiers.granted(PROGRAMME, day(20), after=MemberId(2), limit=5)
        assert [] == unit.tiers.granted(PROGRAMME, day(400), after=MemberId(-1), limit=5)
