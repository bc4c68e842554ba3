"""One thing members would lose, with the code a reviewer knows it by."""

from dataclasses import dataclass

EXPIRY = "RETROACTIVE_EXPIRY"
"""Points that are there would end sooner than they would have."""
LOSS = "RETROACTIVE_LOSS"
"""Something else that was earned, bought or promised would be less."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost, in a sentence without its full stop; ``where`` is the rule, wallet, tier or plan."""

    code: str
    where: str
    what: str
