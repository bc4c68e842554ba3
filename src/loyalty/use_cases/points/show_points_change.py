"""Why points changed: the document of one entry of a member's wallet."""

from loyalty.decision.telling import Document
from loyalty.decision.telling.points_change import change_id, points_change
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.documents import document_of
from loyalty.use_cases.refusals import ExplanationErased, UnknownExplanation
from loyalty.use_cases.seals.following import course_beside
from loyalty.use_cases.seals.placing import integrity_of
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.show_explanation import why_not
from loyalty.vault.refusals import MemberErased


def show_points_change(services: Services, member_id: MemberId, seq: int, wallet: str = POINTS) -> Document:
    """Give the document of the entry with the number ``seq`` in a wallet.

    A sealed one has its seal as the member `integrity`; how it stands now is its member `course`.

    Entries of an order or a return have an
    explanation of their own, of which they are the bookings; theirs is made here, from the entry.
    Raises UnknownMember, UnknownExplanation where there is no such entry, and ExplanationErased where
    its document was erased with the person, MemberErased where it had none of its own.
    """
    with services.units.read() as unit:
        _check_kept(unit, member_id, seq, wallet)
        member = member_of(unit, member_id)
        found = unit.ledger.entries(member_id, wallet, limit=1, before_seq=seq + 1)
        if not found or found[0].seq != seq:
            raise UnknownExplanation
        [entry] = found
        row = unit.explanations.get(change_id(entry))
        if row is not None:
            programme = services.programmes.by_digest(unit, row.digest)
            document = document_of(programme, row)
            return (
                document
                | integrity_of(unit, row)
                | course_beside(services, unit, row.explanation_id, document)
            )
        if entry.cause.programme_digest:
            programme = services.programmes.by_digest(unit, entry.cause.programme_digest)
        else:
            programme = services.programmes.in_force(unit, member.programme, entry.recorded_at)
    return points_change(programme, entry)


def _check_kept(unit: UnitOfWork, member_id: MemberId, seq: int, wallet: str) -> None:
    """Refuse what was told to a member who was erased: the numbers of the book stay, the reasons do not."""
    key = unit.vault.key(member_id)
    if key is None or key.destroyed_at is None:
        return
    found = unit.ledger.entries(member_id, wallet, limit=1, before_seq=seq + 1)
    if not found or found[0].seq != seq:
        raise UnknownExplanation
    refusal = why_not(unit, change_id(found[0]))
    raise refusal if isinstance(refusal, ExplanationErased) else MemberErased
