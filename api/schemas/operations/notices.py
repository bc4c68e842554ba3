"""Notices: what members are to be told, and what became of each on its way."""

from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, choice, integer, our_id
from api.schemas.common import CURSOR, LABEL, NAME, PAGE_MAX, member_id, programme_name
from api.schemas.operations.jobs import OfProgrammePage
from loyalty.jobs.notice import Notice, NoticeKind, NoticeState, Report
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.notices import notice_sentences

NOTICE = our_id("ntc")
TEXTS_MAX = 20
CHANNEL = choice("email", "sms", "push", "post", "app", "counter", "phone", "bank", "card", "unsaid")
REPORTED = choice(NoticeState.HANDED, NoticeState.DELIVERED, NoticeState.FAILED)
DELIVERED_EXAMPLE = {"notice": "ntc_01b6esf8g0000", "channel": "email"}
REPORT_EXAMPLE = {"notice": "ntc_01b6esf8g0000", "state": "handed", "channel": "email"}


class NoticesAsk(OfProgrammePage):
    """Which notices."""

    state = Member(choice(*NoticeState), "Only in this state.", required=False)


class NoticeOut(AnswerSchema):
    """Something a member is to be told. Nothing is sent from here."""

    notice = Member(NOTICE, "Its id.")
    programme = programme_name()
    member = member_id()
    kind = Member(
        choice(*NoticeKind),
        "What it tells: of points that lapse, a tier that ends, an alert, a renewal, a price that rises, "
        "or money that is given back.",
    )
    about = Member(
        NAME, "The wallet, the tier, the subscription with its alert or its period, or the credit note."
    )
    about_at = Member(
        INSTANT,
        "The end or the charge it tells of; of an alert, when the period began; "
        "of money that is given back, by when it is with the member.",
    )
    text = Items(
        Member(LABEL, "A sentence."), "Sentences for the member, by language.", fewest=0, most=TEXTS_MAX
    )
    state = Member(choice(*NoticeState), "Whether it has reached the member.")
    made_at = Member(INSTANT, "When it was made.")
    delivered_at = Member(INSTANT, "When it reached the member.", required=False)
    delivered_by = Member(NAME, "Who said so: the label of the API key.", required=False)


class DeliveredIn(StrictSchema):
    """Which notice has reached the member."""

    notice = Member(NOTICE, "Its id.")
    channel = Member(CHANNEL, "By which way.", required=False)
    at = Member(INSTANT, "When it was delivered; without it, now.", required=False)


class ReportIn(DeliveredIn):
    """What became of a notice."""

    state = Member(REPORTED, "What became of it.")


class ReportOut(AnswerSchema):
    """What became of a notice on its way."""

    number = Member(integer(1, 10**6), "Reports are counted from 1.")
    state = Member(REPORTED, "What became of it.")
    channel = Member(CHANNEL, "By which way.")
    at = Member(INSTANT, "When it was so.")
    recorded_at = Member(INSTANT, "When it was said.")
    by = Member(NAME, "Who said so: the label of the API key.")


class NoticeReportsOut(NoticeOut):
    """A notice with everything that became of it."""

    reports = Items(Part(ReportOut), "What became of it, oldest first.", fewest=0, most=10**6)


class NoticesOut(AnswerSchema):
    """A stretch of the notices, newest first."""

    notices = Items(Part(NoticeOut), "The notices.", fewest=0, most=PAGE_MAX)
    next = Member(CURSOR, "The cursor of the next stretch; absent at the end.", required=False)


def notice_shown(notice: Notice) -> dict[str, Any]:
    """Give the members of `NoticeOut`."""
    said = [notice_sentences(notice.kind, notice.content, language) for language in LANGUAGES]
    return {
        "notice": notice.notice_id,
        "programme": notice.programme,
        "member": notice.member_id,
        "kind": str(notice.kind),
        "about": notice.about,
        "about_at": notice.about_at,
        "text": [dict(zip(LANGUAGES, each, strict=True)) for each in zip(*said, strict=True)],
        "state": str(notice.state),
        "made_at": notice.made_at,
        "delivered_at": notice.delivered_at,
        "delivered_by": notice.delivered_by,
    }


def report_shown(report: Report) -> dict[str, Any]:
    """Give the members of `ReportOut`."""
    return {
        "number": report.number,
        "state": str(report.state),
        "channel": report.channel,
        "at": report.at,
        "recorded_at": report.recorded_at,
        "by": report.by,
    }
