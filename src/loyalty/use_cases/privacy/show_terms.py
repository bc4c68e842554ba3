"""The terms of a programme for whoever joins: how points are earned, what they are worth, when they end."""

from dataclasses import dataclass

from loyalty.use_cases.services import Services
from loyalty.wording.rules.terms import Section, terms_sheet


@dataclass(frozen=True, slots=True)
class TermsShown:
    """The terms of the version of a programme that binds, in one language."""

    programme: str
    digest: str
    language: str
    sections: tuple[Section, ...]


def show_terms(services: Services, name: str, language: str) -> TermsShown:
    """Give the terms of the rules in force. Raises UnknownProgramme, UnknownLanguageError."""
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, services.clock.now())
    return TermsShown(programme.name, programme.digest, language, terms_sheet(programme.shape, language))
