"""An erasure as plain data: how far it is, what was offered, released and removed, what stays and why."""

from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.erasure.erasure import Erasure, Kept, LegalHold
from loyalty.kernel.identity import MemberId
from loyalty.members.member import Member, MemberState
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.refusals import UnknownMember
from loyalty.wording.catalogue import say
from loyalty.wording.languages import EN, LANGUAGES


def erasure_data(unit: UnitOfWork, erasure: Erasure) -> dict[str, Any]:
    """Give an erasure as plain data, with the cases that are open and end when the member is erased."""
    cases = unit.cases.of_member(one_person(unit, erasure.member_id))
    return {
        "erasure": erasure.erasure_id,
        "member": erasure.member_id,
        "programme": erasure.programme,
        "step": str(erasure.step),
        "ground": str(erasure.ground),
        "checked": erasure.checked,
        "asked_at": instant_text(erasure.asked_at),
        "offer": dict(erasure.offer),
        "open_cases": [each.key.case_id for each in cases if each.closed_at is None],
        "closed_at": None if erasure.closed_at is None else instant_text(erasure.closed_at),
        "released": None if erasure.released is None else dict(erasure.released),
        "erased_at": None if erasure.erased_at is None else instant_text(erasure.erased_at),
        "removed": None if erasure.removed is None else dict(erasure.removed),
        "kept": [
            {
                "tables": list(each.tables),
                "of_class": each.kept,
                "reason": why_kept(each, EN),
                "words": {language: why_kept(each, language) for language in LANGUAGES},
                "until": None if each.until is None else instant_text(each.until),
            }
            for each in erasure.kept
        ],
    }


def why_kept(kept: Kept, language: str) -> str:
    """Say to the member why rows stay: for a case at law, or as their class asks."""
    if kept.case is not None:
        return say("stays.held", language, case=kept.case)
    return say(f"stays.{kept.kept}", language)


def hold_data(hold: LegalHold) -> dict[str, Any]:
    """Give a legal hold as plain data."""
    return {
        "case": hold.case,
        "member": hold.member_id,
        "classes": list(hold.classes),
        "approved_by": hold.approved_by,
        "set_at": instant_text(hold.set_at),
        "until": instant_text(hold.until),
        "ended_at": None if hold.ended_at is None else instant_text(hold.ended_at),
    }


def there(unit: UnitOfWork, member_id: MemberId) -> Member:
    """Give a member whose account is open or closed. Raises UnknownMember, MemberMerged."""
    found = unit.members.get(member_id)
    if found is not None and found.state is MemberState.CLOSED:
        return found
    return member_of(unit, member_id)


def reached(unit: UnitOfWork, member_id: MemberId, programme: str | None) -> Member:
    """Give a member, closed or not, of a programme. Raises UnknownMember, MemberMerged."""
    found = there(unit, member_id)
    if programme is not None and found.programme != programme:
        raise UnknownMember
    return found
