"""Whether there is a programme of a name, or a version of a digest, at all."""

from loyalty.adoption.plan import AuditRecord
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownDigest, UnknownProgramme

DIGITS_MIN = 12
"""How many first digits of a digest name a version, where no other begins with them."""
READ_AT_ONCE = 1000


def known_programme(unit: UnitOfWork, programme: str) -> None:
    """Give nothing where a version of it was ever adopted. Raises UnknownProgramme."""
    if not unit.adoption.adoptions(programme):
        raise UnknownProgramme(programme=programme[:64])


def whole_digest(unit: UnitOfWork, digest: str, programme: str | None) -> str:
    """Give the digest of the version that begins with these digits, of the programme or of any.

    Raises UnknownDigest where there is none, or more than one.
    """
    known = {  # a version that was adopted again is listed for each time
        version.digest
        for version in unit.adoption.list()
        if version.digest.startswith(digest) and programme in {None, version.programme}
    }
    if len(digest) < DIGITS_MIN or len(known) != 1:
        raise UnknownDigest(digest=digest[:64])
    return known.pop()


def every_step(unit: UnitOfWork, programme: str) -> list[AuditRecord]:
    """Give every step in the life of a programme's versions, in their order."""
    found: list[AuditRecord] = []
    while page := unit.adoption_plans.records(
        programme, after=found[-1].number if found else 0, limit=READ_AT_ONCE
    ):
        found += page
    return found
