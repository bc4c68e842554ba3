"""What becomes of an event: refused by itself, late, or weighed against those that are kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from loyalty.kernel.identity import MemberId
from loyalty.kernel.rounding import Rounding
from loyalty.language.shapes.charge_words import ConvertShape
from loyalty.language.shapes.meters import MeterRoundShape, MeterShape
from loyalty.language.values import Duration, Unit
from loyalty.usage.event import Received, Reception, UsageEvent
from loyalty.usage.intake import Gate, received

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ADA = MemberId(1)
EVENT = UsageEvent("e-1", ADA, "m", "1.5", NOW)
SUM = MeterShape(id="m", aggregate="sum")


def gate(meter: MeterShape, *, step: Fraction = Fraction(1, 100), billed: datetime | None = None) -> Gate:
    """Give a gate with one meter, in Berlin."""
    until = {} if billed is None else {(ADA, "m"): billed}
    return Gate(
        {"m": meter}, step, Fraction(1000), ZoneInfo("Europe/Berlin"), NOW, timedelta(seconds=5), until
    )


@pytest.mark.parametrize(
    ("meter", "event", "why"),
    [
        (SUM, EVENT, ""),
        (SUM, replace(EVENT, meter="n"), "unknown-meter"),
        (SUM, replace(EVENT, at=NOW + timedelta(seconds=5)), ""),
        (SUM, replace(EVENT, at=NOW + timedelta(seconds=6)), "in-the-future"),
        (SUM, replace(EVENT, quantity="-1"), "negative"),
        (SUM, replace(EVENT, quantity="-0.0"), ""),
        (SUM, replace(EVENT, quantity="1.005"), "too-fine"),
        (SUM, replace(EVENT, quantity="1.500"), ""),
        (SUM, replace(EVENT, quantity="1000.00"), ""),
        (SUM, replace(EVENT, quantity="1000.01"), "out-of-bounds"),
        (replace(SUM, negative="allowed"), replace(EVENT, quantity="-1001"), "out-of-bounds"),
        (replace(SUM, convert=ConvertShape(divide_by=Fraction(1024))), replace(EVENT, quantity="1024"), ""),
        (replace(SUM, negative="allowed", below_zero="floor"), replace(EVENT, quantity="-1"), ""),
        (replace(SUM, of="bytes"), EVENT, "property-missing"),
        (replace(SUM, of="bytes"), replace(EVENT, properties={"bytes": "1e3"}), "not-a-number"),
        (replace(SUM, of="bytes"), replace(EVENT, properties={"bytes": "1000"}), ""),
        (replace(SUM, of="bytes", where={"region": ("eu",)}), EVENT, ""),
        (MeterShape(id="m", aggregate="count"), replace(EVENT, quantity="0.001"), ""),
        (MeterShape(id="m", aggregate="distinct", of="person"), EVENT, "property-missing"),
    ],
)
def test_an_event_is_refused_with_its_reason(meter: MeterShape, event: UsageEvent, why: str) -> None:
    """Each reason in turn, and beside it what is just not that."""
    assert why == gate(meter).refuses(event)


def test_what_rounds_takes_finer_numbers() -> None:
    """A meter that rounds, or converts to whole units, is told numbers of any fineness."""
    fine = replace(EVENT, quantity="1.005")
    rounding = MeterRoundShape(step=Fraction(1), mode=Rounding.UP)
    whole = ConvertShape(divide_by=Fraction(10), round=Rounding.UP)

    assert "" == gate(replace(SUM, round=rounding)).refuses(fine)
    assert "" == gate(replace(SUM, convert=whole)).refuses(fine)


def test_a_step_that_is_no_power_of_ten() -> None:
    """Of a step of 0.05, 1.15 is a multiple and 1.12 is not."""
    strict = gate(SUM, step=Fraction(1, 20))

    assert "" == strict.refuses(replace(EVENT, quantity="1.15"))
    assert "too-fine" == strict.refuses(replace(EVENT, quantity="1.12"))


def test_what_was_billed_makes_an_event_late() -> None:
    """An event before the end of what was billed of its member and meter is late, one at it is not."""
    billed = gate(SUM, billed=NOW - timedelta(days=1))

    assert billed.is_late(replace(EVENT, at=NOW - timedelta(days=1, seconds=1)))
    assert not billed.is_late(replace(EVENT, at=NOW - timedelta(days=1)))
    assert not billed.is_late(replace(EVENT, at=NOW - timedelta(days=9), member_id=MemberId(2)))


def test_a_meter_says_from_which_age_an_event_is_late() -> None:
    """Three days after the 17th is the 20th, in Berlin, where 23:00 UTC is the next day already."""
    slow = gate(replace(SUM, late_after=Duration(3, Unit.DAY)))

    assert not slow.is_late(replace(EVENT, at=datetime(2026, 11, 16, 23, tzinfo=UTC)))
    assert slow.is_late(replace(EVENT, at=datetime(2026, 11, 16, 22, 59, tzinfo=UTC)))


def test_the_first_of_two_counts() -> None:
    """In one request too, and a correction may follow what it corrects."""
    second = replace(EVENT, quantity="2")
    correcting = replace(EVENT, event_id="e-2", supersedes="e-1")

    answers, new = received([EVENT, second, correcting, correcting], {}, ())

    assert [
        Received("e-1", Reception.ACCEPTED),
        Received("e-1", Reception.CONFLICT, ("quantity",), "differs"),
        Received("e-2", Reception.CORRECTED),
        Received("e-2", Reception.DUPLICATE),
    ] == answers
    assert [EVENT, correcting] == new


def test_a_correction_is_of_the_same_member() -> None:
    """What one member used is not corrected by an event of another, whose bills it would not touch."""
    answers, new = received(
        [EVENT, replace(EVENT, event_id="e-2", member_id=MemberId(2), supersedes="e-1")], {}, ()
    )

    assert Received("e-2", Reception.REFUSED, why="other-member") == answers[1]
    assert [EVENT] == new


def test_what_is_compared() -> None:
    """Every part of two events of one id is compared, numbers by their value."""
    other = UsageEvent("e-1", MemberId(2), "n", "2", NOW + timedelta(1), {"a": "b"}, "e-0", "sub-1")

    assert () == EVENT.differs_from(replace(EVENT, quantity="1.50"))
    assert (
        "member",
        "meter",
        "quantity",
        "at",
        "properties",
        "supersedes",
        "subscription",
    ) == EVENT.differs_from(other)
