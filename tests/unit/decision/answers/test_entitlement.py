"""What is left of a meter, and what one unit more costs, on charges of several kinds."""

from fractions import Fraction

from loyalty.decision.answers.entitlement import Entitlement, Free, More, entitlement
from loyalty.decision.decide import decide
from loyalty.decision.metering import stated
from loyalty.decision.situate import local_day, situate_usage
from loyalty.decision.use import Usage
from tests.unit.decision.making import AT, programme

PLAN = """
plans:
  - id: p
    name: {en: P}
    usage:
      - meter: calls
        model: graduated
        zero_usage_pays_first_flat_fee: false
        free_units: 5
        bands:
          - {up_to: 10, unit: 2.00}
          - {above: 10, unit: 1.00, flat: 7.00}
      - {meter: mails, model: percentage, rate: 1%, fixed: 0.30}
    fees:
      - {id: f, name: {en: F}, share: 10%, of: usage, purpose: x, recipient: y, refundable: true}
    allowances:
      - {meter: calls, up_to: 12, beyond: %s}
"""


def _of(used: str, meter: str = "calls", beyond: str = "block") -> Entitlement:
    made = programme(PLAN.replace("%s", beyond))
    measured = stated(made, "p", {meter: Fraction(used)}, local_day(made, AT))
    part, situation = situate_usage(made, Usage("p", measured), AT)
    return entitlement(decide(made, situation, part), "p", meter, Fraction(used))


def test_the_next_unit_costs_what_its_band_says() -> None:
    """Free at first, then 2.00, then 1.00 with the flat fee of the band that it opens; fees come on top."""
    prices = [_of(used).more for used in ("4", "5", "15", "16")]

    assert [
        More(Fraction(exact), due) for exact, due in ((0, 0), (200, 220), (800, 880), (100, 110))
    ] == prices


def test_free_units_are_counted_down() -> None:
    """Free units are those of the charge; a charge without them has none."""
    assert [
        Free(Fraction(5), Fraction(5)),
        Free(Fraction(5), Fraction(2)),
        Free(Fraction(5), Fraction(0)),
    ] == [_of(used).free for used in ("0", "3", "30")]


def test_what_happens_beyond() -> None:
    """Below the allowance the price decides, beyond it the plan's word; nothing is left below nothing."""
    assert ["free", "charge", "charge", "block"] == [_of(used).beyond for used in ("4", "5", "11.9", "12")]
    assert ["warn", "charge"] == [_of("20", beyond=word).beyond for word in ("warn", "charge")]
    assert [Fraction(12), Fraction("0.5"), Fraction(0)] == [_of(used).left for used in ("0", "11.5", "20")]


def test_a_unit_of_single_events_has_no_price() -> None:
    """A charge that counts single events has no price of a unit, and a meter may have no allowance."""
    of = _of("3", meter="mails")

    assert (None, None, "charge") == (of.more, of.left, of.beyond)


def test_no_price_beyond_the_limits() -> None:
    """Where one unit more is beyond the programme's limits nothing is said of its price."""
    assert _of("9999").more is not None
    assert None is _of("10000").more
