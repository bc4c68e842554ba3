"""The examples of the documentation load by their own schemas."""

import pytest
from marshmallow import Schema

from api.schemas.basket import BASKET_EXAMPLE
from api.schemas.members import ENROL_EXAMPLE, EnrolIn
from api.schemas.orders import RETURN_EXAMPLE, OrderIn, ReturnIn
from api.schemas.points import CAPTURE_EXAMPLE, HOLD_EXAMPLE, REDEEM_EXAMPLE, CaptureIn, HoldIn, RedeemIn
from api.schemas.usage import ESTIMATE_EXAMPLE, EVENTS_EXAMPLE, EstimateIn, EventsIn


@pytest.mark.parametrize(
    ("schema", "example"),
    [
        (EnrolIn, ENROL_EXAMPLE),
        (OrderIn, BASKET_EXAMPLE),
        (ReturnIn, RETURN_EXAMPLE),
        (HoldIn, HOLD_EXAMPLE),
        (CaptureIn, CAPTURE_EXAMPLE),
        (RedeemIn, REDEEM_EXAMPLE),
        (EventsIn, EVENTS_EXAMPLE),
        (EstimateIn, ESTIMATE_EXAMPLE),
    ],
)
def test_examples_load(schema: type[Schema], example: dict[str, object]) -> None:
    """An example that is shown is an example that is taken."""
    assert set(example) <= set(schema().load(example))
