"""What is different between two adopted versions: of one programme, or of two."""

from loyalty.comparison.versions import Versions, compare_versions
from loyalty.decision.programme import Programme
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.lifecycle.known import whole_digest
from loyalty.use_cases.services import Services


def compare_programmes(services: Services, old: str, new: str, programme: str | None = None) -> Versions:
    """Give what differs between the versions under two digests, in text, meaning and effect.

    With ``programme`` both must be versions of it. Raises UnknownDigest.
    """
    with services.units.read() as unit:
        one, other = (_version(services, unit, digest, programme) for digest in (old, new))
    return compare_versions(one, other)


def find_version(services: Services, digest: str) -> Programme:
    """Give the programme adopted under a digest, or its first digits. Raises UnknownDigest."""
    with services.units.read() as unit:
        return _version(services, unit, digest, None)


def _version(services: Services, unit: UnitOfWork, digest: str, programme: str | None) -> Programme:
    return services.programmes.by_digest(unit, whole_digest(unit, digest, programme))
