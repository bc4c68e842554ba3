"""Who gives something for personal data says what they are worth, for members to read before they join.

The club of 11 CCR 7016: a price, points or a tier hang on a personal fact of the member, a price on what they
bought before, points come on a day that is such a fact, or are given for telling or sharing data. The rest of
the notice, which data are kept, of whom and for what, is made from the register.
"""

from collections.abc import Iterator
from typing import Final

from loyalty.language.findings import Span
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.programme import FactShape
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.naming import is_one_of, parts_of
from loyalty.publication.personal.meaning import is_of_the_past
from loyalty.publication.reading import OUTCOMES, of_prices, place_of

_CODE = "NFI_MISSING"
_OF_DATA: Final = frozenset(
    {
        *("newsletter", "newsletters", "mailing_list", "email_list", "email_sign_up", "email_signup"),
        *("sms_sign_up", "sms_signup", "text_sign_up", "email_opt_in", "sms_opt_in", "marketing_opt_in"),
        *(
            "marketing_consent",
            "email_consent",
            "sms_consent",
            "subscribe_email",
            "sign_up_email",
            "sign_up_sms",
        ),
        *(
            "complete_profile",
            "completed_profile",
            "profile_complete",
            "profile_completed",
            "profile_completion",
        ),
        *("fill_profile", "fill_in_profile", "filled_profile", "update_profile", "profile_updated"),
        *("survey", "surveys", "questionnaire", "questionnaires", "umfrage", "fragebogen", "ankieta", "问卷"),
        *("share_data", "shared_data", "data_share", "data_shared", "data_sharing", "share_contacts"),
        *(
            "完善资料",
            "完善个人资料",
            "完善信息",
            "填写资料",
            "订阅邮件",
            "邮件订阅",
            "订阅短信",
            "共享数据",
            "分享数据",
        ),
    }
)
"""How an act is called by which a member tells data, lets them be used or passes them on."""
_BETWEEN: Final = frozenset({"a", "the", "our", "your", "my", "for", "to", "up_to", "by", "with", "personal"})
"""Words that stand between those and say nothing."""


def check_incentive(matter: Matter) -> Iterator[Breach]:
    """Give the first rule that gives something for data, where `incentive` is asked for and missing."""
    law = matter.law.asking("data.incentive_notice")
    if law is None or matter.shape.incentive is not None:
        return
    for place, said in _given(matter):
        message = f"{said}, and nothing says what members' data are worth"
        help_ = "write `incentive` with what is given, how to join and leave, the value and its method"
        yield Breach("PD-05", _CODE, place, message, help_, law)
        return


def _given(matter: Matter) -> Iterator[tuple[Span, str]]:
    """Give where something is given for data, and how."""
    for use in matter.uses:
        if _is_personal(use.fact, matter.shape.facts.get(use.fact)):
            said = f"the rule `{use.rule}` makes {OUTCOMES[use.outcome]} hang on the personal fact {use.way}"
            yield place_of(matter.programme, use), said
    for use in of_prices(matter.programme, matter.uses):
        if is_of_the_past(matter, use.fact):
            said = f"the rule `{use.rule}` makes {OUTCOMES[use.outcome]} hang on what a member bought before"
            yield place_of(matter.programme, use), f"{said}, {use.way}"
    for event in matter.shape.events:
        of = event.anniversary.of if event.anniversary is not None else ""
        if _is_personal(of, matter.shape.facts.get(of)):
            yield event.place("anniversary"), f"`{event.id}` gives points on the personal fact `{of}`"
        elif _is_of_data(event):
            yield event.place("event" if event.event else "id"), f"`{event.id}` gives points for data"


def _is_personal(name: str, fact: FactShape | None) -> bool:
    return fact is not None and fact.label == "personal" and name.startswith("member.")


def _is_of_data(event: EarnEventShape) -> bool:
    called = (event.of_event, event.id, *event.name.values())
    plain = (" ".join(part for part in parts_of(text) if part not in _BETWEEN) for text in called)
    return any(is_one_of(text, _OF_DATA) for text in (*called, *plain))
