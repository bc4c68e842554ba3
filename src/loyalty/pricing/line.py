"""What a line of an explanation is, apart from its numbers: category, rule, who set it, who receives it."""

from dataclasses import dataclass
from enum import StrEnum

from loyalty.language.sheet import Rule, Scope


class Category(StrEnum):
    """The closed list of what a line can be, as explanations and laws call it.

    Goodwill is no line of a price: it is what a refund says where prices were lowered after the sale,
    and what a change of points says that a case gave. Rounding has no line either: every line is rounded
    by itself, and sums are sums of whole amounts.
    """

    BASE = "base"
    USAGE = "usage"
    MANDATORY_FEE = "mandatory_fee"
    OPTIONAL_FEE = "optional_fee"
    SUBSCRIPTION = "subscription"
    PRORATION = "proration"
    DISCOUNT_PUBLIC = "discount_public"
    DISCOUNT_MEMBER = "discount_member"
    DISCOUNT_INDIVIDUAL = "discount_individual"
    TIER_BENEFIT = "tier_benefit"
    POINTS_USED = "points_used"
    VOUCHER = "voucher"
    TAX = "tax"
    AUTHORITY_FEE = "authority_fee"
    CARRIAGE = "carriage"
    DEPOSIT = "deposit"


FEES = frozenset(
    {
        Category.MANDATORY_FEE,
        Category.OPTIONAL_FEE,
        Category.AUTHORITY_FEE,
        Category.CARRIAGE,
        Category.DEPOSIT,
    }
)
"""What a fee can be: by who receives it, by what it is for, else by whether it can be avoided."""
DISCOUNTS = frozenset(
    {
        Category.DISCOUNT_PUBLIC,
        Category.DISCOUNT_MEMBER,
        Category.DISCOUNT_INDIVIDUAL,
        Category.TIER_BENEFIT,
        Category.VOUCHER,
    }
)
"""What a discount can be: by the most sensitive thing its rule looks at."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several rules of which only the best counts: it won where ``formula`` last rose."""

    formula: str
    rule: Rule
    category: Category


@dataclass(frozen=True, slots=True)
class LineTemplate:
    """How a formula becomes a line: ``sign`` times its value, for the order or for each line.

    ``inside`` lines only inform (tax contained in other lines) and are not summed. A line
    worth nothing is left out unless ``shown_at_zero``, and any line for rows other than
    ``of_rows`` or while the formula ``shown_while`` is 0. ``avoided_by`` names the choices of
    the order under which an optional fee is not charged.
    """

    formula: str
    scope: Scope
    category: Category
    rule: Rule
    sign: int = 1
    inside: bool = False
    shown_at_zero: bool = False
    of_rows: str | None = None
    shown_while: str | None = None
    candidates: tuple[Candidate, ...] = ()
    set_by: str = "merchant"
    recipient: str = "seller"
    purpose: str = ""
    mandatory: bool = True
    refundable: bool = True
    avoided_by: tuple[tuple[str, str], ...] = ()
