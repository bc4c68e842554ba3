"""How refusals are answered that are about what is personal."""

from api.writing.problem_rows import Row

OF_PRIVACY: dict[str, Row] = {
    "pan-detected": Row(
        422,
        "A text holds the number of a payment card",
        "Leave it out: send the token of your payment provider. Nothing of it has been stored or logged.",
    ),
    "over-collection": Row(
        422,
        "A text holds an identity number",
        "Leave it out: it tells birth, place and sex. Nothing of it has been stored or logged.",
    ),
    "session-ended": Row(
        401, "Nobody is signed in, or the session has ended", "Sign in again; nothing has been changed."
    ),
    "page-link-spent": Row(
        410,
        "The link opens nothing any more",
        "A link opens once, for 15 minutes; go to the shop's page and ask for a new one.",
    ),
    "stop-link-unknown": Row(
        410,
        "The link stops no marketing",
        "Use the link of the last message as it stands there, or ask the shop to write no more.",
    ),
    "page-not-yours": Row(
        403, "This page is not for whoever is signed in", "Sign out, and sign in with a key that may see it."
    ),
    "form-stale": Row(
        403, "The form is not of this session", "Open the page again, fill the form in and send it."
    ),
    "member-erased": Row(
        410, "The member was erased", "Nothing personal can be kept of this member any more; enrol a new one."
    ),
    "vault-locked": Row(
        503,
        "The vault cannot be opened with this master key",
        "The operator sets LOYALTY_MASTER_KEY or LOYALTY_MASTER_KEY_FILE to the key that was used so far.",
    ),
    "seal-broken": Row(
        500,
        "What was sealed cannot be opened",
        "The row was changed from outside; the operator restores it from a backup.",
    ),
    "unknown-erasure": Row(
        404, "Nobody asked for this member to be erased", "Ask for it first: POST …/erasure."
    ),
    "erasure-asked": Row(
        409,
        "The member asked to be erased",
        "Nothing new is agreed to and nobody is merged from then on; go on with the erasure: POST …/erasure.",
    ),
    "erasure-waits": Row(
        409,
        "Something of the member has to end before the account can be closed",
        "End what `detail` names, then repeat the step.",
    ),
    "erasure-incomplete": Row(
        500,
        "Something of the member would be left; nothing has been erased",
        "The operator looks at the columns that `reasons` names, and repeats the step.",
    ),
    "unknown-legal-hold": Row(404, "There is no such legal hold", "Name the case as it was set."),
    "reason-missing": Row(
        422,
        "Staff says why it looks at a member",
        "Send `Loyalty-Reason: complaint:T-4711` with every request of a key that a person has.",
    ),
    "views-exhausted": Row(
        429,
        "So many members are not looked at within an hour",
        "Wait, or take an export for what needs many members.",
    ),
    "purpose-mismatch": Row(
        422,
        "The fact is kept for another purpose",
        "Name facts that the programme reads with this consent; its files say which.",
    ),
    "notice-stale": Row(
        409,
        "The notice is older than the rules",
        "Show the notice of `GET /v1/programmes/{name}/collection-notice` and cite its `sha256`.",
    ),
    "nfi-missing": Row(
        422,
        "What is given for personal data is shown before anybody joins",
        "Show the notice of `GET /v1/programmes/{name}/collection-notice` and cite its `sha256` as `notice`.",
    ),
    "minor-not-allowed": Row(
        403,
        "The member is not grown up",
        "Membership prices stay; what is for adults is not offered, and a child needs a guardian.",
    ),
    "consent-differs": Row(
        409, "This id was used for another consent", "Use a new id for another answer of the member."
    ),
    "report-not-made": Row(
        404,
        "The report was not made of these days",
        "Make it: POST to the same address, with `first` and `last`; what it tells is kept.",
    ),
    "unknown-consent": Row(
        404,
        "The member was never asked for this purpose",
        "There is nothing to withdraw; what was never given is not used.",
    ),
    "unknown-breach": Row(404, "There is no such breach", "Open it by the step `suspected` or `aware`."),
    "breach-step-early": Row(
        409, "This step of the breach cannot be taken yet", "Do first what `detail` names, or say why."
    ),
    "breach-notice-late": Row(
        422, "The time to tell the authority is over; say why it is late", "Send `reason` with the step."
    ),
    "unknown-table": Row(422, "The register has no such table", "Take a name that /v1/register lists."),
    "unknown-recipient": Row(
        422,
        "The programme hands nothing over to such a recipient",
        "Name one that the programme declares under `recipients`; a consent to send data abroad names one.",
    ),
    "not-for-recipient": Row(
        422, "The recipient does not get this", "Ask for what the programme declares that it `gets`."
    ),
    "separate-consent-missing": Row(
        403,
        "The member has not agreed to this for this recipient",
        "Ask the member, and record the consent with `recipient`; each purpose needs one of its own.",
    ),
    "sharing-stopped": Row(
        403, "The member wants their data shared no more", "Hand nothing over; only the member can say else."
    ),
    "hand-over-differs": Row(
        409, "This id was used for another hand-over", "Use a new id for another hand-over."
    ),
    "marketing-no-consent": Row(
        403,
        "The member has not agreed to marketing by this medium",
        "Send nothing. A consent for this purpose, recorded with the notice shown, allows it.",
    ),
    "member-not-reached": Row(
        409, "The member is not reached by this medium", "Use the one by which the member is reached."
    ),
    "message-differs": Row(409, "This id was used for another message", "Use a new id for another message."),
    "unknown-message": Row(
        404, "No such message was sent to the member", "Name the message by the id you sent it under."
    ),
    "unknown-profile": Row(
        404, "The law of no such market is known", "Take a code that `GET /v1/profiles` lists."
    ),
    "drill-differs": Row(409, "This id was used for another drill", "Use a new id for another drill."),
    "contact-unclear": Row(
        422,
        "This is no way to reach a member",
        "Write an e-mail address as name@domain, a phone number as + and digits; a name on one line.",
    ),
}
