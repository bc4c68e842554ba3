"""Sign off a document: a reviewer holds what was told to be right, or wrong."""

from loyalty.desk.sign_off import Subject
from loyalty.erasure.names import names_in, says_who
from loyalty.kernel.identity import MemberId
from loyalty.privacy.refusals import FreeTextRisk
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.desk.signing_off import Judged, SignedOff, digest_of, other_than_author, signed_off
from loyalty.use_cases.documents import document_of
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.vault_keys import name_of


def sign_off_document(
    services: Services, explanation_id: str, judged: Judged, programme: str | None = None
) -> SignedOff:
    """Give the sign-off, which says by its digest which document was looked at.

    A document of another programme than the one named is as good as none. Raises
    UnknownExplanation, AuthorSignsOff, FreeTextRisk, NoSealKey, SealKeyEnded, VaultLocked.
    """
    return retrying(services, lambda: _sign(services, explanation_id, judged, programme))


def _sign(services: Services, explanation_id: str, judged: Judged, house: str | None) -> SignedOff:
    with services.units.write() as unit:
        row = unit.explanations.get(explanation_id)
        if row is None or house not in {None, row.programme}:
            raise UnknownExplanation
        other_than_author(unit, row.programme, row.digest, judged.by)
        _refuse_naming(services, unit, row.member_id, judged.note)
        sealed = unit.seals.get(explanation_id)
        if sealed is not None:
            digest = sealed.seal.sha256
        else:
            programme = services.programmes.by_digest(unit, row.digest)
            digest = digest_of(document_of(programme, row))
        given = signed_off(services, unit, row.programme, Subject(digest, explanation_id), judged)
        unit.commit()
    return given


def _refuse_naming(services: Services, unit: UnitOfWork, member: MemberId | None, note: str | None) -> None:
    """Refuse a note with the name of whom the document was told to: it is signed and stays, they may not."""
    if note is None or member is None:
        return
    known = (name_of(services, unit, each) for each in one_person(unit, member))
    names = [name for name in known if name is not None and says_who(name)]
    if names_in(note, names, strictly=True):
        raise FreeTextRisk("/note", "it names the member, and stays when everything else of them is erased")
