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
    is the YAML of worked examples that show a violation, empty where there is none. ``at`` is the rule
    that breaks it, where one does, and ``help`` what to do about it.
    """

    evidence: Evidence
    holds: bool | None
    because: str
    witness: str = ""
    method: str = "structure"
    at: Span | None = None
    help: str = ""

    @classmethod
    def shown(cls, because: str, method: str = "structure") -> "Answer":
        """Say that the constraint holds for everything there can be."""
        return cls(Evidence.PROVED, True, because, "", method)  # noqa: FBT003 - the field's own value

    @classmethod
    def refuted(cls, because: str, witness: str = "") -> "Answer":
        """Say that the constraint is broken, with worked examples that show it where there are any."""
        return cls(Evidence.PROVED, False, because, witness, "witness" if witness else "structure")  # noqa: FBT003

    @classmethod
    def open(cls, because: str) -> "Answer":
        """Say that nobody knows: neither shown nor refuted."""
        return cls(Evidence.PROVED, None, because, "", "none")

    @classmethod
    def unchecked(cls, because: str) -> "Answer":
        """Say that nothing was looked at, and why."""
        return cls(Evidence.NOT_CHECKED, None, because, "", "none")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A constraint with its evidence; ``holds`` is None where nothing was decided.

    ``span`` is where it is declared; one that binds every programme need not be, and then it is where the
    programme says in which markets. ``witness`` is YAML of worked examples that show a violation, ``at`` the
    rule that breaks it, where one does, and ``help`` what to do about it.
    """

    constraint: str
    span: Span
    evidence: Evidence
    holds: bool | None
    because: str
    witness: str = ""
    method: str = ""
    at: Span | None = None
    help: str = ""

    @property
    def place(self) -> Span:
        """Give where to look: the rule that breaks it, else where it is declared."""
        return self.span if self.at is None else self.at

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
