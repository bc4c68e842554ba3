"""What is known of a constraint: with which strength of evidence, and whether it holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from loyalty.decision.programme import Programme
from loyalty.language.findings import Span


class Evidence(StrEnum):
    """Five words that are never mixed."""

    PROVED = "PROVED"
    TESTED = "TESTED"
    MEASURED = "MEASURED"
    DECLARED = "DECLARED"
    NOT_CHECKED = "NOT CHECKED"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A constraint with its evidence; ``holds`` is None where nothing was decided.

    ``because`` says by which method, or what stands in the way, in one plain sentence.
    """

    constraint: str
    span: Span
    evidence: Evidence
    holds: bool | None
    because: str


Params = Mapping[str, str | tuple[str, ...]]
Answer = tuple[Evidence, bool | None, str]
Decide = Callable[[Programme, Params], Answer]
"""What a constraint's module offers as ``decide``."""


def listed(params: Params, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """Give a parameter as a list of words."""
    value = params.get(key, default)
    return (value,) if isinstance(value, str) else value
