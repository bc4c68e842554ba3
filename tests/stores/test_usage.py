"""Usage events are counted once, and a second telling is answered with what differs."""

from dataclasses import replace
from fractions import Fraction

from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.unit_of_work import Units
from loyalty.usage.event import Received, Reception, UsageEvent
from tests.stores.making import PROGRAMME, SHOP, day

EVENT = UsageEvent(PROGRAMME, SHOP, "e-1", MemberId(1), "calls", "1.10", day(1))


def _record(units: Units, *events: UsageEvent) -> list[Received]:
    with units.write() as unit:
        answers = unit.usage.record(events, day(9))
        unit.commit()
    return answers


def _total(units: Units, first: int = 0, end: int = 9) -> Fraction:
    with units.read() as unit:
        return unit.usage.total(MemberId(1), PROGRAMME, "calls", Period(day(first), day(end)))


def test_events_are_summed_exactly(units: Units) -> None:
    """0.1 three times is 0.3, of this member and meter, from the start of the period and before its end."""
    _record(
        units,
        *(replace(EVENT, event_id=f"e-{n}", quantity="0.1", occurred_at=day(n)) for n in range(5)),
        replace(EVENT, event_id="m", member_id=MemberId(2)),
        replace(EVENT, event_id="o", meter="bytes"),
    )

    assert Fraction(3, 10) == _total(units, 1, 4)


def test_an_event_told_twice_counts_once(units: Units) -> None:
    """The second telling is a duplicate, in another request or in the same, also as 1.1 for 1.10."""
    accepted, again = _record(units, EVENT, replace(EVENT, quantity="1.1"))
    (later,) = _record(units, EVENT)

    assert Received("e-1", Reception.ACCEPTED) == accepted
    assert [Received("e-1", Reception.DUPLICATE)] * 2 == [again, later]
    assert Fraction(11, 10) == _total(units)


def test_another_event_of_the_same_id_is_a_conflict(units: Units) -> None:
    """The answer names what differs, the kept event stays, and the others of the request are kept."""
    _record(units, EVENT)
    other = replace(EVENT, quantity="2", occurred_at=day(2))

    answers = _record(units, other, replace(EVENT, event_id="e-2"))

    assert [
        Received("e-1", Reception.CONFLICT, ("quantity", "occurred_at")),
        Received("e-2", Reception.ACCEPTED),
    ] == answers
    assert Fraction(22, 10) == _total(units)


def test_nothing_told_is_nothing_kept(units: Units) -> None:
    """An empty request has an empty answer."""
    assert [] == _record(units)
    assert 0 == _total(units)
