"""The answer to a quote names what its price leaves out, as its explanation does."""

from api.schemas.quotes import QuoteOut, priced
from tests.unit.decision.making import decided, explained, line, programme

FEE = """
  order.zone: {is: choice, of: [near, far], name: {en: the delivery zone}}
basket:
  fees:
    - id: far
      name: {en: Far away}
      amount: 4.00
      when: order.zone == "far"
      calculable_when: order.zone
      formula: {en: €4.00 in the far zone.}
      purpose: way
      recipient: carrier
      refundable: false
"""


def test_a_fee_that_waits_stands_beside_the_price_with_its_formula() -> None:
    """PX-03: with what it waits for; once that is stated nothing is left out, and it is a line."""
    rules = programme(FEE)
    open_, known = (
        QuoteOut().dump(priced(explained(decided(rules, line("20.00"), order=order)), None))
        for order in ({}, {"zone": "far"})
    )

    far = {
        "fee": "far",
        "label": {"en": "Far away"},
        "formula": {"en": "€4.00 in the far zone."},
        "known_with": [{"fact": "order.zone", "name": {"en": "the delivery zone"}}],
    }
    assert ([far], 2000) == (open_["excluded"], open_["due"]["amount"])
    assert "excluded" not in known
    assert 2400 == known["due"]["amount"]
