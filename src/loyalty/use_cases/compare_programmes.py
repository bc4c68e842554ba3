"""What is different between two adopted versions: of one programme, or of two."""

from loyalty.comparison.versions import Versions, compare_versions
from loyalty.decision.programme import Programme
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownDigest
from loyalty.use_cases.services import Services

DIGITS_MIN = 12
"""How many first digits of a digest name a version, where no other begins with them."""


def compare_programmes(services: Services, old: str, new: str, programme: str | None = None) -> Versions:
    """Give what differs between the versions under two digests, in text, meaning and effect.

    With ``programme`` both must be versions of it. Raises UnknownDigest.
    """
    with services.units.read() as unit:
        found = [_version(services, unit, digest, programme) for digest in (old, new)]
    return compare_versions(*found)


def find_version(services: Services, digest: str) -> Programme:
    """Give the programme adopted under a digest, or its first digits. Raises UnknownDigest."""
    with services.units.read() as unit:
        return _version(services, unit, digest, None)


def _version(services: Services, unit: UnitOfWork, digest: str, programme: str | None) -> Programme:
    known = {  # a version that was adopted again is listed for each time
        version.digest
        for version in unit.adoption.list()
        if version.digest.startswith(digest) and programme in {None, version.programme}
    }
    if len(digest) < DIGITS_MIN or len(known) != 1:
        raise UnknownDigest(digest=digest[:64])
    return services.programmes.by_digest(unit, known.pop())
