"""One thing members would lose, with the code a reviewer knows it by."""

from dataclasses import dataclass

from loyalty.comparison.losing.sayings import Said

EXPIRY = "RETROACTIVE_EXPIRY"
"""Points that are there would end sooner than they would have."""
LOSS = "RETROACTIVE_LOSS"
"""Something else that was earned, bought or promised would be less."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost; ``where`` is the rule, wallet, tier or plan."""

    code: str
    where: str
    said: Said

    @property
    def what(self) -> str:
        """Give what is lost as an English sentence without its full stop."""
        return self.said.text()
