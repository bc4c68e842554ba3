"""A consent for a recipient: for that one alone, for the facts it covers, while it is the last word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from loyalty.kernel.identity import MemberId
from loyalty.privacy.consent import Consent, NoticeShown, Way, given_for, latest
from loyalty.privacy.purpose import Purpose

AT = datetime(2026, 11, 26, tzinfo=UTC)
GIVEN = Consent(
    member_id=MemberId(1),
    record_id="a",
    programme="coffee",
    purpose=Purpose.PARTNER_SHARING,
    facts=("member.a",),
    notice=NoticeShown("collection", "0f", "0f" * 32, "en"),
    given=True,
    decided_at=AT - timedelta(days=2),
    way=Way.FORM,
    jurisdiction="CN",
    recipient="post",
    recorded_by="shop",
)


def test_it_counts_for_one_recipient_and_the_facts_it_covers() -> None:
    """Another recipient, another purpose and another fact have none; without facts it covers all."""

    def found(recipient: str, *facts: str, purpose: Purpose = GIVEN.purpose) -> bool:
        return given_for([GIVEN], purpose, recipient, facts, AT) is not None

    assert found("post", "member.a")
    assert not found("post", "member.a", "member.b")
    assert not found("ads", "member.a")
    assert not found("post", "member.a", purpose=Purpose.SENT_ABROAD)
    assert given_for([replace(GIVEN, facts=())], GIVEN.purpose, "post", ["member.b"], AT) is not None


def test_the_last_word_counts_and_says_nothing_of_reading() -> None:
    """A later refusal ends it, so does its end; it is no consent to read facts."""
    no = replace(GIVEN, record_id="b", given=False, decided_at=AT - timedelta(days=1))
    assert given_for([no, GIVEN], GIVEN.purpose, "post", ["member.a"], AT) is None
    over = replace(GIVEN, until=AT - timedelta(hours=1))
    assert given_for([over], GIVEN.purpose, "post", ["member.a"], AT) is None
    assert {} == latest([GIVEN])
