"""What is known of a constraint: with which strength of evidence, and whether it holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from loyalty.decision.programme import Programme
from loyalty.language.findings import Span
from loyalty.prover.deciding import Effort


class Evidence(StrEnum):
    """Five words that are never mixed."""

    PROVED = "PROVED"
    TESTED = "TESTED"
    MEASURED = "MEASURED"
    DECLARED = "DECLARED"
    NOT_CHECKED = "NOT CHECKED"


class Answer(NamedTuple):
    """What a constraint's module says; ``holds`` is None where nothing was decided.

    ``because`` says by which method, or what stands in the way, in one plain sentence. ``witness``
    is the YAML of worked examples that show a violation, empty where there is none.
    """

    evidence: Evidence
    holds: bool | None
    because: str
    witness: str = ""
    method: str = "structure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A constraint with its evidence; ``holds`` is None where nothing was decided.

    ``span`` is where it is declared; one that binds every programme need not be, and then it is where
    the programme begins. ``waived`` is the day until which it may fail, as text, where somebody answers for that.
    """

    constraint: str
    span: Span
    evidence: Evidence
    holds: bool | None
    because: str
    witness: str = ""
    method: str = ""
    waived: str = ""

    @property
    def word(self) -> str:
        """PROVED, TESTED, REFUTED, UNDECIDED or NOT CHECKED."""
        if self.holds is False:
            return "REFUTED"
        if self.holds is None and self.evidence is not Evidence.NOT_CHECKED:
            return "UNDECIDED"
        return str(self.evidence)


Params = Mapping[str, str | tuple[str, ...]]
Decide = Callable[[Programme, Params, Effort], Answer]
"""What a constraint's module offers as ``decide``."""


def listed(params: Params, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """Give a parameter as a list of words."""
    value = params.get(key, default)
    return (value,) if isinstance(value, str) else value
