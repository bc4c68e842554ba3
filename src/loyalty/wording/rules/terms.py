"""The terms of a programme as members read them before they join: made from its rules, and from nothing else.

Every rule that a member earns, spends, pays or loses by is a sentence of it; what only says how the
rules are written, held against constraints or tried out is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.wording.catalogue import say
from loyalty.wording.rules.sentences import rule_sentences

LEFT_OUT: Final = frozenset({"Fact", "Constraint", "Example", "Waiver", "Expect", "Given", "Numbers"})
"""Kinds of parts that are no terms for a member."""
OTHER: Final = "other"
_SECTIONS: Final[Mapping[str, frozenset[str]]] = {
    "programme": frozenset({"Programme", "Seller", "Rights"}),
    "earning": frozenset(
        {"Earn", "EarnBase", "EarnRule", "EarnEvent", "EarnTable", "Cap", "Card", "Streak", "Anniversary"}
    ),
    "lapsing": frozenset({"Expire"}),
    "worth": frozenset({"Redeem", "Payment", "Reward", "Conversion", "Wallet", "Transfer", "StoredValue"}),
    "tiers": frozenset({"Tiers", "Tier", "Measure", "Gate", "Benefit"}),
    "plans": frozenset(
        {"Plan", "PlanPrice", "Seats", "AddOn", "Usage", "Proration", "TierDiscount", "Allowance", "Coupon"}
    ),
    OTHER: frozenset(),
}
"""Which kinds of parts stand under which heading, in their order; all others come last."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the sentences below it."""

    title: str
    sentences: tuple[str, ...]


def terms_sheet(shape: ProgrammeShape, language: str) -> tuple[Section, ...]:
    """Give the terms of a programme that has passed its check. Raises UnknownLanguageError."""
    told: dict[str, list[str]] = {name: [] for name in _SECTIONS}
    for one in rule_sentences(shape, language):
        if one.part not in LEFT_OUT:
            told[_section(one.part)].append(one.text)
    return tuple(
        Section(say(f"sheet.{name}", language), tuple(sentences))
        for name, sentences in told.items()
        if sentences
    )


def _section(part: str) -> str:
    return next((name for name, parts in _SECTIONS.items() if part in parts), OTHER)
