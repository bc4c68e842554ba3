"""Which profiles bound a document, and which checks ran of it and of the rules that decided it.

It is the same for most documents of a version, so it is made once; the recipe of a document keeps the
digest of it alone. Who makes the document again takes the words from the document, if they are these.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from loyalty.decision.decide import Decision
from loyalty.decision.explain import OFFERED, Heading
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.decision.telling.head import bound_of
from loyalty.kernel.looked import Looked
from loyalty.profiles.evidence import bound_by
from loyalty.profiles.markets import law_on
from loyalty.profiles.shapes import Stage
from loyalty.seals.canonical import whole_bytes
from loyalty.use_cases.services import Services

PROFILES: Final = "profiles"
"""What they are called in a document."""
PROFILES_SINCE: Final = 4
"""The version from which on a document of a price or of points has them."""
DIGEST: Final = "profiles_sha256"
"""What their digest is called beside the decision that a recipe keeps."""


@dataclass(frozen=True, slots=True)
class ProfilesTold:
    """What a document says of profiles, not to be changed, and the digest of it."""

    told: list[dict[str, Any]]
    sha256: str


def profiles_told(
    services: Services, decision: Decision, heading: Heading, looked: Iterable[Looked]
) -> ProfilesTold:
    """Give the profiles of a document's market on its day with the checks that ran.

    ``looked`` says what was looked at for the document itself.
    """
    programme = decision.programme
    law = law_on(local_day(programme, decision.situation.at), bound_of(decision, heading.beside))
    return _told(
        tuple((profile.code, profile.version) for profile in law.profiles),
        services.programmes.checks(programme.digest),
        _stage(heading),
        frozenset(each.constraint for each in looked),
    )


def profiles_of_change(services: Services, programme: Programme, at: datetime) -> ProfilesTold:
    """Give the profiles that bound a change of points booked at ``at``, of all markets of its programme.

    Of the change itself nothing is looked at when it is booked; of the rules what ran stands in it.
    """
    law = law_on(local_day(programme, at), programme.shape.jurisdictions)
    versions = tuple((profile.code, profile.version) for profile in law.profiles)
    return _told(versions, services.programmes.checks(programme.digest), "POST", frozenset())


def as_sealed(told: object, beside: Mapping[str, Any]) -> bool:
    """Whether these are the profiles whose digest a recipe keeps ``beside`` its decision."""
    return DIGEST in beside and beside[DIGEST] == sha256(whole_bytes(told)).hexdigest()


@lru_cache(maxsize=256)
def _told(
    versions: tuple[tuple[str, str], ...], kept: str | None, stage: Stage, looked: frozenset[str]
) -> ProfilesTold:
    told = bound_by(versions, kept, stage, looked)
    return ProfilesTold(told, sha256(whole_bytes(told)).hexdigest())


def _stage(heading: Heading) -> Stage:
    if heading.status == OFFERED:
        return "QUO"
    return "CMT" if heading.kind == "receipt" else "POST"
