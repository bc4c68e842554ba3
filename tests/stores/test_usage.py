"""Usage events are counted once, and a second telling is answered with what differs."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.unit_of_work import Units
from loyalty.usage.event import Received, Reception, UsageEvent
from tests.stores.making import PROGRAMME, SHOP, day, opened

EVENT = UsageEvent("e-1", MemberId(1), "calls", "1.10", day(1))


def _record(units: Units, *events: UsageEvent) -> list[Received]:
    with units.write() as unit:
        answers = unit.usage.record(PROGRAMME, SHOP, events, day(9))
        unit.commit()
    return answers


def _read(
    units: Units, first: int = 0, end: int = 9, subscription: str | None = None
) -> Sequence[tuple[str, Fraction]]:
    with units.read() as unit:
        period = Period(day(first), day(end))
        found = unit.usage.readings(MemberId(1), PROGRAMME, "calls", period, subscription)
    return [(reading.id, reading.value) for reading in found]


def test_readings_are_of_the_member_meter_and_period(units: Units) -> None:
    """They come by time and id, from the start of the period and before its end, exactly."""
    _record(
        units,
        *(replace(EVENT, event_id=f"e-{n}", quantity="0.1", at=day(n)) for n in (4, 3, 1, 0)),
        replace(EVENT, event_id="d-1", quantity="0.2"),
        replace(EVENT, event_id="m", member_id=MemberId(2)),
        replace(EVENT, event_id="o", meter="bytes"),
    )

    assert [("d-1", Fraction(1, 5)), ("e-1", Fraction(1, 10)), ("e-3", Fraction(1, 10))] == _read(units, 1, 4)


def test_properties_come_back(units: Units) -> None:
    """An event keeps its texts, in every script."""
    _record(units, replace(EVENT, properties={"region": "欧洲", "zone": "b"}))

    with units.read() as unit:
        [reading] = unit.usage.readings(MemberId(1), PROGRAMME, "calls", Period(day(0), day(9)))

    assert {"region": "欧洲", "zone": "b"} == reading.properties


def test_an_event_told_twice_counts_once(units: Units) -> None:
    """The second telling is a duplicate, in another request or in the same, also as 1.1 for 1.10."""
    accepted, again = _record(units, EVENT, replace(EVENT, quantity="1.1"))
    (later,) = _record(units, EVENT)

    assert Received("e-1", Reception.ACCEPTED) == accepted
    assert [Received("e-1", Reception.DUPLICATE)] * 2 == [again, later]
    assert [("e-1", Fraction(11, 10))] == _read(units)


def test_another_event_of_the_same_id_is_a_conflict(units: Units) -> None:
    """The answer names what differs, the kept event stays, and the others of the request are kept."""
    _record(units, EVENT)
    other = replace(EVENT, quantity="2", at=day(2), properties={"a": "b"})

    answers = _record(units, other, replace(EVENT, event_id="e-2"))

    assert [
        Received("e-1", Reception.CONFLICT, ("quantity", "at", "properties"), "differs"),
        Received("e-2", Reception.ACCEPTED),
    ] == answers
    assert [("e-1", Fraction(11, 10)), ("e-2", Fraction(11, 10))] == _read(units)


def test_an_id_is_one_of_its_source(units: Units) -> None:
    """Two sources may give one id to different events, and neither corrects those of the other."""
    _record(units, EVENT)
    with units.write() as unit:
        other = replace(EVENT, quantity="7")
        correcting = replace(EVENT, event_id="e-2", supersedes="e-9")
        answers = unit.usage.record(PROGRAMME, "other", [other, correcting], day(9))
        unit.commit()

    assert [Reception.ACCEPTED, Reception.REFUSED] == [answer.reception for answer in answers]
    assert [("e-1", Fraction(11, 10)), ("e-1", Fraction(7))] == sorted(_read(units))


def test_a_corrected_event_counts_no_longer(units: Units) -> None:
    """The end of a chain of corrections counts alone, in one request and over several."""
    second = replace(EVENT, event_id="e-2", quantity="2", supersedes="e-1")
    third = replace(EVENT, event_id="e-3", quantity="3", supersedes="e-2")

    first_answers = _record(units, EVENT, second)
    (last,) = _record(units, third)

    assert [Reception.ACCEPTED, Reception.CORRECTED] == [answer.reception for answer in first_answers]
    assert Reception.CORRECTED is last.reception
    assert [("e-3", Fraction(3))] == _read(units)


def test_an_event_is_corrected_once(units: Units) -> None:
    """A second correction is a conflict, the same one again a duplicate, one of nothing is refused."""
    correcting = replace(EVENT, event_id="e-2", quantity="2", supersedes="e-1")
    _record(units, EVENT, correcting)

    answers = _record(
        units,
        replace(correcting, event_id="e-3"),
        correcting,
        replace(EVENT, event_id="e-4", supersedes="e-0"),
        replace(EVENT, event_id="e-5", supersedes="e-5"),
    )

    assert [
        Received("e-3", Reception.CONFLICT, ("supersedes",), "corrected-already"),
        Received("e-2", Reception.DUPLICATE),
        Received("e-4", Reception.REFUSED, why="unknown-event"),
        Received("e-5", Reception.REFUSED, why="unknown-event"),
    ] == answers
    assert [("e-2", Fraction(2))] == _read(units)


def test_readings_of_a_subscription(units: Units) -> None:
    """Events that name a subscription are of that one alone, those that name none are of each."""
    _record(
        units,
        EVENT,
        replace(EVENT, event_id="e-2", subscription="one"),
        replace(EVENT, event_id="e-3", subscription="two"),
    )

    assert ["e-1", "e-2"] == [name for name, _ in _read(units, subscription="one")]
    assert ["e-1", "e-2", "e-3"] == [name for name, _ in _read(units)]


def test_nothing_told_is_nothing_kept(units: Units) -> None:
    """An empty request has an empty answer."""
    assert [] == _record(units)
    assert [] == _read(units)


def _record_meanwhile(units: Units) -> None:
    with units.write() as slow:
        slow.usage.readings(MemberId(1), PROGRAMME, "calls", Period(day(0), day(9)))
        _record(units, EVENT)
        slow.usage.record(PROGRAMME, SHOP, [EVENT], day(9))


def test_a_writer_who_comes_second_decides_again(postgresql_database: str) -> None:
    """Of two writers of one id at the same time, the second is told to look again."""
    with opened(postgresql_database) as units, pytest.raises(DecideAgain):
        _record_meanwhile(units)


def test_kept_ids_are_known(units: Units) -> None:
    """Of some ids those are known under which this source's events are kept."""
    _record(units, EVENT, replace(EVENT, event_id="e-2"))

    with units.read() as unit:
        assert {"e-1"} == unit.usage.known(PROGRAMME, SHOP, ["e-1", "e-3", "e-1"])
        assert set() == unit.usage.known(PROGRAMME, "another", ["e-1"])
