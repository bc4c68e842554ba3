"""A refusal carries its sentence and its numbers; a broken law is no refusal."""

from typing import ClassVar

from loyalty.kernel.refusal import InvariantBroken, Refusal


class TooFew(Refusal):
    """A refusal as a room would write one."""

    code: ClassVar[str] = "too_few"
    title: ClassVar[str] = "There are too few"


def test_facts_and_detail() -> None:
    """The numbers of the case are fields; without a sentence of its own the title speaks."""
    refusal = TooFew(needed=5, available=3)

    assert {"needed": 5, "available": 3} == refusal.facts
    assert "There are too few" == refusal.detail == str(refusal)
    assert "3 of 5" == TooFew("3 of 5").detail


def test_a_broken_law_is_not_a_refusal() -> None:
    """Code that answers refusals never answers a broken law."""
    assert not issubclass(InvariantBroken, Refusal)
