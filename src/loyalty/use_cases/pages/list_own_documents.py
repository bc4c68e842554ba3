"""What a member was told, quotes, receipts, refunds, bills and events, the newest first."""

from loyalty.desk.filed import Wanted
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.desk.search_documents import Page
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.services import Services


def list_own_documents(services: Services, member_id: MemberId, before: str | None, limit: int) -> Page:
    """Give up to ``limit`` documents of a member, under every id they had, those told last first.

    ``before`` is the document after which the list goes on. Raises UnknownMember, MemberMerged, and
    UnknownExplanation where it is to go on after what is not there or not theirs.
    """
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        ids = one_person(unit, member_id)
        last = None if before is None else unit.desk.get(before)
        if before is not None and (last is None or last.member_id not in ids):
            raise UnknownExplanation
        wanted = [Wanted(member.programme, member_id=each, before=before) for each in ids]
        found = [each for one in wanted for each in unit.desk.find(one, limit + 1)]
    found.sort(key=lambda each: (each.told_at, each.explanation_id), reverse=True)
    return Page(found[:limit], more=len(found) > limit)
