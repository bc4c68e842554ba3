"""What a tier gives besides factor and discount, as the programme in force states it."""

from typing import Any

from loyalty.decision.programme import Programme
from loyalty.language.occasions.benefits import benefits_of, stated
from loyalty.language.readers.words import decimal_text


def benefits_data(programme: Programme, tier: str) -> list[dict[str, Any]]:
    """Give the benefits of a tier as plain data, those it has not left out; money in major units."""
    shape = programme.shape
    step = next((each for each in shape.tiers.ladder if each.name == tier), None) if shape.tiers else None
    found = []
    for benefit, declared in benefits_of(shape).items():
        value = stated(shape, step, benefit) if step is not None else None
        if value:
            minor = 10**programme.currency.exponent if declared.is_ == "money" else 1
            text = "true" if declared.is_ == "truth" else decimal_text(value / minor)
            found.append(
                {"benefit": benefit, "name": dict(declared.name), "kind": declared.is_, "value": text}
            )
    return found
