"""What an example may state of a member's past: as the record tells it, in plain text."""

from collections.abc import Mapping

from loyalty.kernel.money import AmountTextError, currency, minor_units
from loyalty.language.facts import FORMS, FactError, Known, environment_of
from loyalty.language.findings import did_you_mean
from loyalty.language.occasions.belonging import size_of
from loyalty.language.occasions.moments import ENROLLED, HISTORY, IS_ENROLLED
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.sheet import Scope
from loyalty.language.texts.scalars import decimal
from loyalty.language.tree import Kind


def past_of(shape: ProgrammeShape) -> Mapping[str, Known]:
    """Give every fact of a member's past by name: what rules may ask, and what the engine asks itself."""
    found = {name: known for name, known in environment_of(shape).names.items() if name.startswith(HISTORY)}
    sizes = (size_of(segment.id) for segment in shape.segments)
    found |= {node.name: Known(node, Scope.ORDER) for node in sizes}
    found[ENROLLED] = Known(IS_ENROLLED, Scope.ORDER, None, FORMS["day_month"])
    return found


def past_value(text: str, known: Known, shape: ProgrammeShape) -> int | str:
    """Give the value of a fact of the past: money in minor units, a number as its numerator, a text as it is.

    Raises FactError.
    """
    node = known.node
    if node.kind is Kind.TEXT:
        if known.choices is not None and text not in known.choices:
            message = f"the value must be one of {', '.join(f'`{k}`' for k in known.choices)}"
            raise FactError(message, did_you_mean(text, known.choices))
        if known.form is not None and known.form.pattern.fullmatch(text) is None:
            raise FactError(known.form.sentence)
        return text
    if node.kind is Kind.MONEY:
        try:
            return int(minor_units(text, currency(shape.currency)))
        except AmountTextError:
            raise FactError("an amount is plain decimal text, such as `12.50`") from None
    number = decimal(text)
    if number is None or number < 0 or (number * node.den).denominator != 1:
        raise FactError(f"`{text}` is not a {'whole ' if node.den == 1 else ''}number")
    return int(number * node.den)
