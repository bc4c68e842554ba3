"""Whether there is a programme of a name, or a version of a digest, at all."""

from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownDigest, UnknownProgramme

DIGITS_MIN = 12
"""How many first digits of a digest name a version, where no other begins with them."""


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
