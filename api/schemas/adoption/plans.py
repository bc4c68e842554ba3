"""Plans of adoption, and the versions that come of them."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import DAY, INSTANT, TRUTH, caller_id, choice, integer, query_integer, text
from api.schemas.adoption.files import FILES_MAX, FileIn
from api.schemas.common import DIGEST, GIVEN_DIGEST, NAME, PAGE_MAX, PAGE_USUAL, plain, programme_name
from loyalty.adoption.plan import PlanState
from loyalty.adoption.version import REASON_MAX
from loyalty.constraints.verdict import Evidence

PLAN_ID = caller_id(example="corner-coffee-2")
REASON = text(200, example="gold is paid twice")
PLANS_MAX = 10_000
ROWS_MAX = 200
EXAMPLE_FILES = [{"path": "programme.yaml", "text": "programme: corner-coffee\n"}]
PLAN_EXAMPLE = {"id": "corner-coffee-2", "day": "2027-01-01", "files": EXAMPLE_FILES}
ADOPT_EXAMPLE = {"files": EXAMPLE_FILES}
ROLL_BACK_EXAMPLE = {"digest": "0" * 64, "emergency": "gold is paid twice"}
REASON_EXAMPLE = {"reason": "gold is paid twice"}
SHOWN_REASON = text(REASON_MAX)
OF = plain({"type": "object", "additionalProperties": {"type": "string"}})


class PlanIn(StrictSchema):
    """What is to bind from a day on: rule files, or an earlier version once more."""

    id = Member(PLAN_ID, "Your own id of the plan, once per programme.")
    day = Member(DAY, "Its first day; without it the files' own, or today.", required=False)
    files = Items(Part(FileIn), "The rule files, all of them.", fewest=1, most=FILES_MAX, required=False)
    earlier = Member(
        GIVEN_DIGEST, "In place of `files`: the version of this digest once more.", required=False
    )


class AnswerIn(StrictSchema):
    """What the second person says. Write nothing personal into the reason."""

    reason = Member(REASON, "Why; the audit keeps it.", required=False)


class ReasonIn(StrictSchema):
    """Why. Write nothing personal into it."""

    reason = Member(REASON, "Why; the audit keeps it.")


class AdoptIn(StrictSchema):
    """Rule files that are to bind at once."""

    files = Items(Part(FileIn), "The rule files, all of them.", fewest=1, most=FILES_MAX)
    emergency = Member(
        REASON, "What it is, where the programme has begun; the audit keeps it.", required=False
    )


class RollBackIn(StrictSchema):
    """Which earlier version is to bind again at once."""

    digest = Member(GIVEN_DIGEST, "Its digest.")
    emergency = Member(REASON, "What it is; the audit keeps it.")


class ChangedFilesOut(AnswerSchema):
    """Which files differ from those that bind on that day."""

    added = Items(Member(NAME, "A path."), "New ones.", fewest=0, most=FILES_MAX)
    changed = Items(Member(NAME, "A path."), "Changed ones.", fewest=0, most=FILES_MAX)
    removed = Items(Member(NAME, "A path."), "Ones that are gone.", fewest=0, most=FILES_MAX)


class WaivedOut(AnswerSchema):
    """Why a constraint may fail, and where."""

    where = Member(NAME, "The rule, charge, plan, tier or fact because of which it may; or the programme.")
    approved_by = Member(NAME, "Who approved that.")
    reason = Member(NAME, "Why.")
    until = Member(NAME, "The last day on which a version may begin to bind so.")


class JudgedOut(AnswerSchema):
    """What is known of a constraint."""

    constraint = Member(NAME, "The constraint.")
    verdict = Member(
        NAME, "`PROVED`, `TESTED`, `MEASURED`, `DECLARED`, `NOT CHECKED`, `REFUTED`, `UNDECIDED`."
    )
    method = Member(NAME, "`structure`, `breakpoints`, `solver`, `examples`, `witness` and so on.")
    because = Member(NAME, "What was shown, or what stands in the way.")
    waivers = Items(Part(WaivedOut), "The waivers that let it fail.", fewest=1, most=ROWS_MAX, required=False)


class UpcomingOut(AnswerSchema):
    """A value of the law that begins during the programme's life."""

    parameter = Member(NAME, "What it is about.")
    since = Member(DAY, "Its first day.")
    source = Member(NAME, "The profile, and where it is written.")


class LawfulOut(AnswerSchema):
    """How a constraint of the catalogue stands for the version."""

    constraint = Member(NAME, "Its id.")
    profiles = Items(Member(NAME, "A profile."), "Those of its markets that ask for it.", fewest=1, most=20)
    evidence = Member(choice(*Evidence), "How strongly it was looked at.")
    holds = Member(TRUTH, "Whether it holds; absent where nobody looked.", required=False)
    says = Member(NAME, "What must hold.")


class CertificateOut(AnswerSchema):
    """When, of which texts and with which tools the constraints were decided."""

    certificate = Member(integer(1, 1), "Its form.")
    programme = programme_name()
    digest = Member(DIGEST, "Of the version that is to bind.")
    against = Member(DIGEST, "Of the version it was compared with.", required=False)
    decided_at = Member(NAME, "When.")
    solvers = Member(OF, "The solvers there were, with their versions.")
    profiles = Member(OF, "The version of the law of each market that binds it.", required=False)
    upcoming = Items(
        Part(UpcomingOut), "What the law will ask during its life.", fewest=0, most=ROWS_MAX, required=False
    )
    catalogue = Items(
        Part(LawfulOut),
        "Every constraint of its markets, each with one word of evidence.",
        fewest=0,
        most=ROWS_MAX,
        required=False,
    )


class AnsweredOut(AnswerSchema):
    """What the second person said."""

    by = Member(NAME, "Who.")
    at = Member(NAME, "When.")
    reason = Member(NAME, "Why.", required=False)


class AdoptionPlanOut(AnswerSchema):
    """A plan of adoption: what is reviewed, and how far it is."""

    plan = Member(PLAN_ID, "Its id.")
    programme = programme_name()
    digest = Member(DIGEST, "Of the version that is to bind.")
    against = Member(DIGEST, "Of the version that binds on that day without it.", required=False)
    day = Member(NAME, "The first day.")
    author = Member(NAME, "Who made it: the label of the API key, or a name.")
    made_at = Member(NAME, "When.")
    files = Part(ChangedFilesOut, "Which files differ.")
    changes = Member(
        plain(
            {
                "type": "object",
                "additionalProperties": {"type": "array", "items": {"type": "string"}},
            }
        ),
        "What changes and what that can do, a sentence each, by language.",
    )
    examples = Member(integer(0, 10**6), "How many worked examples hold.")
    warnings = Items(Member(NAME, "A warning."), "What is not wrong, but strange.", fewest=0, most=PLANS_MAX)
    constraints = Items(Part(JudgedOut), "Every constraint.", fewest=0, most=ROWS_MAX)
    certificate = Part(CertificateOut, "When and with what the constraints were decided.", required=False)
    document_digest = Member(DIGEST, "The SHA-256 of all of the above as canonical JSON.")
    state = Member(choice(*PlanState), "How far it is.")
    answered = Part(AnsweredOut, "What the second person said.", required=False)
    adopted_at = Member(NAME, "When it was adopted.", required=False)


class AdoptionPlansOut(AnswerSchema):
    """Every plan of a programme."""

    plans = Items(Part(AdoptionPlanOut), "The plans, oldest first.", fewest=0, most=PLANS_MAX)


class AdoptedOut(AnswerSchema):
    """A version that binds."""

    programme = programme_name()
    digest = Member(DIGEST, "Its digest.")
    binds_from = Member(INSTANT, "From when on.")
    plan = Member(PLAN_ID, "The plan it comes from.", required=False)
    differs = Items(
        Member(NAME, "A difference."),
        "Where the certificate, made again, is not the one that was approved; the verdicts are the same.",
        fewest=0,
        most=ROWS_MAX,
        required=False,
    )


class FrozenOut(AnswerSchema):
    """Whether a programme is frozen."""

    programme = programme_name()
    frozen = Member(TRUTH, "Whether it promises and books nothing new.")
    since = Member(INSTANT, "Since when that is so.")
    by = Member(NAME, "Who said so: the label of the API key, or a name.")
    reason = Member(SHOWN_REASON, "Why.")


class AuditAsk(StrictSchema):
    """Which stretch of the audit."""

    after = Member(query_integer(0, 10**12), "Only steps with numbers above this.", default=0)
    limit = Member(query_integer(1, PAGE_MAX), "How many at most.", default=PAGE_USUAL)


class AuditStepOut(AnswerSchema):
    """One step in the life of a programme's versions."""

    number = Member(integer(1, 10**12), "They are counted from 1.")
    at = Member(INSTANT, "When.")
    step = Member(NAME, "What: `planned`, `approved`, `adopted`, `emergency`, `frozen` and so on.")
    by = Member(NAME, "Who: the label of the API key, or a name.")
    key = Member(NAME, "The id of the API key, where it came by one.", required=False)
    of = Member(OF, "What it was about: `plan`, `digest`, `against`, `document`, `day`, `binds_from`.")
    reason = Member(SHOWN_REASON, "Why.", required=False)


class AuditOut(AnswerSchema):
    """A stretch of the audit, in the order of its steps."""

    steps = Items(Part(AuditStepOut), "The steps.", fewest=0, most=PAGE_MAX)
    next = Member(integer(1, 10**12), "The `after` of the next stretch; absent at the end.", required=False)
