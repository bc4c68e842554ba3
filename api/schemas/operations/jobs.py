"""Jobs, and the notices that come of them."""

from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, caller_id, choice, integer, our_id
from api.schemas.common import CURSOR, LABEL, NAME, PAGE_MAX, PageAsk, member_id, programme_name
from loyalty.jobs.job import Job, JobKind, JobState
from loyalty.jobs.notice import Notice, NoticeKind, NoticeState
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.notices import notice_sentences

NOTICE = our_id("ntc")
RUN_MAX = 1000
RUN_USUAL = 100
TEXTS_MAX = 20
KIND = choice(*JobKind)
DELIVERED_EXAMPLE = {"notice": "ntc_01b6esf8g0000"}
RUN_EXAMPLE = {"programme": "corner-coffee", "kinds": ["points", "tier-review"]}


class _OfProgrammeAsk(PageAsk):
    """A stretch of what is of a programme; not needed where the key belongs to one."""

    programme = Member(caller_id(example="corner-coffee"), "The programme's name.", required=False)


class JobsAsk(_OfProgrammeAsk):
    """Which jobs."""

    kind = Member(KIND, "Only of this kind.", required=False)
    state = Member(choice(*JobState), "Only in this state.", required=False)


class NoticesAsk(_OfProgrammeAsk):
    """Which notices."""

    state = Member(choice(*NoticeState), "Only in this state.", required=False)


class JobOut(AnswerSchema):
    """One thing that falls due at one instant and is done once."""

    kind = Member(KIND, "What is to be done.")
    item = Member(NAME, "What it is about, such as `mem_…:points`.")
    due_at = Member(INSTANT, "When it falls due; of a notice, the end that it tells of.")
    state = Member(choice(*JobState), "How far it is.")
    attempts = Member(integer(0, 10**9), "How often it was tried.")
    worker = Member(NAME, "Who tried it last.", required=False)
    code = Member(NAME, "Why it failed.", required=False)
    result = Member(NAME, "What came of it.", required=False)
    tried_at = Member(INSTANT, "When it was tried last.", required=False)
    next_at = Member(INSTANT, "From when on it may be tried; absent once it is done.", required=False)


class JobsOut(AnswerSchema):
    """A stretch of the jobs, newest first."""

    jobs = Items(Part(JobOut), "The jobs.", fewest=0, most=PAGE_MAX)
    next = Member(CURSOR, "The cursor of the next stretch; absent at the end.", required=False)


class RunIn(StrictSchema):
    """What is to be done of what has fallen due."""

    programme = programme_name()
    kinds = Items(Member(KIND, "A kind."), "Only these kinds.", fewest=1, most=len(JobKind), required=False)
    at = Member(INSTANT, "Only what was due by then; without it, by now.", required=False)
    at_most = Member(integer(1, RUN_MAX, example=RUN_USUAL), "How many at most.", default=RUN_USUAL)


class RunOut(AnswerSchema):
    """What was done and what failed, in this order."""

    done = Member(integer(0, RUN_MAX), "How many were done.")
    failed = Member(integer(0, RUN_MAX), "How many failed; they are tried again later.")
    more = Member(TRUTH, "Whether there may be more to do: then ask again.")
    jobs = Items(Part(JobOut), "Each as it ended.", fewest=0, most=RUN_MAX)


class NoticeOut(AnswerSchema):
    """Something a member is to be told. Nothing is sent from here."""

    notice = Member(NOTICE, "Its id.")
    programme = programme_name()
    member = member_id()
    kind = Member(choice(*NoticeKind), "What it tells: of points that lapse, a tier that ends, an alert.")
    about = Member(NAME, "The wallet, the tier, or the subscription with its alert.")
    about_at = Member(INSTANT, "The end it tells of; of an alert, when the period began.")
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


class NoticesOut(AnswerSchema):
    """A stretch of the notices, newest first."""

    notices = Items(Part(NoticeOut), "The notices.", fewest=0, most=PAGE_MAX)
    next = Member(CURSOR, "The cursor of the next stretch; absent at the end.", required=False)


def job_shown(job: Job) -> dict[str, Any]:
    """Give the members of `JobOut`."""
    return {
        "kind": str(job.due.kind),
        "item": job.due.item,
        "due_at": job.due.due_at,
        "state": str(job.state),
        "attempts": job.attempts,
        "worker": job.worker or None,
        "code": job.code or None,
        "result": job.result or None,
        "tried_at": job.tried_at,
        "next_at": job.next_at if job.state is not JobState.DONE else None,
    }


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
