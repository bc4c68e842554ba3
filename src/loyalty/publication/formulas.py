"""What the first price cannot hold yet: what use costs is said by its formula, of something that is named."""

from collections.abc import Iterator

from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.usage.meter import meters_of


def check_formulas(matter: Matter) -> Iterator[Breach]:
    """Warn of charges of plans whose formula cannot be said whole, since nothing says what is counted.

    The formula itself is made from the terms (`wording.bills.charges`) and stands beside the price.
    """
    meters = meters_of(matter.shape)
    for plan in matter.shape.plans:
        for charge in plan.usage:
            if charge.name is None and meters[charge.meter].name is None:
                message = f"the formula says not what is counted: `{charge.meter}` tells a member nothing"
                help_ = "write `name` for the charge or its meter: what is counted"
                yield Breach("PX-03", "FORMULA_MISSING", charge.place("meter"), message, help_, warning=True)
