"""Every refusal as an RFC 9457 problem: the only place that knows both refusals and HTTP.

A refusal without a row here cannot be answered; a test walks every subclass of `Refusal`. The
type of a problem is the address of a page that says what it means and what to do.
"""

from collections.abc import Mapping

from flask import Response, g, json

from api.faults import Fault
from api.refusals import BodyCoded, RequestInvalid
from api.tracing import current_trace
from api.writing.adoption_rows import OF_ADOPTION
from api.writing.case_rows import OF_CASES
from api.writing.claim_rows import OF_CLAIMS
from api.writing.desk_rows import OF_DESK
from api.writing.file_faults import AgainstFiles, file_faults
from api.writing.key_rows import OF_KEYS
from api.writing.privacy_rows import OF_PRIVACY
from api.writing.problem_rows import BILL_ROWS, Row
from api.writing.request_rows import OF_REQUESTS
from api.writing.seal_rows import OF_SEALS
from api.writing.webhook_rows import OF_WEBHOOKS
from loyalty.decision.refusals import RequestMisfit
from loyalty.kernel.card_numbers import PanDetected
from loyalty.kernel.identity import id_text
from loyalty.kernel.identity_numbers import IdentityNumberDetected
from loyalty.kernel.refusal import Refusal
from loyalty.members.member import MemberExists

MEDIA_TYPE = "application/problem+json"
# The engine's facts that become a reason: what was needed, what there was, which rule said so.
REASON = {"available": "have", "held": "have", "left": "have", "needed": "need", "asked": "need"}
DETAIL_MAX = 2000
PLACE = ("pointer", "hint")
WHOLE = ("pointer", "")
"""The pointer to the whole of a body; an empty hint is none."""
# RFC 6750: what a client is told about the key it showed, or did not show.
CHALLENGES = {
    "key-missing": 'Bearer realm="loyalty"',
    "key-refused": 'Bearer realm="loyalty", error="invalid_token"',
    "scope-missing": 'Bearer realm="loyalty", error="insufficient_scope", scope="{scope}"',
}


ROWS: dict[str, Row] = {
    **OF_CLAIMS,
    **OF_SEALS,
    **OF_DESK,
    **OF_ADOPTION,
    **OF_PRIVACY,
    **OF_WEBHOOKS,
    **OF_CASES,
    **OF_KEYS,
    **OF_REQUESTS,
    # what is named
    "explanation-gone": Row(
        410,
        "The reasons of this are no longer kept",
        "Their time is over, or the member was erased; a receipt that somebody kept still verifies.",
    ),
    "export-incomplete": Row(
        500,
        "The export lacks rows that are kept of the member",
        "Ask again; where it stays so, tell us the `trace_id`: nothing was left out on purpose.",
    ),
    "export-unfit": Row(
        422,
        "This is not an export of a member that can be taken in",
        "Take the folder as `loyalty export MEMBER` of the same release wrote it.",
    ),
    "unknown-programme": Row(
        404, "There is no such programme", "/v1/programmes lists what your key reaches."
    ),
    "unknown-member": Row(404, "There is no such member", "Use the id that enrolment gave."),
    "household-full": Row(409, "The household is full", "Begin another one; `reasons` says the most."),
    "household-taken": Row(
        409, "The member is in a household", "Let the member leave it first; one is in one household."
    ),
    "household-wait": Row(
        409,
        "The member has to wait before joining a household",
        "Ask again from the day in `reasons`.",
    ),
    "unknown-household": Row(
        404, "There is no such household", "Use the id that beginning the household gave."
    ),
    "member-merged": Row(
        410, "The member goes on under another id", "Use the id that `reasons` gives from now on."
    ),
    "unknown-merge": Row(404, "There is no such merge", "Use the id that the merge gave."),
    "merge-stands": Row(
        409,
        "The merge can no longer be undone",
        "Something was booked since that depends on it; move single points by a transfer instead.",
    ),
    "unknown-order": Row(404, "There is no such order", "Use the id under which the order was booked."),
    "unknown-quote": Row(404, "There is no such quote", "Use the id that the quote gave."),
    "unknown-explanation": Row(
        404, "There is no such explanation", "Use the id that a quote or receipt names."
    ),
    "unknown-redemption": Row(404, "There is no such redemption", "Use the id that the redemption gave."),
    "identity-unclear": Row(
        422, "This is no identity of its kind", "Write it as `hint` says, or name another kind."
    ),
    "identity-taken": Row(
        409, "Another member is known by this", "Unlink it there first, or merge the two members."
    ),
    "unknown-identity": Row(404, "Nobody is known by this", "Enrol the member, or link the identity first."),
    "unknown-notice": Row(404, "There is no such notice", "List the notices of the programme for their ids."),
    "member-exists": Row(409, "This member is enrolled already", "Use the id that `reasons` gives."),
    "undeclared-fact": Row(
        422,
        "The programme keeps no such fact",
        "Send only facts that the programme's files declare for members.",
    ),
    # what was promised and what was bought
    "quote-expired": Row(409, "The quote is no longer valid", "Ask for a new quote and show its price."),
    "quote-at-its-end": Row(
        409, "The quote cannot be extended further", "Order before it ends, or ask for a new quote."
    ),
    "quote-differs": Row(
        409, "The order differs from its quote", "Order what was quoted, or ask for a new quote."
    ),
    "quote-used": Row(409, "The quote has been bought", "Ask for a new quote, or cancel that order first."),
    "order-exists": Row(
        409, "This order has been booked before", "Read the order; another order needs another id."
    ),
    "unknown-event": Row(
        404, "The programme knows no such event", "Use the id of an event of the rule files."
    ),
    "event-differs": Row(
        409, "This id was used for another event", "Repeat a request unchanged, or choose another id."
    ),
    "order-differs": Row(
        409, "This id was used for other content", "Repeat a request unchanged, or choose another id."
    ),
    "in-the-future": Row(422, "The time lies in the future", "Send the time at which it happened."),
    "return-exists": Row(
        409, "This return has been booked before", "Read the order; another return needs another id."
    ),
    "return-too-late": Row(409, "The time for returns is over", "The programme's files say how long it is."),
    "versions-differ": Row(
        409,
        "These are no two versions of one programme",
        "Compare versions of the same programme, in one currency and timezone.",
    ),
    "not-returnable": Row(
        409, "This cannot be returned", "Return lines of the order, at most what is still kept."
    ),
    "same-order": Row(
        422, "An exchange needs an order id of its own", "Give the new order an id that no order has."
    ),
    "not-adjustable": Row(
        409, "This price cannot be adjusted", "Lower the price of a line of which something is kept."
    ),
    **BILL_ROWS,
    # the law of markets
    "jurisdiction-not-declared": Row(
        422,
        "The programme does not declare this market",
        "Ask for a market that the programme declares, or declare it in `jurisdictions`.",
    ),
    "personalisation-notice-missing": Row(
        409, "The quote does not say that its price is personal", "Ask for a new quote."
    ),
    "ny-sentence-missing": Row(
        409, "The quote lacks the sentence that the market asks for", "Ask for a new quote."
    ),
    "notice-false": Row(409, "The quote says of its price what is not so", "Ask for a new quote."),
    # the programme
    "findings": Row(422, "The rule files have findings", "Mend each finding and check the files again."),
    "request-misfit": Row(
        422,
        "The request does not fit the programme",
        "Mend each place that `errors` points at; the programme's files declare the facts it takes.",
    ),
    "unknown-plan": Row(
        422,
        "The programme has no such plan or meter",
        "Look at the programme's files for its plans and meters.",
    ),
    "programme-not-in-force": Row(
        422, "The programme does not bind on this day", "Ask for a time within the days that `reasons` names."
    ),
    "no-value": Row(
        422,
        "The programme has no value for this case",
        "Ask whoever keeps the programme to state the value that `reasons` names.",
    ),
    "out-of-bounds": Row(
        422,
        "A value is beyond the programme's limits",
        "Split the order, or ask whoever keeps the programme to raise the limit.",
    ),
    # the book
    "already-booked": Row(
        409, "This has been booked before", "Read what was booked; use another id for another order."
    ),
    "insufficient-points": Row(
        409,
        "There are not enough points",
        "Ask for at most the points in `reasons`, or read the balance again.",
    ),
    "ledger-tampered": Row(
        500,
        "The rows of the ledger are not what was booked",
        "Nothing was booked. Have `loyalty ledger verify` say what differs; the runbook says what to do.",
    ),
    "hold-unknown": Row(404, "There is no such hold", "Use the id that the answer to the hold gave."),
    "hold-ended": Row(409, "The hold has ended", "Hold the points again: a hold ends once."),
    "hold-too-small": Row(409, "The hold is for fewer points", "Capture at most what is held."),
    "already-reversed": Row(
        409, "This has been given or taken back before", "Give back at most what `reasons` says is left."
    ),
    "deficit-forbidden": Row(
        409,
        "Too many of these points have been spent",
        "Wait until the member has earned more; the programme lets nobody owe so many points.",
    ),
    "unknown-reward": Row(404, "There is no such reward", "`GET /v1/rewards` lists what there is."),
    "reward-not-offered": Row(
        409, "This reward is not offered", "`GET /v1/rewards` lists what this member may have now."
    ),
    "reward-limit-reached": Row(
        409,
        "This member has had all that one may have",
        "Offer another one; `GET /v1/rewards` lists them.",
    ),
    "out-of-stock": Row(
        409,
        "There is none left of this reward",
        "Offer another one; what is rolled back is there again.",
    ),
    "reward-used": Row(
        409,
        "The voucher of this exchange is used",
        "Leave the exchange as it is; a code that only a quote counts with is free again when that ends.",
    ),
    "cost-differs": Row(
        409, "The reward costs something else", "Show the member what it costs, then send that or no points."
    ),
    "not-transferable": Row(
        409, "These points cannot be given away", "Name a wallet whose points may be given to others."
    ),
    "not-convertible": Row(
        409,
        "These points cannot be converted",
        "Name a conversion of the files that binds today.",
    ),
    "conversion-limit": Row(
        409, "Fewer or more points than may be converted", "Convert as many points as `reasons` allows."
    ),
    "transfer-limit-reached": Row(
        409, "More than may be given away", "Give at most what `reasons` says may still be given."
    ),
    "same-member": Row(422, "The two members are one and the same", "Name another member."),
    "in-the-past": Row(
        422, "The day is over", "Ask for a day from today on; `balances` with `as_of` tells of days before."
    ),
    "not-spendable": Row(
        409,
        "These points cannot be spent",
        "Name a wallet whose points can be spent; status points only count.",
    ),
    "no-tiers": Row(
        404,
        "There is no standing to show",
        "Ask of a programme with tiers, and of a day on which the member had joined.",
    ),
    "unknown-tier-grant": Row(
        404, "There is no such grant of a tier", "Use the id under which the tier was given to this member."
    ),
    "tier-grant-differs": Row(
        409,
        "This id was used for another grant of a tier",
        "Repeat a request unchanged, or choose another id.",
    ),
    "tier-grant-ended": Row(
        409,
        "The grant of the tier has ended",
        "Read the member's grants; one that has ended cannot end again.",
    ),
    "unknown-wallet": Row(404, "There is no such wallet", "Name `points` or a wallet of the programme."),
    # the service
    "service-fault": Row(
        500, "The service failed to answer", "Repeat the request with the same key; tell us the `trace_id`."
    ),
    "busy": Row(
        503, "Others were always first", "Send the same request again, with the same key, after a moment."
    ),
    "database-unavailable": Row(
        503,
        "The database cannot serve now",
        "Send the same request again, with the same key, after a while: it is done once.",
    ),
    "not-ready": Row(503, "The service is not ready", "Try again shortly."),
}


def type_of(code: str) -> str:
    """Give the type of a problem, which is the address of its page."""
    return f"/problems/{code}"


def problem_response(refusal: Refusal) -> Response:
    """Give the answer to a refusal; raises KeyError for a code without a row."""
    row = ROWS[refusal.code]
    g.refused_with = refusal.code
    response = Response(json.dumps(problem_of(refusal, row)), status=row.status, content_type=MEDIA_TYPE)
    if refusal.code in CHALLENGES:
        scope = refusal.facts.get("scope")
        response.headers["WWW-Authenticate"] = CHALLENGES[refusal.code].format(scope=scope)
    if refusal.code == BodyCoded.code:
        response.headers["Accept-Encoding"] = "identity"  # RFC 9110, 12.5.3: what would be taken
    return response


def problem_of(refusal: Refusal, row: Row, trace_id: str | None = None) -> Mapping[str, object]:
    """Give the problem document of a refusal; without a trace id, that of the request being answered."""
    document: dict[str, object] = {
        "type": type_of(refusal.code),
        "title": row.title,
        "status": row.status,
        "detail": refusal.detail[:DETAIL_MAX],
        "code": refusal.code,
        "trace_id": trace_id or current_trace().trace_id,
    }
    errors = _errors(refusal)
    if errors:
        document["errors"] = errors
    reason = {REASON.get(name, name): value for name, value in refusal.facts.items() if name not in PLACE}
    if isinstance(refusal, MemberExists):
        reason["member"] = id_text("mem", refusal.member.member_id)
    if reason:
        document["reasons"] = [{"code": refusal.code, **reason}]
    return document


def _errors(refusal: Refusal) -> list[Mapping[str, str]]:
    if isinstance(refusal, RequestInvalid):
        return [fault.body() for fault in refusal.faults]
    if isinstance(refusal, RequestMisfit):
        return [Fault(each.code, each.message, each.hint, each.pointer).body() for each in refusal.misfits]
    if isinstance(refusal, AgainstFiles):
        return [fault.body() for fault in file_faults(refusal, g.get("body"))]
    if isinstance(refusal, PanDetected | IdentityNumberDetected):
        return [Fault(refusal.code, refusal.title, "", each).body() for each in refusal.pointers]
    if "pointer" not in refusal.facts:
        return []
    said = {name: refusal.facts.get(name) for name in PLACE}
    place = {name: str(value) for name, value in said.items() if value or (name, value) == WHOLE}
    return [{**place, "code": refusal.code, "message": refusal.detail}]
