"""Why, for a member: an explanation of something of theirs, and of nobody else's."""

from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.refusals import ExplanationErased, UnknownExplanation
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_explanation import Explained, show_explanation


def show_own_explanation(services: Services, member_id: MemberId, explanation_id: str) -> Explained:
    """Give what `show_explanation` gives, where it is of the member under one of their ids.

    Raises UnknownExplanation also where it is of somebody else; UnknownMember, MemberMerged.
    """
    try:
        found = show_explanation(services, explanation_id)
    except ExplanationErased:
        # Who was erased asks for nothing any more, so it was told to somebody else.
        raise UnknownExplanation from None
    with services.units.read() as unit:
        member_of(unit, member_id)
        ids = one_person(unit, member_id)
    if found.row.member_id not in ids:
        raise UnknownExplanation
    return found
