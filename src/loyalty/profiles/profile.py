"""A profile: the law of one market as dated values, each with its source and who looked when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from loyalty.language.findings import Span
from loyalty.language.texts.jurisdictions import NAMES
from loyalty.profiles.parameters import Strictest
from loyalty.profiles.shapes import Known, Status

LAW: Final = frozenset({"in_force", "upcoming"})
"""The statuses that bind from their first day on; what is proposed or struck down never does."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a parameter in one profile; days are inside, a missing one is open."""

    profile: str
    parameter: str
    value: Strictest
    status: Status
    source: str
    known: Known
    checked_on: date
    checked_by: str
    span: Span
    valid_from: date | None = None
    valid_to: date | None = None

    def binds_on(self, day: date) -> bool:
        """Whether it is law on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.status in LAW and begun and (self.valid_to is None or day <= self.valid_to)

    @property
    def cited(self) -> str:
        """Give profile and source, with a word where the source is from memory."""
        doubt = "" if self.known == "seen" else ", to be checked"
        return f"{self.profile}: {self.source}{doubt}"


@dataclass(frozen=True, slots=True)
class Profile:
    """The law of one market; ``values`` are by parameter."""

    code: str
    version: str
    values: Mapping[str, tuple[Value, ...]]

    def name(self, language: str) -> str:
        """Give what the market is called, in English or simplified Chinese."""
        english, chinese = NAMES[self.code]
        return chinese if language == "zh-CN" else english
