"""Every consent that a member was asked for, and how it stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId
from loyalty.privacy.consent import Consent, ConsentState
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.privacy.reading import consents_of
from loyalty.use_cases.services import Services


def list_consents(services: Services, member_id: MemberId) -> Sequence[dict[str, Any]]:
    """Give the records that count as `consent_data`, oldest first: also a no under an id merged away.

    Raises UnknownMember, MemberMerged.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        member_of(unit, member_id)
        said = sorted(
            consents_of(unit, member_id), key=lambda each: (each.said_at, each.decided_at, each.record_id)
        )
        return [consent_data(each, now) for each in said]


def consent_data(consent: Consent, at: datetime) -> dict[str, Any]:
    """Give a record as plain data, with its state at an instant."""
    back = None if consent.state(at) is ConsentState.EXPIRED else consent.withdrawal
    return {
        "id": consent.record_id,
        "member": consent.member_id,
        "purpose": str(consent.purpose),
        "state": str(consent.state(at)),
        "facts": list(consent.facts),
        "notice": {
            "notice": consent.notice.notice,
            "version": consent.notice.version,
            "sha256": consent.notice.sha256,
            "language": consent.notice.language,
        },
        "decided_at": instant_text(consent.decided_at),
        "way": str(consent.way),
        "proof": consent.proof,
        "until": instant_text(consent.until) if consent.until is not None else None,
        "jurisdiction": consent.jurisdiction,
        "guardian": consent.guardian,
        "receipt": consent.receipt_id,
        "recipient": consent.recipient,
        "recorded_by": consent.recorded_by,
        "withdrawn_at": instant_text(back.at) if back is not None else None,
        "way_back": str(back.way) if back is not None else None,
        "withdrawn_by": back.by if back is not None else None,
    }
