"""Package: so much for each package of units beyond the free ones.

The charge is a function of the whole quantity of the period, never of its parts: what is
charged up to now is ceil((q - free) / size) packages less those charged before.
"""

from fractions import Fraction

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree
from loyalty.language.shapes.block_charges import PackageTerms
from loyalty.language.tree import Kind, Node
from loyalty.pricing.bands import Reach, blocks, priced
from loyalty.pricing.charge_model import (
    NO_MONEY,
    NO_PRICE,
    Blocks,
    Counted,
    MoneyNode,
    SliceNodes,
    What,
    slice_of,
)
from loyalty.pricing.rows import QUANTITY


def lower(terms: PackageTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for the free units, where there are any, and one for the packages."""
    quantity = counted(QUANTITY)
    slices = []
    paid = Reach(terms.free, None)
    if terms.free:
        inside = Reach(Fraction(0), terms.free).within(quantity)
        slices.append(
            slice_of(Fraction(0), terms.free, quantity=inside, unit=NO_PRICE, flat=NO_MONEY, what=What.FREE)
        )
    units = paid.within(quantity)
    mode = Rounding.UP if terms.count == "started" else Rounding.DOWN
    count: Node = blocks(units, terms.size, mode)
    if terms.at_least_packages:
        count = tree.most(count, tree.const(Kind.QUANTITY, terms.at_least_packages))
    price = money(terms.price, Kind.PRICE)
    packages = Blocks(count, terms.size, price)
    slices.append(
        slice_of(terms.free, None, quantity=units, unit=NO_PRICE, flat=priced(count, price), blocks=packages)
    )
    return tuple(slices)
