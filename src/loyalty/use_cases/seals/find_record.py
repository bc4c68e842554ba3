"""Hold a sealed document to the books that it came from."""

from loyalty.seals.keys import instant_text
from loyalty.seals.sealed import NotSealed, Sealed
from loyalty.seals.verification import Check, Name, State
from loyalty.use_cases.services import Services


def find_record(services: Services, text: str) -> Check | None:
    """Give whether the books hold this seal, and since when the member's inputs are erased there.

    None where the text is no sealed document: that is told by its shape.
    """
    try:
        sealed = Sealed.read(text)
    except NotSealed:
        return None
    if sealed.seal is None:
        return None
    document_id = str(sealed.document.get("id"))
    with services.units.read() as unit:
        kept = unit.seals.get(document_id)
        whose = None if kept is None else kept.member_id
        key = None if whose is None else unit.vault.key(whose)
    if kept is None:
        return Check(Name.RECORD, State.FAILS, "missing", {"id": document_id[:64]})
    if kept.seal != sealed.seal:
        facts = {"expected": kept.seal.leaf.hex(), "found": sealed.seal.leaf.hex()}
        return Check(Name.RECORD, State.FAILS, "other", facts)
    if key is not None and key.destroyed_at is not None:
        return Check(Name.RECORD, State.HOLDS, "erased", {"at": instant_text(key.destroyed_at)})
    return Check(Name.RECORD, State.HOLDS, "recorded")
